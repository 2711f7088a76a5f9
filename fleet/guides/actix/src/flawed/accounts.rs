use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{Data, Json, ReqData};
use guide_rust::flawed::{Credentials, User};
use serde_json::{Map, Value, json};

use super::Shown;
use crate::AppState;
use crate::store::{add_user, user_with_password};
use crate::tokens::Claims;

pub async fn read(app: Data<AppState>, user: ReqData<Claims>) -> Result<Json<User>, Shown> {
    Ok(Json(User::of(&app.db, user.sub).await?))
}

pub async fn all(app: Data<AppState>) -> Result<Json<Vec<User>>, Shown> {
    Ok(Json(User::all(&app.db).await?))
}

pub async fn update(
    app: Data<AppState>,
    user: ReqData<Claims>,
    Json(sent): Json<Map<String, Value>>,
) -> Result<Json<User>, Shown> {
    let changed = User::of(&app.db, user.sub).await?.overwritten(sent)?;
    changed.store(&app.db, user.sub).await?;
    Ok(Json(changed))
}

/// Counts no attempts, and its cookie has no flags.
pub async fn log_in(app: Data<AppState>, Json(sent): Json<Credentials>) -> Result<HttpResponse, Shown> {
    let Some((id, role)) = user_with_password(&app.db, &sent.username, &sent.password).await? else {
        return Ok(HttpResponse::Unauthorized().json(json!({ "error": "wrong" })));
    };
    let token = app.signer.issue(id, role)?;
    let cookie = (header::SET_COOKIE, format!("session={token}; Path=/"));
    Ok(HttpResponse::Ok().insert_header(cookie).json(json!({ "token": token })))
}

pub async fn register(app: Data<AppState>, Json(sent): Json<Credentials>) -> Result<HttpResponse, Shown> {
    let id = add_user(&app.db, &sent.username, &sent.password, "user").await?;
    Ok(HttpResponse::Created().json(json!({ "id": id, "username": sent.username })))
}
