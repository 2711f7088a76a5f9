use async_graphql::{BatchRequest, BatchResponse};
use axum::extract::{Multipart, Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use guide_rust::flawed::{self, Lookup, Preview};
use serde_json::{Value, json};

use super::Shown;
use crate::App;
use crate::tokens::Claims;

pub async fn look_up(Query(lookup): Query<Lookup>) -> Result<Json<Value>, Shown> {
    Ok(Json(flawed::look_up(lookup).await?))
}

pub async fn preview(Json(sent): Json<Preview>) -> Result<Json<Value>, Shown> {
    Ok(Json(flawed::preview(sent).await?))
}

/// Keeps name and type that the client sent, whatever the file holds.
pub async fn upload(
    State(app): State<App>,
    Extension(user): Extension<Claims>,
    mut form: Multipart,
) -> Result<(StatusCode, Json<Value>), Shown> {
    let field = form.next_field().await?.ok_or("no file")?;
    let name = field.file_name().unwrap_or("file").replace('/', "_");
    let kind = field.content_type().unwrap_or("application/octet-stream").to_owned();
    tokio::fs::write(app.uploads.join(&name), field.bytes().await?).await?;
    sqlx::query("insert or replace into avatars (name, owner, type) values (?, ?, ?)")
        .bind(&name)
        .bind(user.sub)
        .bind(kind)
        .execute(&app.db)
        .await?;
    Ok((StatusCode::CREATED, Json(json!({ "url": format!("/avatars/{name}") }))))
}

pub async fn download(State(app): State<App>, Path(name): Path<String>) -> Result<Response, Shown> {
    let known = sqlx::query_as("select name, type from avatars where name = ?").bind(&name);
    let known: Option<(String, String)> = known.fetch_optional(&app.db).await?;
    let Some((name, kind)) = known else { return Ok(StatusCode::NOT_FOUND.into_response()) };
    let content = tokio::fs::read(app.uploads.join(name)).await?;
    Ok(([(header::CONTENT_TYPE, kind)], content).into_response())
}

pub async fn remove(State(app): State<App>, Path(name): Path<String>) -> Result<StatusCode, Shown> {
    sqlx::query("delete from avatars where name = ?").bind(name).execute(&app.db).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// As deep, as wide and as many queries at once as the client likes.
pub async fn queries(
    State(app): State<App>,
    Extension(user): Extension<Claims>,
    Json(queries): Json<BatchRequest>,
) -> Json<BatchResponse> {
    Json(app.schema.execute_batch(queries.data(user)).await)
}
