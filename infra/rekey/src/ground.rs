//! What the functions stand on, whoever runs them: the store, the mail service, the secrets, and the accounts to begin with.

use std::sync::Arc;

use adapters::App;
use adapters::settings::Settings;
use adapters::store::StoreError;
use domain::bearer::ServiceKey;
use domain::{BearerToken, Role};

use crate::accounts_file;
use crate::emulators::Emulators;
use crate::environment::Environment;
use crate::functions::Functions;
use crate::secrets::Secrets;
use crate::start::{Options, StartError};

/// The emulators at work, with accounts in them.
pub(crate) struct Ground {
    pub(crate) environment: Environment,
    pub(crate) secrets: Secrets,
    pub(crate) emulators: Arc<Emulators>,
    pub(crate) functions: Functions,
    /// A folder that was kept may hold other people.
    pub(crate) has_demo_accounts: bool,
}

impl Ground {
    /// Starts the emulators and puts the accounts in. Pages and links live at `url`, unless the environment says otherwise.
    pub(crate) async fn prepare(options: &Options, url: &str) -> Result<Self, StartError> {
        let secrets = secrets(options)?;
        let environment = Environment::new(options.settings.clone(), url, &secrets);
        let settings = Settings::read(|name| environment.read(name))?;
        settings.issuing_keys()?;
        let emulators =
            Arc::new(Emulators::start(options.data.as_deref(), &settings.table_prefix).await?);
        let functions = Functions::new(environment.clone(), Arc::clone(&emulators));
        let operator = functions.app("operator").await?;
        seed(&operator, options, &secrets).await?;
        let has_demo_accounts = accounts_file::has_demo_accounts(&operator).await?;
        // What the local program did to get ready is not what anybody looks for there.
        emulators.calls.clear();
        Ok(Self {
            environment,
            secrets,
            emulators,
            functions,
            has_demo_accounts,
        })
    }
}

fn secrets(options: &Options) -> Result<Secrets, StartError> {
    if let Some(folder) = &options.data {
        std::fs::create_dir_all(folder).map_err(StartError::Secrets)?;
    }
    Secrets::load_or_make(options.data.as_deref()).map_err(StartError::Secrets)
}

async fn seed(operator: &App, options: &Options, secrets: &Secrets) -> Result<(), StartError> {
    accounts_file::seed(operator, options.accounts.as_deref()).await?;
    let token = BearerToken::parse(&secrets.service_key)
        .ok_or_else(|| StartError::Secrets(std::io::Error::other("the service key is damaged")))?;
    let key = ServiceKey {
        id: token.id(),
        name: "local".to_owned(),
        may_verify: true,
        may_administer: true,
        highest_role: Role::Owner,
        tenant: None,
        expires_at: None,
    };
    let write = operator
        .store
        .create_key(&key, token.digest(), operator.now());
    Ok(operator
        .store
        .commit(operator.ulid(), vec![write])
        .await
        .map_err(StoreError::from)?)
}
