//! The same three routes: one cache with a bound, sessions that end with their connection, and
//! TLS sessions that the clients keep.

mod sessions;

use std::mem::size_of;
use std::sync::{Arc, LazyLock, Mutex, Weak};
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::extract::connect_info::Connected;
use axum::http::StatusCode;
use axum::routing::get;
use axum::serve::IncomingStream;
use fleet_axum::TlsListener;
use fleet_service::{CertificateDer, Fingerprint, Kept, fingerprint};
use moka::sync::Cache;

pub use sessions::keep_sessions;

// region: fix-moka
/// Whether a certificate may come in, by its fingerprint: 32 bytes in place of the certificate.
static AUTHORIZED: LazyLock<Cache<Fingerprint, bool>> = LazyLock::new(|| {
    Cache::builder()
        .max_capacity(500)
        .time_to_live(Duration::from_secs(300))
        .build()
});

async fn client(ConnectInfo(connection): ConnectInfo<Connection>) -> Result<String, StatusCode> {
    let allowed = AUTHORIZED.get_with(connection.fingerprint, || {
        is_authorized(&connection.fingerprint)
    });
    if allowed {
        Ok("welcome".to_owned())
    } else {
        Err(StatusCode::FORBIDDEN)
    }
}
// endregion

// region: fix-extension
/// What is known about a connection; Axum makes one for each and hands it to every request.
#[derive(Clone)]
pub struct Connection {
    fingerprint: Fingerprint,
    session: Arc<Mutex<Session>>,
}

#[derive(Default)]
struct Session {
    transcript: Vec<u8>,
}

impl Connected<IncomingStream<'_, TlsListener>> for Connection {
    fn connect_info(stream: IncomingStream<'_, TlsListener>) -> Self {
        Self {
            fingerprint: fingerprint(client_certificate(&stream)),
            session: Arc::default(),
        }
    }
}

/// All sessions, for the page that lists who is connected. The list only knows of them: the
/// connection alone keeps its session alive, and whoever reads or extends the list tidies it.
static SESSIONS: Mutex<Vec<Weak<Mutex<Session>>>> = Mutex::new(Vec::new());

fn register(session: &Arc<Mutex<Session>>) {
    let mut sessions = SESSIONS.lock().unwrap();
    if sessions.len() == sessions.capacity() {
        // Only when the list would have to grow, so that a registration costs O(1) on average.
        sessions.retain(|session| session.strong_count() > 0);
    }
    sessions.push(Arc::downgrade(session));
}

async fn session(ConnectInfo(connection): ConnectInfo<Connection>) -> String {
    let mut session = connection.session.lock().unwrap();
    if session.transcript.is_empty() {
        register(&connection.session);
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
fn client_certificate<'a>(stream: &'a IncomingStream<'_, TlsListener>) -> &'a CertificateDer<'a> {
    let (_, tls) = stream.io().get_ref();
    let chain = tls
        .peer_certificates()
        .expect("the verifier lets nobody in without one");
    &chain[0]
}

/// Stands for a look-up in a directory; the verifier has checked the chain already.
fn is_authorized(fingerprint: &Fingerprint) -> bool {
    fingerprint.iter().any(|byte| *byte != 0)
}

pub fn router() -> Router {
    Router::new()
        .route("/v1/client", get(client))
        .route("/v1/session", get(session))
        .route("/v1/resumed", get(async || "welcome"))
}

pub fn kept() -> Vec<Kept> {
    // Moka counts lazily; this brings the figures up to date.
    AUTHORIZED.run_pending_tasks();
    let clients = AUTHORIZED.entry_count() as usize;
    let sessions = SESSIONS.lock().unwrap();
    let alive = sessions
        .iter()
        .filter(|session| session.strong_count() > 0)
        .count();
    vec![
        Kept {
            pattern: "client",
            entries: clients,
            bytes: clients * size_of::<(Fingerprint, bool)>(),
        },
        Kept {
            pattern: "session",
            entries: alive,
            bytes: alive * size_of::<Mutex<Session>>()
                + sessions.capacity() * size_of::<Weak<()>>(),
        },
        sessions::kept(),
    ]
}
