use std::fs;
use std::sync::LazyLock;
use std::time::SystemTime;

use crate::live_heap_bytes;

/// Set by the first look, which the command line takes: a later change means another process.
pub(crate) static STARTED: LazyLock<SystemTime> = LazyLock::new(SystemTime::now);

/// What one pattern holds on to at this moment.
pub struct Kept {
    pub pattern: &'static str,
    pub entries: usize,
    /// The stored data itself, without the spare room of its container.
    pub bytes: usize,
}

/// The answer of `GET /__truth`.
pub fn truth_json(kept: &[Kept]) -> String {
    let patterns: Vec<String> = kept
        .iter()
        .map(
            |Kept {
                 pattern,
                 entries,
                 bytes,
             }| { format!(r#""{pattern}":{{"entries":{entries},"bytes":{bytes}}}"#) },
        )
        .collect();
    format!(
        r#"{{"heapBytes":{},"kept":{{{}}}}}"#,
        live_heap_bytes(),
        patterns.join(",")
    )
}

/// The answer of `GET /metrics`: the two process metrics that every Prometheus client exports.
pub fn metrics_text() -> String {
    format!(
        "# TYPE process_resident_memory_bytes gauge\n\
         process_resident_memory_bytes {}\n\
         # TYPE process_start_time_seconds gauge\n\
         process_start_time_seconds {:.2}\n",
        resident_bytes(),
        STARTED
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default()
            .as_secs_f64(),
    )
}

fn resident_bytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kib = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .and_then(|value| value.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    kib.unwrap_or(0) * 1024
}
