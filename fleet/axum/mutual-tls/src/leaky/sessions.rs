use std::collections::HashMap;
use std::mem::size_of;
use std::sync::{Arc, LazyLock, Mutex};

use fleet_service::Kept;
use rustls::ServerConfig;
use rustls::server::StoresServerSessions;

// region: leak-sessions
/// TLS sessions by their id, so that every client that comes back can resume its own. The store of
/// rustls drops the oldest when it is full; this one is never full.
#[derive(Debug, Default)]
struct Sessions(Mutex<HashMap<Vec<u8>, Vec<u8>>>);

impl StoresServerSessions for Sessions {
    /// With mutual TLS the value holds the certificates of the client too.
    fn put(&self, id: Vec<u8>, session: Vec<u8>) -> bool {
        self.0.lock().unwrap().insert(id, session);
        true
    }

    fn get(&self, id: &[u8]) -> Option<Vec<u8>> {
        self.0.lock().unwrap().get(id).cloned()
    }

    fn take(&self, id: &[u8]) -> Option<Vec<u8>> {
        self.0.lock().unwrap().remove(id)
    }

    fn can_cache(&self) -> bool {
        true
    }
}

static SESSIONS: LazyLock<Arc<Sessions>> = LazyLock::new(Arc::default);

fn keep_all_sessions(tls: &mut ServerConfig) {
    tls.session_storage = SESSIONS.clone();
}
// endregion

pub fn keep_sessions(tls: &mut ServerConfig) {
    keep_all_sessions(tls);
    // TLS 1.3 stores two sessions for each connection, which would count against the other routes.
    // The sessions of this one are of TLS 1.2.
    tls.send_tls13_tickets = 0;
}

pub fn kept() -> Kept {
    let sessions = SESSIONS.0.lock().unwrap();
    Kept {
        pattern: "resumed",
        entries: sessions.len(),
        bytes: sessions
            .iter()
            .map(|(id, session)| {
                id.capacity() + session.capacity() + size_of::<(Vec<u8>, Vec<u8>)>()
            })
            .sum(),
    }
}
