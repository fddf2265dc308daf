//! The directory: search, read, edit.

mod edit;
mod list;
mod record;

use adapters::App;
use axum::Router;
use axum::routing::get;

/// `/v1/admin/accounts` and `/v1/admin/accounts/{id}`
pub fn router(app: App) -> Router {
    Router::new()
        .route("/v1/admin/accounts", get(list::list))
        .route(
            "/v1/admin/accounts/{id}",
            get(record::show).patch(edit::edit),
        )
        .with_state(app)
}
