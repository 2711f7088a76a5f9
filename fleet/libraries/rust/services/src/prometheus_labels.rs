use axum::Router;
use axum::extract::State;
use axum::response::IntoResponse;
use axum::routing::get;
use prometheus::{IntCounterVec, register_int_counter_vec};

use crate::api_key::ApiKey;
use crate::axum_serving::things;

/// Counts requests by key, which makes each key a time series of its own.
async fn counted(State(requests): State<IntCounterVec>, ApiKey(key): ApiKey) -> impl IntoResponse {
    requests.with_label_values(&[&key]).inc();
    things().await
}

pub fn router() -> Router {
    let requests =
        register_int_counter_vec!("api_requests_total", "Requests by API key.", &["api_key"])
            .expect("registered once");
    Router::new()
        .route("/v1/things", get(counted))
        .with_state(requests)
}
