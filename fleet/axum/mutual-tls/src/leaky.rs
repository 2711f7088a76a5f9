//! Three ways to keep something for every client certificate, connection and TLS session.

mod sessions;

use std::collections::HashMap;
use std::mem::size_of;
use std::sync::{Arc, LazyLock, Mutex};

use axum::Router;
use axum::extract::ConnectInfo;
use axum::extract::connect_info::Connected;
use axum::http::StatusCode;
use axum::routing::get;
use axum::serve::IncomingStream;
use fleet_axum::TlsListener;
use fleet_service::{CertificateDer, Kept};

pub use sessions::keep_sessions;

// region: leak-map
/// Whether a certificate may come in, by the certificate itself.
static AUTHORIZED: LazyLock<Mutex<HashMap<CertificateDer<'static>, bool>>> =
    LazyLock::new(Mutex::default);

async fn client(ConnectInfo(connection): ConnectInfo<Connection>) -> Result<String, StatusCode> {
    let mut authorized = AUTHORIZED.lock().unwrap();
    // The whole certificate is the key, and a client that renews its own gets another entry.
    let allowed = *authorized
        .entry(connection.certificate.clone())
        .or_insert_with(|| is_authorized(&connection.certificate));
    if allowed {
        Ok("welcome".to_owned())
    } else {
        Err(StatusCode::FORBIDDEN)
    }
}
// endregion

// region: leak-extension
/// What is known about a connection; Axum makes one for each and hands it to every request.
#[derive(Clone)]
pub struct Connection {
    certificate: CertificateDer<'static>,
    session: Arc<Mutex<Session>>,
}

struct Session {
    transcript: Vec<u8>,
}

impl Connected<IncomingStream<'_, TlsListener>> for Connection {
    fn connect_info(stream: IncomingStream<'_, TlsListener>) -> Self {
        let transcript = Vec::with_capacity(TRANSCRIPT_BYTES);
        Self {
            certificate: client_certificate(stream),
            session: Arc::new(Mutex::new(Session { transcript })),
        }
    }
}

/// All sessions, for the page that lists who is connected. The list holds its own reference to
/// each, so that a session outlives the connection that it belongs to.
static SESSIONS: Mutex<Vec<Arc<Mutex<Session>>>> = Mutex::new(Vec::new());

async fn session(ConnectInfo(connection): ConnectInfo<Connection>) -> String {
    let mut session = connection.session.lock().unwrap();
    if session.transcript.is_empty() {
        SESSIONS
            .lock()
            .unwrap()
            .push(Arc::clone(&connection.session));
    }
    note(&mut session.transcript, "GET /v1/session\n");
    session.transcript.len().to_string()
}
// endregion

const TRANSCRIPT_BYTES: usize = 2 * 1024;

/// Writes the line down, as long as there is room for it.
fn note(transcript: &mut Vec<u8>, line: &str) {
    if transcript.len() + line.len() <= TRANSCRIPT_BYTES {
        transcript.extend_from_slice(line.as_bytes());
    }
}

/// The certificate that the client proved to hold when it connected.
fn client_certificate(stream: IncomingStream<'_, TlsListener>) -> CertificateDer<'static> {
    let (_, tls) = stream.io().get_ref();
    let chain = tls
        .peer_certificates()
        .expect("the verifier lets nobody in without one");
    chain[0].clone().into_owned()
}

/// Stands for a look-up in a directory; the verifier has checked the chain already.
fn is_authorized(certificate: &CertificateDer) -> bool {
    !certificate.is_empty()
}

pub fn router() -> Router {
    Router::new()
        .route("/v1/client", get(client))
        .route("/v1/session", get(session))
        .route("/v1/resumed", get(async || "welcome"))
}

pub fn kept() -> Vec<Kept> {
    let authorized = AUTHORIZED.lock().unwrap();
    let sessions = SESSIONS.lock().unwrap();
    vec![
        Kept {
            pattern: "client",
            entries: authorized.len(),
            bytes: authorized
                .keys()
                .map(|certificate| certificate.len() + size_of::<(CertificateDer, bool)>())
                .sum(),
        },
        Kept {
            pattern: "session",
            entries: sessions.len(),
            bytes: sessions.len() * (TRANSCRIPT_BYTES + size_of::<Mutex<Session>>()),
        },
        sessions::kept(),
    ]
}
