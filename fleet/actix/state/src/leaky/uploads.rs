use std::collections::HashMap;
use std::mem::size_of;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, post, web};
use fleet_actix::api_key;
use fleet_service::{IssuedKeys, Kept};
use futures_util::StreamExt;

// region: leak-uploads
/// The parts of uploads that are on their way.
#[derive(Default)]
pub struct Uploads {
    next_id: AtomicU64,
    parts: Mutex<HashMap<u64, Vec<Bytes>>>,
}

#[post("/v1/uploads")]
pub async fn receive(
    request: HttpRequest,
    mut body: web::Payload,
    uploads: web::Data<Uploads>,
    issued: web::Data<IssuedKeys>,
) -> actix_web::Result<HttpResponse> {
    if !api_key(&request).is_some_and(|key| issued.contains(key)) {
        return Ok(HttpResponse::Unauthorized().finish());
    }
    let id = uploads.next_id.fetch_add(1, Relaxed);
    while let Some(part) = body.next().await {
        // When the client has gone, `?` leaves here, or the handler is dropped where it waits.
        // Either way, what has arrived stays.
        let part = part?;
        let mut parts = uploads.parts.lock().unwrap();
        parts.entry(id).or_default().push(part);
    }
    let parts = uploads.parts.lock().unwrap().remove(&id);
    let bytes = stored_bytes(&parts.unwrap_or_default());
    Ok(HttpResponse::Created().body(bytes.to_string()))
}
// endregion

fn stored_bytes(parts: &[Bytes]) -> usize {
    parts.iter().map(Bytes::len).sum()
}

impl Uploads {
    pub fn kept(&self) -> Kept {
        let uploads = self.parts.lock().unwrap();
        Kept {
            pattern: "uploads",
            entries: uploads.len(),
            bytes: uploads
                .values()
                .map(|parts| stored_bytes(parts) + size_of::<(u64, Vec<Bytes>)>())
                .sum(),
        }
    }
}
