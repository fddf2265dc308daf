//! The whole of Rekey on one machine: emulators, functions, API and pages.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use adapters::App;
use adapters::app::StartError as FunctionError;
use adapters::settings::{SettingError, Settings};
use adapters::store::StoreError;
use adapters::web::edge;
use axum::Router;
use axum::extract::{ConnectInfo, Request};
use axum::middleware::{self, Next};
use axum::routing::post;
use cleanup::Schedule;
use deliver::StreamEvent;
use domain::bearer::ServiceKey;
use domain::{BearerToken, Role};
use mail_events::BusEvent;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::accounts_file::{self, AccountsError};
use crate::emulators::{self, Emulators};
use crate::environment::Environment;
use crate::functions::Functions;
use crate::secrets::Secrets;
use crate::simulator;

/// The schedule's interval, on the real clock.
const SCHEDULE: Duration = Duration::from_mins(1);

/// How often the bus hands an event over again.
const BUS_TRIES: u32 = 50;

/// How to start.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// 0: any that is free.
    pub port: u16,
    /// Where to keep data; in memory without.
    pub data: Option<PathBuf>,
    /// Accounts to begin with instead of the demo accounts.
    pub accounts: Option<PathBuf>,
    /// Settings that win over the environment.
    pub settings: BTreeMap<String, String>,
}

/// Why the stack did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A setting.
    #[error(transparent)]
    Setting(#[from] SettingError),
    /// The emulators.
    #[error("the local store and mail service did not start: {0}")]
    Emulators(#[from] emulators::Error),
    /// The port.
    #[error("port {0} cannot be listened on")]
    Port(u16, #[source] std::io::Error),
    /// The secrets of the data folder.
    #[error("the secrets in the data folder cannot be read or written")]
    Secrets(#[source] std::io::Error),
    /// The accounts to begin with.
    #[error(transparent)]
    Accounts(#[from] AccountsError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A function.
    #[error(transparent)]
    Function(#[from] FunctionError),
}

/// A running stack; it ends when dropped.
pub struct Stack {
    url: String,
    secrets: Secrets,
    emulators: Arc<Emulators>,
    _running: JoinSet<()>,
}

impl Stack {
    /// Starts everything; when this returns, it serves.
    pub async fn start(options: Options) -> Result<Self, StartError> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
        let listener = TcpListener::bind(address)
            .await
            .map_err(|error| StartError::Port(options.port, error))?;
        let port = listener
            .local_addr()
            .map_err(|error| StartError::Port(options.port, error))?
            .port();
        let url = format!("http://localhost:{port}");
        let secrets = secrets(&options)?;
        let environment = Environment::new(options.settings.clone(), &url, &secrets);
        let settings = Settings::read(|name| environment.read(name))?;
        let emulators =
            Arc::new(Emulators::start(options.data.as_deref(), &settings.table_prefix).await?);
        let functions = Functions::new(environment, Arc::clone(&emulators));
        seed(&functions.app("operator").await?, &options, &secrets).await?;
        let routes = routes(&functions, &emulators).await?;
        feed_deliver(functions.app("deliver").await?, &emulators);
        let (mail_events, cleanup) = (
            functions.app("mail-events").await?,
            functions.app("cleanup").await?,
        );
        // What the local program did to get ready is not what anybody looks for there.
        emulators.calls.clear();
        let mut running = JoinSet::new();
        running.spawn(tell_mail_events(mail_events, Arc::clone(&emulators)));
        running.spawn(schedule(cleanup, Arc::clone(&emulators)));
        running.spawn(serve(listener, routes));
        Ok(Self {
            url,
            secrets,
            emulators,
            _running: running,
        })
    }

    /// Where it serves.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The bearer token of a service key that may do everything.
    pub fn service_key(&self) -> &str {
        &self.secrets.service_key
    }

    /// What the cloud would keep in Secrets Manager.
    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// The store and the mail service behind it.
    pub fn emulators(&self) -> &Emulators {
        &self.emulators
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

/// The outbox's stream goes to `deliver` as Lambda would hand it over.
fn feed_deliver(app: App, emulators: &Emulators) {
    emulators.feed_outbox_to(move |event: Value| {
        let app = app.clone();
        async move {
            let event: StreamEvent =
                serde_json::from_value(event).expect("the stream's records are well-formed");
            serde_json::to_value(deliver::handle(app, event).await)
                .expect("the answer can be written")
        }
    });
}

/// What the mail service tells of the simulator's addresses goes to `mail-events`, as the bus would hand it over: again when it
/// fails.
async fn tell_mail_events(app: App, emulators: Arc<Emulators>) {
    let mut mails = emulators.mailbox.watch();
    while let Some(mail) = mails.recv().await {
        for event in simulator::events(&mail, app.now()) {
            let mut tries = 0;
            while !told(&app, &event).await && tries < BUS_TRIES {
                tries += 1;
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }
}

async fn told(app: &App, event: &Value) -> bool {
    let event: BusEvent =
        serde_json::from_value(event.clone()).expect("the simulator's events are well-formed");
    mail_events::handle(app.clone(), event).await.is_ok()
}

async fn schedule(app: App, emulators: Arc<Emulators>) {
    loop {
        tokio::time::sleep(SCHEDULE).await;
        cleanup::handle(app.clone(), Schedule::default()).await;
        if let Err(error) = emulators.sweep().await {
            tracing::warn!(%error, "expired items were not swept");
        }
    }
}

async fn routes(functions: &Functions, emulators: &Emulators) -> Result<Router, FunctionError> {
    let cleanup_app = functions.app("cleanup").await?;
    let run_cleanup = move || {
        let app = cleanup_app.clone();
        async move { axum::Json(json!(cleanup::handle(app, Schedule::default()).await)) }
    };
    let deliver_app = functions.app("deliver").await?;
    let take_records = move |axum::Json(event): axum::Json<StreamEvent>| {
        let app = deliver_app.clone();
        async move { axum::Json(json!(deliver::handle(app, event).await)) }
    };
    let mail_events_app = functions.app("mail-events").await?;
    let take_event = move |axum::Json(event): axum::Json<BusEvent>| {
        let app = mail_events_app.clone();
        async move { axum::Json(json!({"recorded": mail_events::handle(app, event).await.is_ok()})) }
    };
    Ok(Router::new()
        .merge(emulators.router())
        .route("/_local/run/cleanup", post(run_cleanup))
        .route("/_local/run/deliver", post(take_records))
        .route("/_local/run/mail-events", post(take_event))
        .fallback_service(edge::finish(
            functions.router().await?,
            &functions.app("pages").await?.metrics,
        ))
        .layer(middleware::from_fn(take_address)))
}

async fn take_address(mut request: Request, next: Next) -> axum::response::Response {
    if let Some(ConnectInfo(address)) = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .copied()
    {
        edge::set_source_address(&mut request, address.ip());
    }
    next.run(request).await
}

async fn serve(listener: TcpListener, routes: Router) {
    let service = routes.into_make_service_with_connect_info::<SocketAddr>();
    let listener = axum::serve::ListenerExt::tap_io(listener, |connection| {
        // Answers are small: waiting to fill a packet would only make them late.
        let _late = connection.set_nodelay(true);
    });
    if let Err(error) = axum::serve(listener, service).await {
        tracing::error!(%error, "the server has ended");
    }
}
