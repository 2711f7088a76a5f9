use std::collections::HashMap;
use std::mem::size_of;
use std::sync::{Arc, Mutex};

use actix_web::{HttpRequest, HttpResponse, Responder, get, web};
use fleet_actix::bearer_token;
use fleet_service::Kept;

use crate::issuer::Issuer;
use crate::tokens::{Verifier, kid_of};

// region: leak-kids
/// Spares the issuer a request for a key that it was asked for before.
#[derive(Default)]
pub struct KeyCache {
    by_kid: Mutex<HashMap<String, Option<Arc<Verifier>>>>,
}

impl KeyCache {
    /// What the issuer does not have is remembered too, under whatever name a caller made up.
    fn key(&self, kid: String, issuer: &Issuer) -> Option<Arc<Verifier>> {
        let mut keys = self.by_kid.lock().unwrap();
        if let Some(key) = keys.get(&kid) {
            return key.clone();
        }
        let key = issuer.key(&kid);
        keys.insert(kid, key.clone());
        key
    }
}

#[get("/v1/kids")]
pub async fn kids(
    request: HttpRequest,
    cache: web::Data<KeyCache>,
    issuer: web::Data<Issuer>,
) -> impl Responder {
    let claims = bearer_token(&request).and_then(|token| {
        // The header says which key to check with: so far nobody has checked the header.
        let key = cache.key(kid_of(token)?, &issuer)?;
        key.claims(token).ok()
    });
    match claims {
        Some(claims) => HttpResponse::Ok().body(claims.sub),
        None => HttpResponse::Unauthorized().finish(),
    }
}
// endregion

impl KeyCache {
    pub fn kept(&self) -> Kept {
        let keys = self.by_kid.lock().unwrap();
        Kept {
            pattern: "kids",
            entries: keys.len(),
            bytes: keys
                .keys()
                .map(|kid| kid.capacity() + size_of::<(String, Option<Arc<Verifier>>)>())
                .sum(),
        }
    }
}
