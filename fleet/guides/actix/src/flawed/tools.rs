use actix_multipart::form::{MultipartForm, bytes::Bytes};
use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path, Query, ReqData};
use async_graphql::{BatchRequest, BatchResponse};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::process::Command;

use super::Shown;
use crate::AppState;
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

#[derive(MultipartForm)]
pub struct Upload {
    #[multipart(limit = "1GB")]
    file: Bytes,
}

/// Keeps name and type that the client sent, whatever the file holds.
pub async fn upload(
    app: Data<AppState>,
    user: ReqData<Claims>,
    MultipartForm(Upload { file }): MultipartForm<Upload>,
) -> Result<HttpResponse, Shown> {
    let name = file.file_name.unwrap_or("file".into()).replace('/', "_");
    let kind = file.content_type.map(|kind| kind.to_string());
    tokio::fs::write(app.uploads.join(&name), file.data).await?;
    sqlx::query("insert or replace into avatars (name, owner, type) values (?, ?, ?)")
        .bind(&name)
        .bind(user.sub)
        .bind(kind.unwrap_or_default())
        .execute(&app.db)
        .await?;
    Ok(HttpResponse::Created().json(json!({ "url": format!("/avatars/{name}") })))
}

pub async fn download(app: Data<AppState>, name: Path<String>) -> Result<HttpResponse, Shown> {
    let known = sqlx::query_as("select name, type from avatars where name = ?").bind(&*name);
    let known: Option<(String, String)> = known.fetch_optional(&app.db).await?;
    let Some((name, kind)) = known else { return Ok(HttpResponse::NotFound().finish()) };
    Ok(HttpResponse::Ok().content_type(kind).body(tokio::fs::read(app.uploads.join(name)).await?))
}

pub async fn remove(app: Data<AppState>, name: Path<String>) -> Result<HttpResponse, Shown> {
    sqlx::query("delete from avatars where name = ?").bind(&*name).execute(&app.db).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// As deep, as wide and as many queries at once as the client likes.
pub async fn queries(
    app: Data<AppState>,
    user: ReqData<Claims>,
    Json(queries): Json<BatchRequest>,
) -> Json<BatchResponse> {
    Json(app.schema.execute_batch(queries.data(user.into_inner())).await)
}
