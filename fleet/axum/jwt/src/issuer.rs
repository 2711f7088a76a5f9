use std::collections::HashMap;

use fleet_service::jwt_secret;
use jsonwebtoken::DecodingKey;

/// The key of tokens that name none.
pub const CURRENT_KID: &str = "current";

/// Stands for a request to the issuer, which publishes its keys by `kid`.
pub fn published_keys() -> HashMap<String, DecodingKey> {
    let current = DecodingKey::from_secret(&jwt_secret());
    HashMap::from([(CURRENT_KID.to_owned(), current)])
}
