// region: requests
use std::time::Duration;

use actix_governor::governor::NotUntil;
use actix_governor::governor::clock::QuantaInstant;
use actix_governor::governor::middleware::StateInformationMiddleware;
use actix_governor::{GovernorConfig, GovernorConfigBuilder, KeyExtractor, SimpleKeyExtractionError};
use actix_web::dev::ServiceRequest;
use actix_web::{HttpMessage, HttpResponse, HttpResponseBuilder};
use serde_json::json;

use crate::tokens::Claims;

/// Counts per user, and per address for requests without a login.
#[derive(Clone)]
pub struct UserOrAddress;

impl KeyExtractor for UserOrAddress {
    type Key = String;
    type KeyExtractionError = SimpleKeyExtractionError<&'static str>;

    fn extract(&self, request: &ServiceRequest) -> Result<String, Self::KeyExtractionError> {
        let user = request.extensions().get::<Claims>().map(|claims| claims.sub.to_string());
        let peer = || request.peer_addr().map(|peer| peer.ip().to_string());
        user.or_else(peer).ok_or(SimpleKeyExtractionError::new("no address"))
    }

    fn exceed_rate_limit_response(
        &self,
        _: &NotUntil<QuantaInstant>,
        mut response: HttpResponseBuilder,
    ) -> HttpResponse {
        let body = json!({ "title": "Too Many Requests", "status": 429, "detail": "Too many requests." });
        response.content_type("application/problem+json").json(body)
    }
}
// endregion

// region: limit
/// 600 at once, and one more every 100 ms. Call it outside of the closure of `HttpServer::new`.
pub fn requests() -> GovernorConfig<UserOrAddress, StateInformationMiddleware> {
    let mut builder = GovernorConfigBuilder::default().key_extractor(UserOrAddress);
    builder.milliseconds_per_request(100).burst_size(600);
    let config = builder.use_headers().finish().expect("period and burst are above zero");
    let counts = config.limiter().clone();
    actix_web::rt::spawn(async move {
        loop {
            actix_web::rt::time::sleep(Duration::from_secs(60)).await;
            counts.retain_recent();
        }
    });
    config
}
// endregion
