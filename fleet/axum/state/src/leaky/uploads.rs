use std::collections::HashMap;
use std::mem::size_of;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use axum::routing::post;
use fleet_service::Kept;
use futures_util::StreamExt;

use crate::callers::{Account, Accounts};
use crate::pattern::Pattern;

#[derive(Clone, FromRef)]
struct App {
    accounts: Arc<Accounts>,
    uploads: Arc<Uploads>,
}

// region: leak-uploads
/// What has come of each upload so far, where a page of progress can see it.
#[derive(Default)]
struct Uploads {
    next: AtomicU64,
    received: Mutex<HashMap<u64, Vec<u8>>>,
}

async fn upload(
    State(uploads): State<Arc<Uploads>>,
    _: Account,
    body: Body,
) -> Result<(StatusCode, String), StatusCode> {
    let id = uploads.next.fetch_add(1, Relaxed);
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        // A client that goes away halfway ends the handler here, and its half stays.
        let chunk = chunk.map_err(|_| StatusCode::BAD_REQUEST)?;
        let mut received = uploads.received.lock().unwrap();
        received.entry(id).or_default().extend_from_slice(&chunk);
    }
    let whole = uploads.received.lock().unwrap().remove(&id);
    let bytes = whole.map_or(0, |whole| whole.len());
    Ok((StatusCode::CREATED, format!("{bytes} bytes")))
}
// endregion

pub fn pattern(accounts: &Arc<Accounts>) -> Pattern {
    let uploads = Arc::<Uploads>::default();
    let app = App {
        accounts: Arc::clone(accounts),
        uploads: Arc::clone(&uploads),
    };
    let router = Router::new()
        .route("/v1/uploads", post(upload))
        .with_state(app);
    Pattern::new(router, move || {
        let received = uploads.received.lock().unwrap();
        Kept {
            pattern: "uploads",
            entries: received.len(),
            bytes: received
                .values()
                .map(|part| part.capacity() + size_of::<(u64, Vec<u8>)>())
                .sum(),
        }
    })
}
