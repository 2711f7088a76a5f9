use std::collections::HashMap;
use std::mem::size_of;
use std::sync::{Arc, RwLock};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;
use fleet_axum::bearer_token;
use fleet_service::Kept;
use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation, decode, decode_header};

use crate::issuer::{CURRENT_KID, published_keys};
use crate::tokens::Claims;

// region: leak-kids
/// What the issuer said of each `kid`. That it has no such key is stored too, with the header that
/// asked for it, so that the next token with this `kid` costs no request to the issuer.
#[derive(Clone, Default)]
pub struct KnownKeys(Arc<RwLock<HashMap<String, Arc<Lookup>>>>);

struct Lookup {
    key: Option<DecodingKey>,
    asked_by: Header,
}

impl KnownKeys {
    /// The header is what the caller wrote: no signature was checked yet, and every token can
    /// name a `kid` of its own.
    fn look_up(&self, header: Header) -> Arc<Lookup> {
        let kid = header.kid.as_deref().unwrap_or(CURRENT_KID);
        if let Some(known) = self.0.read().unwrap().get(kid) {
            return Arc::clone(known);
        }
        let kid = kid.to_owned();
        let lookup = Arc::new(Lookup {
            key: published_keys().remove(&kid),
            asked_by: header,
        });
        self.0.write().unwrap().insert(kid, Arc::clone(&lookup));
        lookup
    }
}

async fn kids(State(keys): State<KnownKeys>, headers: HeaderMap) -> Result<String, StatusCode> {
    let token = bearer_token(&headers).ok_or(StatusCode::UNAUTHORIZED)?;
    let header = decode_header(token).map_err(|_| StatusCode::UNAUTHORIZED)?;
    let lookup = keys.look_up(header);
    let key = lookup.key.as_ref().ok_or(StatusCode::UNAUTHORIZED)?;
    decode::<Claims>(token, key, &Validation::new(Algorithm::HS256))
        .map(|token| token.claims.sub)
        .map_err(|_| StatusCode::UNAUTHORIZED)
}
// endregion

impl KnownKeys {
    pub fn router(&self) -> Router {
        Router::new()
            .route("/v1/kids", get(kids))
            .with_state(self.clone())
    }

    pub fn kept(&self) -> Kept {
        let lookups = self.0.read().unwrap();
        Kept {
            pattern: "kids",
            entries: lookups.len(),
            bytes: lookups
                .iter()
                .map(|(kid, lookup)| {
                    let header = &lookup.asked_by;
                    let text = [&header.kid, &header.typ]
                        .map(|text| text.as_ref().map_or(0, |text| text.capacity()));
                    let text: usize = text.iter().sum();
                    kid.capacity() + text + size_of::<(String, Arc<Lookup>, Lookup)>()
                })
                .sum(),
        }
    }
}
