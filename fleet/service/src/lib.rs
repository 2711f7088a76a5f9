//! What every Rust service of the fleet shares and no guide needs to show: the command line, the
//! issued keys, the TLS set-up, and the figures that say how much memory is really in use.

mod heap;
mod hmac;
mod keys;
mod options;
mod report;
mod tls;

pub use heap::{CountingAllocator, live_heap_bytes};
pub use hmac::use_hmac_only;
pub use keys::{IssuedKeys, jwt_secret};
pub use options::{Options, Variant, announce};
pub use report::{Kept, metrics_text, truth_json};
pub use rustls::{ServerConfig, pki_types::CertificateDer};
pub use tls::{Fingerprint, fingerprint, server_config};
