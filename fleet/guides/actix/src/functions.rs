// region: require-role
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{HttpServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::middleware::{Next, from_fn};
use actix_web::{Error, HttpMessage, web};

use crate::errors::problem;
use crate::properties;
use crate::tokens::Claims;

/// A service of the scope that requires a login. What is added here needs the role as well.
pub fn administration() -> impl HttpServiceFactory {
    web::scope("/admin")
        .service(web::resource("/users").get(properties::accounts))
        .service(web::resource("/announcements").post(announce))
        .service(web::resource("/announcements/{id}").delete(withdraw))
        .wrap(from_fn(require_admin))
}

async fn require_admin<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let is_admin = request.extensions().get::<Claims>().is_some_and(|user| user.role == "admin");
    if !is_admin {
        let refused = problem(StatusCode::FORBIDDEN, "This needs the role admin.");
        return Ok(request.into_response(refused).map_into_right_body());
    }
    Ok(next.call(request).await?.map_into_left_body())
}
// endregion

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, ReqData};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;
use validator::Validate;

use crate::AppState;
use crate::errors::Failure;
use crate::validation::{Valid, ValidJson};

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct Announcement {
    #[validate(length(min = 1, max = 1000))]
    text: String,
}

pub async fn announce(
    app: Data<AppState>,
    user: ReqData<Claims>,
    Valid(input): ValidJson<Announcement>,
) -> Result<HttpResponse, Failure> {
    let id = Uuid::new_v4();
    sqlx::query("insert into announcements (id, author, text) values (?, ?, ?)")
        .bind(id)
        .bind(user.sub)
        .bind(&input.text)
        .execute(&app.db)
        .await?;
    Ok(HttpResponse::Created().json(json!({ "id": id, "text": input.text })))
}

pub async fn withdraw(app: Data<AppState>, id: Path<Uuid>) -> Result<HttpResponse, Failure> {
    let deleted = sqlx::query("delete from announcements where id = ?").bind(*id).execute(&app.db).await?;
    if deleted.rows_affected() == 0 {
        return Err(Failure::Refused(StatusCode::NOT_FOUND, "There is no such announcement."));
    }
    Ok(HttpResponse::NoContent().finish())
}
