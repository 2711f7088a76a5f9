use actix_web::http::StatusCode;
use actix_web::web::Json;
use guide_rust::lookup::{is_host, look_up as resolve};
use serde::Deserialize;
use serde_json::{Value, json};
use validator::{Validate, ValidationError};

use crate::errors::Failure;
use crate::validation::{Valid, ValidQuery};

#[derive(Deserialize, Validate)]
pub struct Lookup {
    #[validate(custom(function = "host"))]
    host: String,
}

fn host(host: &str) -> Result<(), ValidationError> {
    if is_host(host) { Ok(()) } else { Err(ValidationError::new("host")) }
}

pub async fn look_up(Valid(lookup): ValidQuery<Lookup>) -> Result<Json<Value>, Failure> {
    let host = &lookup.host;
    match resolve(host).await? {
        Some(output) => Ok(Json(json!({ "host": host, "output": output }))),
        None => Err(Failure::Refused(StatusCode::NOT_FOUND, "The host has no address.")),
    }
}
