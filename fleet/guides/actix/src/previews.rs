// region: preview
use actix_web::http::StatusCode;
use actix_web::web::{Data, Json};
use reqwest::Url;
use serde::Deserialize;
use serde_json::{Value, json};
use validator::Validate;

use crate::AppState;
use crate::errors::Failure;
use crate::fetching::{fetch, may_be_fetched, title_in};
use crate::validation::{Valid, ValidJson};

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct Preview {
    #[validate(length(max = 2000))]
    url: String,
}

pub async fn preview(app: Data<AppState>, Valid(input): ValidJson<Preview>) -> Result<Json<Value>, Failure> {
    let url = Url::parse(&input.url).ok().filter(may_be_fetched);
    let url = url.ok_or(Failure::Refused(StatusCode::BAD_REQUEST, "Only https addresses are fetched."))?;
    let (status, page) = fetch(&app.pages, url)
        .await
        .ok_or(Failure::Refused(StatusCode::BAD_REQUEST, "The page cannot be fetched."))?;
    Ok(Json(json!({ "status": status, "title": title_in(&page) })))
}
// endregion
