use axum::Router;
use fleet_service::Kept;

/// A route with a state of its own.
pub struct Pattern {
    pub router: Router,
    /// What its state holds on to at this moment.
    pub kept: Box<dyn Fn() -> Kept + Send + Sync>,
}

impl Pattern {
    pub fn new(router: Router, kept: impl Fn() -> Kept + Send + Sync + 'static) -> Self {
        Self {
            router,
            kept: Box::new(kept),
        }
    }
}
