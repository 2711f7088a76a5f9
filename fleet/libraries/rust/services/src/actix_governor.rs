use std::io;
use std::net::Ipv4Addr;

use actix_governor::{Governor, GovernorConfigBuilder, KeyExtractor, SimpleKeyExtractionError};
use actix_web::dev::ServiceRequest;
use actix_web::http::StatusCode;
use actix_web::web::{self, ServiceConfig};
use actix_web::{App, HttpResponse, HttpServer, rt::System};
use fleet_service::announce;
use serde_json::json;

use crate::axum_serving::WORKERS;
use crate::observing::{METRICS_TYPE, TRUTH_TYPE, metrics, truth};
use crate::options::Options;

/// Limits by `X-API-Key` instead of by address.
#[derive(Clone)]
struct ByApiKey;

impl KeyExtractor for ByApiKey {
    type Key = String;
    type KeyExtractionError = SimpleKeyExtractionError<&'static str>;

    fn extract(&self, request: &ServiceRequest) -> Result<String, Self::KeyExtractionError> {
        request
            .headers()
            .get("x-api-key")
            .and_then(|value| value.to_str().ok())
            .filter(|key| !key.is_empty())
            .map(str::to_owned)
            .ok_or_else(|| {
                SimpleKeyExtractionError::new("X-API-Key is missing")
                    .set_status_code(StatusCode::UNAUTHORIZED)
            })
    }
}

async fn things() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "things": [] }))
}

/// 10,000 requests at once, and 10,000 more each second. Serves until SIGTERM.
pub fn serve(options: &Options) -> io::Result<()> {
    let config = GovernorConfigBuilder::default()
        .requests_per_second(10_000)
        .burst_size(10_000)
        .key_extractor(ByApiKey)
        .finish()
        .expect("period and burst are not zero");
    let observed = options.metrics;
    System::new().block_on(async {
        let server = HttpServer::new(move || {
            let limited = web::resource("/v1/things")
                .wrap(Governor::new(&config))
                .route(web::get().to(things));
            App::new().service(limited).configure(|app| {
                if observed {
                    observe(app);
                }
            })
        })
        .workers(WORKERS)
        .shutdown_timeout(1)
        .bind((Ipv4Addr::LOCALHOST, options.port))?;
        announce("listening", "http", server.addrs()[0]);
        server.run().await
    })
}

fn observe(app: &mut ServiceConfig) {
    app.route(
        "/metrics",
        web::get().to(async || {
            HttpResponse::Ok()
                .content_type(METRICS_TYPE)
                .body(metrics())
        }),
    )
    .route(
        "/__truth",
        web::get().to(async || HttpResponse::Ok().content_type(TRUTH_TYPE).body(truth())),
    );
}
