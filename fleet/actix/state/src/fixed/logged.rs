use std::collections::VecDeque;
use std::mem::size_of;
use std::sync::Mutex;

use actix_web::{HttpRequest, HttpResponse, Responder, get, web};
use fleet_actix::api_key;
use fleet_service::{IssuedKeys, Kept};
use ring::digest;
use tracing::info;

// region: fix-logged
/// Enough for the page that support looks at.
const MAX_RECORDS: usize = 100;

/// The caller is a field of the record: 8 bytes, however long the key is.
struct Record {
    caller: [u8; 8],
    what: &'static str,
}

/// One log for all callers, and of its records the last.
#[derive(Default)]
pub struct Recent {
    records: Mutex<VecDeque<Record>>,
}

impl Recent {
    fn log(&self, key: &str, what: &'static str) {
        let caller = fingerprint(key);
        info!(?caller, what);
        let mut records = self.records.lock().unwrap();
        if records.len() == MAX_RECORDS {
            records.pop_front();
        }
        records.push_back(Record { caller, what });
    }

    fn lines_of(&self, key: &str) -> String {
        let caller = fingerprint(key);
        let records = self.records.lock().unwrap();
        let own = records.iter().filter(|record| record.caller == caller);
        own.map(|record| record.what).collect::<Vec<_>>().join("\n")
    }
}

fn fingerprint(key: &str) -> [u8; 8] {
    let digest = digest::digest(&digest::SHA256, key.as_bytes());
    *digest.as_ref().first_chunk().expect("SHA-256 has 32 bytes")
}

#[get("/v1/logged")]
pub async fn logged(
    request: HttpRequest,
    recent: web::Data<Recent>,
    issued: web::Data<IssuedKeys>,
) -> impl Responder {
    let Some(key) = api_key(&request) else {
        return HttpResponse::Unauthorized().finish();
    };
    if issued.contains(key) {
        recent.log(key, "accepted");
        HttpResponse::Ok().body(recent.lines_of(key))
    } else {
        recent.log(key, "refused");
        HttpResponse::Unauthorized().finish()
    }
}
// endregion

impl Recent {
    pub fn kept(&self) -> Kept {
        let entries = self.records.lock().unwrap().len();
        Kept {
            pattern: "logged",
            entries,
            bytes: entries * size_of::<Record>(),
        }
    }
}
