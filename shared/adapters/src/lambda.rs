//! How a function runs on Lambda: behind API Gateway, or called with an event.

use std::net::IpAddr;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{self, Next};
use axum::response::Response;
use lambda_http::RequestExt as _;
use lambda_http::request::RequestContext;
use lambda_runtime::LambdaEvent;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::settings::SettingError;
use crate::store::StoreError;
use crate::web::edge::{self, RequestId};

/// Why a function ended.
pub type Error = lambda_http::Error;

/// Serves the routes of one function behind API Gateway.
pub async fn serve(app: Result<App, SettingError>, router: fn(App) -> Router) -> Result<(), Error> {
    let app = start(app)?;
    lambda_http::run(edge::finish(router(app)).layer(middleware::from_fn(take_context))).await
}

/// Serves events that are no requests: the outbox's stream, the schedule.
pub async fn serve_events<E, A, F>(
    app: Result<App, SettingError>,
    handle: fn(App, E) -> F,
) -> Result<(), Error>
where
    E: DeserializeOwned + Send + 'static,
    A: Serialize,
    F: Future<Output = A> + Send,
{
    let app = start(app)?;
    let handle = |event: LambdaEvent<E>| {
        let app = app.clone();
        async move { Ok::<A, Error>(handle(app, event.payload).await) }
    };
    lambda_runtime::run(lambda_runtime::service_fn(handle)).await
}

/// The same for events that a bus hands over again when they fail.
pub async fn serve_fallible_events<E, A, F>(
    app: Result<App, SettingError>,
    handle: fn(App, E) -> F,
) -> Result<(), Error>
where
    E: DeserializeOwned + Send + 'static,
    A: Serialize,
    F: Future<Output = Result<A, StoreError>> + Send,
{
    let app = start(app)?;
    let handle = |event: LambdaEvent<E>| {
        let app = app.clone();
        async move { Ok::<A, Error>(handle(app, event.payload).await?) }
    };
    lambda_runtime::run(lambda_runtime::service_fn(handle)).await
}

/// A wrong setting stops the start, and the log says which.
fn start(app: Result<App, SettingError>) -> Result<App, Error> {
    match app {
        Ok(app) => {
            crate::log::to_standard_output(app.settings.log_level);
            Ok(app)
        }
        Err(error) => {
            crate::log::to_standard_output(tracing::Level::INFO);
            tracing::error!(
                setting.name = error.name,
                setting.wants = error.wants,
                "a setting stops the start"
            );
            Err(error.into())
        }
    }
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
