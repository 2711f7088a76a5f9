use axum::Json;
use axum::http::StatusCode;
use guide_rust::lookup;
use serde::Deserialize;
use serde_json::{Value, json};
use validator::{Validate, ValidationError};

use crate::errors::Failure;
use crate::validation::ValidQuery;

#[derive(Deserialize, Validate)]
pub struct Lookup {
    #[validate(custom(function = "host"))]
    host: String,
}

fn host(host: &str) -> Result<(), ValidationError> {
    if lookup::is_host(host) { Ok(()) } else { Err(ValidationError::new("host")) }
}

pub async fn look_up(ValidQuery(Lookup { host }): ValidQuery<Lookup>) -> Result<Json<Value>, Failure> {
    match lookup::look_up(&host).await? {
        Some(output) => Ok(Json(json!({ "host": host, "output": output }))),
        None => Err(Failure::Refused(StatusCode::NOT_FOUND, "The host has no address.")),
    }
}
