//! The whole of Rekey on one machine: emulators, functions, API and pages.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use adapters::App;
use adapters::app::StartError as FunctionError;
use adapters::log::chain;
use adapters::web::edge;
use axum::Router;
use axum::extract::{ConnectInfo, Request};
use axum::middleware::{self, Next};
use axum::routing::post;
use cleanup::Schedule;
use deliver::StreamEvent;
use mail_events::BusEvent;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::emulators::Emulators;
use crate::functions::Functions;
use crate::ground::Ground;
use crate::secrets::Secrets;
use crate::simulator;
use crate::start::{Options, StartError, listen};

/// The schedule's interval, on the real clock.
const SCHEDULE: Duration = Duration::from_mins(1);

/// How often the bus hands an event over again.
const BUS_TRIES: u32 = 50;

/// A running stack; it ends when dropped.
pub struct Stack {
    url: String,
    secrets: Secrets,
    emulators: Arc<Emulators>,
    has_demo_accounts: bool,
    _running: JoinSet<()>,
}

impl Stack {
    /// Starts everything; when this returns, it serves.
    pub async fn start(options: Options) -> Result<Self, StartError> {
        let (listener, url) = listen(options.port).await?;
        let Ground {
            secrets,
            emulators,
            functions,
            has_demo_accounts,
            ..
        } = Ground::prepare(&options, &url).await?;
        let routes = routes(&functions, &emulators).await?;
        feed_deliver(functions.app("deliver").await?, &emulators);
        let (mail_events, cleanup) = (
            functions.app("mail-events").await?,
            functions.app("cleanup").await?,
        );
        let mut running = JoinSet::new();
        running.spawn(tell_mail_events(mail_events, Arc::clone(&emulators)));
        running.spawn(schedule(cleanup, Arc::clone(&emulators)));
        running.spawn(serve(listener, routes));
        Ok(Self {
            url,
            secrets,
            emulators,
            has_demo_accounts,
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

    /// Whether the demo accounts are in it.
    pub fn has_demo_accounts(&self) -> bool {
        self.has_demo_accounts
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
        clean_up(&app, &emulators).await;
    }
}

/// Runs the function, and what the cloud's store does by itself. What fails has been told in the log, and the next round is
/// another try.
async fn clean_up(app: &App, emulators: &Emulators) -> Value {
    let cleaned = cleanup::handle(app.clone(), Schedule::default()).await;
    if let Err(error) = emulators.sweep().await {
        tracing::warn!(%error, "expired items were not swept");
    }
    match cleaned {
        Ok(cleaned) => json!(cleaned),
        Err(error) => json!({"error": chain(&error)}),
    }
}

async fn routes(
    functions: &Functions,
    emulators: &Arc<Emulators>,
) -> Result<Router, FunctionError> {
    let cleanup_app = functions.app("cleanup").await?;
    let swept = Arc::clone(emulators);
    let run_cleanup = move || {
        let (app, emulators) = (cleanup_app.clone(), Arc::clone(&swept));
        async move { axum::Json(clean_up(&app, &emulators).await) }
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
        .merge(emulators.clock_router())
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

/// Serves until it is dropped.
pub(crate) async fn serve(listener: TcpListener, routes: Router) {
    let service = routes.into_make_service_with_connect_info::<SocketAddr>();
    let listener = axum::serve::ListenerExt::tap_io(listener, |connection| {
        // Answers are small: waiting to fill a packet would only make them late.
        let _late = connection.set_nodelay(true);
    });
    if let Err(error) = axum::serve(listener, service).await {
        tracing::error!(%error, "the server has ended");
    }
}
