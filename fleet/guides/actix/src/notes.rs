use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{Data, Json, ReqData};
use uuid::Uuid;

use crate::AppState;
use crate::errors::Failure;
use crate::ownership::Note;
use crate::tokens::Claims;
use crate::validation::{NoteInput, Page, Valid, ValidJson, ValidQuery};

pub async fn list(
    app: Data<AppState>,
    user: ReqData<Claims>,
    Valid(page): ValidQuery<Page>,
) -> Result<Json<Vec<Note>>, Failure> {
    let notes =
        sqlx::query_as("select id, owner, title, body from notes where owner = ? order by rowid limit ?");
    Ok(Json(notes.bind(user.sub).bind(page.limit).fetch_all(&app.db).await?))
}

pub async fn create(
    app: Data<AppState>,
    user: ReqData<Claims>,
    Valid(Json(NoteInput { title, body })): ValidJson<NoteInput>,
) -> Result<HttpResponse, Failure> {
    let note = Note { id: Uuid::new_v4(), owner: user.sub, title, body };
    sqlx::query("insert into notes (id, owner, title, body) values (?, ?, ?, ?)")
        .bind(note.id)
        .bind(note.owner)
        .bind(&note.title)
        .bind(&note.body)
        .execute(&app.db)
        .await?;
    let place = (header::LOCATION, format!("/notes/{}", note.id));
    Ok(HttpResponse::Created().insert_header(place).json(note))
}
