use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sqlx::{FromRow, SqlitePool};
use uuid::Uuid;

use super::Shown;
use crate::App;
use crate::store::{add_user, user_with_password};
use crate::tokens::Claims;

/// The row, and what clients send and get as well.
#[derive(Serialize, Deserialize, FromRow)]
#[serde(rename_all = "camelCase")]
pub struct User {
    id: Uuid,
    username: String,
    password_hash: String,
    name: String,
    email: String,
    role: String,
    credits: i64,
}

async fn user_of(db: &SqlitePool, id: Uuid) -> sqlx::Result<User> {
    sqlx::query_as("select * from users where id = ?").bind(id).fetch_one(db).await
}

pub async fn read(State(app): State<App>, Extension(user): Extension<Claims>) -> Result<Json<User>, Shown> {
    Ok(Json(user_of(&app.db, user.sub).await?))
}

pub async fn all(State(app): State<App>) -> Result<Json<Vec<User>>, Shown> {
    Ok(Json(sqlx::query_as("select * from users").fetch_all(&app.db).await?))
}

/// Writes whatever the body names over the row.
pub async fn update(
    State(app): State<App>,
    Extension(user): Extension<Claims>,
    Json(sent): Json<Map<String, Value>>,
) -> Result<Json<User>, Shown> {
    let mut row = serde_json::to_value(user_of(&app.db, user.sub).await?)?;
    row.as_object_mut().ok_or("no object")?.extend(sent);
    let changed: User = serde_json::from_value(row)?;
    sqlx::query("update users set name = ?, email = ?, role = ?, credits = ? where id = ?")
        .bind(&changed.name)
        .bind(&changed.email)
        .bind(&changed.role)
        .bind(changed.credits)
        .bind(user.sub)
        .execute(&app.db)
        .await?;
    Ok(Json(changed))
}

#[derive(Deserialize)]
pub struct Credentials {
    username: String,
    password: String,
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
