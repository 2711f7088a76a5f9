// region: jwt
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, errors::Error};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Clone, Serialize, Deserialize)]
pub struct Claims {
    pub sub: Uuid,
    pub role: String,
}

#[derive(Clone)]
pub struct Verifier {
    key: DecodingKey,
    rules: Validation,
}

impl Verifier {
    /// The service must not start without its settings: an empty key verifies tokens as well.
    pub fn from_env() -> Result<Self, String> {
        let secret = setting("JWT_SECRET")?;
        if secret.len() < 32 {
            return Err("JWT_SECRET is shorter than 32 bytes".into());
        }
        let mut rules = Validation::new(Algorithm::HS256);
        rules.set_issuer(&[setting("JWT_ISSUER")?]);
        rules.set_audience(&[setting("JWT_AUDIENCE")?]);
        rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        rules.validate_nbf = true; // off by default
        Ok(Self { key: DecodingKey::from_secret(secret.as_bytes()), rules })
    }

    pub fn claims(&self, token: &str) -> Result<Claims, Error> {
        decode(token, &self.key, &self.rules).map(|verified| verified.claims)
    }
}

fn setting(name: &str) -> Result<String, String> {
    let value = std::env::var(name).unwrap_or_default();
    if value.is_empty() { Err(format!("{name} is not set")) } else { Ok(value) }
}
// endregion

/// How long a token is good for.
pub const LIFETIME_SECONDS: u64 = 900;

#[derive(Clone)]
pub struct Signer {
    key: jsonwebtoken::EncodingKey,
    issuer: String,
    audience: String,
}

#[derive(Serialize)]
struct Issued {
    #[serde(flatten)]
    claims: Claims,
    iss: String,
    aud: String,
    exp: u64,
}

impl Signer {
    pub fn from_env() -> Result<Self, String> {
        let key = jsonwebtoken::EncodingKey::from_secret(setting("JWT_SECRET")?.as_bytes());
        Ok(Self { key, issuer: setting("JWT_ISSUER")?, audience: setting("JWT_AUDIENCE")? })
    }

    pub fn issue(&self, sub: Uuid, role: String) -> Result<String, Error> {
        let issued = Issued {
            claims: Claims { sub, role },
            iss: self.issuer.clone(),
            aud: self.audience.clone(),
            exp: jsonwebtoken::get_current_timestamp() + LIFETIME_SECONDS,
        };
        jsonwebtoken::encode(&jsonwebtoken::Header::new(Algorithm::HS256), &issued, &self.key)
    }
}
