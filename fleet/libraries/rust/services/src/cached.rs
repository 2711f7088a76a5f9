use axum::routing::get;
use axum::{Json, Router};
use cached::macros::cached;

use crate::api_key::ApiKey;
use crate::profiles::{Profile, load_profile};

/// The profile of a key, loaded at its first request.
#[cached]
fn profile_of(key: String) -> Profile {
    load_profile(&key)
}

async fn profile(ApiKey(key): ApiKey) -> Json<Profile> {
    Json(profile_of(key))
}

pub fn router() -> Router {
    Router::new().route("/v1/things", get(profile))
}
