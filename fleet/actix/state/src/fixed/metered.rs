use std::mem::size_of;
use std::sync::LazyLock;

use actix_web::{HttpRequest, HttpResponse, Responder, get, web};
use fleet_actix::api_key;
use fleet_service::{IssuedKeys, Kept};
use prometheus::core::Collector;
use prometheus::{IntCounter, IntCounterVec, register_int_counter_vec};

// region: fix-metered
static REQUESTS: LazyLock<IntCounterVec> = LazyLock::new(|| {
    let labels = &["route", "outcome"];
    register_int_counter_vec!("api_requests_total", "Requests by outcome.", labels)
        .expect("registered once")
});

#[get("/v1/metered")]
pub async fn metered(request: HttpRequest, issued: web::Data<IssuedKeys>) -> impl Responder {
    let known = api_key(&request).is_some_and(|key| issued.contains(key));
    // Each label has a few values that the service itself chooses. Of the route it is the pattern:
    // the path is the caller's.
    let route = request.match_pattern().unwrap_or_default();
    let outcome = if known { "accepted" } else { "refused" };
    let requests = REQUESTS.with_label_values(&[route.as_str(), outcome]);
    requests.inc();
    if known {
        HttpResponse::Ok().body(requests.get().to_string())
    } else {
        HttpResponse::Unauthorized().finish()
    }
}
// endregion

pub fn kept() -> Kept {
    let families = REQUESTS.collect();
    let series = families.iter().flat_map(|family| family.get_metric());
    let label_bytes = series
        .clone()
        .flat_map(|metric| metric.get_label())
        .map(|label| label.name().len() + label.value().len())
        .sum::<usize>();
    let entries = series.count();
    Kept {
        pattern: "metered",
        entries,
        bytes: label_bytes + entries * size_of::<(u64, IntCounter)>(),
    }
}
