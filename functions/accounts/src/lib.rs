//! The directory: create, search, read, edit, history.

mod api;
mod create;
mod edit;
mod history;
mod list;
mod members;
mod record;

use adapters::App;
use axum::Router;
use axum::routing::get;

pub use api::operations;

/// `/v1/admin/accounts`, `/v1/admin/accounts/{id}` and its history
pub fn router(app: App) -> Router {
    Router::new()
        .route("/v1/admin/accounts", get(list::list).post(create::create))
        .route(
            "/v1/admin/accounts/{id}",
            get(record::show).patch(edit::edit),
        )
        .route("/v1/admin/accounts/{id}/history", get(history::show))
        .with_state(app)
}
