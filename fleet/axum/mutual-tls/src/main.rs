//! An Axum service that knows its callers by client certificate, in a leaky and a fixed build of
//! the same routes.

mod fixed;
mod leaky;

use std::error::Error;
use std::net::Ipv4Addr;

use axum::Router;
use axum::extract::connect_info::{Connected, IntoMakeServiceWithConnectInfo};
use axum::serve::{IncomingStream, Listener};
use fleet_axum::{TlsListener, observe, terminated};
use fleet_service::{
    CountingAllocator, Kept, Options, ServerConfig, Variant, announce, server_config,
};
use tokio::net::TcpListener;

#[global_allocator]
static HEAP: CountingAllocator = CountingAllocator;

#[tokio::main(worker_threads = 2)]
async fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::from_args();
    let mut tls = server_config(&options)?;
    match options.variant {
        Variant::Leaky => {
            leaky::keep_sessions(&mut tls);
            let app = leaky::router().into_make_service_with_connect_info();
            serve::<leaky::Connection>(&options, tls, app, leaky::kept).await
        }
        Variant::Fixed => {
            fixed::keep_sessions(&mut tls)?;
            let app = fixed::router().into_make_service_with_connect_info();
            serve::<fixed::Connection>(&options, tls, app, fixed::kept).await
        }
    }
}

async fn serve<Connection>(
    options: &Options,
    tls: ServerConfig,
    app: IntoMakeServiceWithConnectInfo<Router, Connection>,
    kept: fn() -> Vec<Kept>,
) -> Result<(), Box<dyn Error>>
where
    Connection: for<'a> Connected<IncomingStream<'a, TlsListener>>,
{
    let listener = TlsListener::bind(options.port, tls).await?;
    if options.metrics {
        // A scraper has no client certificate, and its connections must not count as callers'.
        let metrics = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        announce("metrics", "http", metrics.local_addr()?);
        tokio::spawn(axum::serve(metrics, observe(kept)).into_future());
    }
    announce("listening", "https", listener.local_addr()?);
    Ok(axum::serve(listener, app)
        .with_graceful_shutdown(terminated())
        .await?)
}
