// region: errors
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use serde_json::json;
use uuid::Uuid;

#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{1}")]
    Refused(StatusCode, &'static str),
    #[error(transparent)]
    Invalid(#[from] validator::ValidationErrors),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    #[error(transparent)]
    File(#[from] std::io::Error),
}

impl ResponseError for Failure {
    fn error_response(&self) -> HttpResponse {
        match self {
            Self::Refused(status, detail) => problem(*status, detail),
            Self::Invalid(_) => problem(StatusCode::BAD_REQUEST, "A property is missing or out of range."),
            Self::Database(_) | Self::File(_) => {
                // The cause goes to the log, under an ID that the caller can quote.
                let id = Uuid::new_v4();
                tracing::error!(%id, cause = ?self, "internal error");
                problem(StatusCode::INTERNAL_SERVER_ERROR, &format!("Internal error {id}"))
            }
        }
    }
}

/// The format of RFC 9457.
pub fn problem(status: StatusCode, detail: &str) -> HttpResponse {
    HttpResponse::build(status).content_type("application/problem+json").json(json!({
        "title": status.canonical_reason(), "status": status.as_u16(), "detail": detail,
    }))
}
// endregion

use actix_multipart::form::MultipartFormConfig;
use actix_web::dev::ServiceResponse;
use actix_web::error::JsonPayloadError;
use actix_web::middleware::{ErrorHandlerResponse, ErrorHandlers};
use actix_web::web::{self, JsonConfig, PathConfig, QueryConfig};

// region: extractors
const NOT_VALID: Failure = Failure::Refused(StatusCode::BAD_REQUEST, "The request is not valid.");
const TOO_LARGE: Failure = Failure::Refused(StatusCode::PAYLOAD_TOO_LARGE, "The body is too large.");

/// For `App::configure`: the errors of the extractors, which are plain text otherwise.
pub fn in_one_format(config: &mut web::ServiceConfig) {
    config
        .app_data(JsonConfig::default().limit(64 * 1024).error_handler(|error, _| match error {
            JsonPayloadError::Overflow { .. } | JsonPayloadError::OverflowKnownLength { .. } => {
                TOO_LARGE.into()
            }
            _ => NOT_VALID.into(),
        }))
        .app_data(QueryConfig::default().error_handler(|_, _| NOT_VALID.into()))
        .app_data(PathConfig::default().error_handler(|_, _| NO_SUCH_PATH.into()))
        .app_data(MultipartFormConfig::default().error_handler(|error, _| {
            let is_large = error.status_code() == StatusCode::PAYLOAD_TOO_LARGE;
            if is_large { TOO_LARGE.into() } else { NOT_VALID.into() }
        }));
}

const NO_SUCH_PATH: Failure = Failure::Refused(StatusCode::NOT_FOUND, "There is no such path.");

/// For `App::default_service`.
pub async fn no_such_path() -> Result<HttpResponse, Failure> {
    Err(NO_SUCH_PATH)
}
// endregion

/// A resource has no body for methods that it does not know.
pub fn problems<B: 'static>() -> ErrorHandlers<B> {
    ErrorHandlers::new().handler(StatusCode::METHOD_NOT_ALLOWED, |response: ServiceResponse<B>| {
        let (request, old) = response.into_parts();
        let mut new = problem(old.status(), "The path has other methods.");
        for (name, value) in old.headers() {
            if name == actix_web::http::header::ALLOW {
                new.headers_mut().insert(name.clone(), value.clone());
            }
        }
        Ok(ErrorHandlerResponse::Response(ServiceResponse::new(request, new).map_into_right_body()))
    })
}
