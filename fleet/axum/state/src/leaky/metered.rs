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

// region: leak-metered
fn requests_by_key() -> IntCounterVec {
    let name = Opts::new("api_requests_total", "Requests by API key.");
    let requests = IntCounterVec::new(name, &["key"]).expect("the name is a valid one");
    prometheus::register(Box::new(requests.clone())).expect("it is registered once");
    requests
}

async fn metered(
    State(requests): State<IntCounterVec>,
    State(accounts): State<Arc<Accounts>>,
    ApiKey(key): ApiKey,
) -> Result<&'static str, StatusCode> {
    // A series for each key that anybody sends, which the registry keeps and every scrape shows.
    requests.with_label_values(&[&key]).inc();
    accounts.of(&key)?;
    Ok("welcome")
}
// endregion

pub fn pattern(accounts: &Arc<Accounts>) -> Pattern {
    let app = App {
        accounts: Arc::clone(accounts),
        requests: requests_by_key(),
    };
    let requests = app.requests.clone();
    let router = Router::new()
        .route("/v1/metered", get(metered))
        .with_state(app);
    Pattern::new(router, move || {
        let families = requests.collect();
        let series = families.iter().flat_map(|family| family.get_metric());
        let labels = series.flat_map(|metric| metric.get_label());
        let (entries, bytes) = labels.fold((0, 0), |(entries, bytes), label| {
            let series = size_of::<(u64, IntCounter)>();
            (entries + 1, bytes + label.value().len() + series)
        });
        Kept {
            pattern: "metered",
            entries,
            bytes,
        }
    })
}
