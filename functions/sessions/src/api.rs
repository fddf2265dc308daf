//! What the API's document says of signing in and verifying.

use adapters::web::openapi::{Callers, Operation, texts};
use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::{sign_in, verify};

/// The routes of this function.
pub fn operations() -> Vec<Operation> {
    vec![sign_in(), sign_out(), verify()]
}

fn sign_in() -> Operation {
    Operation::new(Method::POST, "/v1/sessions", "signIn")
        .callers(Callers::Sessions)
        .told(
            "Sign in to the administration",
            "For an `active` `admin` or `owner`. Everybody else is told `wrong-credentials`, as with a wrong password.",
        )
        .body::<sign_in::Body>(json!({
            "identifier": "adam@example.com", "password": "correct horse battery staple",
        }))
        .answer::<sign_in::SignedIn>(
            StatusCode::CREATED,
            "A session. Its token is told this once.",
            json!({
                "token": "AZqcS3cYb1TjM0m8n0c6J6JvXl2E3sTn4vF5a8s9QpQm0y7dKxWcRrVbNnZt1LhU",
                "expires_at": "2026-11-22T20:00:00.000Z",
                "account": {
                    "id": "01KAP4PXRPDXAMMCSMSW7TCFM4", "username": null, "email": "adam@example.com",
                    "name": "Adam Admin", "tenant": "acme", "role": "admin", "standing": "active", "sso": null,
                    "locale": null, "version": 1, "epoch": 1,
                },
            }),
        )
        .problems(StatusCode::UNAUTHORIZED, &["wrong-credentials"])
        .problems(StatusCode::FORBIDDEN, &["password-change-required", "password-expired"])
        .problems(StatusCode::TOO_MANY_REQUESTS, &["too-many-requests"])
}

fn sign_out() -> Operation {
    Operation::new(Method::DELETE, "/v1/sessions/current", "signOut")
        .callers(Callers::SignedIn)
        .told(
            "Sign out",
            "The session of the bearer token ends. A service key does not: that is the operator's. Nor \
             does a token of another issuer.",
        )
        .no_content("The session is over.")
}

fn verify() -> Operation {
    Operation::new(Method::POST, "/v1/credentials/verify", "verifyCredentials")
        .callers(Callers::Applications)
        .header::<texts::Address>(
            "X-Rekey-Client-Address",
            "The address of the application's own client. Failures are counted on it; without it, on the account alone.",
        )
        .told(
            "Tell whether a password is right",
            "With a service key of the scope `verify`. The application keeps `epoch` in its own session and ends that \
             when the epoch has risen.",
        )
        .body::<verify::Body>(json!({
            "identifier": "ana@example.com", "password": "correct horse battery staple",
        }))
        .answer::<verify::Verified>(
            StatusCode::OK,
            "The password is right.",
            json!({"account_id": "01KAP4PXRPDXAMMCSMSW7TCFM4", "epoch": 1, "must_change": false}),
        )
        .problems(StatusCode::UNAUTHORIZED, &["wrong-credentials"])
        .problems(StatusCode::FORBIDDEN, &["account-not-eligible", "password-expired"])
        .problems(StatusCode::TOO_MANY_REQUESTS, &["too-many-requests"])
}
