use std::cell::RefCell;
use std::collections::HashMap;
use std::mem::size_of;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use actix_web::{HttpRequest, HttpResponse, Responder, get, web};
use fleet_actix::api_key;
use fleet_service::{IssuedKeys, Kept};

// region: leak-thread-local
thread_local! {
    /// One for each worker, so that nobody waits for a lock, and nobody sees how large they are.
    static ALLOWED: RefCell<HashMap<String, bool>> = RefCell::default();
}

#[get("/v1/thread-local")]
pub async fn check(request: HttpRequest, issued: web::Data<IssuedKeys>) -> impl Responder {
    let Some(key) = api_key(&request) else {
        return HttpResponse::Unauthorized();
    };
    let allowed = ALLOWED.with_borrow_mut(|allowed| {
        *allowed
            .entry(key.to_owned())
            .or_insert_with(|| look_up(&issued, key))
    });
    if allowed {
        HttpResponse::Ok()
    } else {
        HttpResponse::Unauthorized()
    }
}
// endregion

static ENTRIES: AtomicUsize = AtomicUsize::new(0);
static KEY_BYTES: AtomicUsize = AtomicUsize::new(0);

/// Counts as well, because no thread can look into the map of another.
fn look_up(issued: &IssuedKeys, key: &str) -> bool {
    ENTRIES.fetch_add(1, Relaxed);
    KEY_BYTES.fetch_add(key.len(), Relaxed);
    issued.contains(key)
}

pub fn kept() -> Kept {
    let entries = ENTRIES.load(Relaxed);
    Kept {
        pattern: "thread-local",
        entries,
        bytes: KEY_BYTES.load(Relaxed) + entries * size_of::<(String, bool)>(),
    }
}
