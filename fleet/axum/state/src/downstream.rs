use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use serde::Serialize;
use tokio::sync::Mutex;
use tokio::time::sleep;

/// Five deliveries a second, one after the other.
const DELIVERY: Duration = Duration::from_millis(200);

/// Stands for somebody else's webhook, which is slower than our own callers.
#[derive(Default)]
pub struct Downstream {
    turn: Mutex<()>,
    waiting: AtomicUsize,
    waiting_bytes: AtomicUsize,
}

impl Downstream {
    pub async fn deliver(&self, job: &impl Serialize) {
        let bytes = serde_json::to_vec(job).map_or(0, |body| body.len());
        self.waiting.fetch_add(1, Relaxed);
        self.waiting_bytes.fetch_add(bytes, Relaxed);
        let turn = self.turn.lock().await;
        sleep(DELIVERY).await;
        drop(turn);
        self.waiting.fetch_sub(1, Relaxed);
        self.waiting_bytes.fetch_sub(bytes, Relaxed);
    }

    /// How many jobs wait to be delivered, and how many bytes they come to.
    pub fn waiting(&self) -> (usize, usize) {
        (self.waiting.load(Relaxed), self.waiting_bytes.load(Relaxed))
    }
}
