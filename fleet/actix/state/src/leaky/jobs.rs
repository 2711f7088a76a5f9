use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use actix_web::{HttpRequest, HttpResponse, Responder, post, rt, web};
use fleet_actix::api_key;
use fleet_service::{IssuedKeys, Kept};
use serde_json::Value;

use crate::downstream::Downstream;

// region: leak-jobs
#[post("/v1/jobs")]
pub async fn accept(
    request: HttpRequest,
    job: web::Json<Value>,
    deliveries: web::Data<Deliveries>,
    issued: web::Data<IssuedKeys>,
) -> impl Responder {
    if !api_key(&request).is_some_and(|key| issued.contains(key)) {
        return HttpResponse::Unauthorized();
    }
    // One task for each job, with the whole payload in it. The downstream takes them one at a
    // time, so each waits for all before it, and nothing says no to the next.
    rt::spawn(async move { deliveries.deliver(job.into_inner()).await });
    HttpResponse::Accepted()
}
// endregion

#[derive(Default)]
pub struct Deliveries {
    downstream: Downstream,
    waiting: AtomicUsize,
    waiting_bytes: AtomicUsize,
}

impl Deliveries {
    async fn deliver(&self, job: Value) {
        let bytes = job.to_string().len();
        self.waiting.fetch_add(1, Relaxed);
        self.waiting_bytes.fetch_add(bytes, Relaxed);
        self.downstream.deliver(job).await;
        self.waiting.fetch_sub(1, Relaxed);
        self.waiting_bytes.fetch_sub(bytes, Relaxed);
    }

    pub fn kept(&self) -> Kept {
        Kept {
            pattern: "jobs",
            entries: self.waiting.load(Relaxed),
            bytes: self.waiting_bytes.load(Relaxed),
        }
    }
}
