// region: ownership
use actix_web::http::StatusCode;
use actix_web::web::{self, Data, Json, Path, ReqData};
use actix_web::{HttpResponse, Resource};
use serde::Serialize;
use sqlx::FromRow;
use uuid::Uuid;

use crate::AppState;
use crate::errors::Failure;
use crate::tokens::Claims;
use crate::validation::{NoteInput, Valid, ValidJson};

#[derive(Serialize, FromRow)]
pub struct Note {
    pub id: Uuid,
    pub owner: Uuid,
    pub title: String,
    pub body: String,
}

/// The same answer for a note that does not exist and for one of another user.
const NO_SUCH_NOTE: Failure = Failure::Refused(StatusCode::NOT_FOUND, "There is no such note.");

async fn read(app: Data<AppState>, user: ReqData<Claims>, id: Path<Uuid>) -> Result<Json<Note>, Failure> {
    let found = sqlx::query_as("select id, owner, title, body from notes where id = ? and owner = ?")
        .bind(*id)
        .bind(user.sub)
        .fetch_optional(&app.db)
        .await?;
    found.map(Json).ok_or(NO_SUCH_NOTE)
}
// endregion

// region: ownership-write
async fn update(
    app: Data<AppState>,
    user: ReqData<Claims>,
    id: Path<Uuid>,
    Valid(input): ValidJson<NoteInput>,
) -> Result<Json<Note>, Failure> {
    let changed = sqlx::query_as(
        "update notes set title = ?, body = ? where id = ? and owner = ? returning id, owner, title, body",
    )
    .bind(&input.title)
    .bind(&input.body)
    .bind(*id)
    .bind(user.sub)
    .fetch_optional(&app.db)
    .await?;
    changed.map(Json).ok_or(NO_SUCH_NOTE)
}

async fn remove(app: Data<AppState>, user: ReqData<Claims>, id: Path<Uuid>) -> Result<HttpResponse, Failure> {
    let delete = sqlx::query("delete from notes where id = ? and owner = ?").bind(*id).bind(user.sub);
    let deleted = delete.execute(&app.db).await?;
    if deleted.rows_affected() == 0 { Err(NO_SUCH_NOTE) } else { Ok(HttpResponse::NoContent().finish()) }
}
// endregion

pub fn note() -> Resource {
    web::resource("/notes/{id}").get(read).put(update).delete(remove)
}
