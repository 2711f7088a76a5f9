// region: sql
use actix_web::web::{Data, Json, ReqData};
use serde::Deserialize;
use validator::Validate;

use crate::AppState;
use crate::errors::Failure;
use crate::ownership::Note;
use crate::tokens::Claims;
use crate::validation::{Valid, ValidQuery};

#[derive(Deserialize, Validate)]
pub struct Search {
    #[validate(length(min = 1, max = 100))]
    q: String,
}

pub async fn search(
    app: Data<AppState>,
    user: ReqData<Claims>,
    Valid(search): ValidQuery<Search>,
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
