//! Who calls: a key as it was sent, or the account that a good key stands for.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::StatusCode;
use axum::http::request::Parts;
use fleet_service::IssuedKeys;

/// The `X-API-Key` of a request, unchecked and of any length.
pub struct ApiKey(pub String);

impl<S: Sync> FromRequestParts<S> for ApiKey {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        let value = parts
            .headers
            .get("x-api-key")
            .ok_or(StatusCode::UNAUTHORIZED)?;
        let key = value.to_str().map_err(|_| StatusCode::UNAUTHORIZED)?;
        Ok(Self(key.to_owned()))
    }
}

// region: fix-account
/// An account by its number: all that is left of a key once it was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Account(pub u32);

impl<S> FromRequestParts<S> for Account
where
    S: Send + Sync,
    Arc<Accounts>: FromRef<S>,
{
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, StatusCode> {
        let ApiKey(key) = ApiKey::from_request_parts(parts, state).await?;
        Arc::<Accounts>::from_ref(state).of(&key)
    }
}
// endregion

/// The accounts by their keys.
pub struct Accounts(HashMap<String, Account>);

impl Accounts {
    pub fn from_env() -> Self {
        let issued = IssuedKeys::from_env();
        let accounts = (1..).map(Account);
        Self(issued.iter().map(str::to_owned).zip(accounts).collect())
    }

    pub fn of(&self, key: &str) -> Result<Account, StatusCode> {
        self.0.get(key).copied().ok_or(StatusCode::UNAUTHORIZED)
    }
}
