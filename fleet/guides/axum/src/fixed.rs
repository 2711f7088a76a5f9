use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use serde_json::json;
use tower_http::catch_panic::CatchPanicLayer;

use crate::App;
use crate::auth::require_user;
use crate::errors::{Failure, no_such_method, no_such_path, panicked};
use crate::{
    assets, avatars, cors, functions, graphql, headers, limits, login, lookup, me, notes, ownership, previews,
};
use crate::{properties, search, transport};

pub fn router(app: App) -> Router {
    let limit = limits::requests();
    let open = Router::new()
        .route("/", get(|| async { Json(json!({ "service": "notes" })) }))
        .route("/openapi.json", get(contract))
        .route("/register", post(login::register))
        .route("/login", post(login::log_in))
        .route_layer(limit.clone());
    let protected = Router::new()
        .route("/me", get(properties::read).patch(me::update))
        .route("/users", get(properties::members))
        .route("/notes", get(notes::list).post(notes::create))
        .route("/notes/search", get(search::search))
        .route("/notes/{id}", get(ownership::read).put(ownership::update).delete(ownership::remove))
        .route("/tools/lookup", get(lookup::look_up))
        .route("/previews", post(previews::preview))
        .route("/avatars", post(avatars::create).layer(DefaultBodyLimit::max(avatars::MOST_OF_FORM)))
        .route("/avatars/{name}", get(avatars::read).merge(delete(avatars::remove)))
        .route("/graphql", post(graphql::run))
        .nest("/admin", functions::administration())
        .route_layer(limit)
        .route_layer(from_fn_with_state(app.clone(), require_user));

    open.merge(protected)
        .nest_service("/assets", assets::assets())
        .fallback(no_such_path)
        .method_not_allowed_fallback(no_such_method)
        .layer(DefaultBodyLimit::max(64 * 1024))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(cors::policy())
        .layer(map_response(headers::security_headers))
        .layer(from_fn(transport::https_only))
        .with_state(app)
}

async fn contract() -> Result<([(&'static str, &'static str); 1], String), Failure> {
    Ok(([("Content-Type", "application/json")], guide_rust::contract()?))
}
