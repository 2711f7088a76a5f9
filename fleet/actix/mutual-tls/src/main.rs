//! An Actix service that knows its callers by client certificate, in a leaky and a fixed build of
//! the same routes.

mod connection;
mod fixed;
mod leaky;

use std::any::Any;
use std::error::Error;
use std::net::Ipv4Addr;

use actix_web::dev::Extensions;
use actix_web::web::ServiceConfig;
use actix_web::{App, HttpServer};
use fleet_actix::{SHUTDOWN_SECONDS, WORKERS, observe};
use fleet_service::{
    CountingAllocator, Kept, Options, ServerConfig, Variant, announce, server_config,
};
use tokio::try_join;

#[global_allocator]
static HEAP: CountingAllocator = CountingAllocator;

#[actix_web::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::from_args();
    let mut config = server_config(&options)?;
    // Only those who speak TLS 1.2 get sessions to resume, so that the routes that are measured over
    // TLS 1.3 leave none behind.
    config.send_tls13_tickets = 0;
    match options.variant {
        Variant::Leaky => {
            let app = leaky::AppState::default();
            let state = app.clone();
            app.secure(&mut config);
            let routes = move |service: &mut ServiceConfig| app.routes(service);
            serve(options, config, routes, leaky::on_connect, move || {
                state.kept()
            })
            .await
        }
        Variant::Fixed => {
            let app = fixed::AppState::new();
            let state = app.clone();
            app.secure(&mut config);
            let routes = move |service: &mut ServiceConfig| app.routes(service);
            serve(options, config, routes, fixed::on_connect, move || {
                state.kept()
            })
            .await
        }
    }
}

async fn serve(
    options: Options,
    config: ServerConfig,
    routes: impl Fn(&mut ServiceConfig) + Clone + Send + 'static,
    on_connect: fn(&dyn Any, &mut Extensions),
    kept: impl Fn() -> Vec<Kept> + Clone + Send + 'static,
) -> Result<(), Box<dyn Error>> {
    let service = HttpServer::new(move || App::new().configure(&routes))
        .on_connect(on_connect)
        .workers(WORKERS)
        .shutdown_timeout(SHUTDOWN_SECONDS)
        .bind_rustls_0_23((Ipv4Addr::LOCALHOST, options.port), config)?;
    let address = service.addrs()[0];
    if !options.metrics {
        announce("listening", "https", address);
        return Ok(service.run().await?);
    }
    // A scraper has no client certificate, and its connections must not count as callers'.
    let metrics = HttpServer::new(move || App::new().configure(|app| observe(app, kept.clone())))
        .workers(1)
        .shutdown_timeout(SHUTDOWN_SECONDS)
        .bind((Ipv4Addr::LOCALHOST, 0))?;
    announce("metrics", "http", metrics.addrs()[0]);
    announce("listening", "https", address);
    try_join!(service.run(), metrics.run())?;
    Ok(())
}
