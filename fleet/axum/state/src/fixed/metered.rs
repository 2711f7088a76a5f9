use std::mem::size_of;
use std::sync::Arc;

use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use axum::routing::get;
use fleet_service::Kept;
use prometheus::core::Collector;
use prometheus::{IntCounter, IntCounterVec, Opts};

use crate::callers::{Accounts, ApiKey};
use crate::pattern::Pattern;

#[derive(Clone, FromRef)]
struct App {
    accounts: Arc<Accounts>,
    requests: IntCounterVec,
}

// region: fix-metered
fn requests_by_outcome() -> IntCounterVec {
    let name = Opts::new("api_requests_total", "Requests by route and outcome.");
    let labels = ["route", "outcome"];
    let requests = IntCounterVec::new(name, &labels).expect("the names are valid ones");
    prometheus::register(Box::new(requests.clone())).expect("it is registered once");
    requests
}

async fn metered(
    State(requests): State<IntCounterVec>,
    State(accounts): State<Arc<Accounts>>,
    ApiKey(key): ApiKey,
) -> Result<&'static str, StatusCode> {
    let account = accounts.of(&key);
    let outcome = if account.is_ok() { "served" } else { "refused" };
    requests.with_label_values(&["/v1/metered", outcome]).inc();
    account?;
    Ok("welcome")
}
// endregion

pub fn pattern(accounts: &Arc<Accounts>) -> Pattern {
    let app = App {
        accounts: Arc::clone(accounts),
        requests: requests_by_outcome(),
    };
    let requests = app.requests.clone();
    let router = Router::new()
        .route("/v1/metered", get(metered))
        .with_state(app);
    Pattern::new(router, move || {
        let series: usize = requests
            .collect()
            .iter()
            .map(|family| family.get_metric().len())
            .sum();
        Kept {
            pattern: "metered",
            entries: series,
            bytes: series * size_of::<(u64, IntCounter)>(),
        }
    })
}
