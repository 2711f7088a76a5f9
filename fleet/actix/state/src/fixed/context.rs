use std::mem::size_of;
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::ErrorUnauthorized;
use actix_web::middleware::{Next, from_fn};
use actix_web::web::{self, ServiceConfig};
use actix_web::{Error, HttpMessage, HttpResponse, Responder};
use fleet_actix::api_key;
use fleet_service::{IssuedKeys, Kept};

use super::open_count::OpenCount;

// region: fix-context
/// What log lines say of the request that they belong to.
struct Context {
    caller: String,
    path: String,
    _open: OpenCount,
}

/// The extensions belong to the request, and are emptied when it ends: after an error, and after
/// the client has gone, too.
async fn with_context(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let context = Rc::new(Context {
        caller: api_key(request.request()).unwrap_or_default().to_owned(),
        path: request.path().to_owned(),
        _open: OpenCount::new(&OPEN),
    });
    request.extensions_mut().insert(context);
    next.call(request).await
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

async fn show_context(context: web::ReqData<Rc<Context>>) -> impl Responder {
    let Context { caller, path, .. } = &**context;
    HttpResponse::Ok().body(format!("{} {path}", caller.len()))
}
// endregion

static OPEN: AtomicUsize = AtomicUsize::new(0);

pub fn kept() -> Kept {
    let entries = OPEN.load(Relaxed);
    Kept {
        pattern: "context",
        entries,
        bytes: entries * size_of::<Context>(),
    }
}
