//! Two ways to keep every token that was ever accepted, and one to keep what any token says.

mod kids;

use std::collections::HashMap;
use std::mem::size_of;
use std::sync::{Arc, LazyLock, Mutex, RwLock};

use axum::Router;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;
use fleet_axum::bearer_token;
use fleet_service::Kept;

use crate::tokens::{Claims, Verifier};

// region: leak-static
/// Claims by token, for the life of the process: even a token that expired stays.
static CLAIMS: LazyLock<RwLock<HashMap<String, Claims>>> = LazyLock::new(RwLock::default);

fn cached_claims(token: &str, verifier: &Verifier) -> Option<Claims> {
    if let Some(claims) = CLAIMS.read().unwrap().get(token) {
        return Some(claims.clone());
    }
    let claims = verifier.claims(token).ok()?;
    CLAIMS
        .write()
        .unwrap()
        .insert(token.to_owned(), claims.clone());
    Some(claims)
}

async fn profile(State(app): State<AppState>, headers: HeaderMap) -> Result<String, StatusCode> {
    let claims = bearer_token(&headers).and_then(|token| cached_claims(token, &app.verifier));
    Ok(claims.ok_or(StatusCode::UNAUTHORIZED)?.sub)
}
// endregion

// region: leak-extractor
/// What a handler gets to know about its caller.
struct Session {
    token: String,
    orders: Vec<u64>,
}

/// The sessions of all callers, by the `jti` of their tokens. A caller that comes back with a
/// new token gets a new session; the old one is never closed.
#[derive(Default)]
struct Sessions {
    by_jti: Mutex<HashMap<String, Arc<Session>>>,
}

impl FromRequestParts<AppState> for Arc<Session> {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, StatusCode> {
        let token = bearer_token(&parts.headers).ok_or(StatusCode::UNAUTHORIZED)?;
        let claims = app
            .verifier
            .claims(token)
            .map_err(|_| StatusCode::UNAUTHORIZED)?;
        let mut sessions = app.sessions.by_jti.lock().unwrap();
        let session = sessions.entry(claims.jti).or_insert_with(|| {
            Arc::new(Session {
                token: token.to_owned(),
                orders: Vec::new(),
            })
        });
        Ok(Arc::clone(session))
    }
}

async fn orders(session: Arc<Session>) -> String {
    format!("{} orders", session.orders.len())
}
// endregion

#[derive(Clone)]
pub struct AppState {
    verifier: Arc<Verifier>,
    sessions: Arc<Sessions>,
    keys: kids::KnownKeys,
}

impl AppState {
    pub fn new() -> Self {
        Self {
            verifier: Arc::new(Verifier::from_env()),
            sessions: Default::default(),
            keys: Default::default(),
        }
    }

    pub fn router(self) -> Router {
        let kids = self.keys.router();
        Router::new()
            .route("/v1/profile", get(profile))
            .route("/v1/orders", get(orders))
            .with_state(self)
            .merge(kids)
    }

    pub fn kept(&self) -> Vec<Kept> {
        let claims = CLAIMS.read().unwrap();
        let sessions = self.sessions.by_jti.lock().unwrap();
        vec![
            Kept {
                pattern: "profile",
                entries: claims.len(),
                bytes: claims
                    .iter()
                    .map(|(token, Claims { sub, jti, .. })| {
                        let text = token.capacity() + sub.capacity() + jti.capacity();
                        text + size_of::<(String, Claims)>()
                    })
                    .sum(),
            },
            Kept {
                pattern: "orders",
                entries: sessions.len(),
                bytes: sessions
                    .iter()
                    .map(|(jti, session)| {
                        let text = jti.capacity() + session.token.capacity();
                        text + size_of::<(String, Arc<Session>, Session)>()
                    })
                    .sum(),
            },
            self.keys.kept(),
        ]
    }
}
