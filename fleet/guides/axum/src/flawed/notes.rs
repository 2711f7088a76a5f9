use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use super::Shown;
use crate::App;
use crate::tokens::Claims;

/// The row, and what clients get as well.
#[derive(Serialize, FromRow)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    id: Uuid,
    owner: Uuid,
    title: String,
    body: String,
    internal_notes: String,
}

#[derive(Deserialize)]
pub struct NoteInput {
    title: String,
    #[serde(default)]
    body: String,
    owner: Option<Uuid>,
}

#[derive(Deserialize)]
pub struct Page {
    limit: Option<i64>,
}

pub async fn list(
    State(app): State<App>,
    Extension(user): Extension<Claims>,
    Query(page): Query<Page>,
) -> Result<Json<Vec<Note>>, Shown> {
    let notes = sqlx::query_as("select * from notes where owner = ? limit ?").bind(user.sub);
    Ok(Json(notes.bind(page.limit.unwrap_or(1_000_000)).fetch_all(&app.db).await?))
}

/// Keeps the owner that the body names.
pub async fn create(
    State(app): State<App>,
    Extension(user): Extension<Claims>,
    Json(input): Json<NoteInput>,
) -> Result<(StatusCode, Json<Note>), Shown> {
    let note = sqlx::query_as("insert into notes (id, owner, title, body) values (?, ?, ?, ?) returning *")
        .bind(Uuid::new_v4())
        .bind(input.owner.unwrap_or(user.sub))
        .bind(input.title)
        .bind(input.body)
        .fetch_one(&app.db)
        .await?;
    Ok((StatusCode::CREATED, Json(note)))
}

#[derive(Deserialize)]
pub struct Search {
    q: String,
}

/// Builds the statement from the parameter.
pub async fn search(
    State(app): State<App>,
    Extension(user): Extension<Claims>,
    Query(Search { q }): Query<Search>,
) -> Result<Json<Vec<Note>>, Shown> {
    let owner = user.sub.simple();
    let sql = format!("select * from notes where owner = x'{owner}' and title like '%{q}%'");
    Ok(Json(sqlx::query_as(AssertSqlSafe(sql)).fetch_all(&app.db).await?))
}

/// These three look for the ID alone, and show what is wrong with one that is none.
pub async fn read(State(app): State<App>, Path(id): Path<String>) -> Result<Response, Shown> {
    let note = sqlx::query_as("select * from notes where id = ?").bind(Uuid::parse_str(&id)?);
    Ok(answer(note.fetch_optional(&app.db).await?))
}

pub async fn update(
    State(app): State<App>,
    Path(id): Path<String>,
    Json(input): Json<NoteInput>,
) -> Result<Response, Shown> {
    let note = sqlx::query_as("update notes set title = ?, body = ? where id = ? returning *")
        .bind(input.title)
        .bind(input.body)
        .bind(Uuid::parse_str(&id)?);
    Ok(answer(note.fetch_optional(&app.db).await?))
}

pub async fn remove(State(app): State<App>, Path(id): Path<String>) -> Result<StatusCode, Shown> {
    let delete = sqlx::query("delete from notes where id = ?").bind(Uuid::parse_str(&id)?);
    let deleted = delete.execute(&app.db).await?.rows_affected();
    Ok(if deleted == 0 { StatusCode::NOT_FOUND } else { StatusCode::NO_CONTENT })
}

fn answer(note: Option<Note>) -> Response {
    note.map_or(StatusCode::NOT_FOUND.into_response(), |note| Json(note).into_response())
}
