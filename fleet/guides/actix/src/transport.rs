// region: transport
use std::net::{IpAddr, Ipv4Addr};
use std::sync::LazyLock;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderValue, LOCATION, STRICT_TRANSPORT_SECURITY};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse};

/// The proxy that ends TLS. From other addresses the X-Forwarded headers mean nothing.
const TLS_PROXY: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// From the settings: with the Host header a client would choose where the redirect leads.
static PUBLIC_HOST: LazyLock<String> =
    LazyLock::new(|| std::env::var("PUBLIC_HOST").unwrap_or("api.example.com".into()));

/// For the last `wrap(from_fn(https_only))` of the app, which runs first.
pub async fn https_only<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let is_from_proxy = request.peer_addr().is_some_and(|peer| peer.ip() == TLS_PROXY);
    let proto = request.headers().get("x-forwarded-proto");
    if is_from_proxy && proto.is_some_and(|proto| proto == "http") {
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        let place = (LOCATION, format!("https://{}{path}", *PUBLIC_HOST));
        let redirect = HttpResponse::PermanentRedirect().insert_header(place).finish();
        return Ok(request.into_response(redirect).map_into_right_body());
    }
    let mut response = next.call(request).await?.map_into_left_body();
    let one_year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
    response.headers_mut().insert(STRICT_TRANSPORT_SECURITY, one_year);
    Ok(response)
}
// endregion
