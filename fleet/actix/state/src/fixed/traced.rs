use std::collections::VecDeque;
use std::fmt::{Debug, Write};
use std::mem::size_of;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

use actix_web::{HttpRequest, HttpResponse, Responder, get, web};
use fleet_actix::api_key;
use fleet_service::{IssuedKeys, Kept};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id};
use tracing::{Subscriber, info_span};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::LookupSpan;

use super::open_count::OpenCount;

// region: fix-traced
const MAX_FINISHED: usize = 100;
/// It is the caller who chooses how long a path or the id of a trace is.
const MAX_VALUE_CHARS: usize = 200;

/// The spans that finished last, for the page that looks into one.
#[derive(Clone, Default)]
pub struct Traces {
    finished: Arc<Mutex<VecDeque<String>>>,
}

impl<S: Subscriber + for<'span> LookupSpan<'span>> Layer<S> for Traces {
    /// The extensions belong to the span: the registry drops them with it.
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::new();
        attributes.record(&mut fields);
        if let Some(span) = context.span(id) {
            span.extensions_mut().insert(fields);
        }
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let Some(span) = context.span(&id) else {
            return;
        };
        if let Some(fields) = span.extensions_mut().remove::<Fields>() {
            let mut finished = self.finished.lock().unwrap();
            if finished.len() == MAX_FINISHED {
                finished.pop_front();
            }
            finished.push_back(fields.text);
        }
    }
}

struct Fields {
    text: String,
    _open: OpenCount,
}

impl Fields {
    fn new() -> Self {
        Self {
            text: String::new(),
            _open: OpenCount::new(&OPEN),
        }
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let value = format!("{value:?}");
        let value = value.chars().take(MAX_VALUE_CHARS).collect::<String>();
        let _ = write!(self.text, "{field}={value} ");
    }
}

#[get("/v1/traced")]
pub async fn traced(
    request: HttpRequest,
    traces: web::Data<Traces>,
    issued: web::Data<IssuedKeys>,
) -> impl Responder {
    // Callers that send no id of a trace have none; their key is none.
    let _span = info_span!("request", trace = trace_id(&request), path = request.path()).entered();
    match api_key(&request) {
        Some(key) if issued.contains(key) => HttpResponse::Ok().body(traces.finished().to_string()),
        _ => HttpResponse::Unauthorized().finish(),
    }
}
// endregion

static OPEN: AtomicUsize = AtomicUsize::new(0);

fn trace_id(request: &HttpRequest) -> Option<&str> {
    request.headers().get("x-trace-id")?.to_str().ok()
}

impl Traces {
    fn finished(&self) -> usize {
        self.finished.lock().unwrap().len()
    }

    pub fn kept(&self) -> Kept {
        let open = OPEN.load(Relaxed);
        let finished = self.finished.lock().unwrap();
        let finished_bytes = finished
            .iter()
            .map(|text| text.capacity() + size_of::<String>())
            .sum::<usize>();
        Kept {
            pattern: "traced",
            entries: open + finished.len(),
            bytes: open * size_of::<Fields>() + finished_bytes,
        }
    }
}
