//! The plain HTTP server under both endpoints: it can do what a framework will not, hang up without an answer.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpSocket, TcpStream};

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

/// A listener on a free loopback port. Connections taken from it inherit `TCP_NODELAY` (Linux, macOS), also
/// those that the store's own server takes.
pub(crate) fn listen() -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.set_nodelay(true)?;
    socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
    socket.listen(1024)
}

/// Takes connections for ever and answers their requests with `answer`, one task for each connection.
pub(crate) async fn serve<A, F>(listener: TcpListener, answer: A) -> Infallible
where
    A: Fn(Request<Bytes>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Reply> + Send + 'static,
{
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(tokio::spawn(serve_connection(stream, answer.clone()))),
            Err(error) => tracing::warn!(%error, "a local connection could not be taken"),
        }
    }
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
