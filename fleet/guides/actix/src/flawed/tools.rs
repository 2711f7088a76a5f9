use actix_multipart::form::{MultipartForm, bytes::Bytes};
use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path, Query, ReqData};
use async_graphql::{BatchRequest, BatchResponse};
use guide_rust::flawed::{self, Lookup, Preview};
use serde_json::{Value, json};

use super::Shown;
use crate::AppState;
use crate::tokens::Claims;

pub async fn look_up(Query(lookup): Query<Lookup>) -> Result<Json<Value>, Shown> {
    Ok(Json(flawed::look_up(lookup).await?))
}

pub async fn preview(Json(sent): Json<Preview>) -> Result<Json<Value>, Shown> {
    Ok(Json(flawed::preview(sent).await?))
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
