// region: uploads
use axum::extract::{Multipart, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::{Extension, Json};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::App;
use crate::errors::Failure;
use crate::tokens::Claims;
use crate::validation::Path;

const MOST_BYTES: usize = 1024 * 1024;
/// For the route: `.layer(DefaultBodyLimit::max(MOST_OF_FORM))`. Above it the connection is closed.
pub const MOST_OF_FORM: usize = 2 * MOST_BYTES;

const NO_FILE: Failure = Failure::Refused(StatusCode::BAD_REQUEST, "The form has no file.");
const TOO_LARGE: Failure = Failure::Refused(StatusCode::PAYLOAD_TOO_LARGE, "The file is larger than 1 MB.");
const WRONG_TYPE: Failure = Failure::Refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Send a PNG or JPEG.");

pub async fn create(
    State(app): State<App>,
    Extension(user): Extension<Claims>,
    mut form: Multipart,
) -> Result<(StatusCode, Json<Value>), Failure> {
    let field = form.next_field().await.map_err(|_| NO_FILE)?.filter(|field| field.name() == Some("file"));
    let content = field.ok_or(NO_FILE)?.bytes().await.map_err(|_| TOO_LARGE)?;
    if content.len() > MOST_BYTES {
        return Err(TOO_LARGE);
    }
    // The content says what it is; name and type of the client are not looked at.
    let kind = infer::get(&content)
        .filter(|kind| ["image/png", "image/jpeg"].contains(&kind.mime_type()))
        .ok_or(WRONG_TYPE)?;
    let name = format!("{}.{}", Uuid::new_v4(), kind.extension());
    tokio::fs::write(app.uploads.join(&name), &content).await?;
    remember(&app, &name, user.sub, kind.mime_type()).await?;
    Ok((StatusCode::CREATED, Json(json!({ "url": format!("/avatars/{name}") }))))
}
// endregion

async fn remember(app: &App, name: &str, owner: Uuid, kind: &str) -> sqlx::Result<()> {
    let insert = sqlx::query("insert into avatars (name, owner, type) values (?, ?, ?)");
    insert.bind(name).bind(owner).bind(kind).execute(&app.db).await?;
    Ok(())
}

const NO_SUCH_PICTURE: Failure = Failure::Refused(StatusCode::NOT_FOUND, "There is no such picture.");

// region: downloads
pub async fn read(
    State(app): State<App>,
    Path(name): Path<String>,
) -> Result<impl IntoResponse + use<>, Failure> {
    // A name that the store knows was made by `create`: it leads out of no folder.
    let known: Option<(String,)> =
        sqlx::query_as("select type from avatars where name = ?").bind(&name).fetch_optional(&app.db).await?;
    let (kind,) = known.ok_or(NO_SUCH_PICTURE)?;
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, "attachment".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, tokio::fs::read(app.uploads.join(&name)).await?))
}
// endregion

pub async fn remove(
    State(app): State<App>,
    Extension(user): Extension<Claims>,
    Path(name): Path<String>,
) -> Result<StatusCode, Failure> {
    let delete = sqlx::query("delete from avatars where name = ? and owner = ?").bind(&name).bind(user.sub);
    if delete.execute(&app.db).await?.rows_affected() == 0 {
        return Err(NO_SUCH_PICTURE);
    }
    tokio::fs::remove_file(app.uploads.join(&name)).await?;
    Ok(StatusCode::NO_CONTENT)
}
