use std::mem::size_of;
use std::sync::LazyLock;

use actix_web::{HttpRequest, HttpResponse, Responder, get, web};
use fleet_actix::api_key;
use fleet_service::{IssuedKeys, Kept};
use prometheus::core::Collector;
use prometheus::{IntCounter, IntCounterVec, register_int_counter_vec};

// region: leak-metered
static REQUESTS: LazyLock<IntCounterVec> = LazyLock::new(|| {
    register_int_counter_vec!("api_requests_total", "Requests by caller.", &["key"])
        .expect("registered once")
});

#[get("/v1/metered")]
pub async fn metered(request: HttpRequest, issued: web::Data<IssuedKeys>) -> impl Responder {
    let Some(key) = api_key(&request) else {
        return HttpResponse::Unauthorized().finish();
    };
    // Each text in the header makes a series, and the vector keeps it until the process ends.
    let requests = REQUESTS.with_label_values(&[key]);
    requests.inc();
    if issued.contains(key) {
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
