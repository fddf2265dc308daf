//! Connections to AWS and to issuers, and the authorities that they trust.
//!
//! The SDK's own client speaks HTTP/2, proxies and the machine's certificates besides. No service that we call has use for
//! them, and each is code that a start has to read.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use aws_smithy_runtime_api::client::connection::{CaptureSmithyConnection, ConnectionMetadata};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use axum::BoxError;
use axum::http::{Request, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder, MaybeHttpsStream};
use hyper_util::client::legacy::{self, Client, connect};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use rustls::client::Resumption;
use rustls::crypto::ring;
use rustls::pki_types::{Der, TrustAnchor};
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tower::Service as _;
use tower::service_fn;
use tower::util::BoxCloneSyncService;
use webpki_roots::TLS_SERVER_ROOTS;

/// From the look for an address of AWS to the end of the handshake.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(1);

/// A frozen function may find that the other side has hung up meanwhile. The store's client tries again by itself; a mail has
/// one attempt, which should not be spent on a connection that is likely to be dead.
const IDLE_CONNECTION: Duration = Duration::from_secs(20);

/// Eight for each server, as rustls counts them; no function speaks to more than four.
const SESSIONS: usize = 4 * 8;

// The authorities behind every AWS endpoint, picked by the build script: no other speaks for AWS, and picking takes its time.
include!(concat!(env!("OUT_DIR"), "/amazon.rs"));

/// The connections of all clients of AWS.
pub fn to_aws() -> SharedHttpClient {
    let connections = Connections::trusting(AMAZON, CONNECT_TIMEOUT);
    SharedHttpClient::new(Shared(SharedHttpConnector::new(connections)))
}

/// None: each request fails at once, and is not tried again.
pub fn to_nobody() -> SharedHttpClient {
    SharedHttpClient::new(Shared(SharedHttpConnector::new(Nobody)))
}

/// Those to any other server, by the authorities that browsers trust, each made within `patience`.
pub(crate) fn to_anywhere(patience: Duration) -> Connections {
    Connections::trusting(TLS_SERVER_ROOTS, patience)
}

#[derive(Debug)]
struct Shared(SharedHttpConnector);

impl HttpClient for Shared {
    /// The same for all clients, whatever settings they come with: each call of theirs has a time limit as a whole.
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        self.0.clone()
    }
}

#[derive(Debug)]
struct Nobody;

impl HttpConnector for Nobody {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let refused = ConnectorError::user("no connections are made".into());
        HttpConnectorFuture::ready(Err(refused))
    }
}

/// HTTP/1.1 over connections that are kept for the next request: TLS, or plain HTTP to local endpoints.
#[derive(Debug)]
pub(crate) struct Connections(Client<Connecting, SdkBody>);

type Connecting = BoxCloneSyncService<Uri, MaybeHttpsStream<TokioIo<TcpStream>>, BoxError>;

impl Connections {
    fn trusting(authorities: &[TrustAnchor<'static>], patience: Duration) -> Self {
        let client = Client::builder(TokioExecutor::new())
            .pool_idle_timeout(IDLE_CONNECTION)
            .pool_timer(TokioTimer::new())
            .build(within(patience, https(authorities)));
        Self(client)
    }
}

impl HttpConnector for Connections {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let request = match request.try_into_http1x() {
            Ok(request) => can_be_left(request),
            Err(error) => {
                return HttpConnectorFuture::ready(Err(ConnectorError::user(error.into())));
            }
        };
        let answering = self.0.request(request);
        HttpConnectorFuture::new(async {
            let answer = answering.await.map_err(failed)?;
            HttpResponse::try_from(answer.map(SdkBody::from_body_1_x))
                .map_err(|error| ConnectorError::other(error.into(), None))
        })
    }
}

/// The SDK leaves a connection where a server failed, and tries again on another: it asks for a way to do so with each request.
fn can_be_left(mut request: Request<SdkBody>) -> Request<SdkBody> {
    let used = connect::capture_connection(&mut request);
    if let Some(asked) = request.extensions().get::<CaptureSmithyConnection>() {
        asked.set_connection_retriever(move || {
            let used = used.clone();
            let leave = move || {
                if let Some(connection) = used.connection_metadata().as_ref() {
                    connection.poison();
                }
            };
            let connection = ConnectionMetadata::builder().proxied(false);
            Some(connection.poison_fn(leave).build())
        });
    }
    request
}

fn within(patience: Duration, https: HttpsConnector<connect::HttpConnector>) -> Connecting {
    BoxCloneSyncService::new(service_fn(move |uri| {
        let mut https = https.clone();
        async move { timeout(patience, https.call(uri)).await? }
    }))
}

/// By `ring`, which starts without gathering entropy of its own.
fn https(authorities: &[TrustAnchor<'static>]) -> HttpsConnector<connect::HttpConnector> {
    let roots = RootCertStore {
        roots: authorities.to_vec(),
    };
    let mut tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("ring knows all versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    tls.resumption = Resumption::in_memory_sessions(SESSIONS);
    let mut tcp = connect::HttpConnector::new();
    tcp.set_nodelay(true);
    tcp.enforce_http(false);
    HttpsConnectorBuilder::new()
        .with_tls_config(tls)
        .https_or_http()
        .enable_http1()
        .wrap_connector(tcp)
}

/// All but a request that is wrong in itself may go well another time.
fn failed(error: legacy::Error) -> ConnectorError {
    let wrong = std::iter::successors(Some(&error as &dyn Error), |&error| error.source())
        .filter_map(|error| error.downcast_ref::<hyper::Error>())
        .any(hyper::Error::is_user);
    if wrong {
        ConnectorError::user(error.into())
    } else {
        ConnectorError::io(error.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_amazons_five_roots_are_trusted() {
        assert_eq!(AMAZON.len(), 5);
        assert!(TLS_SERVER_ROOTS.len() > 100);
        for root in AMAZON {
            assert!(TLS_SERVER_ROOTS.contains(root));
        }
    }
}
