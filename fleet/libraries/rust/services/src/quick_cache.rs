use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use quick_cache::sync::Cache;

use crate::api_key::ApiKey;
use crate::profiles::{Profile, load_profile};

const MAX_PROFILES: usize = 1_000;

type Profiles = Arc<Cache<String, Profile>>;

async fn profile(State(profiles): State<Profiles>, ApiKey(key): ApiKey) -> Json<Profile> {
    let Ok(profile) =
        profiles.get_or_insert_with(key.as_str(), || Ok::<_, Infallible>(load_profile(&key)));
    Json(profile)
}

pub fn router() -> Router {
    Router::new()
        .route("/v1/things", get(profile))
        .with_state(Profiles::new(Cache::new(MAX_PROFILES)))
}
