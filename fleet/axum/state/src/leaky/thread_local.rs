use std::cell::RefCell;
use std::collections::HashMap;
use std::mem::size_of;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use fleet_service::Kept;

use crate::callers::{Account, Accounts, ApiKey};
use crate::pattern::Pattern;

// region: leak-thread-local
thread_local! {
    /// Answers of the look-up, without a lock. Each worker of Tokio has such a map of its own, and
    /// none of them knows a key that it could forget.
    static CHECKED: RefCell<HashMap<String, Option<Account>>> = RefCell::default();
}

fn account(accounts: &Accounts, key: &str) -> Option<Account> {
    CHECKED.with_borrow_mut(|checked| {
        let account = checked.entry(key.to_owned());
        *account.or_insert_with(|| look_up(accounts, key))
    })
}

async fn handler(
    State(accounts): State<Arc<Accounts>>,
    ApiKey(key): ApiKey,
) -> Result<&'static str, StatusCode> {
    account(&accounts, &key).ok_or(StatusCode::UNAUTHORIZED)?;
    Ok("welcome")
}
// endregion

/// No thread can look into the maps of the others: what is put into them is counted here.
static ENTRIES: AtomicUsize = AtomicUsize::new(0);
static KEY_BYTES: AtomicUsize = AtomicUsize::new(0);

/// Stands for a query. Each one makes an entry.
fn look_up(accounts: &Accounts, key: &str) -> Option<Account> {
    ENTRIES.fetch_add(1, Relaxed);
    KEY_BYTES.fetch_add(key.len(), Relaxed);
    accounts.of(key).ok()
}

pub fn pattern(accounts: &Arc<Accounts>) -> Pattern {
    let router = Router::new()
        .route("/v1/thread-local", get(handler))
        .with_state(Arc::clone(accounts));
    Pattern::new(router, || {
        let entries = ENTRIES.load(Relaxed);
        Kept {
            pattern: "thread-local",
            entries,
            bytes: KEY_BYTES.load(Relaxed) + entries * size_of::<(String, Option<Account>)>(),
        }
    })
}
