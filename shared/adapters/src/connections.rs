//! Connections to AWS and to issuers, and the authorities that they trust.

use std::sync::OnceLock;
use std::time::Duration;

use aws_smithy_http_client::Connector;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore, rustls_provider::CryptoMode};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;

/// A frozen function may find that the other side has hung up meanwhile. The store's client tries again by itself; a mail has
/// one attempt, which should not be spent on a connection that is likely to be dead.
const IDLE_CONNECTION: Duration = Duration::from_secs(20);

/// The authorities behind every AWS endpoint: reading those of the machine costs milliseconds, and no other speaks for AWS.
const AMAZON: &str = include_str!(concat!(env!("OUT_DIR"), "/amazon.pem"));

/// The authorities that browsers trust.
const ALL: &str = include_str!(concat!(env!("OUT_DIR"), "/all.pem"));

/// The connections of all clients of AWS. The library's own client would make a connector more for each of them, and drop it.
pub fn to_aws() -> SharedHttpClient {
    SharedHttpClient::new(OneConnector::default())
}

#[derive(Debug, Default)]
struct OneConnector(OnceLock<SharedHttpConnector>);

impl HttpClient for OneConnector {
    /// The settings of all clients are the same: how long making a connection may take.
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let connector = || SharedHttpConnector::new(connector(AMAZON, settings.clone()));
        self.0.get_or_init(connector).clone()
    }
}

/// Those to any other server, by the authorities that browsers trust. Reading them takes its time: not for the start.
pub(crate) fn to_anywhere(settings: HttpConnectorSettings) -> Connector {
    connector(ALL, settings)
}

/// Speaks TLS by `ring`, which starts without gathering entropy of its own, and plain HTTP to local endpoints.
fn connector(authorities: &str, settings: HttpConnectorSettings) -> Connector {
    let context = TlsContext::builder()
        .with_trust_store(trusting(authorities))
        .build()
        .expect("building a context only stores the certificates");
    Connector::builder()
        .tls_provider(Provider::Rustls(CryptoMode::Ring))
        .tls_context(context)
        .connector_settings(settings)
        .pool_idle_timeout(IDLE_CONNECTION)
        .build()
}

/// These, and none of the machine's.
fn trusting(authorities: &str) -> TrustStore {
    TrustStore::empty().with_pem_certificate(authorities)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_amazons_five_roots_are_trusted() {
        assert_eq!(AMAZON.matches("BEGIN CERTIFICATE").count(), 5);
        assert!(ALL.matches("BEGIN CERTIFICATE").count() > 100);
        for root in AMAZON.split_inclusive("END CERTIFICATE-----\n") {
            assert!(ALL.contains(root));
        }
        let trusted = format!("{:?}", trusting(AMAZON));
        assert!(trusted.contains("enable_native_roots: false"), "{trusted}");
    }
}
