use std::collections::HashMap;
use std::fmt::Debug;
use std::mem::size_of;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::routing::get;
use fleet_service::Kept;
use tower_http::trace::TraceLayer;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id};
use tracing::{Span, Subscriber, info_span};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

use crate::callers::{Accounts, ApiKey};
use crate::pattern::Pattern;

// region: leak-traced
/// The paths of open requests by their caller, for a page that shows who is waiting for what.
/// There is an `on_new_span` and no `on_close`: a request stays open for ever.
#[derive(Clone, Default)]
pub struct OpenRequests(Arc<Mutex<HashMap<String, String>>>);

#[derive(Default)]
struct Fields {
    caller: String,
    path: String,
}

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "caller" => self.caller = value.to_owned(),
            "path" => self.path = value.to_owned(),
            _ => {}
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}

impl<S: Subscriber> Layer<S> for OpenRequests {
    fn on_new_span(&self, attributes: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        if attributes.metadata().name() == "request" {
            let mut fields = Fields::default();
            attributes.record(&mut fields);
            self.0.lock().unwrap().insert(fields.caller, fields.path);
        }
    }
}

/// The layer of Tower opens the span before anybody looks at the key.
fn request_span(request: &Request) -> Span {
    let key = request.headers().get("x-api-key");
    let caller = key.and_then(|value| value.to_str().ok());
    info_span!("request", caller, path = request.uri().path())
}
// endregion

async fn handler(
    State(accounts): State<Arc<Accounts>>,
    ApiKey(key): ApiKey,
) -> Result<&'static str, StatusCode> {
    accounts.of(&key)?;
    Ok("welcome")
}

pub fn pattern(accounts: &Arc<Accounts>, open_requests: OpenRequests) -> Pattern {
    let router = Router::new()
        .route("/v1/traced", get(handler))
        .layer(TraceLayer::new_for_http().make_span_with(request_span))
        .with_state(Arc::clone(accounts));
    Pattern::new(router, move || {
        let open = open_requests.0.lock().unwrap();
        Kept {
            pattern: "traced",
            entries: open.len(),
            bytes: open
                .iter()
                .map(|(caller, path)| {
                    caller.capacity() + path.capacity() + size_of::<(String, String)>()
                })
                .sum(),
        }
    })
}
