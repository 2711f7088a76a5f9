use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;

/// The `X-API-Key` of a request. Any key will do: these APIs are open, and a key only says who asks.
pub struct ApiKey(pub String);

impl<S: Sync> FromRequestParts<S> for ApiKey {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        parts
            .headers
            .get("x-api-key")
            .and_then(|value| value.to_str().ok())
            .filter(|key| !key.is_empty())
            .map(|key| Self(key.to_owned()))
            .ok_or(StatusCode::UNAUTHORIZED)
    }
}
