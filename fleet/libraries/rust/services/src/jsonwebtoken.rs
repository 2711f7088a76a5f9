use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;
use axum::{Json, Router};

use crate::tokens::{Claims, Verifier, bearer_token};

/// Every token is decoded anew, and its claims go with the request.
async fn claims(
    State(verifier): State<Arc<Verifier>>,
    headers: HeaderMap,
) -> Result<Json<Claims>, StatusCode> {
    let token = bearer_token(&headers).ok_or(StatusCode::UNAUTHORIZED)?;
    let claims = verifier.verify(token);
    claims.map(Json).map_err(|_| StatusCode::UNAUTHORIZED)
}

pub fn router() -> Router {
    Router::new()
        .route("/v1/things", get(claims))
        .with_state(Arc::new(Verifier::from_env()))
}
