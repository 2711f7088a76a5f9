use std::collections::HashMap;
use std::mem::size_of;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use actix_web::error::{ErrorPayloadTooLarge, ErrorRequestTimeout, ErrorServiceUnavailable};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, Result, post, rt, web};
use fleet_actix::api_key;
use fleet_service::{IssuedKeys, Kept};
use futures_util::StreamExt;

// region: fix-uploads
/// Times `MAX_BYTES`, this is how much can be on its way: 16 MiB.
const MAX_UPLOADS: usize = 64;
const MAX_BYTES: usize = 256 * 1024;
const MAX_TIME: Duration = Duration::from_secs(30);

/// The parts of uploads that are on their way.
#[derive(Default)]
pub struct Uploads {
    next_id: AtomicU64,
    parts: Mutex<HashMap<u64, Vec<Bytes>>>,
}

/// Belongs to the handler. When that ends, after an error or because it was dropped, the parts go.
struct Upload<'a> {
    id: u64,
    uploads: &'a Uploads,
}

impl Uploads {
    fn begin(&self) -> Result<Upload<'_>> {
        let mut parts = self.parts.lock().unwrap();
        if parts.len() >= MAX_UPLOADS {
            return Err(ErrorServiceUnavailable("too many uploads"));
        }
        let id = self.next_id.fetch_add(1, Relaxed);
        parts.insert(id, Vec::new());
        Ok(Upload { id, uploads: self })
    }
}

impl Upload<'_> {
    async fn read(&self, mut body: web::Payload) -> Result<usize> {
        let mut bytes = 0;
        while let Some(part) = body.next().await {
            let part = part?;
            bytes += part.len();
            if bytes > MAX_BYTES {
                return Err(ErrorPayloadTooLarge("too long"));
            }
            let mut parts = self.uploads.parts.lock().unwrap();
            parts.entry(self.id).or_default().push(part);
        }
        Ok(bytes)
    }
}

impl Drop for Upload<'_> {
    fn drop(&mut self) {
        self.uploads.parts.lock().unwrap().remove(&self.id);
    }
}

#[post("/v1/uploads")]
pub async fn receive(
    request: HttpRequest,
    body: web::Payload,
    uploads: web::Data<Uploads>,
    issued: web::Data<IssuedKeys>,
) -> Result<HttpResponse> {
    if !api_key(&request).is_some_and(|key| issued.contains(key)) {
        return Ok(HttpResponse::Unauthorized().finish());
    }
    let upload = uploads.begin()?;
    let read = rt::time::timeout(MAX_TIME, upload.read(body)).await;
    let bytes = read.map_err(|_| ErrorRequestTimeout("too slow"))??;
    Ok(HttpResponse::Created().body(bytes.to_string()))
}
// endregion

impl Uploads {
    pub fn kept(&self) -> Kept {
        let uploads = self.parts.lock().unwrap();
        let part_bytes = uploads.values().flatten().map(Bytes::len).sum::<usize>();
        Kept {
            pattern: "uploads",
            entries: uploads.len(),
            bytes: part_bytes + uploads.len() * size_of::<(u64, Vec<Bytes>)>(),
        }
    }
}
