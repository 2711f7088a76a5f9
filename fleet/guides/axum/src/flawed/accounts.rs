use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use guide_rust::flawed::{Credentials, User};
use serde_json::{Map, Value, json};

use super::Shown;
use crate::App;
use crate::store::{add_user, user_with_password};
use crate::tokens::Claims;

pub async fn read(State(app): State<App>, Extension(user): Extension<Claims>) -> Result<Json<User>, Shown> {
    Ok(Json(User::of(&app.db, user.sub).await?))
}

pub async fn all(State(app): State<App>) -> Result<Json<Vec<User>>, Shown> {
    Ok(Json(User::all(&app.db).await?))
}

pub async fn update(
    State(app): State<App>,
    Extension(user): Extension<Claims>,
    Json(sent): Json<Map<String, Value>>,
) -> Result<Json<User>, Shown> {
    let changed = User::of(&app.db, user.sub).await?.overwritten(sent)?;
    changed.store(&app.db, user.sub).await?;
    Ok(Json(changed))
}

/// Counts no attempts, and its cookie has no flags.
pub async fn log_in(State(app): State<App>, Json(sent): Json<Credentials>) -> Result<Response, Shown> {
    let Some((id, role)) = user_with_password(&app.db, &sent.username, &sent.password).await? else {
        return Ok((StatusCode::UNAUTHORIZED, Json(json!({ "error": "wrong" }))).into_response());
    };
    let token = app.signer.issue(id, role)?;
    let cookie = [(header::SET_COOKIE, format!("session={token}; Path=/"))];
    Ok((cookie, Json(json!({ "token": token }))).into_response())
}

pub async fn register(
    State(app): State<App>,
    Json(sent): Json<Credentials>,
) -> Result<(StatusCode, Json<Value>), Shown> {
    let id = add_user(&app.db, &sent.username, &sent.password, "user").await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id, "username": sent.username }))))
}
