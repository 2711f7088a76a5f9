//! The same API with the flaws of every topic.

use std::backtrace::Backtrace;

use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use jsonwebtoken::dangerous::insecure_decode;
use serde_json::json;
use tower_http::cors::{AllowHeaders, AllowMethods, AllowOrigin, CorsLayer};
use tower_http::services::ServeDir;

use crate::App;
use crate::tokens::Claims;

mod accounts;
mod notes;
mod tools;

pub fn router(app: App) -> Router {
    let protected = Router::new()
        .route("/me", get(accounts::read).patch(accounts::update))
        .route("/users", get(accounts::all))
        .route("/notes", get(notes::list).post(notes::create))
        .route("/notes/search", get(notes::search))
        .route("/notes/{id}", get(notes::read).put(notes::update).delete(notes::remove))
        .route("/tools/lookup", get(tools::look_up))
        .route("/previews", post(tools::preview))
        .route("/avatars", post(tools::upload).layer(DefaultBodyLimit::disable()))
        .route("/avatars/{name}", get(tools::download).delete(tools::remove))
        .route("/graphql", post(tools::queries))
        // A login is enough for these.
        .route("/admin/users", get(accounts::all))
        .route("/admin/announcements", post(crate::functions::announce))
        .route("/admin/announcements/{id}", delete(crate::functions::withdraw))
        .route_layer(from_fn(decode_user));
    Router::new()
        .route("/", get(|| async { Json(json!({ "service": "notes" })) }))
        .route("/openapi.json", get(|| async { guide_rust::contract().unwrap() }))
        .route("/register", post(accounts::register))
        .route("/login", post(accounts::log_in))
        .merge(protected)
        .fallback_service(ServeDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/webroot")))
        .layer(any_origin())
        .layer(map_response(versions))
        .with_state(app)
}

/// Reads the token and verifies nothing of it.
async fn decode_user(mut request: Request, next: Next) -> Response {
    let sent = request.headers().get(header::AUTHORIZATION);
    let token = sent.and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let Some(user) = token.and_then(|token| insecure_decode::<Claims>(token).ok()) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    request.extensions_mut().insert(user.claims);
    next.run(request).await
}

fn any_origin() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(AllowOrigin::mirror_request())
        .allow_credentials(true)
        .allow_methods(AllowMethods::list([
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ]))
        .allow_headers(AllowHeaders::mirror_request())
}

async fn versions(mut response: Response) -> Response {
    response.headers_mut().insert(header::SERVER, HeaderValue::from_static("axum/0.8.9"));
    response.headers_mut().insert("x-powered-by", HeaderValue::from_static("Rust/1.95.0"));
    response
}

/// Shows every error with its cause and where it was made.
pub struct Shown(String);

impl<E: std::fmt::Debug> From<E> for Shown {
    fn from(error: E) -> Self {
        Self(format!("{error:?}\n\nstack backtrace:\n{}", Backtrace::force_capture()))
    }
}

impl IntoResponse for Shown {
    fn into_response(self) -> Response {
        (StatusCode::INTERNAL_SERVER_ERROR, self.0).into_response()
    }
}
