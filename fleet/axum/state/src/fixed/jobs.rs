use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, FromRef, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::routing::post;
use axum::{Json, Router};
use fleet_service::Kept;
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;

use crate::callers::{Account, Accounts};
use crate::downstream::Downstream;
use crate::pattern::Pattern;

#[derive(Clone, FromRef)]
struct App {
    accounts: Arc<Accounts>,
    queue: mpsc::Sender<Job>,
}

// region: fix-jobs
/// Jobs that may wait; at five deliveries a second the last of them waits for thirteen seconds.
const MOST_JOBS: usize = 64;
const MAX_BODY_BYTES: usize = 16 * 1024;

/// What a delivery needs; everything else in a body is dropped when it is read.
#[derive(Deserialize, Serialize)]
struct Job {
    #[serde(default)]
    note: String,
}

/// One worker for all requests.
fn start_worker(downstream: Downstream) -> mpsc::Sender<Job> {
    let (queue, mut jobs) = mpsc::channel::<Job>(MOST_JOBS);
    tokio::spawn(async move {
        while let Some(job) = jobs.recv().await {
            downstream.deliver(&job).await;
        }
    });
    queue
}

type Busy = (StatusCode, [(HeaderName, &'static str); 1]);

async fn accept(
    State(queue): State<mpsc::Sender<Job>>,
    _: Account,
    Json(job): Json<Job>,
) -> Result<StatusCode, Busy> {
    let busy = (
        StatusCode::SERVICE_UNAVAILABLE,
        [(header::RETRY_AFTER, "5")],
    );
    queue.try_send(job).map_err(|_| busy)?;
    Ok(StatusCode::ACCEPTED)
}

fn router() -> Router<App> {
    Router::new()
        .route("/v1/jobs", post(accept))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
}
// endregion

pub fn pattern(accounts: &Arc<Accounts>) -> Pattern {
    let app = App {
        accounts: Arc::clone(accounts),
        queue: start_worker(Downstream::default()),
    };
    let queue = app.queue.clone();
    Pattern::new(router().with_state(app), move || {
        let waiting = queue.max_capacity() - queue.capacity();
        Kept {
            pattern: "jobs",
            entries: waiting,
            // At most: a queue does not show what is in it.
            bytes: waiting * MAX_BODY_BYTES,
        }
    })
}
