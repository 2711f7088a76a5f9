use std::collections::HashMap;
use std::sync::Arc;

use crate::tokens::Verifier;

/// What a token without `kid` is signed with.
pub const CURRENT_KID: &str = "current";

/// Keys to check signatures with, by `kid`.
pub type Keys = HashMap<String, Arc<Verifier>>;

/// Stands for the issuer and the page where it publishes its keys.
pub struct Issuer {
    published: Keys,
}

impl Issuer {
    pub fn from_env() -> Self {
        let current = Arc::new(Verifier::from_env());
        Self {
            published: HashMap::from([(CURRENT_KID.to_owned(), current)]),
        }
    }

    pub fn key(&self, kid: &str) -> Option<Arc<Verifier>> {
        self.published.get(kid).cloned()
    }

    pub fn keys(&self) -> Keys {
        self.published.clone()
    }
}
