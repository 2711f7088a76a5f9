use std::collections::HashMap;
use std::mem::size_of;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use axum::routing::get;
use fleet_service::Kept;
use tracing::{Instrument, Span, info, info_span, warn};

use crate::callers::{Accounts, ApiKey};
use crate::pattern::Pattern;

#[derive(Clone, FromRef)]
struct App {
    accounts: Arc<Accounts>,
    spans: Arc<CallerSpans>,
}

// region: leak-logged
/// A span for each caller, so that all its records can be found together. A span that is held
/// here never closes: the registry keeps its entry, and whatever layers have put into it.
#[derive(Default)]
struct CallerSpans(Mutex<HashMap<String, Span>>);

impl CallerSpans {
    fn of(&self, key: &str) -> Span {
        let mut spans = self.0.lock().unwrap();
        let span = spans.entry(key.to_owned());
        span.or_insert_with(|| info_span!("caller", key)).clone()
    }
}

async fn logged(
    State(spans): State<Arc<CallerSpans>>,
    State(accounts): State<Arc<Accounts>>,
    ApiKey(key): ApiKey,
) -> Result<&'static str, StatusCode> {
    let answer = async {
        accounts.of(&key).inspect_err(|_| warn!("refused"))?;
        info!("welcomed");
        Ok("welcome")
    };
    answer.instrument(spans.of(&key)).await
}
// endregion

pub fn pattern(accounts: &Arc<Accounts>) -> Pattern {
    let app = App {
        accounts: Arc::clone(accounts),
        spans: Arc::default(),
    };
    let spans = Arc::clone(&app.spans);
    let router = Router::new()
        .route("/v1/logged", get(logged))
        .with_state(app);
    Pattern::new(router, move || {
        let spans = spans.0.lock().unwrap();
        Kept {
            pattern: "logged",
            entries: spans.len(),
            // The registry's entries come on top.
            bytes: spans
                .keys()
                .map(|key| key.capacity() + size_of::<(String, Span)>())
                .sum(),
        }
    })
}
