//! Three ways to keep every API key that anybody ever sent.

use std::collections::HashMap;
use std::mem::size_of;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Instant;

use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, Responder, get, rt};
use fleet_actix::api_key;
use fleet_service::{IssuedKeys, Kept};

use crate::collector::Collector;

// region: leak-map
/// Spares the look-up of a key that was seen before.
#[derive(Default)]
struct KeyCache {
    allowed: Mutex<HashMap<String, bool>>,
}

#[get("/v1/keys/cached")]
async fn cached(
    request: HttpRequest,
    cache: web::Data<KeyCache>,
    issued: web::Data<IssuedKeys>,
) -> impl Responder {
    let Some(key) = api_key(&request) else {
        return HttpResponse::Unauthorized();
    };
    let mut allowed = cache.allowed.lock().unwrap();
    // Keys that were never issued get an entry too, and no entry is ever removed.
    if *allowed
        .entry(key.to_owned())
        .or_insert_with(|| issued.contains(key))
    {
        HttpResponse::Ok()
    } else {
        HttpResponse::Unauthorized()
    }
}
// endregion

// region: leak-last-seen
struct KeyInfo {
    last_seen: Instant,
    requests: u64,
}

/// When each key was last used, and how often.
#[derive(Default)]
struct KeyMetadata {
    keys: Mutex<HashMap<String, KeyInfo>>,
}

#[get("/v1/keys/seen")]
async fn seen(
    request: HttpRequest,
    metadata: web::Data<KeyMetadata>,
    issued: web::Data<IssuedKeys>,
) -> impl Responder {
    let Some(key) = api_key(&request) else {
        return HttpResponse::Unauthorized().finish();
    };
    let mut keys = metadata.keys.lock().unwrap();
    let info = keys.entry(key.to_owned()).or_insert_with(|| KeyInfo {
        last_seen: Instant::now(),
        requests: 0,
    });
    info.last_seen = Instant::now();
    info.requests += 1;
    // The check comes after the entry was made, and nothing ever reads `last_seen` to drop one.
    if issued.contains(key) {
        HttpResponse::Ok().body(info.requests.to_string())
    } else {
        HttpResponse::Unauthorized().finish()
    }
}
// endregion

// region: leak-task
#[get("/v1/keys/audited")]
async fn audited(
    request: HttpRequest,
    audit: web::Data<Audit>,
    issued: web::Data<IssuedKeys>,
) -> impl Responder {
    let Some(key) = api_key(&request) else {
        return HttpResponse::Unauthorized();
    };
    let captured = key.to_owned();
    // One task for each request, each with its own copy of the key. The collector is slower than
    // the callers, so the tasks queue up, and every one of them holds its key until its turn.
    rt::spawn(async move { audit.record(captured).await });
    if issued.contains(key) {
        HttpResponse::Accepted()
    } else {
        HttpResponse::Unauthorized()
    }
}
// endregion

#[derive(Default)]
struct Audit {
    collector: Collector,
    waiting: AtomicUsize,
    waiting_bytes: AtomicUsize,
}

impl Audit {
    async fn record(&self, key: String) {
        let bytes = key.len();
        self.waiting.fetch_add(1, Relaxed);
        self.waiting_bytes.fetch_add(bytes, Relaxed);
        self.collector.deliver(key).await;
        self.waiting.fetch_sub(1, Relaxed);
        self.waiting_bytes.fetch_sub(bytes, Relaxed);
    }
}

#[derive(Clone)]
pub struct AppState {
    issued: web::Data<IssuedKeys>,
    cache: web::Data<KeyCache>,
    metadata: web::Data<KeyMetadata>,
    audit: web::Data<Audit>,
}

impl AppState {
    pub fn new() -> Self {
        Self {
            issued: web::Data::new(IssuedKeys::from_env()),
            cache: Default::default(),
            metadata: Default::default(),
            audit: Default::default(),
        }
    }

    pub fn routes(&self, service: &mut ServiceConfig) {
        service
            .app_data(self.issued.clone())
            .app_data(self.cache.clone())
            .app_data(self.metadata.clone())
            .app_data(self.audit.clone())
            .service(cached)
            .service(seen)
            .service(audited);
    }

    pub fn kept(&self) -> Vec<Kept> {
        let cache = self.cache.allowed.lock().unwrap();
        let metadata = self.metadata.keys.lock().unwrap();
        vec![
            Kept {
                pattern: "cached",
                entries: cache.len(),
                bytes: stored_bytes(&cache),
            },
            Kept {
                pattern: "seen",
                entries: metadata.len(),
                bytes: stored_bytes(&metadata),
            },
            Kept {
                pattern: "audited",
                entries: self.audit.waiting.load(Relaxed),
                bytes: self.audit.waiting_bytes.load(Relaxed),
            },
        ]
    }
}

fn stored_bytes<Info>(map: &HashMap<String, Info>) -> usize {
    map.keys()
        .map(|key| key.capacity() + size_of::<(String, Info)>())
        .sum()
}
