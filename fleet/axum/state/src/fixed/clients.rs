use std::io;
use std::mem::size_of;
use std::sync::Arc;

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

// region: fix-clients
/// The service that knows the prices, and the one client for it: callers share its connections.
struct Upstream {
    url: String,
    client: Client,
}

async fn prices(
    State(upstream): State<Arc<Upstream>>,
    State(accounts): State<Arc<Accounts>>,
    ApiKey(key): ApiKey,
) -> Result<String, StatusCode> {
    accounts.of(&key)?;
    // What differs from caller to caller goes into the request.
    let request = upstream.client.get(&upstream.url).header("x-api-key", key);
    let answer = request.send().await;
    let answer = answer.map_err(|_| StatusCode::BAD_GATEWAY)?;
    answer.text().await.map_err(|_| StatusCode::BAD_GATEWAY)
}
// endregion

pub async fn pattern(accounts: &Arc<Accounts>) -> io::Result<Pattern> {
    let upstream = Upstream {
        url: start_prices().await?,
        client: Client::new(),
    };
    let app = App {
        accounts: Arc::clone(accounts),
        upstream: Arc::new(upstream),
    };
    let router = Router::new()
        .route("/v1/clients", get(prices))
        .with_state(app);
    Ok(Pattern::new(router, || Kept {
        pattern: "clients",
        entries: 1,
        bytes: size_of::<Client>(),
    }))
}
