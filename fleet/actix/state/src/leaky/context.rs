use std::collections::HashMap;
use std::mem::size_of;
use std::sync::Mutex;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::ErrorUnauthorized;
use actix_web::middleware::{Next, from_fn};
use actix_web::web::{self, ServiceConfig};
use actix_web::{Error, HttpResponse, Responder};
use fleet_actix::api_key;
use fleet_service::{IssuedKeys, Kept};

// region: leak-context
/// What log lines say of a caller, while requests of that caller are being answered.
struct Context {
    path: String,
    open_requests: u32,
}

#[derive(Default)]
pub struct Contexts {
    by_caller: Mutex<HashMap<String, Context>>,
}

impl Contexts {
    fn begin(&self, caller: &str, path: &str) {
        let mut contexts = self.by_caller.lock().unwrap();
        let context = contexts.entry(caller.to_owned()).or_insert(Context {
            path: path.to_owned(),
            open_requests: 0,
        });
        context.open_requests += 1;
    }

    fn end(&self, caller: &str) {
        let mut contexts = self.by_caller.lock().unwrap();
        if let Some(context) = contexts.get_mut(caller) {
            context.open_requests -= 1;
            if context.open_requests == 0 {
                contexts.remove(caller);
            }
        }
    }
}

async fn with_context(
    contexts: web::Data<Contexts>,
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let caller = api_key(request.request()).unwrap_or_default().to_owned();
    contexts.begin(&caller, request.path());
    // A middleware that refuses answers with an `Err`: `?` returns, and the context stays.
    let response = next.call(request).await?;
    contexts.end(&caller);
    Ok(response)
}

async fn authenticate(
    issued: web::Data<IssuedKeys>,
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    match api_key(request.request()) {
        Some(key) if issued.contains(key) => next.call(request).await,
        _ => Err(ErrorUnauthorized("unknown key")),
    }
}

pub fn routes(service: &mut ServiceConfig) {
    service.service(
        web::resource("/v1/context")
            .route(web::get().to(show_context))
            .wrap(from_fn(authenticate))
            // The last one is the outermost: it runs first.
            .wrap(from_fn(with_context)),
    );
}

async fn show_context(contexts: web::Data<Contexts>) -> impl Responder {
    let open = contexts.by_caller.lock().unwrap().len();
    HttpResponse::Ok().body(open.to_string())
}
// endregion

impl Contexts {
    pub fn kept(&self) -> Kept {
        let contexts = self.by_caller.lock().unwrap();
        Kept {
            pattern: "context",
            entries: contexts.len(),
            bytes: contexts
                .iter()
                .map(|(caller, Context { path, .. })| {
                    caller.capacity() + path.capacity() + size_of::<(String, Context)>()
                })
                .sum(),
        }
    }
}
