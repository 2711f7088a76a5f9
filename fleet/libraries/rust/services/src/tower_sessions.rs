use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Result};
use axum::routing::get;
use tower_sessions::{MemoryStore, Session, SessionManagerLayer};

use crate::api_key::ApiKey;
use crate::axum_serving::things;

const API_KEY: &str = "api_key";

/// Remembers in the session whose it is.
async fn in_session(ApiKey(key): ApiKey, session: Session) -> Result<impl IntoResponse> {
    let inserted = session.insert(API_KEY, key).await;
    inserted.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(things().await)
}

pub fn router() -> Router {
    let sessions = SessionManagerLayer::new(MemoryStore::default()).with_secure(false);
    Router::new()
        .route("/v1/things", get(in_session))
        .layer(sessions)
}
