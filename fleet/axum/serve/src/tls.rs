use std::future;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::serve::Listener;
use fleet_service::ServerConfig;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

const HANDSHAKE_LIMIT: Duration = Duration::from_secs(10);

/// Hands Axum the connections whose clients have proved to hold a certificate of the CA.
pub struct TlsListener {
    shaken: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
    address: SocketAddr,
}

impl TlsListener {
    pub async fn bind(port: u16, config: ServerConfig) -> io::Result<Self> {
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        let (sender, shaken) = mpsc::channel(64);
        tokio::spawn(accept(listener, acceptor, sender));
        Ok(Self { shaken, address })
    }
}

/// Every handshake has a task of its own: a client that stops halfway holds up nobody else.
async fn accept(
    listener: TcpListener,
    acceptor: TlsAcceptor,
    shaken: mpsc::Sender<(TlsStream<TcpStream>, SocketAddr)>,
) {
    while !shaken.is_closed() {
        let Ok((stream, peer)) = listener.accept().await else {
            // Out of file descriptors, most likely: wait for some to come back.
            sleep(Duration::from_millis(100)).await;
            continue;
        };
        let (acceptor, shaken) = (acceptor.clone(), shaken.clone());
        tokio::spawn(async move {
            if let Ok(Ok(stream)) = timeout(HANDSHAKE_LIMIT, acceptor.accept(stream)).await {
                // It fails only when the service has ended.
                let _ = shaken.send((stream, peer)).await;
            }
        });
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.shaken.recv().await {
            Some(connection) => connection,
            None => future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}
