use std::thread;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use tower_governor::GovernorLayer;
use tower_governor::governor::GovernorConfigBuilder;

use crate::axum_serving::things;
use crate::tower_governor::ByApiKey;

const CLEAN_EVERY: Duration = Duration::from_secs(1);

/// 100,000 requests at once, and one more each second. A key that was used once is forgotten after
/// two seconds, when its state is no different from that of a key that was never used.
pub fn router() -> Router {
    let config = GovernorConfigBuilder::default()
        .per_second(1)
        .burst_size(100_000)
        .key_extractor(ByApiKey)
        .finish()
        .expect("period and burst are not zero");
    let limiter = config.limiter().clone();
    thread::spawn(move || {
        loop {
            thread::sleep(CLEAN_EVERY);
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    });
    Router::new()
        .route("/v1/things", get(things))
        .layer(GovernorLayer::new(config))
}
