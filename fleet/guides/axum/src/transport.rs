// region: transport
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::LazyLock;

use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

/// The proxy that ends TLS. From other addresses the X-Forwarded headers mean nothing.
const TLS_PROXY: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// From the settings: with the Host header a client would choose where the redirect leads.
static PUBLIC_HOST: LazyLock<String> =
    LazyLock::new(|| std::env::var("PUBLIC_HOST").unwrap_or("api.example.com".into()));

/// For `from_fn` at the very end of the chain, so that errors have the header too.
pub async fn https_only(
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let proto = request.headers().get("x-forwarded-proto");
    if peer.ip() == TLS_PROXY && proto.is_some_and(|proto| proto == "http") {
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        return Redirect::permanent(&format!("https://{}{path}", *PUBLIC_HOST)).into_response();
    }
    let mut response = next.run(request).await;
    let one_year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
    response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, one_year);
    response
}
// endregion
