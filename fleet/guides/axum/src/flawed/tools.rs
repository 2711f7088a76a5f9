use async_graphql::{BatchRequest, BatchResponse};
use axum::extract::{Multipart, Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::process::Command;

use super::Shown;
use crate::App;
use crate::fetching::title_in;
use crate::tokens::Claims;

#[derive(Deserialize)]
pub struct Lookup {
    host: String,
}

/// Hands the parameter to a shell.
pub async fn look_up(Query(Lookup { host }): Query<Lookup>) -> Result<Json<Value>, Shown> {
    let output = Command::new("sh").arg("-c").arg(format!("getent hosts {host} 2>&1")).output().await?;
    Ok(Json(json!({ "host": host, "output": String::from_utf8_lossy(&output.stdout) })))
}

#[derive(Deserialize)]
pub struct Preview {
    url: String,
}

/// Fetches any address, on any network, and follows where it leads.
pub async fn preview(Json(sent): Json<Preview>) -> Result<Json<Value>, Shown> {
    let page = reqwest::get(sent.url).await?;
    let status = page.status().as_u16();
    Ok(Json(json!({ "status": status, "title": title_in(&page.bytes().await?) })))
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
