// region: assets
use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use tower_http::services::ServeDir;

/// The folder holds public files and nothing else. `ServeDir` lists no folders.
pub fn assets() -> Router {
    let files = ServeDir::new("public");
    Router::new().fallback_service(files).layer(from_fn(no_dotfiles))
}

/// `ServeDir` does serve files whose names begin with a dot.
async fn no_dotfiles(request: Request, next: Next) -> Response {
    let path = percent_decode_str(request.uri().path()).decode_utf8_lossy();
    if path.split('/').any(|part| part.starts_with('.')) {
        return StatusCode::NOT_FOUND.into_response();
    }
    next.run(request).await
}
// endregion
