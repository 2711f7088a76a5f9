//! Three ways to keep something of every token that anybody ever sent.

mod kids;

use std::collections::{HashMap, HashSet};
use std::mem::size_of;
use std::sync::Mutex;

use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, Responder, get};
use fleet_actix::bearer_token;
use fleet_service::Kept;

use crate::issuer::Issuer;
use crate::tokens::{Claims, Verifier};

// region: leak-map
/// Spares the check of a signature that was checked before.
#[derive(Default)]
struct ClaimsCache {
    by_token: Mutex<HashMap<String, Claims>>,
}

impl ClaimsCache {
    fn claims(&self, token: &str, verifier: &Verifier) -> Option<Claims> {
        if let Some(claims) = self.by_token.lock().unwrap().get(token) {
            // An entry outlives its token: even an expired one is still answered from here.
            return Some(claims.clone());
        }
        let claims = verifier.claims(token).ok()?;
        self.by_token
            .lock()
            .unwrap()
            .insert(token.to_owned(), claims.clone());
        Some(claims)
    }
}

#[get("/v1/profile")]
async fn profile(
    request: HttpRequest,
    cache: web::Data<ClaimsCache>,
    verifier: web::Data<Verifier>,
) -> impl Responder {
    match bearer_token(&request).and_then(|token| cache.claims(token, &verifier)) {
        Some(claims) => HttpResponse::Ok().body(claims.sub),
        None => HttpResponse::Unauthorized().finish(),
    }
}
// endregion

// region: leak-rejected
/// Remembers bad tokens, so that nobody can make the service check the same one twice.
#[derive(Default)]
struct RejectedTokens {
    tokens: Mutex<HashSet<String>>,
}

#[get("/v1/orders")]
async fn orders(
    request: HttpRequest,
    rejected: web::Data<RejectedTokens>,
    verifier: web::Data<Verifier>,
) -> impl Responder {
    let Some(token) = bearer_token(&request) else {
        return HttpResponse::Unauthorized().finish();
    };
    if rejected.tokens.lock().unwrap().contains(token) {
        return HttpResponse::Unauthorized().finish();
    }
    match verifier.claims(token) {
        Ok(claims) if claims.scope.split(' ').any(|scope| scope == "orders") => {
            HttpResponse::Ok().body("[]")
        }
        Ok(_) => HttpResponse::Forbidden().finish(),
        Err(_) => {
            // A caller without any credential makes this grow, at no more cost than a header.
            rejected.tokens.lock().unwrap().insert(token.to_owned());
            HttpResponse::Unauthorized().finish()
        }
    }
}
// endregion

#[derive(Clone)]
pub struct AppState {
    verifier: web::Data<Verifier>,
    claims: web::Data<ClaimsCache>,
    rejected: web::Data<RejectedTokens>,
    issuer: web::Data<Issuer>,
    keys: web::Data<kids::KeyCache>,
}

impl AppState {
    pub fn new() -> Self {
        Self {
            verifier: web::Data::new(Verifier::from_env()),
            claims: Default::default(),
            rejected: Default::default(),
            issuer: web::Data::new(Issuer::from_env()),
            keys: Default::default(),
        }
    }

    pub fn routes(&self, service: &mut ServiceConfig) {
        service
            .app_data(self.verifier.clone())
            .app_data(self.claims.clone())
            .app_data(self.rejected.clone())
            .app_data(self.issuer.clone())
            .app_data(self.keys.clone())
            .service(profile)
            .service(orders)
            .service(kids::kids);
    }

    pub fn kept(&self) -> Vec<Kept> {
        let claims = self.claims.by_token.lock().unwrap();
        let rejected = self.rejected.tokens.lock().unwrap();
        vec![
            Kept {
                pattern: "profile",
                entries: claims.len(),
                bytes: claims
                    .iter()
                    .map(|(token, Claims { sub, scope, .. })| {
                        let text = token.capacity() + sub.capacity() + scope.capacity();
                        text + size_of::<(String, Claims)>()
                    })
                    .sum(),
            },
            Kept {
                pattern: "orders",
                entries: rejected.len(),
                bytes: rejected
                    .iter()
                    .map(|token| token.capacity() + size_of::<String>())
                    .sum(),
            },
            self.keys.kept(),
        ]
    }
}
