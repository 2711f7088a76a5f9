use std::collections::VecDeque;
use std::fmt::Debug;
use std::mem::size_of;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::Request;
use axum::routing::get;
use fleet_service::Kept;
use tower_http::trace::TraceLayer;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id};
use tracing::{Span, Subscriber, info_span};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::LookupSpan;

use crate::callers::{Account, Accounts};
use crate::pattern::Pattern;

// region: fix-traced
/// The last requests that ended, and how long they took.
#[derive(Clone, Default)]
pub struct FinishedRequests(Arc<Mutex<VecDeque<(String, Duration)>>>);

const MOST_FINISHED: usize = 100;

/// Belongs to the registry's entry of its span, which drops it when the span closes.
struct OpenRequest {
    path: String,
    since: Instant,
}

impl Visit for OpenRequest {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "path" {
            self.path = value.to_owned();
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for FinishedRequests {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if attributes.metadata().name() == "request" {
            let mut request = OpenRequest {
                path: String::new(),
                since: Instant::now(),
            };
            attributes.record(&mut request);
            let span = context.span(id).expect("it was just made");
            span.extensions_mut().insert(request);
        }
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let span = context.span(&id).expect("it is closed after this");
        if let Some(request) = span.extensions_mut().remove::<OpenRequest>() {
            let mut finished = self.0.lock().unwrap();
            if finished.len() == MOST_FINISHED {
                finished.pop_front();
            }
            finished.push_back((request.path, request.since.elapsed()));
        }
    }
}

/// The path alone: a key has no place in a span.
fn request_span(request: &Request) -> Span {
    info_span!("request", path = request.uri().path())
}
// endregion

async fn handler(_: Account) -> &'static str {
    "welcome"
}

pub fn pattern(accounts: &Arc<Accounts>, finished_requests: FinishedRequests) -> Pattern {
    let router = Router::new()
        .route("/v1/traced", get(handler))
        .layer(TraceLayer::new_for_http().make_span_with(request_span))
        .with_state(Arc::clone(accounts));
    Pattern::new(router, move || {
        let finished = finished_requests.0.lock().unwrap();
        Kept {
            pattern: "traced",
            entries: finished.len(),
            bytes: finished
                .iter()
                .map(|(path, _)| path.capacity() + size_of::<(String, Duration)>())
                .sum(),
        }
    })
}
