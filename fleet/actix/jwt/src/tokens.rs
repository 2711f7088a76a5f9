use fleet_service::jwt_secret;
use jsonwebtoken::errors::Result;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde::Deserialize;

use crate::issuer::CURRENT_KID;

/// The claims that the service reads; all others are dropped by the decoder.
#[derive(Clone, Deserialize)]
pub struct Claims {
    pub sub: String,
    /// Seconds since 1970.
    pub exp: u64,
    #[serde(default)]
    pub scope: String,
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

/// Which key a token says that it is signed with, read from a header that is still unchecked.
pub fn kid_of(token: &str) -> Option<String> {
    let header = decode_header(token).ok()?;
    Some(header.kid.unwrap_or_else(|| CURRENT_KID.to_owned()))
}
