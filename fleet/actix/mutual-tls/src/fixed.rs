//! The same three routes: two caches with a bound, and sessions that end with their connection.

mod resumed;

use std::any::Any;
use std::mem::size_of;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use actix_web::dev::Extensions;
use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, Responder, get};
use fleet_service::{Fingerprint, Kept, ServerConfig, fingerprint};
use moka::ops::compute::Op;
use moka::sync::Cache;

use crate::connection::client_certificate;

// region: fix-moka
/// How often each client asked lately: 32 bytes of fingerprint and a count, no certificate.
struct Clients {
    requests: Cache<Fingerprint, u64>,
}

impl Clients {
    fn new() -> Self {
        let requests = Cache::builder()
            .max_capacity(500)
            .time_to_idle(Duration::from_secs(300))
            .build();
        Self { requests }
    }

    fn count(&self, client: Fingerprint) -> u64 {
        let counted = self
            .requests
            .entry(client)
            .and_compute_with(|entry| Op::Put(entry.map_or(0, |entry| entry.into_value()) + 1));
        counted.into_entry().map_or(0, |entry| entry.into_value())
    }
}

#[get("/v1/client")]
async fn show_client(request: HttpRequest, clients: web::Data<Clients>) -> impl Responder {
    match request.conn_data::<Connection>() {
        Some(connection) => HttpResponse::Ok().body(clients.count(connection.client).to_string()),
        None => HttpResponse::Unauthorized().finish(),
    }
}
// endregion

// region: fix-connection
/// Lives in the connection's own extensions, so that it ends when the connection does: there is
/// no table to forget it in.
pub struct Connection {
    client: Fingerprint,
    transcript: Mutex<Vec<u8>>,
    _open: OpenConnection,
}

pub fn on_connect(connection: &dyn Any, extensions: &mut Extensions) {
    if let Some(certificate) = client_certificate(connection) {
        extensions.insert(Connection {
            client: fingerprint(&certificate),
            transcript: Mutex::new(Vec::new()),
            _open: OpenConnection::new(),
        });
    }
}

#[get("/v1/session")]
async fn show_session(request: HttpRequest) -> impl Responder {
    let Some(connection) = request.conn_data::<Connection>() else {
        return HttpResponse::Unauthorized().finish();
    };
    let mut transcript = connection.transcript.lock().unwrap();
    note(&mut transcript, request.path());
    HttpResponse::Ok().body(transcript.len().to_string())
}
// endregion

const TRANSCRIPT_BYTES: usize = 2 * 1024;

/// Writes the path down, as long as there is room for it.
fn note(transcript: &mut Vec<u8>, path: &str) {
    if transcript.len() + path.len() <= TRANSCRIPT_BYTES {
        transcript.extend_from_slice(path.as_bytes());
    }
}

static OPEN_CONNECTIONS: AtomicUsize = AtomicUsize::new(0);

/// Counts the connections that are open, by its own birth and death.
struct OpenConnection;

impl OpenConnection {
    fn new() -> Self {
        OPEN_CONNECTIONS.fetch_add(1, Relaxed);
        Self
    }
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        OPEN_CONNECTIONS.fetch_sub(1, Relaxed);
    }
}

#[derive(Clone)]
pub struct AppState {
    clients: web::Data<Clients>,
    resumable: web::Data<resumed::Sessions>,
}

impl AppState {
    pub fn new() -> Self {
        Self {
            clients: web::Data::new(Clients::new()),
            resumable: web::Data::new(resumed::Sessions::new()),
        }
    }

    pub fn routes(&self, service: &mut ServiceConfig) {
        service
            .app_data(self.clients.clone())
            .app_data(self.resumable.clone())
            .service(show_client)
            .service(show_session)
            .service(resumed::count_sessions);
    }

    pub fn secure(&self, config: &mut ServerConfig) {
        resumed::remember_sessions(config, self.resumable.clone().into_inner());
    }

    pub fn kept(&self) -> Vec<Kept> {
        let clients = &self.clients.requests;
        // Moka counts lazily; this brings the figures up to date.
        clients.run_pending_tasks();
        let entries = clients.entry_count() as usize;
        let open = OPEN_CONNECTIONS.load(Relaxed);
        vec![
            Kept {
                pattern: "client",
                entries,
                bytes: entries * size_of::<(Fingerprint, u64)>(),
            },
            Kept {
                pattern: "session",
                entries: open,
                bytes: open * size_of::<Connection>(),
            },
            self.resumable.kept(),
        ]
    }
}
