use std::collections::HashMap;
use std::mem::size_of;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use actix_web::{HttpRequest, HttpResponse, get, rt, web};
use actix_ws::{Message, MessageStream, Session};
use fleet_actix::api_key;
use fleet_service::{IssuedKeys, Kept};

// region: leak-events
const HEARTBEAT: Duration = Duration::from_secs(5);

struct Subscriber {
    caller: String,
    session: Session,
}

/// Everyone whom an event goes to. Nobody is ever removed.
#[derive(Default)]
pub struct Events {
    next_id: AtomicU64,
    subscribers: Mutex<HashMap<u64, Subscriber>>,
}

#[get("/v1/events")]
pub async fn subscribe(
    request: HttpRequest,
    body: web::Payload,
    events: web::Data<Events>,
    issued: web::Data<IssuedKeys>,
) -> actix_web::Result<HttpResponse> {
    let Some(key) = api_key(&request).filter(|key| issued.contains(key)) else {
        return Ok(HttpResponse::Unauthorized().finish());
    };
    let (response, session, messages) = actix_ws::handle(&request, body)?;
    let subscriber = Subscriber {
        caller: key.to_owned(),
        session: session.clone(),
    };
    let id = events.next_id.fetch_add(1, Relaxed);
    events.subscribers.lock().unwrap().insert(id, subscriber);
    rt::spawn(heartbeat(session.clone()));
    rt::spawn(listen(session, messages));
    Ok(response)
}

async fn heartbeat(mut session: Session) {
    let mut heartbeat = rt::time::interval(HEARTBEAT);
    loop {
        heartbeat.tick().await;
        // The error that is thrown away here is the news that the connection has closed.
        let _ = session.ping(b"").await;
    }
}

async fn listen(mut session: Session, mut messages: MessageStream) {
    let reason = loop {
        match messages.recv().await {
            Some(Ok(Message::Ping(bytes))) => {
                let _ = session.pong(&bytes).await;
            }
            Some(Ok(Message::Close(reason))) => break reason,
            Some(Ok(_)) => {}
            Some(Err(_)) | None => break None,
        }
    };
    let _ = session.close(reason).await;
}
// endregion

impl Events {
    pub fn kept(&self) -> Kept {
        let subscribers = self.subscribers.lock().unwrap();
        Kept {
            pattern: "events",
            entries: subscribers.len(),
            // The channel of a session and the task of its heartbeat come on top.
            bytes: subscribers
                .values()
                .map(|Subscriber { caller, session }| {
                    caller.capacity() + size_of_val(session) + size_of::<(u64, String)>()
                })
                .sum(),
        }
    }
}
