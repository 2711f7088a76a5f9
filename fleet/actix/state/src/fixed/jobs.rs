use std::mem::size_of;

use actix_web::http::header::RETRY_AFTER;
use actix_web::web::{self, JsonConfig, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, rt};
use fleet_actix::api_key;
use fleet_service::{IssuedKeys, Kept};
use serde::Deserialize;
use tokio::sync::mpsc;

use crate::downstream::Downstream;

// region: fix-jobs
/// Times `MAX_JOB_BYTES`, this is how much can wait: one mebibyte.
const MAX_WAITING: usize = 64;
const MAX_JOB_BYTES: usize = 16 * 1024;
/// About as long as the downstream takes for a full queue.
const RETRY_AFTER_SECONDS: u32 = 15;

/// What the downstream needs of a job; the decoder drops all else.
#[derive(Deserialize)]
struct Job {
    #[serde(default)]
    note: String,
}

/// One queue with a bound, and one task that empties it.
pub struct Jobs {
    queue: mpsc::Sender<Job>,
}

impl Jobs {
    pub fn new() -> Self {
        let (queue, mut jobs) = mpsc::channel::<Job>(MAX_WAITING);
        rt::spawn(async move {
            let downstream = Downstream::default();
            while let Some(job) = jobs.recv().await {
                downstream.deliver(job.note).await;
            }
        });
        Self { queue }
    }
}

pub fn routes(service: &mut ServiceConfig) {
    service.service(
        web::resource("/v1/jobs")
            .app_data(JsonConfig::default().limit(MAX_JOB_BYTES))
            .route(web::post().to(accept)),
    );
}

async fn accept(
    request: HttpRequest,
    job: web::Json<Job>,
    jobs: web::Data<Jobs>,
    issued: web::Data<IssuedKeys>,
) -> HttpResponse {
    if !api_key(&request).is_some_and(|key| issued.contains(key)) {
        return HttpResponse::Unauthorized().finish();
    }
    // Never waits: a handler that waits for room is one more queue, and that one has no bound.
    match jobs.queue.try_send(job.into_inner()) {
        Ok(()) => HttpResponse::Accepted().finish(),
        Err(_) => HttpResponse::ServiceUnavailable()
            .insert_header((RETRY_AFTER, RETRY_AFTER_SECONDS))
            .finish(),
    }
}
// endregion

impl Jobs {
    pub fn kept(&self) -> Kept {
        let entries = self.queue.max_capacity() - self.queue.capacity();
        Kept {
            pattern: "jobs",
            entries,
            // The text of the notes comes on top: a channel does not show what waits in it.
            bytes: entries * size_of::<Job>(),
        }
    }
}
