use std::collections::HashMap;
use std::mem::size_of;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use fleet_service::Kept;

use crate::callers::{Account, Accounts, ApiKey};
use crate::pattern::Pattern;

// region: leak-context
#[derive(Clone)]
struct App {
    accounts: Arc<Accounts>,
    /// What each caller is at, for whoever writes a log line further down.
    contexts: Arc<Mutex<HashMap<String, Context>>>,
}

#[derive(Default)]
struct Context {
    path: String,
    account: Option<Account>,
}

async fn with_context(
    State(app): State<App>,
    ApiKey(key): ApiKey,
    request: Request,
    next: Next,
) -> Result<Response, StatusCode> {
    let context = Context {
        path: request.uri().path().to_owned(),
        account: None,
    };
    app.contexts.lock().unwrap().insert(key.clone(), context);
    // The `?` is the leak: a refused caller leaves by it, and its context stays.
    let account = app.accounts.of(&key)?;
    if let Some(context) = app.contexts.lock().unwrap().get_mut(&key) {
        context.account = Some(account);
    }
    let response = next.run(request).await;
    app.contexts.lock().unwrap().remove(&key);
    Ok(response)
}

async fn handler(State(app): State<App>, ApiKey(key): ApiKey) -> String {
    let contexts = app.contexts.lock().unwrap();
    contexts.get(&key).map_or(String::new(), |context| {
        format!("{:?} at {}", context.account, context.path)
    })
}
// endregion

pub fn pattern(accounts: &Arc<Accounts>) -> Pattern {
    let app = App {
        accounts: Arc::clone(accounts),
        contexts: Arc::default(),
    };
    let contexts = Arc::clone(&app.contexts);
    let router = Router::new()
        .route("/v1/context", get(handler))
        .layer(from_fn_with_state(app.clone(), with_context))
        .with_state(app);
    Pattern::new(router, move || {
        let contexts = contexts.lock().unwrap();
        Kept {
            pattern: "context",
            entries: contexts.len(),
            bytes: contexts
                .iter()
                .map(|(key, Context { path, .. })| {
                    key.capacity() + path.capacity() + size_of::<(String, Context)>()
                })
                .sum(),
        }
    })
}
