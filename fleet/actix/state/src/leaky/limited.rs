use std::mem::size_of;
use std::num::NonZeroU32;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::ErrorTooManyRequests;
use actix_web::middleware::{Next, from_fn};
use actix_web::{Error, HttpRequest, HttpResponse, Responder, get, web};
use fleet_actix::api_key;
use fleet_service::{IssuedKeys, Kept};
use governor::state::InMemoryState;
use governor::{DefaultKeyedRateLimiter, Quota};

// region: leak-limited
const PER_SECOND: NonZeroU32 = NonZeroU32::new(5_000).unwrap();

pub struct Limits {
    by_key: DefaultKeyedRateLimiter<String>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            by_key: DefaultKeyedRateLimiter::keyed(Quota::per_second(PER_SECOND)),
        }
    }
}

/// Runs before the key is checked: each text in the header gets a limit of its own, and nothing
/// calls `retain_recent` to forget it.
async fn limit(
    limits: web::Data<Limits>,
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let key = api_key(request.request()).unwrap_or_default().to_owned();
    if limits.by_key.check_key(&key).is_err() {
        return Err(ErrorTooManyRequests("too many requests"));
    }
    next.call(request).await
}

#[get("/v1/limited", wrap = "from_fn(limit)")]
pub async fn limited(request: HttpRequest, issued: web::Data<IssuedKeys>) -> impl Responder {
    match api_key(&request) {
        Some(key) if issued.contains(key) => HttpResponse::Ok(),
        _ => HttpResponse::Unauthorized(),
    }
}
// endregion

impl Limits {
    pub fn kept(&self) -> Kept {
        let entries = self.by_key.len();
        Kept {
            pattern: "limited",
            entries,
            // governor does not show its keys: their text comes on top.
            bytes: entries * size_of::<(String, InMemoryState)>(),
        }
    }
}
