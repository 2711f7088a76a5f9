//! An Actix service with state that outlives a request, in a leaky and a fixed build of the same
//! routes.

mod downstream;
mod fixed;
mod leaky;

use fleet_actix::serve;
use fleet_service::{CountingAllocator, Options, Variant};

#[global_allocator]
static HEAP: CountingAllocator = CountingAllocator;

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let options = Options::from_args();
    match options.variant {
        Variant::Leaky => {
            let app = leaky::AppState::new();
            let state = app.clone();
            serve(
                options,
                move |service| app.routes(service),
                move || state.kept(),
            )
            .await
        }
        Variant::Fixed => {
            let app = fixed::AppState::new();
            let state = app.clone();
            serve(
                options,
                move |service| app.routes(service),
                move || state.kept(),
            )
            .await
        }
    }
}
