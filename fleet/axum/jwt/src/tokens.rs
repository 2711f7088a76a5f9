use fleet_service::jwt_secret;
use jsonwebtoken::errors::Result;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde::Deserialize;

/// The claims that the service reads; all others are dropped by the decoder, `exp` after it was checked.
#[derive(Clone, Deserialize)]
pub struct Claims {
    pub sub: String,
    #[serde(default)]
    pub jti: String,
}

/// Checks signature and expiry of HS256 tokens.
pub struct Verifier {
    key: DecodingKey,
    validation: Validation,
}

impl Verifier {
    pub fn from_env() -> Self {
        Self {
            key: DecodingKey::from_secret(&jwt_secret()),
            validation: Validation::new(Algorithm::HS256),
        }
    }

    pub fn claims(&self, token: &str) -> Result<Claims> {
        decode(token, &self.key, &self.validation).map(|data| data.claims)
    }
}
