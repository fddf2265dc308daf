//! How a function runs on Lambda: behind API Gateway, or called with an event.

use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{self, Next};
use axum::response::Response;
use lambda_http::RequestExt as _;
use lambda_http::request::RequestContext;
use lambda_runtime::LambdaEvent;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::OnceCell;
use tokio::time::Instant;
use tower::ServiceExt as _;
use tracing::Instrument as _;

use crate::app::{App, StartError, Starting};
use crate::clock::Clock;
use crate::log::chain;
use crate::metrics::Metrics;
use crate::settings::{SettingError, Settings, environment};
use crate::store::StoreError;
use crate::web::edge::{self, Came, RequestId};
use crate::web::page::Site;

/// Why a function ended.
pub type Error = lambda_http::Error;

/// A function that is running; boxed, so that what is around it is compiled here and not again in each function.
pub type Serving = Pin<Box<dyn Future<Output = Result<(), Error>>>>;

/// Serves the routes of one function behind API Gateway. While a secret is out of reach, they answer as while the store is away.
pub fn serve(start: fn() -> Starting, router: fn(App) -> Router) -> Serving {
    Box::pin(async move {
        let late = Late::begin(move || {
            let starting = start();
            async move {
                let app = log_from(starting.await?);
                Ok(serving(router, &app))
            }
        });
        let routers = Arc::new((late.await?, OnceCell::new()));
        let answer = move |mut request: lambda_http::Request| {
            let routers = Arc::clone(&routers);
            async move {
                request.extensions_mut().insert(Came(Instant::now()));
                let (late, out_of_reach) = &*routers;
                let ready = match late.get().await {
                    Ok(ready) => ready,
                    Err(_logged) => {
                        let make = async || App::out_of_reach().map(|app| serving(router, &app));
                        out_of_reach.get_or_try_init(make).await?.clone()
                    }
                };
                Ok::<_, Error>(ready.oneshot(request).await?)
            }
        };
        lambda_http::run(lambda_runtime::service_fn(answer)).await
    })
}

/// Serves the routes of a function that calls nobody, so that no secret can be out of its reach.
pub fn serve_site(router: fn(Site) -> Router) -> Serving {
    Box::pin(async move {
        let settings = Settings::read(environment).inspect_err(log_setting)?;
        crate::log::to_standard_output(settings.log_level);
        let metrics = Metrics::new(&settings.table_prefix, Clock::Real);
        let router = router(Site::new(Arc::new(settings)));
        lambda_http::run(served(router, &metrics)).await
    })
}

/// Serves events that are no requests. A failure is counted by Lambda, and whoever sent the event may hand it over again.
pub async fn serve_events<E, A, H>(
    start: fn() -> Starting,
    handle: fn(App, E) -> H,
) -> Result<(), Error>
where
    E: DeserializeOwned + Send + 'static,
    A: Serialize,
    H: Future<Output = Result<A, StoreError>> + Send,
{
    let app = app(start).await?;
    let handle = |event: LambdaEvent<E>| {
        let app = Arc::clone(&app);
        let span = span(&event);
        // Boxed, because the compiler loses itself in the layers around it.
        Box::pin(
            async move { Ok::<A, Error>(handle(app.get().await?, event.payload).await?) }
                .instrument(span),
        )
    };
    lambda_runtime::run(lambda_runtime::service_fn(handle)).await
}

/// What is no request of somebody has the id that Lambda gives it.
fn span<E>(event: &LambdaEvent<E>) -> tracing::Span {
    tracing::error_span!("event", request.id = event.context.request_id)
}

/// What is made at the start or, if a secret was out of reach then, by the first call that finds it.
struct Late<T, M> {
    make: M,
    made: OnceCell<T>,
}

impl<T, M, F> Late<T, M>
where
    T: Clone,
    M: Fn() -> F,
    F: Future<Output = Result<T, StartError>>,
{
    /// Tries at once, while a starting function has a whole processor. A wrong setting stops the start.
    async fn begin(make: M) -> Result<Self, Error> {
        let late = Self {
            make,
            made: OnceCell::new(),
        };
        match late.get().await {
            Err(StartError::Setting(error)) => Err(error.into()),
            Ok(_) | Err(StartError::Secret(_)) => Ok(late),
        }
    }

    async fn get(&self) -> Result<T, StartError> {
        let made = self.made.get_or_try_init(&self.make).await;
        made.cloned().inspect_err(log)
    }
}

async fn app(start: fn() -> Starting) -> Result<Arc<Late<App, impl Fn() -> Starting>>, Error> {
    let late = Late::begin(move || -> Starting {
        let starting = start();
        Box::pin(async move { Ok(log_from(starting.await?)) })
    });
    Ok(Arc::new(late.await?))
}

fn log_from(app: App) -> App {
    crate::log::to_standard_output(app.settings.log_level);
    app
}

fn log(error: &StartError) {
    match error {
        StartError::Setting(error) => log_setting(error),
        StartError::Secret(error) => {
            crate::log::to_standard_output(tracing::Level::INFO);
            tracing::error!(
                setting.name = error.setting,
                error.chain = chain(error),
                "a secret is out of reach"
            );
        }
    }
}

fn log_setting(error: &SettingError) {
    crate::log::to_standard_output(tracing::Level::INFO);
    tracing::error!(
        setting.name = error.name,
        setting.wants = error.wants,
        "a setting stops the start"
    );
}

fn serving(router: fn(App) -> Router, app: &App) -> Router {
    served(router(app.clone()), &app.metrics)
}

fn served(router: Router, metrics: &Metrics) -> Router {
    edge::finish(router, metrics).layer(middleware::from_fn(take_context))
}

/// What API Gateway tells of a request, where our own routes look for it.
async fn take_context(mut request: Request, next: Next) -> Response {
    if let Some(RequestContext::ApiGatewayV2(context)) = request.request_context_ref().cloned() {
        let address = context
            .http
            .source_ip
            .as_deref()
            .and_then(|ip| ip.parse::<IpAddr>().ok());
        if let Some(address) = address {
            edge::set_source_address(&mut request, address);
        }
        if let Some(id) = context.request_id {
            request.extensions_mut().insert(RequestId(id));
        }
    }
    next.run(request).await
}
