// region: validation
use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{Error, FromRequest, HttpRequest, web};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use validator::Validate;

use crate::errors::Failure;

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct NoteInput {
    #[validate(length(min = 1, max = 200))]
    pub title: String,
    #[validate(length(max = 5000))]
    pub body: String,
}

#[derive(Deserialize, Validate)]
pub struct Page {
    #[serde(default = "twenty")]
    #[validate(range(min = 1, max = 100))]
    pub limit: i64,
}

fn twenty() -> i64 {
    20
}
// endregion

// region: extractor
/// Takes the place of `web::Json` and `web::Query`: what is out of range does not reach the handler.
pub struct Valid<E>(pub E);

impl<E, T> FromRequest for Valid<E>
where
    E: FromRequest<Error = Error> + std::ops::Deref<Target = T> + 'static,
    T: DeserializeOwned + Validate,
{
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let extracted = E::from_request(request, payload);
        Box::pin(async move {
            let input = extracted.await?;
            input.validate().map_err(Failure::from)?;
            Ok(Self(input))
        })
    }
}

pub type ValidJson<T> = Valid<web::Json<T>>;
pub type ValidQuery<T> = Valid<web::Query<T>>;
// endregion
