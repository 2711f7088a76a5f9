use std::mem::size_of;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use axum::routing::get;
use fleet_service::Kept;
use moka::sync::Cache;

use crate::callers::{Account, Accounts, ApiKey};
use crate::pattern::Pattern;

#[derive(Clone, FromRef)]
struct App {
    accounts: Arc<Accounts>,
    checked: Cache<String, Account>,
}

// region: fix-thread-local
/// One cache for all threads, with a bound in number and time.
fn checked_keys() -> Cache<String, Account> {
    Cache::builder()
        .max_capacity(1_000)
        .time_to_live(Duration::from_secs(60))
        .build()
}

async fn handler(
    State(checked): State<Cache<String, Account>>,
    State(accounts): State<Arc<Accounts>>,
    ApiKey(key): ApiKey,
) -> Result<&'static str, StatusCode> {
    // Only a look-up that finds an account is stored: unknown keys cannot push known ones out.
    let account = checked.optionally_get_with_by_ref(&key, || look_up(&accounts, &key));
    account.ok_or(StatusCode::UNAUTHORIZED)?;
    Ok("welcome")
}
// endregion

/// Stands for a query.
fn look_up(accounts: &Accounts, key: &str) -> Option<Account> {
    accounts.of(key).ok()
}

pub fn pattern(accounts: &Arc<Accounts>) -> Pattern {
    let app = App {
        accounts: Arc::clone(accounts),
        checked: checked_keys(),
    };
    let checked = app.checked.clone();
    let router = Router::new()
        .route("/v1/thread-local", get(handler))
        .with_state(app);
    Pattern::new(router, move || {
        // Moka counts lazily; this brings the figures up to date.
        checked.run_pending_tasks();
        Kept {
            pattern: "thread-local",
            entries: checked.entry_count() as usize,
            bytes: checked
                .iter()
                .map(|(key, _)| key.capacity() + size_of::<(String, Account)>())
                .sum(),
        }
    })
}
