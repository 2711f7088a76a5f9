use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use axum::routing::get;
use fleet_service::Kept;
use tracing::{Instrument, info, info_span, warn};

use crate::callers::{Accounts, ApiKey};
use crate::pattern::Pattern;

#[derive(Clone, FromRef)]
struct App {
    accounts: Arc<Accounts>,
    fingerprints: RandomState,
}

// region: fix-logged
async fn logged(
    State(fingerprints): State<RandomState>,
    State(accounts): State<Arc<Accounts>>,
    ApiKey(key): ApiKey,
) -> Result<&'static str, StatusCode> {
    // Records of a caller are found by a field that they share, not by a span that they share.
    let caller = fingerprints.hash_one(&key);
    let answer = async {
        accounts.of(&key).inspect_err(|_| warn!("refused"))?;
        info!("welcomed");
        Ok("welcome")
    };
    answer.instrument(info_span!("caller", caller)).await
}
// endregion

pub fn pattern(accounts: &Arc<Accounts>) -> Pattern {
    let app = App {
        accounts: Arc::clone(accounts),
        fingerprints: RandomState::new(),
    };
    let router = Router::new()
        .route("/v1/logged", get(logged))
        .with_state(app);
    Pattern::new(router, || Kept {
        pattern: "logged",
        entries: 0,
        bytes: 0,
    })
}
