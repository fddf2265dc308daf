//! What the operator works on: a data folder of this machine, or AWS as the ordinary configuration finds it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use adapters::App;
use adapters::aws::Aws;
use adapters::clock::Clock;
use adapters::connections;
use adapters::settings::{SettingError, Settings, environment};
use aws_config::{BehaviorVersion, SdkConfig};
use aws_sdk_dynamodb::config::{Credentials, ProvideCredentials};

use super::Error;
use crate::emulators::{self, Emulators};
use crate::environment::Environment;
use crate::functions::Functions;
use crate::secrets::Secrets;

/// What a command needs to find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needs {
    makes_folder: bool,
    links: bool,
}

impl Needs {
    /// What is there.
    pub const DATA: Self = Self {
        makes_folder: false,
        links: false,
    };
    /// A place to put something into: a data folder that is not there is made.
    pub const PLACE: Self = Self {
        makes_folder: true,
        links: false,
    };

    /// The same, and the keys and addresses that links are made of.
    #[must_use]
    pub const fn and_links(self) -> Self {
        Self {
            links: true,
            ..self
        }
    }
}

/// The operator at work; a data folder is let go of when this is dropped.
pub struct Operator {
    /// What the commands work with.
    pub app: App,
    /// Whether it is a data folder of this machine.
    pub is_local: bool,
    _emulators: Option<Arc<Emulators>>,
}

impl Operator {
    /// Opens the data folder, or reaches for AWS.
    pub async fn open(data: Option<&Path>, port: u16, needs: Needs) -> Result<Self, Error> {
        match data {
            Some(folder) => Self::on_folder(folder, port, needs).await,
            None => Self::on_aws(needs).await,
        }
    }

    async fn on_folder(folder: &Path, port: u16, needs: Needs) -> Result<Self, Error> {
        if !needs.makes_folder && !folder.is_dir() {
            let folder = folder.display();
            return Err(Error::Failed(format!("there is no data folder {folder}")));
        }
        let unusable = |error| Error::File(folder.to_owned(), error);
        std::fs::create_dir_all(folder).map_err(unusable)?;
        let secrets = Secrets::load_or_make(Some(folder)).map_err(unusable)?;
        let url = format!("http://localhost:{port}");
        let environment = Environment::new(BTreeMap::new(), &url, &secrets);
        let settings = Settings::read(|name| environment.read(name))?;
        if needs.links {
            settings.issuing_keys()?;
        }
        let emulators = Emulators::start(Some(folder), &settings.table_prefix).await;
        let emulators = Arc::new(emulators.map_err(in_use)?);
        let functions = Functions::new(environment, Arc::clone(&emulators));
        Ok(Self {
            app: functions.app("operator").await?,
            is_local: true,
            _emulators: Some(emulators),
        })
    }

    async fn on_aws(needs: Needs) -> Result<Self, Error> {
        // Before anything else: what is wrong is told without a look at AWS.
        Settings::read(|name| setting(name, needs))?;
        let is_set = |name| setting(name, needs).is_some();
        if needs.links && !is_set("LINK_KEYS") && !is_set("LINK_KEYS_SECRET") {
            let wants = "the ARN of the keys that links are derived with, as the functions have it";
            return Err(SettingError::new("LINK_KEYS_SECRET", wants).into());
        }
        let aws = reach_aws().await?;
        let app = App::start(|name| setting(name, needs), &aws, Clock::Real).await?;
        Ok(Self {
            app,
            is_local: false,
            _emulators: None,
        })
    }
}

fn in_use(error: emulators::Error) -> Error {
    match error {
        emulators::Error::FolderInUse(folder) => Error::FolderInUse(folder),
        other => other.into(),
    }
}

/// The same environment as the functions have; a command that makes no link does not ask where pages live.
fn setting(name: &str, needs: Needs) -> Option<String> {
    let set = environment(name).filter(|value| !value.is_empty());
    match name {
        "BASE_URL" if !needs.links => set.or(Some("https://rekey.invalid".to_owned())),
        _ => set,
    }
}

/// Region and credentials as every AWS tool finds them: environment, profile, SSO, the machine's role. They are taken
/// once: a command is over long before they run out.
async fn reach_aws() -> Result<Aws, Error> {
    let config = aws_config::defaults(BehaviorVersion::latest())
        .http_client(connections::to_aws())
        .load()
        .await;
    let credentials = credentials(&config).await?;
    let region = config.region().map(ToString::to_string);
    if region.is_none() {
        return Err(Error::Failed(
            "no AWS region is configured: set AWS_REGION or choose one in the profile, or give --data for a folder of this machine"
                .to_owned(),
        ));
    }
    let read = |name: &str| match name {
        "AWS_REGION" => region.clone(),
        "AWS_ACCESS_KEY_ID" => Some(credentials.access_key_id().to_owned()),
        "AWS_SECRET_ACCESS_KEY" => Some(credentials.secret_access_key().to_owned()),
        "AWS_SESSION_TOKEN" => credentials.session_token().map(str::to_owned),
        other => setting(other, Needs::DATA),
    };
    Aws::from_environment(read)
        .map_err(|error| SettingError::new(error.variable(), error.wants()).into())
}

async fn credentials(config: &SdkConfig) -> Result<Credentials, Error> {
    let missing = || {
        Error::Failed(
            "no AWS credentials were found: sign in (aws sso login), set AWS_PROFILE, or give --data for a folder of this machine"
                .to_owned(),
        )
    };
    let provider = config.credentials_provider().ok_or_else(missing)?;
    provider.provide_credentials().await.map_err(|error| {
        tracing::info!(%error, "no AWS credentials");
        missing()
    })
}
