//! What the guides' apps in Axum and Actix Web share: nothing here knows a framework.

pub mod attempts;
pub mod fetching;
pub mod flawed;
pub mod graph;
pub mod graph_limits;
pub mod lookup;
pub mod store;
pub mod tokens;

/// `VARIANT=flawed` chooses the app with the flaws.
pub fn is_flawed() -> bool {
    std::env::var("VARIANT").is_ok_and(|variant| variant == "flawed")
}

/// Loopback only, at `PORT` or at one that is free.
pub fn address() -> (&'static str, u16) {
    let port = std::env::var("PORT").ok().and_then(|port| port.parse().ok());
    ("127.0.0.1", port.unwrap_or(0))
}

/// Once, before anything else: where logs go, and what does the cryptography of TLS.
pub fn prepare() {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    rustls::crypto::ring::default_provider().install_default().expect("no other provider was installed");
}

/// The document that all apps of the guides implement.
pub fn contract() -> std::io::Result<String> {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi.json"))
}

/// A folder of this process for uploaded files.
pub fn upload_folder() -> std::io::Result<std::path::PathBuf> {
    let folder = std::env::temp_dir().join(format!("avatars-{}", uuid::Uuid::new_v4()));
    std::fs::create_dir(&folder)?;
    Ok(folder)
}
