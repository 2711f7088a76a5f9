//! The guides' app in Actix Web: VARIANT=flawed or fixed. A target for loopback only.

use std::path::PathBuf;

use guide_rust::{attempts, fetching, graph_limits, is_flawed, prepare, store, tokens, upload_folder};
use sqlx::SqlitePool;

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
pub struct AppState {
    db: SqlitePool,
    tokens: tokens::Verifier,
    signer: tokens::Signer,
    attempts: attempts::Attempts,
    pages: reqwest::Client,
    uploads: PathBuf,
    schema: graph_limits::LimitedSchema,
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    prepare();
    let db = store::open().await?;
    let state = AppState {
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
    let uploads = state.uploads.clone();
    if is_flawed() {
        flawed::serve(state).await?
    } else {
        fixed::serve(state).await?
    }
    Ok(std::fs::remove_dir_all(uploads)?)
}

/// Says where the app listens, as all apps of the guides do.
fn announce(addresses: &[std::net::SocketAddr]) {
    for address in addresses {
        println!("listening on http://{address}");
    }
}
