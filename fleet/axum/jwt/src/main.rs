//! An Axum service that reads JSON Web Tokens, in a leaky and a fixed build of the same routes.

mod fixed;
mod issuer;
mod leaky;
mod tokens;

use fleet_axum::serve;
use fleet_service::{CountingAllocator, Options, Variant, use_hmac_only};

#[global_allocator]
static HEAP: CountingAllocator = CountingAllocator;

#[tokio::main(worker_threads = 2)]
async fn main() -> std::io::Result<()> {
    use_hmac_only();
    let options = Options::from_args();
    match options.variant {
        Variant::Leaky => {
            let app = leaky::AppState::new();
            serve(&options, app.clone().router(), move || app.kept()).await
        }
        Variant::Fixed => {
            let app = fixed::AppState::new();
            serve(&options, app.clone().router(), move || app.kept()).await
        }
    }
}
