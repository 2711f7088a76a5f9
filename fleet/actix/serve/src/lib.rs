//! Starts an Actix service of the fleet on loopback, with `/metrics` and `/__truth` on request.

use std::io;
use std::net::Ipv4Addr;

use actix_web::web::{self, ServiceConfig};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, http::header};
use fleet_service::{Kept, Options, announce, metrics_text, truth_json};

/// As many as the smallest machine has cores, so that figures compare between machines.
pub const WORKERS: usize = 2;
/// Seconds that open connections get to finish after SIGTERM.
pub const SHUTDOWN_SECONDS: u64 = 1;

/// The `X-API-Key` of a request.
pub fn api_key(request: &HttpRequest) -> Option<&str> {
    request.headers().get("x-api-key")?.to_str().ok()
}

/// The token of `Authorization: Bearer …`.
pub fn bearer_token(request: &HttpRequest) -> Option<&str> {
    let value = request.headers().get(header::AUTHORIZATION)?;
    value.to_str().ok()?.strip_prefix("Bearer ")
}

/// Adds `/metrics` and `/__truth`.
pub fn observe(app: &mut ServiceConfig, kept: impl Fn() -> Vec<Kept> + Clone + 'static) {
    app.route(
        "/metrics",
        web::get().to(async || {
            HttpResponse::Ok()
                .content_type("text/plain; version=0.0.4")
                .body(metrics_text())
        }),
    )
    .route(
        "/__truth",
        web::get().to(move || {
            let truth = truth_json(&kept());
            async {
                HttpResponse::Ok()
                    .content_type("application/json")
                    .body(truth)
            }
        }),
    );
}

/// Serves until SIGTERM.
pub async fn serve(
    options: Options,
    routes: impl Fn(&mut ServiceConfig) + Clone + Send + 'static,
    kept: impl Fn() -> Vec<Kept> + Clone + Send + 'static,
) -> io::Result<()> {
    let metrics = options.metrics;
    let server = HttpServer::new(move || {
        App::new().configure(&routes).configure(|app| {
            if metrics {
                observe(app, kept.clone());
            }
        })
    })
    .workers(WORKERS)
    .shutdown_timeout(SHUTDOWN_SECONDS)
    .bind((Ipv4Addr::LOCALHOST, options.port))?;
    announce("listening", "http", server.addrs()[0]);
    server.run().await
}
