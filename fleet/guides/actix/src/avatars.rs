// region: uploads
use actix_multipart::form::{MultipartForm, bytes::Bytes};
use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::{Data, Path, ReqData};
use serde_json::json;
use uuid::Uuid;

use crate::AppState;
use crate::errors::Failure;
use crate::tokens::Claims;

#[derive(MultipartForm)]
#[multipart(deny_unknown_fields)]
pub struct Upload {
    #[multipart(limit = "1MiB")]
    file: Bytes,
}

const WRONG_TYPE: Failure = Failure::Refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Send a PNG or JPEG.");

pub async fn create(
    app: Data<AppState>,
    user: ReqData<Claims>,
    MultipartForm(form): MultipartForm<Upload>,
) -> Result<HttpResponse, Failure> {
    let content = form.file.data;
    // The content says what it is; name and type of the client are not looked at.
    let kind = infer::get(&content)
        .filter(|kind| ["image/png", "image/jpeg"].contains(&kind.mime_type()))
        .ok_or(WRONG_TYPE)?;
    let name = format!("{}.{}", Uuid::new_v4(), kind.extension());
    tokio::fs::write(app.uploads.join(&name), &content).await?;
    remember(&app, &name, user.sub, kind.mime_type()).await?;
    Ok(HttpResponse::Created().json(json!({ "url": format!("/avatars/{name}") })))
}
// endregion

async fn remember(app: &AppState, name: &str, owner: Uuid, kind: &str) -> sqlx::Result<()> {
    let insert = sqlx::query("insert into avatars (name, owner, type) values (?, ?, ?)");
    insert.bind(name).bind(owner).bind(kind).execute(&app.db).await?;
    Ok(())
}

const NO_SUCH_PICTURE: Failure = Failure::Refused(StatusCode::NOT_FOUND, "There is no such picture.");

// region: downloads
pub async fn read(app: Data<AppState>, name: Path<String>) -> Result<HttpResponse, Failure> {
    // A name that the store knows was made by `create`: it leads out of no folder.
    let known: Option<(String,)> = sqlx::query_as("select type from avatars where name = ?")
        .bind(&*name)
        .fetch_optional(&app.db)
        .await?;
    let (kind,) = known.ok_or(NO_SUCH_PICTURE)?;
    let content = tokio::fs::read(app.uploads.join(&*name)).await?;
    Ok(HttpResponse::Ok()
        .content_type(kind)
        .insert_header((header::CONTENT_DISPOSITION, "attachment"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(content))
}
// endregion

pub async fn remove(
    app: Data<AppState>,
    user: ReqData<Claims>,
    name: Path<String>,
) -> Result<HttpResponse, Failure> {
    let delete = sqlx::query("delete from avatars where name = ? and owner = ?").bind(&*name).bind(user.sub);
    if delete.execute(&app.db).await?.rows_affected() == 0 {
        return Err(NO_SUCH_PICTURE);
    }
    tokio::fs::remove_file(app.uploads.join(&*name)).await?;
    Ok(HttpResponse::NoContent().finish())
}
