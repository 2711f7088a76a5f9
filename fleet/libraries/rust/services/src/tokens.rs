use axum::http::{HeaderMap, header};
use fleet_service::{jwt_secret, use_hmac_only};
use jsonwebtoken::errors::Result;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde::{Deserialize, Serialize};

#[derive(Clone, Deserialize, Serialize)]
pub struct Claims {
    pub sub: String,
    pub exp: u64,
}

/// Checks signature and expiry of HS256 tokens.
pub struct Verifier {
    key: DecodingKey,
    validation: Validation,
}

impl Verifier {
    /// To be called once in a process.
    pub fn from_env() -> Self {
        use_hmac_only();
        Self {
            key: DecodingKey::from_secret(&jwt_secret()),
            validation: Validation::new(Algorithm::HS256),
        }
    }

    pub fn verify(&self, token: &str) -> Result<Claims> {
        decode(token, &self.key, &self.validation).map(|data| data.claims)
    }
}

/// The token of `Authorization: Bearer …`.
pub fn bearer_token(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?;
    value.to_str().ok()?.strip_prefix("Bearer ")
}
