//! What every function holds: settings, clock, entropy, store, mail and the hasher. Made once, in `main`.

use std::pin::Pin;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use axum::extract::FromRef;
use domain::{AccountId, LinkKeys};
use jiff::Timestamp;
use ulid::Ulid;

use crate::aws::Aws;
use crate::clock::Clock;
use crate::entropy::entropy;
use crate::hasher::Hasher;
use crate::mail::{Letterhead, Mailer, Sender};
use crate::metrics::Metrics;
use crate::oidc::Issuer;
use crate::secrets::{SecretError, Secrets};
use crate::settings::{SettingError, Settings, environment};
use crate::store::Store;
use crate::web::page::Site;

/// Shared by all calls of one function; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// Made by the first use, or by a start that knows what the function will use: a client costs time, and not every function
/// reaches for the store or sends mail.
pub type Late<T> = LazyLock<T, Box<dyn FnOnce() -> T + Send>>;

/// An [`App`] that is being made. Boxed, so that what makes it is compiled here and not again in each function.
pub type Starting = Pin<Box<dyn Future<Output = Result<App, StartError>> + Send>>;

/// The parts of an [`App`].
pub struct Parts {
    /// What the environment decides.
    pub settings: Arc<Settings>,
    /// The tables.
    pub store: Late<Store>,
    /// The mail service; `None` when no sender is configured, and in functions that send no mail.
    pub mailer: Late<Option<Mailer>>,
    /// What all mails have in common.
    pub letterhead: Letterhead,
    /// What pages show.
    pub site: Site,
    /// Where administrators may sign in besides.
    pub issuer: Option<Issuer>,
    /// Hashes and verifies passwords.
    pub hasher: Hasher,
    /// What alarms and the dashboard read.
    pub metrics: Metrics,
    clock: Clock,
    latest: Mutex<Ulid>,
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl FromRef<App> for Site {
    fn from_ref(app: &App) -> Self {
        app.site.clone()
    }
}

impl App {
    /// Takes the settings, and from Secrets Manager those that lie there, which is all that a start waits for.
    pub async fn start(
        read: impl Fn(&str) -> Option<String>,
        aws: &Aws,
        clock: Clock,
    ) -> Result<Self, StartError> {
        let settings = settings_and_secrets(read, aws).await?;
        let metrics = Metrics::new(&settings.table_prefix, clock.clone());
        Ok(Self::new(settings, aws, metrics, clock, late_mailer))
    }

    /// From the process's environment, as Lambda sets it, for a function that holds no key and sends no mail.
    pub fn from_environment() -> Starting {
        Box::pin(async {
            let settings = Settings::read(environment)?;
            Ok(Self::of_function(settings, &aws()?, no_mailer))
        })
    }

    /// The same, for a function that holds keys.
    pub fn keyed_from_environment() -> Starting {
        Box::pin(async {
            let aws = aws()?;
            let settings = settings_and_secrets(environment, &aws).await?;
            Ok(Self::of_function(settings, &aws, no_mailer))
        })
    }

    /// The same, for a function that issues links and mails them: it cannot start without their keys.
    pub fn issuing_from_environment() -> Starting {
        Box::pin(async {
            let aws = aws()?;
            let settings = settings_and_secrets(environment, &aws).await?;
            settings.issuing_keys()?;
            Ok(Self::of_function(settings, &aws, late_mailer))
        })
    }

    /// For a function whose secrets are out of reach: it knows no keys and reaches no store, so that each route answers as it
    /// does while the store is away, and does as little.
    pub fn out_of_reach() -> Result<Self, SettingError> {
        let settings = Settings::read(environment)?;
        let metrics = Metrics::new(&settings.table_prefix, Clock::Real).silent();
        Ok(Self::new(
            settings,
            &aws()?.out_of_reach(),
            metrics,
            Clock::Real,
            no_mailer,
        ))
    }

    /// The store's client is made now, while a starting function has a whole processor, and not by the first call, which has
    /// its share.
    fn of_function(settings: Settings, aws: &Aws, mailer: MakeMailer) -> Self {
        let metrics = Metrics::new(&settings.table_prefix, Clock::Real);
        let app = Self::new(settings, aws, metrics, Clock::Real, mailer);
        LazyLock::force(&app.store);
        app
    }

    /// Reaches for nothing on the network.
    fn new(
        settings: Settings,
        aws: &Aws,
        metrics: Metrics,
        clock: Clock,
        mailer: MakeMailer,
    ) -> Self {
        let settings = Arc::new(settings);
        let brand = &settings.brand;
        let letterhead = Letterhead::new(
            &brand.name,
            brand.color,
            brand.support.as_deref(),
            settings.sign_in_url.as_deref(),
        );
        Self(Arc::new(Parts {
            store: late_store(&settings, aws),
            mailer: mailer(&settings, aws, &metrics),
            letterhead,
            site: Site::new(Arc::clone(&settings)),
            issuer: settings.oidc.clone().map(Issuer::new),
            hasher: Hasher::new(settings.hashing, &settings.pepper_keys),
            settings,
            metrics,
            clock,
            latest: Mutex::default(),
        }))
    }

    /// The keys of links.
    pub fn link_keys(&self) -> &LinkKeys {
        self.settings
            .issuing_keys()
            .expect("issuing functions do not start without LINK_KEYS")
    }

    /// The moment, in whole milliseconds, which is what the store keeps.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A new ULID. Of those of one millisecond the later is the greater, so that a trail tells what one call did in its order.
    pub fn ulid(&self) -> Ulid {
        let new = domain::id::ulid_at(self.now(), entropy());
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        *latest = match latest.increment() {
            Ok(next) if next.timestamp_ms() == new.timestamp_ms() => next,
            _ => new,
        };
        *latest
    }

    /// A new account id.
    pub fn account_id(&self) -> AccountId {
        AccountId::new(self.now(), entropy())
    }
}

fn aws() -> Result<Aws, SettingError> {
    Aws::from_environment(environment)
        .map_err(|error| SettingError::new(error.variable(), error.wants()))
}

async fn settings_and_secrets(
    read: impl Fn(&str) -> Option<String>,
    aws: &Aws,
) -> Result<Settings, StartError> {
    let secrets = Secrets::fetch(aws, &read).await?;
    Ok(Settings::read(|name| {
        secrets.get(name).or_else(|| read(name))
    })?)
}

fn late_store(settings: &Arc<Settings>, aws: &Aws) -> Late<Store> {
    let (settings, aws) = (Arc::clone(settings), aws.clone());
    LazyLock::new(Box::new(move || {
        Store::new(aws.dynamodb_client(), &settings.table_prefix)
    }))
}

/// Which of the two stands in a function decides whether the mail service's client is a part of its program.
type MakeMailer = fn(&Arc<Settings>, &Aws, &Metrics) -> Late<Option<Mailer>>;

fn no_mailer(_: &Arc<Settings>, _: &Aws, _: &Metrics) -> Late<Option<Mailer>> {
    LazyLock::new(Box::new(|| None))
}

fn late_mailer(settings: &Arc<Settings>, aws: &Aws, metrics: &Metrics) -> Late<Option<Mailer>> {
    let (settings, aws, metrics) = (Arc::clone(settings), aws.clone(), metrics.clone());
    LazyLock::new(Box::new(move || {
        let from = settings.mail_from.as_ref()?;
        let sender = Sender::new(from, &settings.brand.name);
        let through = settings.mail_configuration_set.clone();
        Some(Mailer::new(aws.ses_client(), sender, through, metrics))
    }))
}

/// Why a function has not started.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A setting is wrong, and will be so tomorrow.
    #[error(transparent)]
    Setting(#[from] SettingError),
    /// A secret is out of reach, for now.
    #[error(transparent)]
    Secret(#[from] SecretError),
}
