//! What the API's document says of the API itself.

use adapters::web::openapi::Operation;
use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::Health;

/// The routes of this function that are the API's.
pub fn operations() -> Vec<Operation> {
    vec![health(), document()]
}

fn health() -> Operation {
    Operation::new(Method::GET, "/v1/health", "health")
        .told(
            "Tell whether the API answers",
            "Looks at nothing behind it.",
        )
        .answer::<Health>(
            StatusCode::OK,
            "It answers.",
            json!({"status": "ok", "version": env!("CARGO_PKG_VERSION")}),
        )
}

fn document() -> Operation {
    Operation::new(Method::GET, "/v1/openapi.json", "document")
        .told("This document", "OpenAPI 3.1.")
        .answer::<serde_json::Map<String, serde_json::Value>>(
            StatusCode::OK,
            "The document.",
            json!({"openapi": "3.1.0"}),
        )
}
