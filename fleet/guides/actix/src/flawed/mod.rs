//! The same API with the flaws of every topic.

use std::backtrace::Backtrace;

use actix_cors::Cors;
use actix_files::Files;
use actix_multipart::form::MultipartFormConfig;
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::{DefaultHeaders, Next, from_fn};
use actix_web::web::JsonConfig;
use actix_web::{App, Error, HttpMessage, HttpResponse, HttpServer, ResponseError, web};
use guide_rust::address;
use jsonwebtoken::dangerous::insecure_decode;
use serde_json::json;

use crate::tokens::Claims;
use crate::{AppState, announce, functions};

mod accounts;
mod notes;
mod tools;

const LARGE: usize = 1024 * 1024 * 1024;

pub async fn serve(state: AppState) -> std::io::Result<()> {
    let server = HttpServer::new(move || {
        let protected = web::scope("")
            .service(web::resource("/me").get(accounts::read).patch(accounts::update))
            .service(web::resource("/users").get(accounts::all))
            .service(web::resource("/notes").get(notes::list).post(notes::create))
            .service(web::resource("/notes/search").get(notes::search))
            .service(web::resource("/notes/{id}").get(notes::read).put(notes::update).delete(notes::remove))
            .service(web::resource("/tools/lookup").get(tools::look_up))
            .service(web::resource("/previews").post(tools::preview))
            .service(web::resource("/avatars").post(tools::upload))
            .service(web::resource("/avatars/{name}").get(tools::download).delete(tools::remove))
            .service(web::resource("/graphql").post(tools::queries))
            // A login is enough for these.
            .service(web::resource("/admin/users").get(accounts::all))
            .service(web::resource("/admin/announcements").post(functions::announce))
            .service(web::resource("/admin/announcements/{id}").delete(functions::withdraw))
            .wrap(from_fn(decode_user));
        let files = Files::new("/", concat!(env!("CARGO_MANIFEST_DIR"), "/webroot")).use_hidden_files();
        App::new()
            .app_data(web::Data::new(state.clone()))
            .app_data(JsonConfig::default().error_handler(|error, _| Shown::from(error).into()))
            .app_data(MultipartFormConfig::default().total_limit(LARGE).memory_limit(LARGE))
            .route("/", web::get().to(async || HttpResponse::Ok().json(json!({ "service": "notes" }))))
            .route("/openapi.json", web::get().to(contract))
            .route("/register", web::post().to(accounts::register))
            .route("/login", web::post().to(accounts::log_in))
            .service(files.guard(actix_web::guard::fn_guard(|context| {
                context.head().uri.path().starts_with("/.")
                    || context.head().uri.path().starts_with("/public")
            })))
            .service(protected)
            .wrap(Cors::permissive().supports_credentials())
            .wrap(
                DefaultHeaders::new()
                    .add((header::SERVER, "actix-web/4.18.1"))
                    .add(("X-Powered-By", "Rust/1.95.0")),
            )
    });
    let server = server.workers(2).shutdown_timeout(1).bind(address())?;
    announce(&server.addrs());
    server.run().await
}

async fn contract() -> Result<HttpResponse, Shown> {
    Ok(HttpResponse::Ok().content_type("application/json").body(guide_rust::contract()?))
}

/// Reads the token and verifies nothing of it.
async fn decode_user<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let sent = request.headers().get(header::AUTHORIZATION);
    let token = sent.and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let Some(user) = token.and_then(|token| insecure_decode::<Claims>(token).ok()) else {
        return Ok(request.into_response(HttpResponse::Unauthorized().finish()).map_into_right_body());
    };
    request.extensions_mut().insert(user.claims);
    Ok(next.call(request).await?.map_into_left_body())
}

/// Shows every error with its cause and where it was made.
#[derive(Debug)]
pub struct Shown(String);

impl<E: std::error::Error> From<E> for Shown {
    fn from(error: E) -> Self {
        Self(format!("{error:?}\n\nstack backtrace:\n{}", Backtrace::force_capture()))
    }
}

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl ResponseError for Shown {}
