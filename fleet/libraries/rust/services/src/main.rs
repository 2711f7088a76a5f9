//! One small API at a time, each over a library that may keep something for every credential.

mod actix_governor;
mod api_key;
mod axum_serving;
mod cached;
mod jsonwebtoken;
mod jsonwebtoken_claims;
mod lru;
mod moka_bounded;
mod moka_unbounded;
mod observing;
mod options;
mod profiles;
mod prometheus_labels;
mod quick_cache;
mod tokens;
mod tower_governor;
mod tower_governor_cleaned;
mod tower_sessions;

use std::{io, process};

use fleet_service::CountingAllocator;

use crate::axum_serving::serve;
use crate::options::Options;

#[global_allocator]
static HEAP: CountingAllocator = CountingAllocator;

fn main() -> io::Result<()> {
    let options = Options::from_args();
    match options.service.as_str() {
        "actix-governor" => actix_governor::serve(&options),
        "cached" => serve(&options, cached::router),
        "jsonwebtoken" => serve(&options, jsonwebtoken::router),
        "jsonwebtoken-claims" => serve(&options, jsonwebtoken_claims::router),
        "lru" => serve(&options, lru::router),
        "moka-bounded" => serve(&options, moka_bounded::router),
        "moka-unbounded" => serve(&options, moka_unbounded::router),
        "prometheus-labels" => serve(&options, prometheus_labels::router),
        "quick-cache" => serve(&options, quick_cache::router),
        "tower-governor" => serve(&options, tower_governor::router),
        "tower-governor-cleaned" => serve(&options, tower_governor_cleaned::router),
        "tower-sessions" => serve(&options, tower_sessions::router),
        unknown => {
            eprintln!("{unknown}: no such service");
            process::exit(2)
        }
    }
}
