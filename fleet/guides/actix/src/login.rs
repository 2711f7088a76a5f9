use actix_web::http::{StatusCode, header};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use crate::AppState;
use crate::attempts::RETRY_AFTER_SECONDS;
use crate::auth::unauthorized;
use crate::errors::{Failure, problem};
use crate::headers::session;
use crate::store::{add_user, user_with_password};
use crate::validation::{Valid, ValidJson};

// region: login
pub async fn log_in(
    app: Data<AppState>,
    request: HttpRequest,
    Valid(input): ValidJson<Credentials>,
) -> Result<HttpResponse, Failure> {
    let peer = request.peer_addr().ok_or(Failure::Refused(StatusCode::BAD_REQUEST, "No address."))?.ip();
    if !app.attempts.allow(&input.username, peer) {
        let mut refused = problem(StatusCode::TOO_MANY_REQUESTS, "Too many failed logins.");
        let retry_after = header::HeaderValue::from_static(RETRY_AFTER_SECONDS);
        refused.headers_mut().insert(header::RETRY_AFTER, retry_after);
        return Ok(refused);
    }
    let found = user_with_password(&app.db, &input.username, &input.password).await?;
    let Some((id, role)) = found else {
        return Ok(unauthorized("Username or password is wrong."));
    };
    app.attempts.succeeded(&input.username, peer);
    Ok(logged_in(&app, id, role))
}
// endregion

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    #[validate(length(min = 3, max = 32), custom(function = "name"))]
    username: String,
    #[validate(length(min = 12, max = 128))]
    password: String,
}

fn name(name: &str) -> Result<(), ValidationError> {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if name.chars().all(is_allowed) { Ok(()) } else { Err(ValidationError::new("name")) }
}

fn logged_in(app: &AppState, id: Uuid, role: String) -> HttpResponse {
    let token = app.signer.issue(id, role).expect("claims are serialised and signed");
    HttpResponse::Ok().cookie(session(&token)).json(json!({ "token": token }))
}

pub async fn register(
    app: Data<AppState>,
    Valid(input): ValidJson<Credentials>,
) -> Result<HttpResponse, Failure> {
    match add_user(&app.db, &input.username, &input.password, "user").await {
        Ok(id) => Ok(HttpResponse::Created().json(json!({ "id": id, "username": input.username }))),
        Err(error) if error.as_database_error().is_some_and(|error| error.is_unique_violation()) => {
            Err(Failure::Refused(StatusCode::CONFLICT, "The username is taken."))
        }
        Err(error) => Err(error.into()),
    }
}
