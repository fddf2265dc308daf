//! The plain HTTP server under both endpoints: it can do what a framework will not, hang up without an answer.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::pin;
use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// `DynamoDB`'s own limit, and more than SES takes.
const LARGEST_BODY: usize = 16 * 1024 * 1024;

/// What a caller gets.
pub(crate) enum Reply {
    /// An ordinary answer.
    Answer(Response<Full<Bytes>>),
    /// The connection is closed and nothing is said.
    HangUp,
}

/// Ends the connection when the server meets it.
#[derive(Debug, thiserror::Error)]
#[error("hung up on purpose")]
struct HungUp;

/// How many connections may wait to be taken.
const BACKLOG: u32 = 1024;

/// Whether anybody listens behind a port: as soon as it is served, if nobody has closed it.
#[derive(Clone)]
pub(crate) struct Door {
    wanted: watch::Sender<bool>,
    is_open: watch::Sender<bool>,
}

impl Default for Door {
    fn default() -> Self {
        Self {
            wanted: watch::Sender::new(true),
            is_open: watch::Sender::new(false),
        }
    }
}

impl Door {
    /// Opens or closes it, and waits until that is so.
    pub(crate) async fn set_open(&self, open: bool) {
        self.wanted.send_replace(open);
        let mut is_open = self.is_open.subscribe();
        let told = is_open.wait_for(|is_open| *is_open == open).await;
        drop(told.expect("the door itself is a sender"));
    }
}

/// A loopback port that stays ours while nobody listens on it.
pub(crate) struct Port {
    address: SocketAddr,
    /// Bound, and never listening: so the system gives the port to nobody else. A system that does not let two sockets
    /// share it is asked for it again each time.
    _held: TcpSocket,
}

impl Port {
    /// A free one.
    pub(crate) fn take() -> io::Result<Self> {
        let held = shared_socket(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
        let address = held.local_addr()?;
        Ok(Self {
            address,
            _held: held,
        })
    }

    /// Where it is.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    fn listen(&self) -> io::Result<TcpListener> {
        shared_socket(self.address)?.listen(BACKLOG)
    }
}

fn shared_socket(address: SocketAddr) -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    socket.set_nodelay(true)?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    Ok(socket)
}

/// A listener on a free loopback port. Connections taken from it inherit `TCP_NODELAY` (Linux, macOS), also
/// those that the store's own server takes.
pub(crate) fn listen() -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.set_nodelay(true)?;
    socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
    socket.listen(BACKLOG)
}

/// Takes connections for ever and answers their requests with `answer`, one task for each connection.
pub(crate) async fn serve<A, F>(listener: TcpListener, answer: A) -> Infallible
where
    A: Fn(Request<Bytes>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Reply> + Send + 'static,
{
    serve_until(listener, answer, std::future::pending::<()>()).await;
    unreachable!("what is pending never ends");
}

/// The same, but for the times in which the door is closed: then every connection ends and new ones are refused.
pub(crate) async fn serve_behind<A, F>(door: Door, port: Port, answer: A) -> Infallible
where
    A: Fn(Request<Bytes>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Reply> + Send + 'static,
{
    let mut wanted = door.wanted.subscribe();
    loop {
        match port.listen() {
            Ok(listener) => {
                door.is_open.send_replace(true);
                let closing = wanted.wait_for(|open| !open);
                serve_until(listener, answer.clone(), closing).await;
                door.is_open.send_replace(false);
                let opened = wanted.wait_for(|open| *open).await;
                drop(opened.expect("the door itself is a sender"));
            }
            Err(error) => {
                tracing::warn!(%error, "a local port could not be opened again");
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        }
    }
}

async fn serve_until<A, F>(listener: TcpListener, answer: A, end: impl Future)
where
    A: Fn(Request<Bytes>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Reply> + Send + 'static,
{
    let mut connections = JoinSet::new();
    let mut end = pin!(end);
    loop {
        let taken = tokio::select! {
            _ = &mut end => break,
            taken = listener.accept() => taken,
        };
        while connections.try_join_next().is_some() {}
        match taken {
            Ok((stream, _)) => drop(connections.spawn(serve_connection(stream, answer.clone()))),
            Err(error) => tracing::warn!(%error, "a local connection could not be taken"),
        }
    }
    drop(listener);
    connections.shutdown().await;
}

async fn serve_connection<A, F>(stream: TcpStream, answer: A)
where
    A: Fn(Request<Bytes>) -> F,
    F: Future<Output = Reply>,
{
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a local connection stays slow");
    }
    let service = service_fn(|request| respond(request, &answer));
    let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    if let Err(error) = connection.await {
        tracing::debug!(%error, "a local connection ended early");
    }
}

async fn respond<A, F>(
    request: Request<Incoming>,
    answer: &A,
) -> Result<Response<Full<Bytes>>, HungUp>
where
    A: Fn(Request<Bytes>) -> F,
    F: Future<Output = Reply>,
{
    let (head, body) = request.into_parts();
    let body = Limited::new(body, LARGEST_BODY)
        .collect()
        .await
        .map_err(|_| HungUp)?;
    match answer(Request::from_parts(head, body.to_bytes())).await {
        Reply::Answer(response) => Ok(response),
        Reply::HangUp => Err(HungUp),
    }
}
