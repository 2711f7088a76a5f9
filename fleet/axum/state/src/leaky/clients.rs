use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::mem::size_of;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
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
/// The service that knows the prices. Callers do not share connections to it: each has a client of
/// its own, by a hash of its key. With it come a pool, a resolver and all defaults.
#[derive(Default)]
struct Upstream {
    url: String,
    hasher: RandomState,
    clients: Mutex<HashMap<u64, Client>>,
}

impl Upstream {
    fn client(&self, key: &str) -> Client {
        let caller = self.hasher.hash_one(key);
        let mut clients = self.clients.lock().unwrap();
        clients.entry(caller).or_default().clone()
    }
}

async fn prices(
    State(upstream): State<Arc<Upstream>>,
    State(accounts): State<Arc<Accounts>>,
    ApiKey(key): ApiKey,
) -> Result<String, StatusCode> {
    let client = upstream.client(&key);
    accounts.of(&key)?;
    let request = client.get(&upstream.url).header("x-api-key", key);
    let answer = request.send().await;
    let answer = answer.map_err(|_| StatusCode::BAD_GATEWAY)?;
    answer.text().await.map_err(|_| StatusCode::BAD_GATEWAY)
}
// endregion

pub async fn pattern(accounts: &Arc<Accounts>) -> io::Result<Pattern> {
    let upstream = Arc::new(Upstream {
        url: start_prices().await?,
        ..Upstream::default()
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
            // What a client holds comes on top.
            bytes: clients.len() * size_of::<(u64, Client)>(),
        }
    }))
}
