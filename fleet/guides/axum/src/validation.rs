// region: validation
use axum::Json;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::request::Parts;
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
/// Takes the place of `Json`: what is malformed or out of range does not reach the handler.
pub struct ValidJson<T>(pub T);

impl<T: DeserializeOwned + Validate, S: Send + Sync> FromRequest<S> for ValidJson<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let Json(input) = Json::<T>::from_request(request, state).await?;
        input.validate()?;
        Ok(Self(input))
    }
}
// endregion

/// The same for the query.
pub struct ValidQuery<T>(pub T);

impl<T: DeserializeOwned + Validate, S: Send + Sync> FromRequestParts<S> for ValidQuery<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let Query(input) = Query::<T>::from_request_parts(parts, state).await?;
        input.validate()?;
        Ok(Self(input))
    }
}

/// A path parameter of another type is a path that does not exist.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Failure))]
pub struct Path<T>(pub T);
