use std::mem::size_of;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use actix_web::{HttpRequest, HttpResponse, Responder, get, web};
use fleet_actix::bearer_token;
use fleet_service::Kept;

use crate::issuer::{Issuer, Keys};
use crate::tokens::{Verifier, kid_of};

// region: fix-kids
/// New keys are published well before they are used: a minute's delay does no harm.
const REFRESH_EVERY: Duration = Duration::from_secs(60);

/// All that the issuer publishes, and nothing else: callers add no entry.
pub struct PublishedKeys {
    newest: Mutex<Fetched>,
}

struct Fetched {
    keys: Keys,
    at: Instant,
}

impl Fetched {
    fn from(issuer: &Issuer) -> Self {
        Self {
            keys: issuer.keys(),
            at: Instant::now(),
        }
    }
}

impl PublishedKeys {
    pub fn new(issuer: &Issuer) -> Self {
        Self {
            newest: Mutex::new(Fetched::from(issuer)),
        }
    }

    /// An unknown `kid` may be a new key. It is worth one request a minute, however many come.
    fn key(&self, kid: &str, issuer: &Issuer) -> Option<Arc<Verifier>> {
        let mut newest = self.newest.lock().unwrap();
        if !newest.keys.contains_key(kid) && newest.at.elapsed() >= REFRESH_EVERY {
            *newest = Fetched::from(issuer);
        }
        newest.keys.get(kid).cloned()
    }
}

#[get("/v1/kids")]
pub async fn kids(
    request: HttpRequest,
    published: web::Data<PublishedKeys>,
    issuer: web::Data<Issuer>,
) -> impl Responder {
    let claims = bearer_token(&request).and_then(|token| {
        let key = published.key(&kid_of(token)?, &issuer)?;
        key.claims(token).ok()
    });
    match claims {
        Some(claims) => HttpResponse::Ok().body(claims.sub),
        None => HttpResponse::Unauthorized().finish(),
    }
}
// endregion

impl PublishedKeys {
    pub fn kept(&self) -> Kept {
        let newest = self.newest.lock().unwrap();
        Kept {
            pattern: "kids",
            entries: newest.keys.len(),
            bytes: newest
                .keys
                .keys()
                .map(|kid| kid.capacity() + size_of::<(String, Arc<Verifier>)>())
                .sum(),
        }
    }
}
