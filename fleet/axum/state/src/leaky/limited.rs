use std::mem::size_of;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{Request, StatusCode};
use axum::routing::get;
use fleet_service::Kept;
use governor::middleware::NoOpMiddleware;
use tower_governor::governor::{GovernorConfig, GovernorConfigBuilder};
use tower_governor::key_extractor::KeyExtractor;
use tower_governor::{GovernorError, GovernorLayer};

use crate::callers::{Accounts, ApiKey};
use crate::pattern::Pattern;

// region: leak-limited
/// Counts requests by the text of `X-API-Key`. The layer runs before the handler checks the key,
/// so every key that was ever guessed gets a counter, and its own full limit.
#[derive(Clone)]
struct ByApiKey;

impl KeyExtractor for ByApiKey {
    type Key = String;

    fn extract<T>(&self, request: &Request<T>) -> Result<String, GovernorError> {
        let key = request.headers().get("x-api-key");
        let key = key.and_then(|value| value.to_str().ok());
        key.map(str::to_owned).ok_or(GovernorError::Other {
            code: StatusCode::UNAUTHORIZED,
            msg: None,
            headers: None,
        })
    }
}

async fn limited(
    State(accounts): State<Arc<Accounts>>,
    ApiKey(key): ApiKey,
) -> Result<&'static str, StatusCode> {
    accounts.of(&key)?;
    Ok("welcome")
}

/// Replenishes a request every 200 µs: 5,000 a second for each key.
fn limits() -> GovernorConfig<ByApiKey, NoOpMiddleware> {
    GovernorConfigBuilder::default()
        .period(Duration::from_micros(200))
        .burst_size(5_000)
        .key_extractor(ByApiKey)
        .finish()
        .expect("neither is zero")
}

fn router(limits: GovernorConfig<ByApiKey, NoOpMiddleware>) -> Router<Arc<Accounts>> {
    Router::new()
        .route("/v1/limited", get(limited))
        .layer(GovernorLayer::new(limits))
}
// endregion

pub fn pattern(accounts: &Arc<Accounts>) -> Pattern {
    let limits = limits();
    let limiter = Arc::clone(limits.limiter());
    let router = router(limits).with_state(Arc::clone(accounts));
    Pattern::new(router, move || Kept {
        pattern: "limited",
        entries: limiter.len(),
        // The limiter does not show its keys: their texts come on top.
        bytes: limiter.len() * size_of::<(String, u64)>(),
    })
}
