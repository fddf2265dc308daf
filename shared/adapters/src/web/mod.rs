//! The HTTP edge: strict bodies in, problem documents out, and who is calling.

pub mod authentication;
pub mod body;
pub mod caller;
pub mod cors;
pub mod cursor;
pub mod edge;
pub mod error;
pub mod look;
pub mod openapi;
pub mod page;
pub mod problem;
pub mod query;
pub mod view;

pub use body::{Empty, Form, Json};
pub use caller::Caller;
pub use error::Error;

use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// What handlers answer.
pub type Answer = Result<Response, Error>;

/// An answer with a JSON body.
pub fn json(status: http::StatusCode, body: &impl Serialize) -> Answer {
    Ok((status, axum::Json(body)).into_response())
}

/// 200 with a JSON body.
pub fn ok(body: &impl Serialize) -> Answer {
    json(http::StatusCode::OK, body)
}

pub use axum::http;
