//! An Axum service whose state outlives the requests that it is made for, in a leaky and a fixed
//! build of the same routes.

mod callers;
mod downstream;
mod fixed;
mod leaky;
mod pattern;
mod upstream;

use std::sync::Arc;

use axum::Router;
use fleet_axum::serve;
use fleet_service::{CountingAllocator, Options, Variant};

use crate::callers::Accounts;
use crate::pattern::Pattern;

#[global_allocator]
static HEAP: CountingAllocator = CountingAllocator;

#[tokio::main(worker_threads = 2)]
async fn main() -> std::io::Result<()> {
    let options = Options::from_args();
    let accounts = Arc::new(Accounts::from_env());
    let patterns: Arc<[Pattern]> = match options.variant {
        Variant::Leaky => leaky::patterns(&accounts).await?,
        Variant::Fixed => fixed::patterns(&accounts).await?,
    }
    .into();
    let app = patterns.iter().fold(Router::new(), |app, pattern| {
        app.merge(pattern.router.clone())
    });
    let kept = move || patterns.iter().map(|pattern| (pattern.kept)()).collect();
    serve(&options, app, kept).await
}
