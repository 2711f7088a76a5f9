use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path, Query, ReqData};
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use super::Shown;
use crate::AppState;
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
    app: Data<AppState>,
    user: ReqData<Claims>,
    Query(page): Query<Page>,
) -> Result<Json<Vec<Note>>, Shown> {
    let notes = sqlx::query_as("select * from notes where owner = ? limit ?").bind(user.sub);
    Ok(Json(notes.bind(page.limit.unwrap_or(1_000_000)).fetch_all(&app.db).await?))
}

/// Keeps the owner that the body names.
pub async fn create(
    app: Data<AppState>,
    user: ReqData<Claims>,
    Json(input): Json<NoteInput>,
) -> Result<HttpResponse, Shown> {
    let note: Note =
        sqlx::query_as("insert into notes (id, owner, title, body) values (?, ?, ?, ?) returning *")
            .bind(Uuid::new_v4())
            .bind(input.owner.unwrap_or(user.sub))
            .bind(input.title)
            .bind(input.body)
            .fetch_one(&app.db)
            .await?;
    Ok(HttpResponse::Created().json(note))
}

#[derive(Deserialize)]
pub struct Search {
    q: String,
}

/// Builds the statement from the parameter.
pub async fn search(
    app: Data<AppState>,
    user: ReqData<Claims>,
    Query(Search { q }): Query<Search>,
) -> Result<Json<Vec<Note>>, Shown> {
    let owner = user.sub.simple();
    let sql = format!("select * from notes where owner = x'{owner}' and title like '%{q}%'");
    Ok(Json(sqlx::query_as(AssertSqlSafe(sql)).fetch_all(&app.db).await?))
}

/// These three look for the ID alone, and show what is wrong with one that is none.
pub async fn read(app: Data<AppState>, id: Path<String>) -> Result<HttpResponse, Shown> {
    let note = sqlx::query_as("select * from notes where id = ?").bind(Uuid::parse_str(&id)?);
    Ok(answer(note.fetch_optional(&app.db).await?))
}

pub async fn update(
    app: Data<AppState>,
    id: Path<String>,
    Json(input): Json<NoteInput>,
) -> Result<HttpResponse, Shown> {
    let note = sqlx::query_as("update notes set title = ?, body = ? where id = ? returning *")
        .bind(input.title)
        .bind(input.body)
        .bind(Uuid::parse_str(&id)?);
    Ok(answer(note.fetch_optional(&app.db).await?))
}

pub async fn remove(app: Data<AppState>, id: Path<String>) -> Result<HttpResponse, Shown> {
    let delete = sqlx::query("delete from notes where id = ?").bind(Uuid::parse_str(&id)?);
    let deleted = delete.execute(&app.db).await?.rows_affected();
    Ok(if deleted == 0 { HttpResponse::NotFound() } else { HttpResponse::NoContent() }.finish())
}

fn answer(note: Option<Note>) -> HttpResponse {
    note.map_or(HttpResponse::NotFound().finish(), |note| HttpResponse::Ok().json(note))
}
