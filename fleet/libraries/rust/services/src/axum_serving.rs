use std::io;
use std::net::Ipv4Addr;

use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use axum::{Json, Router};
use fleet_service::announce;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::runtime;
use tokio::signal::unix::{SignalKind, signal};

use crate::observing::{METRICS_TYPE, TRUTH_TYPE, metrics, truth};
use crate::options::Options;

/// As many as the smallest machine has cores, so that figures compare between machines.
pub const WORKERS: usize = 2;

/// The API behind the rate limiters and counters.
pub async fn things() -> Json<Value> {
    Json(json!({ "things": [] }))
}

/// Serves until SIGTERM. The router is made inside the runtime, where it may start tasks.
pub fn serve(options: &Options, router: fn() -> Router) -> io::Result<()> {
    let runtime = runtime::Builder::new_multi_thread()
        .worker_threads(WORKERS)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let app = if options.metrics {
            router().merge(observers())
        } else {
            router()
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
        announce("listening", "http", listener.local_addr()?);
        axum::serve(listener, app)
            .with_graceful_shutdown(terminated())
            .await
    })
}

fn observers() -> Router {
    Router::new()
        .route(
            "/metrics",
            get(async || ([(CONTENT_TYPE, METRICS_TYPE)], metrics())),
        )
        .route(
            "/__truth",
            get(async || ([(CONTENT_TYPE, TRUTH_TYPE)], truth())),
        )
}

async fn terminated() {
    let mut signals = signal(SignalKind::terminate()).expect("SIGTERM can be listened for");
    signals.recv().await;
}
