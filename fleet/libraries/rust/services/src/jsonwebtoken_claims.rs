use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;
use axum::{Json, Router};
use jsonwebtoken::errors::Error;

use crate::tokens::{Claims, Verifier, bearer_token};

/// Verifies each token once and remembers its claims, also when the token has expired.
struct RememberedClaims {
    verifier: Verifier,
    by_token: RwLock<HashMap<String, Claims>>,
}

impl RememberedClaims {
    fn of(&self, token: &str) -> Result<Claims, Error> {
        if let Some(claims) = self.by_token.read().unwrap().get(token) {
            return Ok(claims.clone());
        }
        let claims = self.verifier.verify(token)?;
        let mut by_token = self.by_token.write().unwrap();
        by_token.insert(token.to_owned(), claims.clone());
        Ok(claims)
    }
}

async fn claims(
    State(remembered): State<Arc<RememberedClaims>>,
    headers: HeaderMap,
) -> Result<Json<Claims>, StatusCode> {
    let token = bearer_token(&headers).ok_or(StatusCode::UNAUTHORIZED)?;
    let claims = remembered.of(token);
    claims.map(Json).map_err(|_| StatusCode::UNAUTHORIZED)
}

pub fn router() -> Router {
    let remembered = RememberedClaims {
        verifier: Verifier::from_env(),
        by_token: Default::default(),
    };
    Router::new()
        .route("/v1/things", get(claims))
        .with_state(Arc::new(remembered))
}
