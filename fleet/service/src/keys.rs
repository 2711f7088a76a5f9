use std::collections::HashSet;
use std::env;

/// The keys that were really handed out: `API_KEYS`, separated by commas, or one demo key.
pub struct IssuedKeys(HashSet<String>);

impl IssuedKeys {
    pub fn from_env() -> Self {
        let keys = env::var("API_KEYS").unwrap_or_else(|_| "demo-key".to_owned());
        Self(keys.split(',').map(str::to_owned).collect())
    }

    pub fn contains(&self, key: &str) -> bool {
        self.0.contains(key)
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// The HMAC secret of the tokens, from `JWT_SECRET`. There is no default: a built-in one would be
/// everybody's.
pub fn jwt_secret() -> Vec<u8> {
    env::var("JWT_SECRET")
        .expect("JWT_SECRET must be set")
        .into_bytes()
}
