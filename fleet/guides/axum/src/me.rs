// region: mass-assignment
use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use serde::Deserialize;
use validator::Validate;

use crate::App;
use crate::errors::Failure;
use crate::properties::{UserView, user_of};
use crate::tokens::Claims;
use crate::validation::ValidJson;

/// What users may change of themselves, and nothing else. Other properties are refused.
#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct ProfileInput {
    #[validate(length(min = 1, max = 100))]
    name: Option<String>,
    #[validate(email, length(max = 254))]
    email: Option<String>,
}

pub async fn update(
    State(app): State<App>,
    Extension(user): Extension<Claims>,
    ValidJson(input): ValidJson<ProfileInput>,
) -> Result<Json<UserView>, Failure> {
    if input.name.is_none() && input.email.is_none() {
        return Err(Failure::Refused(StatusCode::BAD_REQUEST, "Send a name or an email address."));
    }
    sqlx::query("update users set name = coalesce(?, name), email = coalesce(?, email) where id = ?")
        .bind(input.name)
        .bind(input.email)
        .bind(user.sub)
        .execute(&app.db)
        .await?;
    Ok(Json(user_of(&app.db, user.sub).await?.into()))
}
// endregion
