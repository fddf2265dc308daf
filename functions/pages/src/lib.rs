//! The pages that people see. Static, no rights at all.

use adapters::App;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde_json::json;

/// `GET /v1/health` and the pages.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/v1/health", get(health))
        .route(
            "/.well-known/change-password",
            get(|| async { found("/forgot") }),
        )
        .with_state(app)
}

async fn health(State(_app): State<App>) -> Response {
    axum::Json(json!({"status": "ok", "version": env!("CARGO_PKG_VERSION")})).into_response()
}

fn found(_to: &str) -> Response {
    Redirect::to("/forgot").into_response()
}
