use std::sync::Arc;

use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use fleet_service::Kept;
use serde_json::Value;

use crate::callers::{Account, Accounts};
use crate::downstream::Downstream;
use crate::pattern::Pattern;

#[derive(Clone, FromRef)]
struct App {
    accounts: Arc<Accounts>,
    downstream: Arc<Downstream>,
}

// region: leak-jobs
async fn accept(
    State(downstream): State<Arc<Downstream>>,
    _: Account,
    Json(job): Json<Value>,
) -> StatusCode {
    // Each job waits in a task of its own, with its whole body. Nobody counts the tasks, and
    // callers never hear that deliveries take longer than requests.
    tokio::spawn(async move { downstream.deliver(&job).await });
    StatusCode::ACCEPTED
}
// endregion

pub fn pattern(accounts: &Arc<Accounts>) -> Pattern {
    let app = App {
        accounts: Arc::clone(accounts),
        downstream: Arc::default(),
    };
    let downstream = Arc::clone(&app.downstream);
    let router = Router::new()
        .route("/v1/jobs", post(accept))
        .with_state(app);
    Pattern::new(router, move || {
        let (entries, bytes) = downstream.waiting();
        Kept {
            pattern: "jobs",
            entries,
            bytes,
        }
    })
}
