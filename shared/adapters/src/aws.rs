//! Clients of AWS made by hand: what the ready-made loader looks for elsewhere is all in a function's environment, and not
//! looking saves most of a cold start.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use aws_sdk_dynamodb::config::{
    BehaviorVersion, Credentials, IdentityCache, Region, SharedCredentialsProvider,
    StalledStreamProtectionConfig,
    retry::{RetryConfig, RetryPartition},
    timeout::TimeoutConfig,
};
use aws_types::SdkConfig;

use crate::connections;

/// Five tries of at most 1.5 s each fit below 6 s together, and every public answer has to come before 10 s.
const STORE_ATTEMPTS: u32 = 5;
const STORE_ATTEMPT_TIMEOUT: Duration = Duration::from_millis(1500);
const STORE_OPERATION_TIMEOUT: Duration = Duration::from_secs(6);
const STORE_FIRST_BACKOFF: Duration = Duration::from_millis(30);
const STORE_LONGEST_BACKOFF: Duration = Duration::from_millis(400);

/// Secrets are fetched before anything else, so that an answer has to come in what is left after this.
const SECRETS_OPERATION_TIMEOUT: Duration = Duration::from_secs(3);

/// What is needed to reach AWS as one role: where, as whom, and through which connections.
///
/// The credentials are those of the process and live as long as it does, as in Lambda. All clients made from one value share
/// its connections and its TLS set-up.
#[derive(Clone)]
pub struct Aws {
    shared: SdkConfig,
    dynamodb_endpoint: Option<String>,
    ses_endpoint: Option<String>,
    secrets_endpoint: Option<String>,
}

/// An environment variable keeps AWS out of reach.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum AwsEnvironmentError {
    /// The variable is not there, or empty.
    #[error("{0} must be set")]
    Missing(&'static str),
    /// The variable is not the address of a server.
    #[error("{0} must be a url that begins with https:// or http://")]
    NotAnEndpoint(&'static str),
}

impl AwsEnvironmentError {
    /// The variable to correct.
    pub fn variable(&self) -> &'static str {
        match self {
            Self::Missing(variable) | Self::NotAnEndpoint(variable) => variable,
        }
    }

    /// What it wants.
    pub fn wants(&self) -> &'static str {
        match self {
            Self::Missing(_) => "a value",
            Self::NotAnEndpoint(_) => "a URL that begins with https:// or http://",
        }
    }
}

impl Aws {
    /// Takes region, credentials and (locally) endpoints from variables with the names that AWS gave them:
    /// `AWS_REGION`, `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, and if there `AWS_SESSION_TOKEN`,
    /// `AWS_ENDPOINT_URL_DYNAMODB`, `AWS_ENDPOINT_URL_SESV2`, `AWS_ENDPOINT_URL_SECRETS_MANAGER`. An empty one counts as not set.
    ///
    /// # Errors
    /// Names the variable that is missing or wrong.
    pub fn from_environment(
        read: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, AwsEnvironmentError> {
        let optional = |name: &'static str| read(name).filter(|value| !value.is_empty());
        let required = |name| optional(name).ok_or(AwsEnvironmentError::Missing(name));
        let region = Region::new(required("AWS_REGION")?);
        let credentials = Credentials::new(
            required("AWS_ACCESS_KEY_ID")?,
            required("AWS_SECRET_ACCESS_KEY")?,
            optional("AWS_SESSION_TOKEN"),
            None,
            "environment",
        );
        Ok(Self {
            shared: shared(region, credentials),
            dynamodb_endpoint: endpoint("AWS_ENDPOINT_URL_DYNAMODB", optional)?,
            ses_endpoint: endpoint("AWS_ENDPOINT_URL_SESV2", optional)?,
            secrets_endpoint: endpoint("AWS_ENDPOINT_URL_SECRETS_MANAGER", optional)?,
        })
    }

    /// The same, but that nothing is reached.
    #[must_use]
    pub fn out_of_reach(mut self) -> Self {
        let shared = self.shared.into_builder();
        self.shared = shared.http_client(connections::to_nobody()).build();
        self
    }

    /// A client that tries again by itself when the store throttles, fails, or does not answer.
    pub fn dynamodb_client(&self) -> aws_sdk_dynamodb::Client {
        let mut config = aws_sdk_dynamodb::config::Builder::from(&self.shared)
            .retry_config(
                RetryConfig::standard()
                    .with_max_attempts(STORE_ATTEMPTS)
                    .with_initial_backoff(STORE_FIRST_BACKOFF)
                    .with_max_backoff(STORE_LONGEST_BACKOFF),
            )
            .retry_partition(RetryPartition::custom(quota_of_its_own()).build())
            .timeout_config(
                TimeoutConfig::builder()
                    .operation_attempt_timeout(STORE_ATTEMPT_TIMEOUT)
                    .operation_timeout(STORE_OPERATION_TIMEOUT)
                    .build(),
            );
        config.set_endpoint_url(self.dynamodb_endpoint.clone());
        aws_sdk_dynamodb::Client::from_conf(config.build())
    }

    /// A client that makes exactly one attempt: sending twice is for the caller to decide, and so is how long to wait.
    pub fn ses_client(&self) -> aws_sdk_sesv2::Client {
        let mut config = aws_sdk_sesv2::config::Builder::from(&self.shared)
            .retry_config(RetryConfig::disabled());
        config.set_endpoint_url(self.ses_endpoint.clone());
        aws_sdk_sesv2::Client::from_conf(config.build())
    }

    /// A client for the start alone.
    pub fn secrets_client(&self) -> aws_sdk_secretsmanager::Client {
        let mut config = aws_sdk_secretsmanager::config::Builder::from(&self.shared)
            .timeout_config(
                TimeoutConfig::builder()
                    .operation_attempt_timeout(STORE_ATTEMPT_TIMEOUT)
                    .operation_timeout(SECRETS_OPERATION_TIMEOUT)
                    .build(),
            );
        config.set_endpoint_url(self.secrets_endpoint.clone());
        aws_sdk_secretsmanager::Client::from_conf(config.build())
    }
}

impl fmt::Debug for Aws {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Aws")
            .field("region", &self.shared.region())
            .field("dynamodb_endpoint", &self.dynamodb_endpoint)
            .field("ses_endpoint", &self.ses_endpoint)
            .field("secrets_endpoint", &self.secrets_endpoint)
            .finish_non_exhaustive()
    }
}

/// What all clients have in common. They look for nothing that is not here.
fn shared(region: Region, credentials: Credentials) -> SdkConfig {
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(region)
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .identity_cache(IdentityCache::no_cache())
        .http_client(connections::to_aws())
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
        .build()
}

/// Names a quota of retries for one client. The default one is for the whole process: locally, where all functions and all
/// worlds of a test share one, a store that is made to fail under one of them would take the retries of the others.
fn quota_of_its_own() -> String {
    static CLIENTS: AtomicU64 = AtomicU64::new(0);
    format!("store-{}", CLIENTS.fetch_add(1, Ordering::Relaxed))
}

fn endpoint(
    name: &'static str,
    read: impl Fn(&'static str) -> Option<String>,
) -> Result<Option<String>, AwsEnvironmentError> {
    match read(name) {
        Some(url) if !url.starts_with("https://") && !url.starts_with("http://") => {
            Err(AwsEnvironmentError::NotAnEndpoint(name))
        }
        url => Ok(url),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(name: &str) -> Option<String> {
        match name {
            "AWS_REGION" => Some("eu-central-1".into()),
            "AWS_ACCESS_KEY_ID" => Some("request".into()),
            "AWS_SECRET_ACCESS_KEY" => Some("very secret".into()),
            "AWS_SESSION_TOKEN" => Some("also secret".into()),
            _ => None,
        }
    }

    #[test]
    fn the_secrets_are_not_told() {
        let told = format!(
            "{:?}",
            Aws::from_environment(environment).expect("complete")
        );
        assert!(
            told.contains("eu-central-1") && !told.contains("secret\""),
            "{told}"
        );
        assert!(!told.contains("very secret") && !told.contains("also secret"));
    }

    #[test]
    fn a_missing_or_empty_variable_is_named() {
        for missing in ["AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] {
            for value in [None, Some(String::new())] {
                let read = |name: &str| {
                    if name == missing {
                        value.clone()
                    } else {
                        environment(name)
                    }
                };
                let error = Aws::from_environment(read).expect_err("incomplete");
                assert_eq!(error, AwsEnvironmentError::Missing(missing));
            }
        }
    }

    #[test]
    fn an_endpoint_without_a_scheme_is_refused() {
        let read = |name: &str| match name {
            "AWS_ENDPOINT_URL_SESV2" => Some("127.0.0.1:9000".into()),
            name => environment(name),
        };
        let error = Aws::from_environment(read).expect_err("wrong");
        assert_eq!(
            error,
            AwsEnvironmentError::NotAnEndpoint("AWS_ENDPOINT_URL_SESV2")
        );
    }
}
