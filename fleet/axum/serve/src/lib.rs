//! Starts an Axum service of the fleet on loopback, with `/metrics` and `/__truth` on request.

mod tls;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use axum::Router;
use axum::http::{HeaderMap, header};
use axum::routing::get;
use fleet_service::{Kept, Options, announce, metrics_text, truth_json};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

pub use tls::TlsListener;

/// The token of `Authorization: Bearer …`.
pub fn bearer_token(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .strip_prefix("Bearer ")
}

/// `/metrics` and `/__truth`.
pub fn observe(kept: impl Fn() -> Vec<Kept> + Clone + Send + Sync + 'static) -> Router {
    let plain_text = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
    let json = [(header::CONTENT_TYPE, "application/json")];
    Router::new()
        .route("/metrics", get(async move || (plain_text, metrics_text())))
        .route("/__truth", get(async move || (json, truth_json(&kept()))))
}

/// Serves until SIGTERM.
pub async fn serve(
    options: &Options,
    app: Router,
    kept: impl Fn() -> Vec<Kept> + Clone + Send + Sync + 'static,
) -> io::Result<()> {
    let app = if options.metrics {
        app.merge(observe(kept))
    } else {
        app
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
    announce("listening", "http", listener.local_addr()?);
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, app)
        .with_graceful_shutdown(terminated())
        .await
}

/// Returns when the process is asked to end.
pub async fn terminated() {
    let mut signals = signal(SignalKind::terminate()).expect("SIGTERM can be listened for");
    signals.recv().await;
}
