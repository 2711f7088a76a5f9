use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use guide_rust::flawed::{Note, NoteInput, Page, Search};
use uuid::Uuid;

use super::Shown;
use crate::App;
use crate::tokens::Claims;

pub async fn list(
    State(app): State<App>,
    Extension(user): Extension<Claims>,
    Query(page): Query<Page>,
) -> Result<Json<Vec<Note>>, Shown> {
    Ok(Json(Note::list(&app.db, user.sub, page).await?))
}

pub async fn create(
    State(app): State<App>,
    Extension(user): Extension<Claims>,
    Json(input): Json<NoteInput>,
) -> Result<(StatusCode, Json<Note>), Shown> {
    Ok((StatusCode::CREATED, Json(Note::create(&app.db, user.sub, input).await?)))
}

pub async fn search(
    State(app): State<App>,
    Extension(user): Extension<Claims>,
    Query(search): Query<Search>,
) -> Result<Json<Vec<Note>>, Shown> {
    Ok(Json(Note::search(&app.db, user.sub, search).await?))
}

/// These three show what is wrong with an ID that is none.
pub async fn read(State(app): State<App>, Path(id): Path<String>) -> Result<Response, Shown> {
    Ok(answer(Note::read(&app.db, Uuid::parse_str(&id)?).await?))
}

pub async fn update(
    State(app): State<App>,
    Path(id): Path<String>,
    Json(input): Json<NoteInput>,
) -> Result<Response, Shown> {
    Ok(answer(Note::update(&app.db, Uuid::parse_str(&id)?, input).await?))
}

pub async fn remove(State(app): State<App>, Path(id): Path<String>) -> Result<StatusCode, Shown> {
    let was_there = Note::remove(&app.db, Uuid::parse_str(&id)?).await?;
    Ok(if was_there { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND })
}

fn answer(note: Option<Note>) -> Response {
    note.map_or(StatusCode::NOT_FOUND.into_response(), |note| Json(note).into_response())
}
