//! Stands for the services on the far side.

use std::time::Duration;

use actix_web::{HttpRequest, get};
use tokio::sync::Mutex;
use tokio::time::sleep;

/// How long the far side takes for one job; it takes them one after the other.
const DELIVERY: Duration = Duration::from_millis(200);

/// The slow service that jobs are delivered to.
#[derive(Default)]
pub struct Downstream(Mutex<()>);

impl Downstream {
    pub async fn deliver<Job>(&self, job: Job) {
        let _line = self.0.lock().await;
        sleep(DELIVERY).await;
        drop(job);
    }
}

/// The service that knows how many requests a caller has left: on loopback, this one itself.
#[get("/downstream/quota")]
pub async fn quota() -> &'static str {
    "1000"
}

pub fn quota_url(request: &HttpRequest) -> String {
    let address = request.app_config().local_addr();
    format!("http://{address}/downstream/quota")
}
