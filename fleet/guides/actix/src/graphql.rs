// region: graphql
use actix_web::web::{Data, Json, ReqData};
use async_graphql::{Request, Response};

use crate::AppState;
use crate::tokens::Claims;

/// `Json` takes `application/json` only, which forms of other sites cannot send, and one query at a time.
pub async fn run(app: Data<AppState>, user: ReqData<Claims>, Json(query): Json<Request>) -> Json<Response> {
    Json(app.schema.execute(query.data(user.into_inner())).await)
}
// endregion
