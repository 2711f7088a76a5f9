// region: sql
use axum::extract::State;
use axum::{Extension, Json};
use serde::Deserialize;
use validator::Validate;

use crate::App;
use crate::errors::Failure;
use crate::ownership::Note;
use crate::tokens::Claims;
use crate::validation::ValidQuery;

#[derive(Deserialize, Validate)]
pub struct Search {
    #[validate(length(min = 1, max = 100))]
    q: String,
}

pub async fn search(
    State(app): State<App>,
    Extension(user): Extension<Claims>,
    ValidQuery(search): ValidQuery<Search>,
) -> Result<Json<Vec<Note>>, Failure> {
    // In a pattern, % and _ of the text mean themselves.
    let text = search.q.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    let notes = sqlx::query_as(
        r"select id, owner, title, body from notes
          where owner = ? and title like '%' || ? || '%' escape '\' order by rowid limit 100",
    )
    .bind(user.sub)
    .bind(text)
    .fetch_all(&app.db)
    .await?;
    Ok(Json(notes))
}
// endregion
