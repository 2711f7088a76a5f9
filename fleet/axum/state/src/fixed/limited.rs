use std::hash::Hash;
use std::mem::size_of;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::{Request, StatusCode};
use axum::routing::get;
use fleet_service::Kept;
use governor::middleware::NoOpMiddleware;
use tower_governor::governor::{GovernorConfig, GovernorConfigBuilder, SharedRateLimiter};
use tower_governor::key_extractor::{KeyExtractor, PeerIpKeyExtractor};
use tower_governor::{GovernorError, GovernorLayer};

use crate::callers::{Account, Accounts};
use crate::pattern::Pattern;

// region: fix-limited
/// Checks the key and counts by the account that it stands for: a key that was never issued is
/// refused here, without a counter.
#[derive(Clone)]
struct ByAccount(Arc<Accounts>);

impl KeyExtractor for ByAccount {
    type Key = Account;

    fn extract<T>(&self, request: &Request<T>) -> Result<Account, GovernorError> {
        let key = request.headers().get("x-api-key");
        let key = key.and_then(|value| value.to_str().ok());
        let account = key.and_then(|key| self.0.of(key).ok());
        account.ok_or(GovernorError::Other {
            code: StatusCode::UNAUTHORIZED,
            msg: None,
            headers: None,
        })
    }
}

/// Replenishes a request every 200 µs: 5,000 a second, whoever asks.
fn limits<Key: KeyExtractor>(key: Key) -> GovernorConfig<Key, NoOpMiddleware> {
    GovernorConfigBuilder::default()
        .period(Duration::from_micros(200))
        .burst_size(5_000)
        .key_extractor(key)
        .finish()
        .expect("neither is zero")
}

const TIDY_EVERY: Duration = Duration::from_secs(60);

/// Removes the counters that are back at their start. A limiter never does so by itself.
async fn tidy<Key: Hash + Eq + Clone>(limiter: SharedRateLimiter<Key, NoOpMiddleware>) {
    loop {
        tokio::time::sleep(TIDY_EVERY).await;
        limiter.retain_recent();
        limiter.shrink_to_fit();
    }
}

fn router(
    per_account: GovernorConfig<ByAccount, NoOpMiddleware>,
    per_address: GovernorConfig<PeerIpKeyExtractor, NoOpMiddleware>,
) -> Router {
    tokio::spawn(tidy(Arc::clone(per_account.limiter())));
    tokio::spawn(tidy(Arc::clone(per_address.limiter())));
    // The layer that is added last runs first: guesses of keys count against their address.
    Router::new()
        .route("/v1/limited", get(async || "welcome"))
        .layer(GovernorLayer::new(per_account))
        .layer(GovernorLayer::new(per_address))
}
// endregion

pub fn pattern(accounts: &Arc<Accounts>) -> Pattern {
    let per_account = limits(ByAccount(Arc::clone(accounts)));
    let per_address = limits(PeerIpKeyExtractor);
    let counted_accounts = Arc::clone(per_account.limiter());
    let counted_addresses = Arc::clone(per_address.limiter());
    let router = router(per_account, per_address);
    Pattern::new(router, move || {
        let (accounts, addresses) = (counted_accounts.len(), counted_addresses.len());
        Kept {
            pattern: "limited",
            entries: accounts + addresses,
            bytes: accounts * size_of::<(Account, u64)>() + addresses * size_of::<(IpAddr, u64)>(),
        }
    })
}
