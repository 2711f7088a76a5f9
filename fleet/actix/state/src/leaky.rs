//! Ten ways to keep something of every request beyond its end.

mod clients;
mod context;
mod events;
mod jobs;
mod limited;
mod logged;
mod metered;
mod thread_local;
mod traced;
mod uploads;

use actix_web::web::{self, ServiceConfig};
use fleet_service::{IssuedKeys, Kept};
use tracing_subscriber::prelude::*;

use crate::downstream;

#[derive(Clone)]
pub struct AppState {
    issued: web::Data<IssuedKeys>,
    limits: web::Data<limited::Limits>,
    deliveries: web::Data<jobs::Deliveries>,
    contexts: web::Data<context::Contexts>,
    traces: web::Data<traced::Traces>,
    loggers: web::Data<logged::Loggers>,
    clients: web::Data<clients::Clients>,
    events: web::Data<events::Events>,
    uploads: web::Data<uploads::Uploads>,
}

impl AppState {
    pub fn new() -> Self {
        let traces = traced::Traces::default();
        tracing_subscriber::registry().with(traces.clone()).init();
        Self {
            issued: web::Data::new(IssuedKeys::from_env()),
            limits: Default::default(),
            deliveries: Default::default(),
            contexts: Default::default(),
            traces: web::Data::new(traces),
            loggers: Default::default(),
            clients: Default::default(),
            events: Default::default(),
            uploads: Default::default(),
        }
    }

    pub fn routes(&self, service: &mut ServiceConfig) {
        service
            .app_data(self.issued.clone())
            .app_data(self.limits.clone())
            .app_data(self.deliveries.clone())
            .app_data(self.contexts.clone())
            .app_data(self.traces.clone())
            .app_data(self.loggers.clone())
            .app_data(self.clients.clone())
            .app_data(self.events.clone())
            .app_data(self.uploads.clone())
            .configure(context::routes)
            .service(limited::limited)
            .service(jobs::accept)
            .service(traced::traced)
            .service(logged::logged)
            .service(metered::metered)
            .service(clients::show_quota)
            .service(downstream::quota)
            .service(events::subscribe)
            .service(uploads::receive)
            .service(thread_local::check);
    }

    pub fn kept(&self) -> Vec<Kept> {
        vec![
            self.limits.kept(),
            self.deliveries.kept(),
            self.contexts.kept(),
            self.traces.kept(),
            self.loggers.kept(),
            metered::kept(),
            self.clients.kept(),
            self.events.kept(),
            self.uploads.kept(),
            thread_local::kept(),
        ]
    }
}
