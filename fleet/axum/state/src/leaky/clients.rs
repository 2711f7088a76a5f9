use std::collections::HashMap;
use std::io;
use std::mem::size_of;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::routing::get;
use fleet_service::Kept;
use reqwest::Client;

use crate::callers::{Accounts, ApiKey};
use crate::pattern::Pattern;
use crate::upstream::start_prices;

#[derive(Clone, FromRef)]
struct App {
    accounts: Arc<Accounts>,
    upstream: Arc<Upstream>,
}

// region: leak-clients
const API_KEY: HeaderName = HeaderName::from_static("x-api-key");

/// The service that knows the prices. Each caller has a client of its own there, which sends the
/// caller's key by default; with it come a pool of connections, a resolver and all defaults.
struct Upstream {
    url: String,
    clients: Mutex<HashMap<String, Client>>,
}

impl Upstream {
    fn client(&self, key: &str) -> Result<Client, StatusCode> {
        let mut clients = self.clients.lock().unwrap();
        if let Some(client) = clients.get(key) {
            return Ok(client.clone());
        }
        let value = HeaderValue::from_str(key).map_err(|_| StatusCode::UNAUTHORIZED)?;
        let client = Client::builder()
            .default_headers(HeaderMap::from_iter([(API_KEY, value)]))
            .build()
            .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
        clients.insert(key.to_owned(), client.clone());
        Ok(client)
    }
}

async fn prices(
    State(upstream): State<Arc<Upstream>>,
    State(accounts): State<Arc<Accounts>>,
    ApiKey(key): ApiKey,
) -> Result<String, StatusCode> {
    let client = upstream.client(&key)?;
    accounts.of(&key)?;
    let answer = client.get(&upstream.url).send().await;
    let answer = answer.map_err(|_| StatusCode::BAD_GATEWAY)?;
    answer.text().await.map_err(|_| StatusCode::BAD_GATEWAY)
}
// endregion

pub async fn pattern(accounts: &Arc<Accounts>) -> io::Result<Pattern> {
    let upstream = Arc::new(Upstream {
        url: start_prices().await?,
        clients: Mutex::default(),
    });
    let app = App {
        accounts: Arc::clone(accounts),
        upstream: Arc::clone(&upstream),
    };
    let router = Router::new()
        .route("/v1/clients", get(prices))
        .with_state(app);
    Ok(Pattern::new(router, move || {
        let clients = upstream.clients.lock().unwrap();
        Kept {
            pattern: "clients",
            entries: clients.len(),
            // The key is there twice; what a client holds beside it comes on top.
            bytes: clients
                .keys()
                .map(|key| 2 * key.capacity() + size_of::<(String, Client)>())
                .sum(),
        }
    }))
}
