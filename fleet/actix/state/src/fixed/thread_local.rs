use std::time::Duration;

use actix_web::{HttpRequest, HttpResponse, Responder, get, web};
use fleet_actix::api_key;
use fleet_service::{IssuedKeys, Kept};
use moka::sync::Cache;

// region: fix-thread-local
/// Keys that passed the check lately: one cache for all workers, so that its bound is the bound.
pub struct Allowed {
    keys: Cache<String, ()>,
}

impl Allowed {
    pub fn new() -> Self {
        let keys = Cache::builder()
            .max_capacity(1_000)
            .time_to_live(Duration::from_secs(300))
            .build();
        Self { keys }
    }

    fn check(&self, key: &str, issued: &IssuedKeys) -> bool {
        if self.keys.get(key).is_some() {
            return true;
        }
        let allowed = issued.contains(key);
        if allowed {
            self.keys.insert(key.to_owned(), ());
        }
        allowed
    }
}

#[get("/v1/thread-local")]
pub async fn check(
    request: HttpRequest,
    allowed: web::Data<Allowed>,
    issued: web::Data<IssuedKeys>,
) -> impl Responder {
    match api_key(&request) {
        Some(key) if allowed.check(key, &issued) => HttpResponse::Ok(),
        _ => HttpResponse::Unauthorized(),
    }
}
// endregion

impl Allowed {
    pub fn kept(&self) -> Kept {
        // Moka counts lazily; this brings the figures up to date.
        self.keys.run_pending_tasks();
        Kept {
            pattern: "thread-local",
            entries: self.keys.entry_count() as usize,
            bytes: self.keys.iter().map(|(key, ())| key.len()).sum(),
        }
    }
}
