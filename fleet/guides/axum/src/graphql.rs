// region: graphql
use async_graphql::{Request, Response};
use axum::extract::State;
use axum::{Extension, Json};

use crate::App;
use crate::errors::Failure;
use crate::tokens::Claims;

/// `Json` takes `application/json` only, which forms of other sites cannot send, and one query at a time.
pub async fn run(
    State(app): State<App>,
    Extension(user): Extension<Claims>,
    query: Result<Json<Request>, axum::extract::rejection::JsonRejection>,
) -> Result<Json<Response>, Failure> {
    let Json(query) = query?;
    Ok(Json(app.schema.execute(query.data(user)).await))
}
// endregion
