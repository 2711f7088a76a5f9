use std::sync::Arc;

use axum::Router;
use axum::extract::{Extension, Request};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use fleet_service::Kept;

use crate::callers::{Account, Accounts};
use crate::pattern::Pattern;

// region: fix-context
/// Travels with its request and is dropped with it, however the request ends.
#[derive(Clone)]
struct Context {
    path: String,
    account: Account,
}

async fn with_context(account: Account, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    request.extensions_mut().insert(Context { path, account });
    next.run(request).await
}

async fn handler(Extension(context): Extension<Context>) -> String {
    format!("{:?} at {}", context.account, context.path)
}
// endregion

pub fn pattern(accounts: &Arc<Accounts>) -> Pattern {
    let router = Router::new()
        .route("/v1/context", get(handler))
        .layer(from_fn_with_state(Arc::clone(accounts), with_context));
    Pattern::new(router, || Kept {
        pattern: "context",
        entries: 0,
        bytes: 0,
    })
}
