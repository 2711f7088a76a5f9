// region: require-role
use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};

use crate::errors::Failure;
use crate::tokens::Claims;
use crate::{App, properties};

/// Nested below the layer that requires a login. Its own layer comes last: it covers the routes above it.
pub fn administration() -> Router<App> {
    Router::new()
        .route("/users", get(properties::accounts))
        .route("/announcements", post(announce))
        .route("/announcements/{id}", delete(withdraw))
        .route_layer(from_fn(require_admin))
}

async fn require_admin(request: Request, next: Next) -> Response {
    match request.extensions().get::<Claims>() {
        Some(user) if user.role == "admin" => next.run(request).await,
        _ => Failure::Refused(StatusCode::FORBIDDEN, "This needs the role admin.").into_response(),
    }
}
// endregion

use axum::extract::State;
use axum::{Extension, Json};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;
use validator::Validate;

use crate::validation::{Path, ValidJson};

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct Announcement {
    #[validate(length(min = 1, max = 1000))]
    text: String,
}

pub async fn announce(
    State(app): State<App>,
    Extension(user): Extension<Claims>,
    ValidJson(input): ValidJson<Announcement>,
) -> Result<(StatusCode, Json<Value>), Failure> {
    let id = Uuid::new_v4();
    sqlx::query("insert into announcements (id, author, text) values (?, ?, ?)")
        .bind(id)
        .bind(user.sub)
        .bind(&input.text)
        .execute(&app.db)
        .await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id, "text": input.text }))))
}

pub async fn withdraw(State(app): State<App>, Path(id): Path<Uuid>) -> Result<StatusCode, Failure> {
    let deleted = sqlx::query("delete from announcements where id = ?").bind(id).execute(&app.db).await?;
    if deleted.rows_affected() == 0 {
        return Err(Failure::Refused(StatusCode::NOT_FOUND, "There is no such announcement."));
    }
    Ok(StatusCode::NO_CONTENT)
}
