//! Ten ways to keep something for every key, payload, upload or connection.

mod clients;
mod context;
mod events;
mod jobs;
mod limited;
mod logged;
mod metered;
mod thread_local;
mod traced;
mod uploads;

use std::io;
use std::sync::Arc;

use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::prelude::*;

use crate::callers::Accounts;
use crate::pattern::Pattern;

pub async fn patterns(accounts: &Arc<Accounts>) -> io::Result<Vec<Pattern>> {
    let open_requests = traced::OpenRequests::default();
    tracing_subscriber::registry()
        .with(LevelFilter::INFO)
        .with(open_requests.clone())
        .init();
    Ok(vec![
        limited::pattern(accounts),
        jobs::pattern(accounts),
        context::pattern(accounts),
        traced::pattern(accounts, open_requests),
        logged::pattern(accounts),
        metered::pattern(accounts),
        clients::pattern(accounts).await?,
        events::pattern(accounts),
        uploads::pattern(accounts),
        thread_local::pattern(accounts),
    ])
}
