// region: attempts
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use moka::sync::Cache;

const MOST_FAILED: u32 = 10;
const WINDOW: Duration = Duration::from_secs(60);

/// Failed logins by account and address, for a minute each.
#[derive(Clone)]
pub struct Attempts(Cache<(String, IpAddr), Arc<AtomicU32>>);

impl Attempts {
    pub fn new() -> Self {
        Self(Cache::builder().max_capacity(100_000).time_to_live(WINDOW).build())
    }

    /// Counts before the password is checked: many attempts at once are seen as well.
    pub fn allow(&self, username: &str, from: IpAddr) -> bool {
        let count = self.0.get_with((username.to_lowercase(), from), Default::default);
        count.fetch_add(1, Ordering::Relaxed) < MOST_FAILED
    }

    pub fn succeeded(&self, username: &str, from: IpAddr) {
        self.0.invalidate(&(username.to_lowercase(), from));
    }
}
// endregion

impl Default for Attempts {
    fn default() -> Self {
        Self::new()
    }
}

/// What `Retry-After` says: at the latest the window has passed.
pub const RETRY_AFTER_SECONDS: &str = "60";
