//! The same three routes; what each of them keeps has a bound.

use std::collections::HashMap;
use std::mem::size_of;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant, SystemTime};

use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, Responder, get, rt};
use fleet_actix::api_key;
use fleet_service::{IssuedKeys, Kept};
use moka::sync::Cache;
use ring::digest;
use tokio::sync::mpsc;

use crate::collector::Collector;

// region: fix-moka
/// Spares the look-up of a key that was seen lately.
struct KeyCache {
    allowed: Cache<String, bool>,
}

impl KeyCache {
    fn new() -> Self {
        let allowed = Cache::builder()
            // Counted in bytes: it is the caller who chooses how long a key is.
            .weigher(|key: &String, _: &bool| key.len().try_into().unwrap_or(u32::MAX))
            .max_capacity(2 * 1024 * 1024)
            .time_to_live(Duration::from_secs(300))
            .build();
        Self { allowed }
    }
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
    if cache.allowed.get_with_by_ref(key, || issued.contains(key)) {
        HttpResponse::Ok()
    } else {
        HttpResponse::Unauthorized()
    }
}
// endregion

// region: fix-retain
/// Time is not a bound by itself: a flood between two sweeps is held off by the number.
const MAX_KEYS: usize = 1_000;
const FORGET_AFTER: Duration = Duration::from_secs(300);
const SWEEP_EVERY: Duration = Duration::from_secs(60);

struct KeyInfo {
    last_seen: Instant,
    requests: u64,
}

/// When each issued key was last used, and how often.
#[derive(Default)]
struct KeyMetadata {
    keys: Mutex<HashMap<String, KeyInfo>>,
}

impl KeyMetadata {
    /// Counts a use; a key that finds no room is served all the same, only not counted.
    fn record(&self, key: &str) -> u64 {
        let mut keys = self.keys.lock().unwrap();
        if keys.len() >= MAX_KEYS && !keys.contains_key(key) {
            return 0;
        }
        let info = keys.entry(key.to_owned()).or_insert_with(|| KeyInfo {
            last_seen: Instant::now(),
            requests: 0,
        });
        info.last_seen = Instant::now();
        info.requests += 1;
        info.requests
    }

    fn forget_idle(&self) {
        let mut keys = self.keys.lock().unwrap();
        keys.retain(|_, info| info.last_seen.elapsed() < FORGET_AFTER);
        // `retain` leaves the table as large as it ever was.
        keys.shrink_to_fit();
    }
}

async fn sweep(metadata: web::Data<KeyMetadata>) {
    loop {
        rt::time::sleep(SWEEP_EVERY).await;
        metadata.forget_idle();
    }
}

#[get("/v1/keys/seen")]
async fn seen(
    request: HttpRequest,
    metadata: web::Data<KeyMetadata>,
    issued: web::Data<IssuedKeys>,
) -> impl Responder {
    match api_key(&request) {
        // First the check, then the entry: a key that was never issued leaves no trace.
        Some(key) if issued.contains(key) => {
            HttpResponse::Ok().body(metadata.record(key).to_string())
        }
        _ => HttpResponse::Unauthorized().finish(),
    }
}
// endregion

// region: fix-task
/// What the audit needs, and no more: 24 bytes, however long the key was.
struct AuditRecord {
    key_digest: [u8; 8],
    at: SystemTime,
}

impl AuditRecord {
    fn of(key: &str) -> Self {
        let digest = digest::digest(&digest::SHA256, key.as_bytes());
        Self {
            key_digest: *digest.as_ref().first_chunk().expect("SHA-256 has 32 bytes"),
            at: SystemTime::now(),
        }
    }

    fn line(&self) -> String {
        format!("{:?} {:02x?}", self.at, self.key_digest)
    }
}

/// One queue with a bound, and one task that empties it, instead of a task for each request.
struct Audit {
    queue: mpsc::Sender<AuditRecord>,
    dropped: AtomicUsize,
}

impl Audit {
    fn new() -> Self {
        let (queue, mut records) = mpsc::channel::<AuditRecord>(1_024);
        rt::spawn(async move {
            let collector = Collector::default();
            while let Some(record) = records.recv().await {
                collector.deliver(record.line()).await;
            }
        });
        Self {
            queue,
            dropped: AtomicUsize::new(0),
        }
    }

    /// Never waits: when the collector falls behind, records are lost and counted.
    fn record(&self, record: AuditRecord) {
        if self.queue.try_send(record).is_err() {
            self.dropped.fetch_add(1, Relaxed);
        }
    }
}

#[get("/v1/keys/audited")]
async fn audited(
    request: HttpRequest,
    audit: web::Data<Audit>,
    issued: web::Data<IssuedKeys>,
) -> impl Responder {
    let Some(key) = api_key(&request) else {
        return HttpResponse::Unauthorized();
    };
    audit.record(AuditRecord::of(key));
    if issued.contains(key) {
        HttpResponse::Accepted()
    } else {
        HttpResponse::Unauthorized()
    }
}
// endregion

#[derive(Clone)]
pub struct AppState {
    issued: web::Data<IssuedKeys>,
    cache: web::Data<KeyCache>,
    metadata: web::Data<KeyMetadata>,
    audit: web::Data<Audit>,
}

impl AppState {
    pub fn new() -> Self {
        let metadata = web::Data::new(KeyMetadata::default());
        rt::spawn(sweep(metadata.clone()));
        Self {
            issued: web::Data::new(IssuedKeys::from_env()),
            cache: web::Data::new(KeyCache::new()),
            metadata,
            audit: web::Data::new(Audit::new()),
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
        let cache = &self.cache.allowed;
        // Moka counts lazily; this brings the figures up to date.
        cache.run_pending_tasks();
        let metadata = self.metadata.keys.lock().unwrap();
        let queue = &self.audit.queue;
        let queued = queue.max_capacity() - queue.capacity();
        vec![
            Kept {
                pattern: "cached",
                entries: cache.entry_count() as usize,
                bytes: cache.weighted_size() as usize,
            },
            Kept {
                pattern: "seen",
                entries: metadata.len(),
                bytes: metadata
                    .keys()
                    .map(|key| key.capacity() + size_of::<(String, KeyInfo)>())
                    .sum(),
            },
            Kept {
                pattern: "audited",
                entries: queued,
                bytes: queued * size_of::<AuditRecord>(),
            },
        ]
    }
}
