use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use lru::LruCache;

use crate::api_key::ApiKey;
use crate::profiles::{Profile, load_profile};

const MAX_PROFILES: NonZeroUsize = NonZeroUsize::new(1_000).unwrap();

/// The profiles of the keys that asked last.
type Profiles = Arc<Mutex<LruCache<String, Profile>>>;

async fn profile(State(profiles): State<Profiles>, ApiKey(key): ApiKey) -> Json<Profile> {
    let mut profiles = profiles.lock().unwrap();
    let profile = profiles.get_or_insert_ref(key.as_str(), || load_profile(&key));
    Json(profile.clone())
}

pub fn router() -> Router {
    let profiles = Profiles::new(Mutex::new(LruCache::new(MAX_PROFILES)));
    Router::new()
        .route("/v1/things", get(profile))
        .with_state(profiles)
}
