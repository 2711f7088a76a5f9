use std::collections::HashMap;
use std::fmt::{Debug, Write};
use std::mem::size_of;
use std::sync::{Arc, Mutex};

use actix_web::{HttpRequest, HttpResponse, Responder, get, web};
use fleet_actix::api_key;
use fleet_service::{IssuedKeys, Kept};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id};
use tracing::{Subscriber, info_span};
use tracing_subscriber::layer::{Context, Layer};

// region: leak-traced
/// The fields of the latest span of each trace, for the page that looks into one.
#[derive(Clone, Default)]
pub struct Traces {
    by_trace: Arc<Mutex<HashMap<String, String>>>,
}

impl<S: Subscriber> Layer<S> for Traces {
    /// A layer without `on_close`: what a span brought stays when the span is long over.
    fn on_new_span(&self, attributes: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        if let Some(trace) = fields.trace {
            self.by_trace.lock().unwrap().insert(trace, fields.text);
        }
    }
}

#[derive(Default)]
struct Fields {
    trace: Option<String>,
    text: String,
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.text, "{field}={value:?} ");
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "trace" => self.trace = Some(value.to_owned()),
            name => self.text.extend([name, "=", value, " "]),
        }
    }
}

#[get("/v1/traced")]
pub async fn traced(
    request: HttpRequest,
    traces: web::Data<Traces>,
    issued: web::Data<IssuedKeys>,
) -> impl Responder {
    // Callers that send no id of a trace get one: their key.
    let trace = trace_id(&request).or_else(|| api_key(&request));
    let _span = info_span!("request", trace, path = request.path()).entered();
    match api_key(&request) {
        Some(key) if issued.contains(key) => HttpResponse::Ok().body(traces.fields(key)),
        _ => HttpResponse::Unauthorized().finish(),
    }
}
// endregion

fn trace_id(request: &HttpRequest) -> Option<&str> {
    request.headers().get("x-trace-id")?.to_str().ok()
}

impl Traces {
    fn fields(&self, trace: &str) -> String {
        let traces = self.by_trace.lock().unwrap();
        traces.get(trace).cloned().unwrap_or_default()
    }

    pub fn kept(&self) -> Kept {
        let traces = self.by_trace.lock().unwrap();
        Kept {
            pattern: "traced",
            entries: traces.len(),
            bytes: traces
                .iter()
                .map(|(trace, fields)| {
                    trace.capacity() + fields.capacity() + size_of::<(String, String)>()
                })
                .sum(),
        }
    }
}
