//! The same routes: one keeps nothing, one a bounded number of bytes for a bounded time, and one
//! what the issuer publishes.

mod kids;

use std::mem::size_of;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::routing::get;
use fleet_axum::bearer_token;
use fleet_service::Kept;
use moka::sync::Cache;

use crate::tokens::{Claims, Verifier};

// region: fix-decode
/// The claims of a caller, decoded for this request and dropped with it.
struct Caller(Claims);

impl FromRequestParts<AppState> for Caller {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, StatusCode> {
        let token = bearer_token(&parts.headers).ok_or(StatusCode::UNAUTHORIZED)?;
        app.verifier
            .claims(token)
            .map(Self)
            .map_err(|_| StatusCode::UNAUTHORIZED)
    }
}

async fn profile(Caller(claims): Caller) -> String {
    claims.sub
}
// endregion

// region: fix-cache
/// A longer `jti` is refused: it is the caller's issuer, not this service, that chooses it.
const MAX_JTI_BYTES: usize = 128;

/// What the service remembers between two requests with the same token.
#[derive(Clone, Default)]
struct Session {
    orders: Vec<u64>,
}

/// Sessions by `jti`: at most 1,000 at a time, and none after five minutes.
#[derive(Clone)]
struct Sessions(Cache<String, Arc<Session>>);

impl Sessions {
    fn new() -> Self {
        let by_jti = Cache::builder()
            .max_capacity(1_000)
            .time_to_live(Duration::from_secs(300))
            .build();
        Self(by_jti)
    }

    fn of(&self, jti: &str) -> Arc<Session> {
        self.0.get_with_by_ref(jti, Default::default)
    }
}

async fn orders(State(app): State<AppState>, Caller(claims): Caller) -> Result<String, StatusCode> {
    if claims.jti.len() > MAX_JTI_BYTES {
        return Err(StatusCode::UNAUTHORIZED);
    }
    Ok(format!(
        "{} orders",
        app.sessions.of(&claims.jti).orders.len()
    ))
}
// endregion

#[derive(Clone)]
pub struct AppState {
    verifier: Arc<Verifier>,
    sessions: Sessions,
    keys: kids::IssuerKeys,
}

impl AppState {
    pub fn new() -> Self {
        Self {
            verifier: Arc::new(Verifier::from_env()),
            sessions: Sessions::new(),
            keys: kids::IssuerKeys::fetch(),
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
        let sessions = &self.sessions.0;
        // Moka counts lazily; this brings the figures up to date.
        sessions.run_pending_tasks();
        vec![
            Kept {
                pattern: "profile",
                entries: 0,
                bytes: 0,
            },
            Kept {
                pattern: "orders",
                entries: sessions.entry_count() as usize,
                bytes: sessions
                    .iter()
                    .map(|(jti, _)| jti.capacity() + size_of::<(String, Arc<Session>, Session)>())
                    .sum(),
            },
            self.keys.kept(),
        ]
    }
}
