use fleet_service::truth_json;
use prometheus::TextEncoder;

pub const METRICS_TYPE: &str = "text/plain; version=0.0.4";
pub const TRUTH_TYPE: &str = "application/json";

/// The default registry, which has the metrics of the process as well.
pub fn metrics() -> String {
    TextEncoder::new()
        .encode_to_string(&prometheus::gather())
        .expect("gathered metrics can be encoded")
}

/// The allocator counts what is live; there is nothing to collect first.
pub fn truth() -> String {
    truth_json(&[])
}
