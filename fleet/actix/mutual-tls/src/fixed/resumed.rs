use std::sync::Arc;
use std::time::Duration;

use actix_web::{HttpResponse, Responder, get, web};
use fleet_service::Kept;
use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use rustls::ServerConfig;
use rustls::server::StoresServerSessions;

// region: fix-resumed
/// More than the 256 sessions that rustls remembers by itself, with a bound in bytes and in time.
#[derive(Debug)]
pub struct Sessions {
    by_id: Cache<Vec<u8>, Vec<u8>>,
}

impl Sessions {
    pub fn new() -> Self {
        let by_id = Cache::builder()
            .weigher(|id: &Vec<u8>, session: &Vec<u8>| {
                let bytes = id.len() + session.len();
                bytes.try_into().unwrap_or(u32::MAX)
            })
            .max_capacity(1024 * 1024)
            // A new session is worth more than one that was used often: moka's default would
            // refuse it when the cache is full.
            .eviction_policy(EvictionPolicy::lru())
            .time_to_live(Duration::from_secs(600))
            .build();
        Self { by_id }
    }
}

impl StoresServerSessions for Sessions {
    fn put(&self, id: Vec<u8>, session: Vec<u8>) -> bool {
        self.by_id.insert(id, session);
        true
    }

    fn get(&self, id: &[u8]) -> Option<Vec<u8>> {
        self.by_id.get(id)
    }

    fn take(&self, id: &[u8]) -> Option<Vec<u8>> {
        self.by_id.remove(id)
    }

    fn can_cache(&self) -> bool {
        true
    }
}

pub fn remember_sessions(config: &mut ServerConfig, sessions: Arc<Sessions>) {
    config.session_storage = sessions;
}
// endregion

#[get("/v1/resumed")]
pub async fn count_sessions(sessions: web::Data<Sessions>) -> impl Responder {
    HttpResponse::Ok().body(sessions.by_id.entry_count().to_string())
}

impl Sessions {
    pub fn kept(&self) -> Kept {
        // Moka counts lazily; this brings the figures up to date.
        self.by_id.run_pending_tasks();
        Kept {
            pattern: "resumed",
            entries: self.by_id.entry_count() as usize,
            bytes: self.by_id.weighted_size() as usize,
        }
    }
}
