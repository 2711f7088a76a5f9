use actix_governor::Governor;
use actix_web::middleware::from_fn;
use actix_web::{App, HttpResponse, HttpServer, web};
use guide_rust::address;
use serde_json::json;

use crate::errors::Failure;
use crate::{
    AppState, announce, auth, avatars, cors, errors, functions, graphql, headers, limits, login, lookup, me,
};
use crate::{notes, ownership, previews, properties, search, transport};

pub async fn serve(state: AppState) -> std::io::Result<()> {
    // Outside of the closure, which runs once for every worker: they share the counts.
    let limit = limits::requests();
    let server = HttpServer::new(move || {
        let protected = web::scope("")
            .service(web::resource("/me").get(properties::read).patch(me::update))
            .service(web::resource("/users").get(properties::members))
            .service(web::resource("/notes").get(notes::list).post(notes::create))
            .service(web::resource("/notes/search").get(search::search))
            .service(ownership::note())
            .service(web::resource("/tools/lookup").get(lookup::look_up))
            .service(web::resource("/previews").post(previews::preview))
            .service(web::resource("/avatars").post(avatars::create))
            .service(web::resource("/avatars/{name}").get(avatars::read).delete(avatars::remove))
            .service(web::resource("/graphql").post(graphql::run))
            .service(functions::administration())
            .default_service(web::to(errors::no_such_path))
            .wrap(Governor::new(&limit))
            .wrap(from_fn(auth::require_user));
        let limited = || Governor::new(&limit);
        App::new()
            .app_data(web::Data::new(state.clone()))
            .configure(errors::in_one_format)
            .service(web::resource("/").wrap(limited()).get(root))
            .service(web::resource("/openapi.json").wrap(limited()).get(contract))
            .service(web::resource("/login").wrap(limited()).post(login::log_in))
            .service(web::resource("/register").wrap(limited()).post(login::register))
            .service(headers::assets())
            // It takes every path that is left, so that what is added to it needs a login.
            .service(protected)
            .wrap(errors::problems())
            .wrap(cors::policy())
            .wrap(headers::security_headers())
            .wrap(from_fn(transport::https_only))
    });
    let server = server.workers(2).shutdown_timeout(1).bind(address())?;
    announce(&server.addrs());
    server.run().await
}

async fn root() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "service": "notes" }))
}

async fn contract() -> Result<HttpResponse, Failure> {
    Ok(HttpResponse::Ok().content_type("application/json").body(guide_rust::contract()?))
}
