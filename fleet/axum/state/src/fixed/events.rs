use std::mem::size_of;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{FromRef, State};
use axum::response::Response;
use axum::routing::get;
use fleet_service::Kept;
use tokio::sync::broadcast;
use tokio::time::{interval, timeout};

use crate::callers::{Account, Accounts};
use crate::pattern::Pattern;

#[derive(Clone, FromRef)]
struct App {
    accounts: Arc<Accounts>,
    events: broadcast::Sender<Message>,
}

// region: fix-events
const HEARTBEAT_EVERY: Duration = Duration::from_secs(20);
/// A client that takes nothing for so long is gone, or may as well be.
const SEND_LIMIT: Duration = Duration::from_secs(10);

async fn subscribe(
    State(events): State<broadcast::Sender<Message>>,
    _: Account,
    upgrade: WebSocketUpgrade,
) -> Response {
    // The receiver is the subscription: it ends when the connection's future drops it.
    upgrade.on_upgrade(move |socket| forward(socket, events.subscribe()))
}

async fn forward(mut socket: WebSocket, mut events: broadcast::Receiver<Message>) {
    // The heartbeat is a branch of the connection's own loop, not a task beside it.
    let mut heartbeat = interval(HEARTBEAT_EVERY);
    loop {
        let message = tokio::select! {
            Ok(event) = events.recv() => event,
            _ = heartbeat.tick() => Message::Ping("heartbeat".into()),
            message = socket.recv() => match message {
                Some(Ok(_)) => continue,
                _ => return,
            },
        };
        if !matches!(timeout(SEND_LIMIT, socket.send(message)).await, Ok(Ok(()))) {
            return;
        }
    }
}
// endregion

/// Events that a slow subscriber may be behind before it misses some.
const MOST_UNSENT: usize = 32;

pub fn pattern(accounts: &Arc<Accounts>) -> Pattern {
    let events = broadcast::Sender::new(MOST_UNSENT);
    let app = App {
        accounts: Arc::clone(accounts),
        events: events.clone(),
    };
    let router = Router::new()
        .route("/v1/events", get(subscribe))
        .with_state(app);
    Pattern::new(router, move || Kept {
        pattern: "events",
        entries: events.receiver_count(),
        bytes: events.receiver_count() * size_of::<broadcast::Receiver<Message>>(),
    })
}
