use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::{Extension, Json};
use uuid::Uuid;

use crate::App;
use crate::errors::Failure;
use crate::ownership::Note;
use crate::tokens::Claims;
use crate::validation::{NoteInput, Page, ValidJson, ValidQuery};

pub async fn list(
    State(app): State<App>,
    Extension(user): Extension<Claims>,
    ValidQuery(page): ValidQuery<Page>,
) -> Result<Json<Vec<Note>>, Failure> {
    let notes =
        sqlx::query_as("select id, owner, title, body from notes where owner = ? order by rowid limit ?");
    Ok(Json(notes.bind(user.sub).bind(page.limit).fetch_all(&app.db).await?))
}

pub async fn create(
    State(app): State<App>,
    Extension(user): Extension<Claims>,
    ValidJson(NoteInput { title, body }): ValidJson<NoteInput>,
) -> Result<(StatusCode, [(header::HeaderName, String); 1], Json<Note>), Failure> {
    let note = Note { id: Uuid::new_v4(), owner: user.sub, title, body };
    sqlx::query("insert into notes (id, owner, title, body) values (?, ?, ?, ?)")
        .bind(note.id)
        .bind(note.owner)
        .bind(&note.title)
        .bind(&note.body)
        .execute(&app.db)
        .await?;
    let place = [(header::LOCATION, format!("/notes/{}", note.id))];
    Ok((StatusCode::CREATED, place, Json(note)))
}
