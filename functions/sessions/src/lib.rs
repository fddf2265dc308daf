//! Administrators sign in and out; applications verify a person's password.

mod api;
mod sign_in;
mod sign_out;
mod verify;

use adapters::App;
use axum::Router;
use axum::routing::{delete, post};

pub use api::operations;

/// `POST /v1/sessions`, `DELETE /v1/sessions/current`, `POST /v1/credentials/verify`
pub fn router(app: App) -> Router {
    Router::new()
        .route("/v1/sessions", post(sign_in::sign_in))
        .route("/v1/sessions/current", delete(sign_out::sign_out))
        .route("/v1/credentials/verify", post(verify::verify))
        .with_state(app)
}
