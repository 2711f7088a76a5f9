// region: require-user
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::App;
use crate::errors::Failure;

/// Handlers below this layer take `Extension<Claims>`; without the layer they answer 500, not data.
pub async fn require_user(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let sent = request.headers().get(header::AUTHORIZATION);
    let token = sent.and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let Some(claims) = token.and_then(|token| app.tokens.claims(token).ok()) else {
        return unauthorized("Log in first.");
    };
    request.extensions_mut().insert(claims);
    next.run(request).await
}

pub fn unauthorized(detail: &'static str) -> Response {
    let challenge = [(header::WWW_AUTHENTICATE, r#"Bearer realm="notes""#)];
    (challenge, Failure::Refused(StatusCode::UNAUTHORIZED, detail)).into_response()
}
// endregion
