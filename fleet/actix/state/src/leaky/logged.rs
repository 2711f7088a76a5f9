use std::collections::HashMap;
use std::mem::size_of;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

use actix_web::{HttpRequest, HttpResponse, Responder, get, web};
use fleet_actix::api_key;
use fleet_service::{IssuedKeys, Kept};
use tracing::info;

// region: leak-logged
/// Puts its caller in front of each line, and counts the lines.
struct CallerLogger {
    prefix: String,
    lines: AtomicU64,
}

impl CallerLogger {
    fn log(&self, what: &str) -> u64 {
        info!(caller = self.prefix, what);
        self.lines.fetch_add(1, Relaxed) + 1
    }
}

/// A logger for each caller, made at its first line and never dropped.
#[derive(Default)]
pub struct Loggers {
    by_caller: Mutex<HashMap<String, Arc<CallerLogger>>>,
}

impl Loggers {
    fn of(&self, caller: &str) -> Arc<CallerLogger> {
        let mut loggers = self.by_caller.lock().unwrap();
        let logger = loggers.entry(caller.to_owned()).or_insert_with(|| {
            Arc::new(CallerLogger {
                prefix: format!("api.{caller}"),
                lines: AtomicU64::new(0),
            })
        });
        Arc::clone(logger)
    }
}

#[get("/v1/logged")]
pub async fn logged(
    request: HttpRequest,
    loggers: web::Data<Loggers>,
    issued: web::Data<IssuedKeys>,
) -> impl Responder {
    let Some(key) = api_key(&request) else {
        return HttpResponse::Unauthorized().finish();
    };
    let logger = loggers.of(key);
    if issued.contains(key) {
        HttpResponse::Ok().body(logger.log("accepted").to_string())
    } else {
        logger.log("refused");
        HttpResponse::Unauthorized().finish()
    }
}
// endregion

impl Loggers {
    pub fn kept(&self) -> Kept {
        let loggers = self.by_caller.lock().unwrap();
        Kept {
            pattern: "logged",
            entries: loggers.len(),
            bytes: loggers
                .iter()
                .map(|(caller, logger)| {
                    let text = caller.capacity() + logger.prefix.capacity();
                    text + size_of::<(String, Arc<CallerLogger>)>() + size_of::<CallerLogger>()
                })
                .sum(),
        }
    }
}
