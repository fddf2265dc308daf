//! The API's document (OpenAPI 3.1): what every function says of its own routes, in one.

use adapters::web::openapi::{self, Operation};
use serde_json::Value;

/// The document of this version.
pub fn document() -> Value {
    let operations: Vec<Operation> = [
        request::operations(),
        redeem::operations(),
        change_own::operations(),
        pages::operations(),
        sessions::operations(),
        accounts::operations(),
        admin_generate::operations(),
        manual_set::operations(),
    ]
    .into_iter()
    .flatten()
    .collect();
    openapi::document(env!("CARGO_PKG_VERSION"), &operations)
}
