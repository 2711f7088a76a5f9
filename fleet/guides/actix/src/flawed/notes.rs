use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path, Query, ReqData};
use guide_rust::flawed::{Note, NoteInput, Page, Search};
use uuid::Uuid;

use super::Shown;
use crate::AppState;
use crate::tokens::Claims;

pub async fn list(
    app: Data<AppState>,
    user: ReqData<Claims>,
    Query(page): Query<Page>,
) -> Result<Json<Vec<Note>>, Shown> {
    Ok(Json(Note::list(&app.db, user.sub, page).await?))
}

pub async fn create(
    app: Data<AppState>,
    user: ReqData<Claims>,
    Json(input): Json<NoteInput>,
) -> Result<HttpResponse, Shown> {
    Ok(HttpResponse::Created().json(Note::create(&app.db, user.sub, input).await?))
}

pub async fn search(
    app: Data<AppState>,
    user: ReqData<Claims>,
    Query(search): Query<Search>,
) -> Result<Json<Vec<Note>>, Shown> {
    Ok(Json(Note::search(&app.db, user.sub, search).await?))
}

/// These three show what is wrong with an ID that is none.
pub async fn read(app: Data<AppState>, id: Path<String>) -> Result<HttpResponse, Shown> {
    Ok(answer(Note::read(&app.db, Uuid::parse_str(&id)?).await?))
}

pub async fn update(
    app: Data<AppState>,
    id: Path<String>,
    Json(input): Json<NoteInput>,
) -> Result<HttpResponse, Shown> {
    Ok(answer(Note::update(&app.db, Uuid::parse_str(&id)?, input).await?))
}

pub async fn remove(app: Data<AppState>, id: Path<String>) -> Result<HttpResponse, Shown> {
    let was_there = Note::remove(&app.db, Uuid::parse_str(&id)?).await?;
    Ok(if was_there { HttpResponse::NoContent() } else { HttpResponse::NotFound() }.finish())
}

fn answer(note: Option<Note>) -> HttpResponse {
    note.map_or(HttpResponse::NotFound().finish(), |note| HttpResponse::Ok().json(note))
}
