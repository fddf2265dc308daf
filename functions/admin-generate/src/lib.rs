//! Administrators send a link, hand it over when mail cannot carry it, look at it again, or kill it.

mod reset_link;
mod reveal;
mod revoke;

use adapters::App;
use axum::Router;
use axum::routing::post;

/// `/v1/admin/accounts/{id}/reset-link` and what is below it.
pub fn router(app: App) -> Router {
    Router::new()
        .route(
            "/v1/admin/accounts/{id}/reset-link",
            post(reset_link::send).delete(revoke::revoke),
        )
        .route(
            "/v1/admin/accounts/{id}/reset-link/reveal",
            post(reveal::reveal),
        )
        .with_state(app)
}
