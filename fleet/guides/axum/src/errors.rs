// region: errors
use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use uuid::Uuid;

#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{1}")]
    Refused(StatusCode, &'static str),
    #[error(transparent)]
    Path(#[from] PathRejection),
    #[error(transparent)]
    Query(#[from] QueryRejection),
    #[error(transparent)]
    Body(#[from] JsonRejection),
    #[error(transparent)]
    Invalid(#[from] validator::ValidationErrors),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    #[error(transparent)]
    File(#[from] std::io::Error),
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self {
            Self::Refused(status, detail) => problem(status, detail),
            Self::Path(_) => problem(StatusCode::NOT_FOUND, "There is no such path."),
            Self::Body(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                problem(StatusCode::PAYLOAD_TOO_LARGE, "The body is too large.")
            }
            Self::Query(_) | Self::Body(_) | Self::Invalid(_) => {
                problem(StatusCode::BAD_REQUEST, "The request is not what the API description says.")
            }
            Self::Database(_) | Self::File(_) => internal_error(&self),
        }
    }
}
// endregion

// region: problem
/// The cause goes to the log, under an ID that the caller can quote.
fn internal_error(cause: &dyn std::fmt::Debug) -> Response {
    let id = Uuid::new_v4();
    tracing::error!(%id, ?cause, "internal error");
    problem(StatusCode::INTERNAL_SERVER_ERROR, &format!("Internal error {id}"))
}

/// The format of RFC 9457.
pub fn problem(status: StatusCode, detail: &str) -> Response {
    let body = json!({ "title": status.canonical_reason(), "status": status.as_u16(), "detail": detail });
    (status, [(header::CONTENT_TYPE, "application/problem+json")], Json(body)).into_response()
}
// endregion

// region: panics
/// For `CatchPanicLayer::custom`: without it a panic closes the connection without a response.
pub fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    internal_error(&"panic")
}

/// For `Router::fallback` and `Router::method_not_allowed_fallback`.
pub async fn no_such_path() -> Failure {
    Failure::Refused(StatusCode::NOT_FOUND, "There is no such path.")
}

pub async fn no_such_method() -> Failure {
    Failure::Refused(StatusCode::METHOD_NOT_ALLOWED, "The path has other methods.")
}
// endregion
