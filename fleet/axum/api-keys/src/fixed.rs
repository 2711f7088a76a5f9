//! The same two routes; what each of them keeps has a bound.

use std::collections::HashMap;
use std::mem::size_of;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use axum::extract::{FromRef, FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::routing::get;
use axum::{Json, Router};
use fleet_service::{IssuedKeys, Kept};
use moka::sync::Cache;
use serde::Serialize;

// region: fix-extractor
/// No issued key is longer.
const MAX_KEY_BYTES: usize = 256;

/// The `X-API-Key` of a request: owned, of bounded length, and all that is taken from it.
#[derive(Clone, PartialEq, Eq, Hash)]
struct ApiKey(String);

impl<S: Sync> FromRequestParts<S> for ApiKey {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        let value = parts
            .headers
            .get("x-api-key")
            .ok_or(StatusCode::UNAUTHORIZED)?;
        match value.to_str() {
            Ok(key) if key.len() <= MAX_KEY_BYTES => Ok(Self(key.to_owned())),
            _ => Err(StatusCode::UNAUTHORIZED),
        }
    }
}
// endregion

// region: fix-swap
#[derive(Clone, Serialize)]
struct Permissions {
    scopes: Vec<String>,
    requests_per_minute: u32,
}

/// The issued keys as of the last reload. Requests read it and never write to it.
type Keys = HashMap<ApiKey, Arc<Permissions>>;

#[derive(Clone)]
struct KeyStore(Arc<RwLock<Arc<Keys>>>);

impl KeyStore {
    fn new(keys: Keys) -> Self {
        Self(Arc::new(RwLock::new(Arc::new(keys))))
    }

    fn resolve(&self, key: &ApiKey) -> Option<Arc<Permissions>> {
        self.0.read().unwrap().get(key).cloned()
    }

    /// The old map goes as a whole, revoked keys and all, when its last reader is done with it.
    fn replace(&self, keys: Keys) {
        *self.0.write().unwrap() = Arc::new(keys);
    }
}

async fn permissions(
    State(store): State<KeyStore>,
    key: ApiKey,
) -> Result<Json<Permissions>, StatusCode> {
    let permissions = store.resolve(&key).ok_or(StatusCode::UNAUTHORIZED)?;
    Ok(Json(Permissions::clone(&permissions)))
}
// endregion

// region: fix-moka
/// How many requests each issued key made lately.
#[derive(Clone)]
struct Usage(Cache<ApiKey, u64>);

impl Usage {
    fn new() -> Self {
        let requests = Cache::builder()
            .max_capacity(1_000)
            .time_to_idle(Duration::from_secs(300))
            .build();
        Self(requests)
    }

    fn count(&self, key: ApiKey) -> u64 {
        let requests = self.0.get(&key).unwrap_or(0) + 1;
        self.0.insert(key, requests);
        requests
    }
}

async fn usage(
    State(store): State<KeyStore>,
    State(usage): State<Usage>,
    key: ApiKey,
) -> Result<String, StatusCode> {
    // A key that was never issued is answered and forgotten.
    store.resolve(&key).ok_or(StatusCode::UNAUTHORIZED)?;
    Ok(usage.count(key).to_string())
}
// endregion

const RELOAD_EVERY: Duration = Duration::from_secs(60);

/// Stands for the query of a database that holds the keys.
fn load_keys() -> Keys {
    let read = Arc::new(Permissions {
        scopes: vec!["read".to_owned()],
        requests_per_minute: 600,
    });
    let issued = IssuedKeys::from_env();
    issued
        .iter()
        .map(|key| (ApiKey(key.to_owned()), Arc::clone(&read)))
        .collect()
}

async fn reload(store: KeyStore) {
    loop {
        tokio::time::sleep(RELOAD_EVERY).await;
        store.replace(load_keys());
    }
}

#[derive(Clone)]
pub struct AppState {
    store: KeyStore,
    usage: Usage,
}

impl FromRef<AppState> for KeyStore {
    fn from_ref(app: &AppState) -> Self {
        app.store.clone()
    }
}

impl FromRef<AppState> for Usage {
    fn from_ref(app: &AppState) -> Self {
        app.usage.clone()
    }
}

impl AppState {
    pub fn new() -> Self {
        let store = KeyStore::new(load_keys());
        tokio::spawn(reload(store.clone()));
        Self {
            store,
            usage: Usage::new(),
        }
    }

    pub fn router(self) -> Router {
        Router::new()
            .route("/v1/keys/permissions", get(permissions))
            .route("/v1/keys/usage", get(usage))
            .with_state(self)
    }

    pub fn kept(&self) -> Vec<Kept> {
        let keys = Arc::clone(&self.store.0.read().unwrap());
        let usage = &self.usage.0;
        // Moka counts lazily; this brings the figures up to date.
        usage.run_pending_tasks();
        let key_bytes = |key: &ApiKey| key.0.capacity();
        vec![
            Kept {
                pattern: "permissions",
                entries: keys.len(),
                bytes: keys
                    .keys()
                    .map(|key| key_bytes(key) + size_of::<(ApiKey, Arc<Permissions>)>())
                    .sum(),
            },
            Kept {
                pattern: "usage",
                entries: usage.entry_count() as usize,
                bytes: usage
                    .iter()
                    .map(|(key, _)| key_bytes(&key) + size_of::<(ApiKey, u64)>())
                    .sum(),
            },
        ]
    }
}
