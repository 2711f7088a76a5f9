use std::io;
use std::net::Ipv4Addr;

use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;

/// Starts a service of prices on loopback, which stands for somebody else's, and says where.
pub async fn start_prices() -> io::Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let url = format!("http://{}/prices", listener.local_addr()?);
    let prices = Router::new().route("/prices", get(async || "19.90"));
    tokio::spawn(axum::serve(listener, prices).into_future());
    Ok(url)
}
