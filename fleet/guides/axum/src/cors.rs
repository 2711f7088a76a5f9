// region: cors
use std::time::Duration;

use axum::http::{HeaderValue, Method, header};
use tower_http::cors::{AllowOrigin, CorsLayer};

pub fn policy() -> CorsLayer {
    let origins = ["https://app.example.com", "https://admin.example.com"];
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins.map(HeaderValue::from_static)))
        .allow_credentials(true)
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
        .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE])
        .max_age(Duration::from_secs(600))
}
// endregion
