// region: requests
use std::net::SocketAddr;
use std::time::Duration;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, Response, StatusCode};
use governor::middleware::StateInformationMiddleware;
use tower_governor::governor::GovernorConfigBuilder;
use tower_governor::key_extractor::KeyExtractor;
use tower_governor::{GovernorError, GovernorLayer};

use crate::errors::problem;
use crate::tokens::Claims;

/// Counts per user, and per address for requests without a login.
#[derive(Clone)]
pub struct UserOrAddress;

impl KeyExtractor for UserOrAddress {
    type Key = String;

    fn extract<T>(&self, request: &Request<T>) -> Result<String, GovernorError> {
        let extensions = request.extensions();
        let user = extensions.get::<Claims>().map(|claims| claims.sub.to_string());
        let peer = || extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.ip().to_string());
        user.or_else(peer).ok_or(GovernorError::UnableToExtractKey)
    }
}
// endregion

// region: limit
/// 600 at once, and one more every 100 ms. Called once, so that all routes share the counts.
pub fn requests() -> GovernorLayer<UserOrAddress, StateInformationMiddleware, Body> {
    let mut builder = GovernorConfigBuilder::default().key_extractor(UserOrAddress);
    builder.per_millisecond(100).burst_size(600);
    let config = builder.use_headers().finish().expect("period and burst are above zero");
    let counts = config.limiter().clone();
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_secs(60)).await;
            counts.retain_recent();
        }
    });
    GovernorLayer::new(config).error_handler(refused)
}

fn refused(error: GovernorError) -> Response<Body> {
    let GovernorError::TooManyRequests { headers, .. } = error else {
        return problem(StatusCode::INTERNAL_SERVER_ERROR, "The request cannot be counted.");
    };
    let mut response = problem(StatusCode::TOO_MANY_REQUESTS, "Too many requests.");
    response.headers_mut().extend(headers.unwrap_or_default()); // Retry-After and X-RateLimit-*
    response
}
// endregion
