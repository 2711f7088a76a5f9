use std::collections::HashMap;
use std::mem::size_of;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use actix_web::{HttpRequest, HttpResponse, get, rt, web};
use actix_ws::{Message, MessageStream, Session};
use fleet_actix::api_key;
use fleet_service::{IssuedKeys, Kept};

// region: fix-events
const HEARTBEAT: Duration = Duration::from_secs(5);
/// A client that has said nothing for so long, not even a pong, is gone.
const MAX_SILENCE: Duration = Duration::from_secs(15);

/// Everyone whom an event goes to.
#[derive(Default)]
pub struct Events {
    next_id: AtomicU64,
    subscribers: Mutex<HashMap<u64, Session>>,
}

/// Takes its subscriber out when the task that holds it ends, however it ends.
struct Subscription {
    id: u64,
    events: web::Data<Events>,
}

impl Subscription {
    fn new(events: web::Data<Events>, session: Session) -> Self {
        let id = events.next_id.fetch_add(1, Relaxed);
        events.subscribers.lock().unwrap().insert(id, session);
        Self { id, events }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.events.subscribers.lock().unwrap().remove(&self.id);
    }
}

#[get("/v1/events")]
pub async fn subscribe(
    request: HttpRequest,
    body: web::Payload,
    events: web::Data<Events>,
    issued: web::Data<IssuedKeys>,
) -> actix_web::Result<HttpResponse> {
    if !api_key(&request).is_some_and(|key| issued.contains(key)) {
        return Ok(HttpResponse::Unauthorized().finish());
    }
    let (response, session, messages) = actix_ws::handle(&request, body)?;
    let subscription = Subscription::new(events, session.clone());
    rt::spawn(serve(session, messages, subscription));
    Ok(response)
}

/// One task for all that belongs to the connection: it ends when the client has closed, when a
/// ping fails, or when no answer comes to one.
async fn serve(mut session: Session, mut messages: MessageStream, _subscription: Subscription) {
    let mut heartbeat = rt::time::interval(HEARTBEAT);
    let mut last_heard = Instant::now();
    loop {
        tokio::select! {
            message = messages.recv() => {
                last_heard = Instant::now();
                let sent = match message {
                    Some(Ok(Message::Ping(bytes))) => session.pong(&bytes).await,
                    Some(Ok(Message::Close(reason))) => {
                        let _ = session.close(reason).await;
                        return;
                    }
                    Some(Ok(_)) => Ok(()),
                    Some(Err(_)) | None => return,
                };
                if sent.is_err() {
                    return;
                }
            }
            _ = heartbeat.tick() => {
                if last_heard.elapsed() > MAX_SILENCE || session.ping(b"").await.is_err() {
                    return;
                }
            }
        }
    }
}
// endregion

impl Events {
    pub fn kept(&self) -> Kept {
        let entries = self.subscribers.lock().unwrap().len();
        Kept {
            pattern: "events",
            entries,
            bytes: entries * size_of::<(u64, Session)>(),
        }
    }
}
