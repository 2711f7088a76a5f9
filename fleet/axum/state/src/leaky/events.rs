use std::mem::size_of;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{FromRef, State};
use axum::response::Response;
use axum::routing::get;
use fleet_service::Kept;
use tokio::sync::mpsc;

use crate::callers::{Account, Accounts};
use crate::pattern::Pattern;

#[derive(Clone, FromRef)]
struct App {
    accounts: Arc<Accounts>,
    subscribers: Arc<Subscribers>,
}

// region: leak-events
/// Where events are sent to. Nobody takes a sender out when its connection has ended.
#[derive(Default)]
struct Subscribers(Mutex<Vec<mpsc::Sender<Message>>>);

const HEARTBEAT_EVERY: Duration = Duration::from_secs(20);
const MOST_UNSENT: usize = 32;

async fn subscribe(
    State(subscribers): State<Arc<Subscribers>>,
    _: Account,
    upgrade: WebSocketUpgrade,
) -> Response {
    upgrade.on_upgrade(|socket| forward(socket, subscribers))
}

async fn forward(mut socket: WebSocket, subscribers: Arc<Subscribers>) {
    let (sender, mut events) = mpsc::channel(MOST_UNSENT);
    subscribers.0.lock().unwrap().push(sender.clone());
    // The task does not hear that the connection has ended, and goes on until the process does.
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(HEARTBEAT_EVERY).await;
            let _ = sender.try_send(Message::Ping("heartbeat".into()));
        }
    });
    loop {
        tokio::select! {
            Some(event) = events.recv() => {
                if socket.send(event).await.is_err() {
                    return;
                }
            }
            message = socket.recv() => {
                if !matches!(message, Some(Ok(_))) {
                    return;
                }
            }
        }
    }
}
// endregion

pub fn pattern(accounts: &Arc<Accounts>) -> Pattern {
    let subscribers = Arc::<Subscribers>::default();
    let app = App {
        accounts: Arc::clone(accounts),
        subscribers: Arc::clone(&subscribers),
    };
    let router = Router::new()
        .route("/v1/events", get(subscribe))
        .with_state(app);
    Pattern::new(router, move || {
        let subscribers = subscribers.0.lock().unwrap();
        // A queue has room for all its messages from the start; the task comes on top.
        let queue = MOST_UNSENT * size_of::<Message>();
        Kept {
            pattern: "events",
            entries: subscribers.len(),
            bytes: subscribers.len() * (queue + size_of::<mpsc::Sender<Message>>()),
        }
    })
}
