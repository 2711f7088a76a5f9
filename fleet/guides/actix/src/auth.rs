// region: require-user
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpResponse, web};

use crate::AppState;
use crate::errors::problem;

/// Handlers below it take `web::ReqData<Claims>`; without this middleware they answer 500, not data.
pub async fn require_user<B: MessageBody>(
    app: web::Data<AppState>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let sent = request.headers().get(header::AUTHORIZATION);
    let token = sent.and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let Some(claims) = token.and_then(|token| app.tokens.claims(token).ok()) else {
        // A response and not an `Err`: that would pass by the headers and CORS of other middleware.
        return Ok(request.into_response(unauthorized("Log in first.")).map_into_right_body());
    };
    request.extensions_mut().insert(claims);
    Ok(next.call(request).await?.map_into_left_body())
}

pub fn unauthorized(detail: &str) -> HttpResponse {
    let mut response = problem(StatusCode::UNAUTHORIZED, detail);
    let challenge = header::HeaderValue::from_static(r#"Bearer realm="notes""#);
    response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
    response
}
// endregion
