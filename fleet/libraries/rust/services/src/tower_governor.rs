use axum::Router;
use axum::http::{Request, StatusCode};
use axum::routing::get;
use tower_governor::governor::GovernorConfigBuilder;
use tower_governor::key_extractor::KeyExtractor;
use tower_governor::{GovernorError, GovernorLayer};

use crate::axum_serving::things;

/// Limits by `X-API-Key` instead of by address.
#[derive(Clone)]
pub struct ByApiKey;

impl KeyExtractor for ByApiKey {
    type Key = String;

    fn extract<T>(&self, request: &Request<T>) -> Result<String, GovernorError> {
        request
            .headers()
            .get("x-api-key")
            .and_then(|value| value.to_str().ok())
            .filter(|key| !key.is_empty())
            .map(str::to_owned)
            .ok_or_else(|| GovernorError::Other {
                code: StatusCode::UNAUTHORIZED,
                msg: Some("X-API-Key is missing".to_owned()),
                headers: None,
            })
    }
}

/// 10,000 requests at once, and one more every tenth of a millisecond.
pub fn router() -> Router {
    let config = GovernorConfigBuilder::default()
        .per_nanosecond(100_000)
        .burst_size(10_000)
        .key_extractor(ByApiKey)
        .finish()
        .expect("period and burst are not zero");
    Router::new()
        .route("/v1/things", get(things))
        .layer(GovernorLayer::new(config))
}
