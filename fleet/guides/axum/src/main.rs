//! The guides' app in Axum: VARIANT=flawed or fixed. A target for loopback only.

use std::net::SocketAddr;
use std::path::PathBuf;

use axum::Router;
use guide_rust::{
    address, attempts, fetching, graph_limits, is_flawed, prepare, store, tokens, upload_folder,
};
use sqlx::SqlitePool;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

mod assets;
mod auth;
mod avatars;
mod cors;
mod errors;
mod fixed;
mod flawed;
mod functions;
mod graphql;
mod headers;
mod limits;
mod login;
mod lookup;
mod me;
mod notes;
mod ownership;
mod previews;
mod properties;
mod search;
mod transport;
mod validation;

#[derive(Clone)]
pub struct App {
    db: SqlitePool,
    tokens: tokens::Verifier,
    signer: tokens::Signer,
    attempts: attempts::Attempts,
    pages: reqwest::Client,
    uploads: PathBuf,
    schema: graph_limits::LimitedSchema,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    prepare();
    let db = store::open().await?;
    let app = App {
        schema: if is_flawed() {
            graph_limits::unlimited(db.clone())
        } else {
            graph_limits::limited(db.clone())
        },
        db,
        tokens: tokens::Verifier::from_env()?,
        signer: tokens::Signer::from_env()?,
        attempts: attempts::Attempts::new(),
        pages: fetching::public_client()?,
        uploads: upload_folder()?,
    };
    let uploads = app.uploads.clone();
    let router: Router = if is_flawed() { flawed::router(app) } else { fixed::router(app) };

    let listener = TcpListener::bind(address()).await?;
    println!("listening on http://{}", listener.local_addr()?);
    let mut end = signal(SignalKind::terminate())?;
    tokio::select! {
        served = axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>()) => served?,
        _ = end.recv() => {}
    }
    Ok(std::fs::remove_dir_all(uploads)?)
}
