// region: ownership
use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use serde::Serialize;
use sqlx::FromRow;
use uuid::Uuid;

use crate::App;
use crate::errors::Failure;
use crate::tokens::Claims;
use crate::validation::{NoteInput, Path, ValidJson};

#[derive(Serialize, FromRow)]
pub struct Note {
    pub id: Uuid,
    pub owner: Uuid,
    pub title: String,
    pub body: String,
}

/// The same answer for a note that does not exist and for one of another user.
const NO_SUCH_NOTE: Failure = Failure::Refused(StatusCode::NOT_FOUND, "There is no such note.");

pub async fn read(
    State(app): State<App>,
    Extension(user): Extension<Claims>,
    Path(id): Path<Uuid>,
) -> Result<Json<Note>, Failure> {
    let found = sqlx::query_as("select id, owner, title, body from notes where id = ? and owner = ?")
        .bind(id)
        .bind(user.sub)
        .fetch_optional(&app.db)
        .await?;
    found.map(Json).ok_or(NO_SUCH_NOTE)
}
// endregion

// region: ownership-write
pub async fn update(
    State(app): State<App>,
    Extension(user): Extension<Claims>,
    Path(id): Path<Uuid>,
    ValidJson(input): ValidJson<NoteInput>,
) -> Result<Json<Note>, Failure> {
    let changed = sqlx::query_as(
        "update notes set title = ?, body = ? where id = ? and owner = ? returning id, owner, title, body",
    )
    .bind(input.title)
    .bind(input.body)
    .bind(id)
    .bind(user.sub)
    .fetch_optional(&app.db)
    .await?;
    changed.map(Json).ok_or(NO_SUCH_NOTE)
}

pub async fn remove(
    State(app): State<App>,
    Extension(user): Extension<Claims>,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Failure> {
    let delete = sqlx::query("delete from notes where id = ? and owner = ?").bind(id).bind(user.sub);
    let deleted = delete.execute(&app.db).await?;
    if deleted.rows_affected() == 0 { Err(NO_SUCH_NOTE) } else { Ok(StatusCode::NO_CONTENT) }
}
// endregion
