//! What the API's document says of asking.

use adapters::web::openapi::Operation;
use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::{Accepted, Body, MESSAGE};

/// The routes of this function.
pub fn operations() -> Vec<Operation> {
    vec![
        Operation::new(Method::POST, "/v1/password-resets", "askForLink")
            .told(
                "Ask for a reset link",
                "The answer is the same for every identifier, byte for byte: whether somebody bears it, and whether a \
                 mail goes out, it does not tell. The old password works until the link is used.",
            )
            .body::<Body>(json!({"identifier": "ana@example.com", "locale": "en"}))
            .or_form()
            .answer::<Accepted>(
                StatusCode::ACCEPTED,
                "Taken. If the account can be helped this way, a mail is on its way.",
                json!({"message": MESSAGE}),
            )
            .problems(StatusCode::TOO_MANY_REQUESTS, &["too-many-requests"]),
    ]
}
