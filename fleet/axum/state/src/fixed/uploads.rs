use std::collections::HashMap;
use std::mem::size_of;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use axum::routing::post;
use fleet_service::Kept;
use futures_util::StreamExt;
use tokio::time::timeout;

use crate::callers::{Account, Accounts};
use crate::pattern::Pattern;

#[derive(Clone, FromRef)]
struct App {
    accounts: Arc<Accounts>,
    progress: Arc<Progress>,
}

// region: fix-uploads
const MAX_UPLOAD_BYTES: usize = 1024 * 1024;
/// A client that sends nothing for so long is not waited for.
const CHUNK_LIMIT: Duration = Duration::from_secs(10);

/// How many bytes have come of each upload, for a page of progress.
#[derive(Default)]
struct Progress {
    next: AtomicU64,
    received: Mutex<HashMap<u64, usize>>,
}

/// An upload under way. Its entry goes when this is dropped: at the end, on an error, and when
/// the handler itself is dropped because the client went away.
struct Upload {
    id: u64,
    progress: Arc<Progress>,
}

impl Upload {
    fn begin(progress: Arc<Progress>) -> Self {
        let id = progress.next.fetch_add(1, Relaxed);
        Self { id, progress }
    }

    fn note(&self, bytes: usize) {
        self.progress
            .received
            .lock()
            .unwrap()
            .insert(self.id, bytes);
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        self.progress.received.lock().unwrap().remove(&self.id);
    }
}

async fn upload(
    State(progress): State<Arc<Progress>>,
    _: Account,
    body: Body,
) -> Result<(StatusCode, String), StatusCode> {
    let upload = Upload::begin(progress);
    let mut received = Vec::new();
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = timeout(CHUNK_LIMIT, chunks.next())
        .await
        .map_err(|_| StatusCode::REQUEST_TIMEOUT)?
    {
        received.extend_from_slice(&chunk.map_err(|_| StatusCode::BAD_REQUEST)?);
        if received.len() > MAX_UPLOAD_BYTES {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        upload.note(received.len());
    }
    Ok((StatusCode::CREATED, format!("{} bytes", received.len())))
}
// endregion

pub fn pattern(accounts: &Arc<Accounts>) -> Pattern {
    let progress = Arc::<Progress>::default();
    let app = App {
        accounts: Arc::clone(accounts),
        progress: Arc::clone(&progress),
    };
    let router = Router::new()
        .route("/v1/uploads", post(upload))
        .with_state(app);
    Pattern::new(router, move || {
        let received = progress.received.lock().unwrap();
        Kept {
            pattern: "uploads",
            entries: received.len(),
            bytes: received
                .values()
                .map(|bytes| bytes + size_of::<(u64, usize)>())
                .sum(),
        }
    })
}
