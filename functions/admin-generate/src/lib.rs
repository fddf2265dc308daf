//! Administrators send a link, hand it over when mail cannot carry it, look at it again, or kill it; for one
//! account or for many. And why somebody got no mail.

mod api;
mod batch;
mod lookup;
mod plan;
mod reset_link;
mod reveal;
mod revoke;

use adapters::App;
use axum::Router;
use axum::routing::{get, post};

pub use api::operations;

/// `/v1/admin/accounts/{id}/reset-link` and what is below it, `/v1/admin/reset-links`, `/v1/admin/lookups`
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
        .route("/v1/admin/reset-links", post(batch::order))
        .route("/v1/admin/reset-links/{batch_id}", get(batch::show))
        .route("/v1/admin/lookups", get(lookup::look_up))
        .with_state(app)
}
