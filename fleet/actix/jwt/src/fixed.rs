//! The same three routes: one keeps nothing, one a bounded number of bytes for a bounded time, and
//! one what the issuer publishes.

mod kids;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, Responder, get};
use fleet_actix::bearer_token;
use fleet_service::Kept;
use moka::sync::Cache;

use crate::issuer::Issuer;
use crate::tokens::{Claims, Verifier};

// region: fix-decode
#[get("/v1/profile")]
async fn profile(request: HttpRequest, verifier: web::Data<Verifier>) -> impl Responder {
    // HS256 costs a few microseconds: the claims live as long as the request and no longer.
    match bearer_token(&request).map(|token| verifier.claims(token)) {
        Some(Ok(claims)) => HttpResponse::Ok().body(claims.sub),
        _ => HttpResponse::Unauthorized().finish(),
    }
}
// endregion

// region: fix-cache
/// A longer token is refused before anything is done with it.
const MAX_TOKEN_BYTES: usize = 8 * 1024;

/// Spares the check of a signature that was checked lately.
struct ClaimsCache {
    by_token: Cache<String, Claims>,
}

impl ClaimsCache {
    fn new() -> Self {
        let by_token = Cache::builder()
            .weigher(|token: &String, claims: &Claims| {
                let bytes = token.len() + claims.sub.len() + claims.scope.len();
                bytes.try_into().unwrap_or(u32::MAX)
            })
            .max_capacity(2 * 1024 * 1024)
            .time_to_live(Duration::from_secs(60))
            .build();
        Self { by_token }
    }

    /// Only tokens that passed the check are kept, and `exp` is looked at again on every hit.
    fn claims(&self, token: &str, verifier: &Verifier) -> Option<Claims> {
        if token.len() > MAX_TOKEN_BYTES {
            return None;
        }
        if let Some(claims) = self.by_token.get(token) {
            return (claims.exp > seconds_since_1970()).then_some(claims);
        }
        let claims = verifier.claims(token).ok()?;
        self.by_token.insert(token.to_owned(), claims.clone());
        Some(claims)
    }
}

fn seconds_since_1970() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |time| time.as_secs())
}

#[get("/v1/orders")]
async fn orders(
    request: HttpRequest,
    cache: web::Data<ClaimsCache>,
    verifier: web::Data<Verifier>,
) -> impl Responder {
    match bearer_token(&request).and_then(|token| cache.claims(token, &verifier)) {
        Some(claims) if claims.scope.split(' ').any(|scope| scope == "orders") => {
            HttpResponse::Ok().body("[]")
        }
        Some(_) => HttpResponse::Forbidden().finish(),
        None => HttpResponse::Unauthorized().finish(),
    }
}
// endregion

#[derive(Clone)]
pub struct AppState {
    verifier: web::Data<Verifier>,
    claims: web::Data<ClaimsCache>,
    issuer: web::Data<Issuer>,
    keys: web::Data<kids::PublishedKeys>,
}

impl AppState {
    pub fn new() -> Self {
        let issuer = Issuer::from_env();
        Self {
            verifier: web::Data::new(Verifier::from_env()),
            claims: web::Data::new(ClaimsCache::new()),
            keys: web::Data::new(kids::PublishedKeys::new(&issuer)),
            issuer: web::Data::new(issuer),
        }
    }

    pub fn routes(&self, service: &mut ServiceConfig) {
        service
            .app_data(self.verifier.clone())
            .app_data(self.claims.clone())
            .app_data(self.issuer.clone())
            .app_data(self.keys.clone())
            .service(profile)
            .service(orders)
            .service(kids::kids);
    }

    pub fn kept(&self) -> Vec<Kept> {
        let claims = &self.claims.by_token;
        // Moka counts lazily; this brings the figures up to date.
        claims.run_pending_tasks();
        vec![
            Kept {
                pattern: "profile",
                entries: 0,
                bytes: 0,
            },
            Kept {
                pattern: "orders",
                entries: claims.entry_count() as usize,
                bytes: claims.weighted_size() as usize,
            },
            self.keys.kept(),
        ]
    }
}
