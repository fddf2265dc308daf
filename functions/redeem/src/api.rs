//! What the API's document says of links that somebody holds.

use adapters::web::openapi::Operation;
use adapters::web::view::PasswordSet;
use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::inspect::{self, Inspected};
use crate::redeem;
use crate::revoke::Ended;

/// The form of a token; no link has this one.
const TOKEN: &str = "AZqcS3cYb1TjM0m8n0c6J6JvXl2E3sTn4vF5a8s9QpQm0y7dKxWcRrVbNnZt1LhU";

/// The routes of this function.
pub fn operations() -> Vec<Operation> {
    vec![inspect(), redeem(), revoke()]
}

fn inspect() -> Operation {
    Operation::new(Method::POST, "/v1/password-resets/inspect", "inspectLink")
        .told(
            "Tell what a link is",
            "Changes nothing. Any text that is not a token on record is `unknown`.",
        )
        .body::<inspect::Body>(json!({"token": TOKEN}))
        .answer::<Inspected>(
            StatusCode::OK,
            "What the link is at this moment.",
            json!({
                "state": "live",
                "expires_at": "2026-11-22T13:00:00.000Z",
                "password_rules": {"minimum": 15, "maximum": 256},
            }),
        )
        .problems(StatusCode::TOO_MANY_REQUESTS, &["too-many-requests"])
}

fn redeem() -> Operation {
    Operation::new(Method::POST, "/v1/password-resets/redeem", "redeemLink")
        .told(
            "Set a password with a link",
            "Exactly once. Ends every session of the account, and makes none. A password that is not accepted does not \
             use the link up. After a 503, try signing in with the new password first.",
        )
        .body::<redeem::Body>(json!({"token": TOKEN, "password": "seven quiet green rivers"}))
        .or_form()
        .answer::<PasswordSet>(
            StatusCode::OK,
            "The password is set.",
            json!({"message": redeem::MESSAGE, "applies_to": "sign-in"}),
        )
        .problems(StatusCode::NOT_FOUND, &["link-unknown"])
        .problems(
            StatusCode::GONE,
            &["link-expired", "link-used", "link-replaced", "link-revoked"],
        )
        .problems(StatusCode::UNPROCESSABLE_ENTITY, &["password-rejected"])
        .problems(StatusCode::TOO_MANY_REQUESTS, &["too-many-requests"])
}

fn revoke() -> Operation {
    Operation::new(Method::POST, "/v1/password-resets/revoke", "revokeLinkHeld")
        .told(
            "\"This was not me\"",
            "Whoever holds the link kills it. The old password goes on working.",
        )
        .body::<inspect::Body>(json!({"token": TOKEN}))
        .answer::<Ended>(
            StatusCode::OK,
            "What the link is now: `revoked`, or what it had become before.",
            json!({"state": "revoked"}),
        )
        .problems(StatusCode::TOO_MANY_REQUESTS, &["too-many-requests"])
}
