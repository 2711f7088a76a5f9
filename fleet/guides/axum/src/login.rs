use std::net::SocketAddr;

use axum::Json;
use axum::extract::{ConnectInfo, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;
use serde_json::{Value, json};
use validator::{Validate, ValidationError};

use crate::App;
use crate::attempts::RETRY_AFTER_SECONDS;
use crate::auth::unauthorized;
use crate::errors::Failure;
use crate::headers::session;
use crate::store::{add_user, user_with_password};
use crate::validation::ValidJson;

// region: login
pub async fn log_in(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    ValidJson(input): ValidJson<Credentials>,
) -> Result<Response, Failure> {
    if !app.attempts.allow(&input.username, peer.ip()) {
        let refused = Failure::Refused(StatusCode::TOO_MANY_REQUESTS, "Too many failed logins.");
        return Ok(([(header::RETRY_AFTER, RETRY_AFTER_SECONDS)], refused).into_response());
    }
    let found = user_with_password(&app.db, &input.username, &input.password).await?;
    let Some((id, role)) = found else {
        return Ok(unauthorized("Username or password is wrong."));
    };
    app.attempts.succeeded(&input.username, peer.ip());
    Ok(logged_in(app.signer.issue(id, role)))
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

fn logged_in<E: std::fmt::Debug>(token: Result<String, E>) -> Response {
    let token = token.expect("claims are serialised and signed");
    (CookieJar::new().add(session(token.clone())), Json(json!({ "token": token }))).into_response()
}

pub async fn register(
    State(app): State<App>,
    ValidJson(input): ValidJson<Credentials>,
) -> Result<(StatusCode, Json<Value>), Failure> {
    match add_user(&app.db, &input.username, &input.password, "user").await {
        Ok(id) => Ok((StatusCode::CREATED, Json(json!({ "id": id, "username": input.username })))),
        Err(error) if error.as_database_error().is_some_and(|error| error.is_unique_violation()) => {
            Err(Failure::Refused(StatusCode::CONFLICT, "The username is taken."))
        }
        Err(error) => Err(error.into()),
    }
}
