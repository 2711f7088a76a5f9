//! The same ten routes; what each of them keeps ends with its request, or has a bound.

mod clients;
mod context;
mod events;
mod jobs;
mod limited;
mod logged;
mod metered;
mod open_count;
mod thread_local;
mod traced;
mod uploads;

use actix_web::rt;
use actix_web::web::{self, ServiceConfig};
use fleet_service::{IssuedKeys, Kept};
use tracing_subscriber::prelude::*;

use crate::downstream;

#[derive(Clone)]
pub struct AppState {
    issued: web::Data<IssuedKeys>,
    limits: web::Data<limited::Limits>,
    jobs: web::Data<jobs::Jobs>,
    traces: web::Data<traced::Traces>,
    recent: web::Data<logged::Recent>,
    client: web::Data<reqwest::Client>,
    events: web::Data<events::Events>,
    uploads: web::Data<uploads::Uploads>,
    allowed: web::Data<thread_local::Allowed>,
}

impl AppState {
    pub fn new() -> Self {
        let limits = web::Data::new(limited::Limits::new());
        rt::spawn(limited::sweep(limits.clone()));
        let traces = traced::Traces::default();
        tracing_subscriber::registry().with(traces.clone()).init();
        Self {
            issued: web::Data::new(IssuedKeys::from_env()),
            limits,
            jobs: web::Data::new(jobs::Jobs::new()),
            traces: web::Data::new(traces),
            recent: Default::default(),
            client: Default::default(),
            events: Default::default(),
            uploads: Default::default(),
            allowed: web::Data::new(thread_local::Allowed::new()),
        }
    }

    pub fn routes(&self, service: &mut ServiceConfig) {
        service
            .app_data(self.issued.clone())
            .app_data(self.limits.clone())
            .app_data(self.jobs.clone())
            .app_data(self.traces.clone())
            .app_data(self.recent.clone())
            .app_data(self.client.clone())
            .app_data(self.events.clone())
            .app_data(self.uploads.clone())
            .app_data(self.allowed.clone())
            .configure(context::routes)
            .configure(jobs::routes)
            .service(limited::limited)
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
            self.jobs.kept(),
            context::kept(),
            self.traces.kept(),
            self.recent.kept(),
            metered::kept(),
            clients::kept(),
            self.events.kept(),
            self.uploads.kept(),
            self.allowed.kept(),
        ]
    }
}
