use std::collections::HashMap;
use std::mem::size_of;
use std::sync::{Arc, Mutex};

use actix_web::{HttpResponse, Responder, get, web};
use fleet_service::Kept;
use rustls::ServerConfig;
use rustls::server::StoresServerSessions;

// region: leak-resumed
/// rustls remembers 256 sessions by itself, too few for thousands of devices. This store remembers
/// all of them, each with its client's certificate.
#[derive(Debug, Default)]
pub struct Sessions {
    by_id: Mutex<HashMap<Vec<u8>, Vec<u8>>>,
}

impl StoresServerSessions for Sessions {
    fn put(&self, id: Vec<u8>, session: Vec<u8>) -> bool {
        self.by_id.lock().unwrap().insert(id, session);
        true
    }

    fn get(&self, id: &[u8]) -> Option<Vec<u8>> {
        self.by_id.lock().unwrap().get(id).cloned()
    }

    /// Removes the session that a client comes back with; most never come back.
    fn take(&self, id: &[u8]) -> Option<Vec<u8>> {
        self.by_id.lock().unwrap().remove(id)
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
    HttpResponse::Ok().body(sessions.by_id.lock().unwrap().len().to_string())
}

impl Sessions {
    pub fn kept(&self) -> Kept {
        let sessions = self.by_id.lock().unwrap();
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
}
