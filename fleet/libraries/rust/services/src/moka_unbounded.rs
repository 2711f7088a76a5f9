use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use moka::sync::Cache;

use crate::api_key::ApiKey;
use crate::profiles::{Profile, load_profile};

type Profiles = Cache<String, Profile>;

async fn profile(State(profiles): State<Profiles>, ApiKey(key): ApiKey) -> Json<Profile> {
    Json(profiles.get_with_by_ref(&key, || load_profile(&key)))
}

pub fn router() -> Router {
    Router::new()
        .route("/v1/things", get(profile))
        .with_state(Profiles::builder().build())
}
