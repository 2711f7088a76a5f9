use std::collections::HashMap;
use std::mem::size_of;
use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;
use fleet_axum::bearer_token;
use fleet_service::Kept;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};

use crate::issuer::{CURRENT_KID, published_keys};
use crate::tokens::Claims;

// region: fix-kids
/// The keys that the issuer publishes, and no others: its list decides how many there are.
#[derive(Clone)]
pub struct IssuerKeys(Arc<RwLock<Published>>);

struct Published {
    keys: HashMap<String, DecodingKey>,
    since: Instant,
}

/// An unknown `kid` may be a new key of the issuer. It is asked once in this time, however many
/// unknown ones come.
const REFRESH_AFTER: Duration = Duration::from_secs(60);

impl IssuerKeys {
    pub fn fetch() -> Self {
        Self(Arc::new(RwLock::new(Published::fetch())))
    }

    fn get(&self, kid: &str) -> Option<DecodingKey> {
        if let Some(key) = self.0.read().unwrap().keys.get(kid) {
            return Some(key.clone());
        }
        let mut published = self.0.write().unwrap();
        if published.since.elapsed() > REFRESH_AFTER {
            *published = Published::fetch();
        }
        published.keys.get(kid).cloned()
    }
}

impl Published {
    fn fetch() -> Self {
        Self {
            keys: published_keys(),
            since: Instant::now(),
        }
    }
}

async fn kids(State(keys): State<IssuerKeys>, headers: HeaderMap) -> Result<String, StatusCode> {
    let token = bearer_token(&headers).ok_or(StatusCode::UNAUTHORIZED)?;
    let header = decode_header(token).map_err(|_| StatusCode::UNAUTHORIZED)?;
    let kid = header.kid.as_deref().unwrap_or(CURRENT_KID);
    let key = keys.get(kid).ok_or(StatusCode::UNAUTHORIZED)?;
    decode::<Claims>(token, &key, &Validation::new(Algorithm::HS256))
        .map(|token| token.claims.sub)
        .map_err(|_| StatusCode::UNAUTHORIZED)
}
// endregion

impl IssuerKeys {
    pub fn router(&self) -> Router {
        Router::new()
            .route("/v1/kids", get(kids))
            .with_state(self.clone())
    }

    pub fn kept(&self) -> Kept {
        let published = self.0.read().unwrap();
        Kept {
            pattern: "kids",
            entries: published.keys.len(),
            bytes: published
                .keys
                .keys()
                .map(|kid| kid.capacity() + size_of::<(String, DecodingKey)>())
                .sum(),
        }
    }
}
