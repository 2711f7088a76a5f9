//! Three ways to keep something for every client certificate, connection or TLS session.

mod resumed;

use std::any::Any;
use std::collections::HashMap;
use std::mem::size_of;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use actix_web::dev::Extensions;
use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, Responder, get};
use fleet_service::{CertificateDer, Fingerprint, Kept, ServerConfig, fingerprint};

use crate::connection::client_certificate;

// region: leak-map
/// A client as it was first seen, with its certificate, for the page that lists all clients.
struct Client {
    certificate: CertificateDer<'static>,
    requests: u64,
}

/// Short-lived certificates are renewed daily, and each renewal has a fingerprint of its own.
#[derive(Default)]
struct Clients {
    by_fingerprint: Mutex<HashMap<Fingerprint, Client>>,
}

#[get("/v1/client")]
async fn show_client(request: HttpRequest, clients: web::Data<Clients>) -> impl Responder {
    let Some(connection) = request.conn_data::<Connection>() else {
        return HttpResponse::Unauthorized().finish();
    };
    let certificate = &connection.certificate;
    let mut clients = clients.by_fingerprint.lock().unwrap();
    let client = clients
        .entry(fingerprint(certificate))
        .or_insert_with(|| Client {
            certificate: certificate.clone(),
            requests: 0,
        });
    client.requests += 1;
    HttpResponse::Ok().body(client.requests.to_string())
}
// endregion

// region: leak-connection
#[derive(Clone)]
pub struct Connection {
    id: u64,
    certificate: CertificateDer<'static>,
}

/// Runs when a client has shaken hands; there is no such call for when it leaves.
pub fn on_connect(connection: &dyn Any, extensions: &mut Extensions) {
    static NEXT_ID: AtomicU64 = AtomicU64::new(0);
    if let Some(certificate) = client_certificate(connection) {
        extensions.insert(Connection {
            id: NEXT_ID.fetch_add(1, Relaxed),
            certificate,
        });
    }
}

/// What a client has asked for on one connection.
struct Session {
    certificate: CertificateDer<'static>,
    transcript: Vec<u8>,
}

/// The entry of a connection stays when the connection is long closed.
#[derive(Default)]
struct Sessions {
    by_connection: Mutex<HashMap<u64, Session>>,
}

#[get("/v1/session")]
async fn show_session(request: HttpRequest, sessions: web::Data<Sessions>) -> impl Responder {
    let Some(Connection { id, certificate }) = request.conn_data::<Connection>() else {
        return HttpResponse::Unauthorized().finish();
    };
    let mut sessions = sessions.by_connection.lock().unwrap();
    let session = sessions.entry(*id).or_insert_with(|| Session {
        certificate: certificate.clone(),
        transcript: Vec::with_capacity(TRANSCRIPT_BYTES),
    });
    note(&mut session.transcript, request.path());
    HttpResponse::Ok().body(session.transcript.len().to_string())
}
// endregion

const TRANSCRIPT_BYTES: usize = 2 * 1024;

/// Writes the path down, as long as there is room for it.
fn note(transcript: &mut Vec<u8>, path: &str) {
    if transcript.len() + path.len() <= TRANSCRIPT_BYTES {
        transcript.extend_from_slice(path.as_bytes());
    }
}

#[derive(Clone, Default)]
pub struct AppState {
    clients: web::Data<Clients>,
    sessions: web::Data<Sessions>,
    resumable: web::Data<resumed::Sessions>,
}

impl AppState {
    pub fn routes(&self, service: &mut ServiceConfig) {
        service
            .app_data(self.clients.clone())
            .app_data(self.sessions.clone())
            .app_data(self.resumable.clone())
            .service(show_client)
            .service(show_session)
            .service(resumed::count_sessions);
    }

    pub fn secure(&self, config: &mut ServerConfig) {
        resumed::remember_sessions(config, self.resumable.clone().into_inner());
    }

    pub fn kept(&self) -> Vec<Kept> {
        let clients = self.clients.by_fingerprint.lock().unwrap();
        let sessions = self.sessions.by_connection.lock().unwrap();
        vec![
            Kept {
                pattern: "client",
                entries: clients.len(),
                bytes: clients
                    .values()
                    .map(|client| client.certificate.len() + size_of::<(Fingerprint, Client)>())
                    .sum(),
            },
            Kept {
                pattern: "session",
                entries: sessions.len(),
                bytes: sessions
                    .values()
                    .map(
                        |Session {
                             certificate,
                             transcript,
                         }| {
                            certificate.len() + transcript.capacity() + size_of::<(u64, Session)>()
                        },
                    )
                    .sum(),
            },
            self.resumable.kept(),
        ]
    }
}
