//! Pages of other origins that may call the public routes (`ALLOWED_ORIGINS`). No cookie exists, so no credentials are
//! allowed; every other origin is told nothing at all.

use std::sync::Arc;

use axum::Router;
use axum::extract::{FromRef, Request};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};

use super::Error;
use super::page::Site;
use crate::settings::Settings;

/// How long a browser may remember what it was told, in seconds.
const REMEMBERED: HeaderValue = HeaderValue::from_static("600");

/// Lets the allowed origins call these routes, which all take `POST` or `GET` with a JSON body.
pub fn public<S>(state: S, routes: Router<S>) -> Router
where
    S: Clone + Send + Sync + 'static,
    Site: FromRef<S>,
{
    let settings = Site::from_ref(&state).settings;
    // Set here, below the layer, so that the layer sees the browser's question, whose method no route has.
    let routes = routes.method_not_allowed_fallback(|| async { Error::MethodNotAllowed });
    routes
        .with_state(state)
        .layer(middleware::from_fn(move |request: Request, next: Next| {
            answer(Arc::clone(&settings), request, next)
        }))
}

async fn answer(settings: Arc<Settings>, request: Request, next: Next) -> Response {
    let Some(origin) = allowed(&settings, request.headers()) else {
        return next.run(request).await;
    };
    let asks_first = request.method() == Method::OPTIONS
        && request
            .headers()
            .contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = if asks_first {
        permit()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    headers.insert(
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static("Retry-After, X-Request-Id"),
    );
    response
}

/// The caller's origin, if it is on the list, to the letter.
fn allowed(settings: &Settings, headers: &HeaderMap) -> Option<HeaderValue> {
    let origin = headers.get(header::ORIGIN)?;
    settings
        .allowed_origins
        .iter()
        .any(|allowed| origin == allowed.as_str())
        .then(|| origin.clone())
}

fn permit() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_METHODS,
        HeaderValue::from_static("GET, POST"),
    );
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static("Content-Type"),
    );
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, REMEMBERED);
    response
}
