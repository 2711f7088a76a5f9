//! Two ways to keep every API key that anybody ever sent.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::mem::size_of;
use std::sync::{Arc, RwLock};

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::routing::get;
use axum::{Json, Router};
use fleet_service::{IssuedKeys, Kept};
use serde::Serialize;

// region: leak-map
#[derive(Clone, Default, Serialize)]
struct Permissions {
    scopes: Vec<String>,
    requests_per_minute: u32,
}

/// The issued keys with their permissions, and what was found out about all others.
struct KeyStore {
    permissions: RwLock<HashMap<String, Permissions>>,
}

impl KeyStore {
    fn load(issued: &IssuedKeys) -> Self {
        let read = Permissions {
            scopes: vec!["read".to_owned()],
            requests_per_minute: 600,
        };
        let permissions = issued
            .iter()
            .map(|key| (key.to_owned(), read.clone()))
            .collect();
        Self {
            permissions: RwLock::new(permissions),
        }
    }

    fn resolve(&self, key: &str) -> Permissions {
        if let Some(permissions) = self.permissions.read().unwrap().get(key) {
            return permissions.clone();
        }
        // An unknown key gets an empty entry, so that it need not be looked up again. Nobody
        // counts these entries, and nothing removes them.
        self.permissions
            .write()
            .unwrap()
            .entry(key.to_owned())
            .or_default()
            .clone()
    }
}

async fn permissions(
    State(app): State<AppState>,
    ApiKey(key): ApiKey,
) -> Result<Json<Permissions>, StatusCode> {
    let permissions = app.store.resolve(&key);
    if permissions.scopes.is_empty() {
        return Err(StatusCode::UNAUTHORIZED);
    }
    Ok(Json(permissions))
}
// endregion

// region: leak-extractor
/// The last request of each key, for the support page. By a hash of the key, because keys do not
/// belong into a page; but the headers have the key in them.
#[derive(Default)]
struct LastRequests {
    by_key_hash: RwLock<HashMap<u64, RequestHead>>,
}

struct RequestHead {
    path: String,
    headers: Vec<(HeaderName, String)>,
}

impl RequestHead {
    // A copy of every header. A clone of `parts.headers` would keep even more: its values are
    // slices of the connection's read buffer, and one slice keeps all 8 KiB of that.
    fn copied_from(parts: &Parts) -> Self {
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers = parts.headers.iter();
        Self {
            path: parts.uri.path().to_owned(),
            headers: headers
                .map(|(name, value)| (name.clone(), text(value)))
                .collect(),
        }
    }
}

/// A caller that may go on.
struct Caller {
    key_hash: u64,
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, StatusCode> {
        let ApiKey(key) = ApiKey::from_request_parts(parts, app).await?;
        let key_hash = app.hasher.hash_one(&key);
        // Stored for every caller there is, before anybody asks whether the key is good.
        let mut requests = app.last_requests.by_key_hash.write().unwrap();
        requests.insert(key_hash, RequestHead::copied_from(parts));
        if app.issued.contains(&key) {
            Ok(Caller { key_hash })
        } else {
            Err(StatusCode::UNAUTHORIZED)
        }
    }
}

async fn usage(State(app): State<AppState>, caller: Caller) -> String {
    let requests = app.last_requests.by_key_hash.read().unwrap();
    let last = requests.get(&caller.key_hash);
    last.map_or(String::new(), |request| {
        format!("last request: {}", request.path)
    })
}
// endregion

/// The `X-API-Key` of a request, of any length.
struct ApiKey(String);

impl<S: Sync> FromRequestParts<S> for ApiKey {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        let value = parts
            .headers
            .get("x-api-key")
            .ok_or(StatusCode::UNAUTHORIZED)?;
        let key = value.to_str().map_err(|_| StatusCode::UNAUTHORIZED)?;
        Ok(Self(key.to_owned()))
    }
}

#[derive(Clone)]
pub struct AppState {
    issued: Arc<IssuedKeys>,
    store: Arc<KeyStore>,
    last_requests: Arc<LastRequests>,
    hasher: RandomState,
}

impl AppState {
    pub fn new() -> Self {
        let issued = IssuedKeys::from_env();
        Self {
            store: Arc::new(KeyStore::load(&issued)),
            issued: Arc::new(issued),
            last_requests: Default::default(),
            hasher: RandomState::new(),
        }
    }

    pub fn router(self) -> Router {
        Router::new()
            .route("/v1/keys/permissions", get(permissions))
            .route("/v1/keys/usage", get(usage))
            .with_state(self)
    }

    pub fn kept(&self) -> Vec<Kept> {
        let permissions = self.store.permissions.read().unwrap();
        let requests = self.last_requests.by_key_hash.read().unwrap();
        vec![
            Kept {
                pattern: "permissions",
                entries: permissions.len(),
                bytes: permissions
                    .keys()
                    .map(|key| key.capacity() + size_of::<(String, Permissions)>())
                    .sum(),
            },
            Kept {
                pattern: "usage",
                entries: requests.len(),
                bytes: requests
                    .values()
                    .map(|RequestHead { path, headers }| {
                        let values: usize = headers.iter().map(|(_, value)| value.capacity()).sum();
                        path.capacity()
                            + values
                            + headers.capacity() * size_of::<(HeaderName, String)>()
                            + size_of::<(u64, RequestHead)>()
                    })
                    .sum(),
            },
        ]
    }
}
