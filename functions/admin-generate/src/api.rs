//! What the API's document says of links that administrators send.

use adapters::web::openapi::{Callers, Operation, texts};
use adapters::web::view::ResetView;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::batch::{self, Preview, Progress, Started};
use crate::lookup::Told;
use crate::reset_link;
use crate::reveal::Revealed;

const ID: &str = "01KAP4PXRPDXAMMCSMSW7TCFM4";
const BATCH: &str = "01KAP4Q2N8V7J3M6ZB1T5E9RWX";

/// The routes of this function.
pub fn operations() -> Vec<Operation> {
    vec![send(), revoke(), reveal(), order(), progress(), look_up()]
}

fn send() -> Operation {
    Operation::on_account(Method::POST, "/v1/admin/accounts/{id}/reset-link", "sendLink")
        .told(
            "Send a reset link, or have it handed over",
            "Inside the resend window the same link goes out again, whoever asks. Where mail cannot carry it, `status` \
             is `hand-over`, with the reason and the link.",
        )
        .body::<reset_link::Body>(json!({"delivery": "email", "lifetime": "24h"}))
        .answer::<ResetView>(StatusCode::OK, "The link went out, or is handed over.", sent())
        .problems(StatusCode::FORBIDDEN, &["link-not-shown"])
        .problems(
            StatusCode::CONFLICT,
            &["account-expired", "account-disabled", "managed-by-sso"],
        )
        .problems(StatusCode::TOO_MANY_REQUESTS, &["too-many-requests"])
}

fn revoke() -> Operation {
    Operation::on_account(
        Method::DELETE,
        "/v1/admin/accounts/{id}/reset-link",
        "revokeLink",
    )
    .told(
        "Kill the live link",
        "Also when there is none: asks from before then end without mail.",
    )
    .no_content("No link from before lives.")
}

fn reveal() -> Operation {
    Operation::on_account(Method::POST, "/v1/admin/accounts/{id}/reset-link/reveal", "revealLink")
        .told("Show the live link once more", "Inside its resend window. An act, written into the history.")
        .answer::<Revealed>(
            StatusCode::OK,
            "The link.",
            json!({
                "link": "https://accounts.example.com/reset#AZqcS3cYb1TjM0m8n0c6J6JvXl2E3sTn4vF5a8s9QpQm0y7dKxWcRrVbNnZt1LhU",
                "expires_at": "2026-11-23T12:00:00.000Z",
            }),
        )
        .problems(StatusCode::FORBIDDEN, &["link-not-shown"])
        .problems(StatusCode::GONE, &["window-over"])
}

fn order() -> Operation {
    Operation::new(Method::POST, "/v1/admin/reset-links", "sendLinks")
        .callers(Callers::Administrators)
        .told(
            "Send links to many accounts",
            "To those named, or to all that a search finds; at most 1,000. With `preview`, tells who would get what. \
             The body may have 64 KiB.",
        )
        .body::<batch::Body>(json!({"account_ids": [ID], "delivery": "email", "preview": true}))
        .answer::<Preview>(
            StatusCode::OK,
            "The preview: who would get what, and why not.",
            json!({
                "counts": {"total": 1, "mail": 1, "hand-over": 0, "refused": 0},
                "rows": [{"account_id": ID, "outcome": "mail", "to": "a•••@example.com"}],
            }),
        )
        .answer::<Started>(
            StatusCode::ACCEPTED,
            "The work has begun.",
            json!({"batch_id": BATCH, "accepted": 1}),
        )
        .leads_to("showBatch", "batch_id", "$response.body#/batch_id")
        .problems(StatusCode::FORBIDDEN, &["link-not-shown"])
        .problems(StatusCode::UNPROCESSABLE_ENTITY, &["too-many-rows"])
}

fn progress() -> Operation {
    Operation::new(Method::GET, "/v1/admin/reset-links/{batch_id}", "showBatch")
        .callers(Callers::Administrators)
        .told(
            "Show what became of a batch",
            "Links of hand-over rows are shown to who started it.",
        )
        .segment::<texts::Id>("batch_id", "The batch.")
        .answer::<Progress>(
            StatusCode::OK,
            "What became of it so far.",
            json!({"total": 1, "done": 1, "rows": [{"account_id": ID, "reset": sent()}]}),
        )
        .problems(StatusCode::NOT_FOUND, &["not-found"])
}

fn look_up() -> Operation {
    Operation::new(Method::GET, "/v1/admin/lookups", "lookUp")
        .callers(Callers::Administrators)
        .told(
            "Tell why a person got no mail",
            "What became of the asks of the resend window; without any, what would; and whether mail to the account \
             comes back. An identifier of another tenant's account is told as nobody's.",
        )
        .required_query::<texts::LookedUp>("identifier", "As the person typed it.")
        .answer::<Told>(
            StatusCode::OK,
            "The reasons, newest first; before them, that mail to the account comes back.",
            json!({"reasons": [{
                "reason": "not-eligible", "rule": "account-disabled", "asked_at": "2026-11-22T12:00:00.000Z",
                "at": "2026-11-22T12:00:01.000Z",
            }]}),
        )
}

fn sent() -> Value {
    json!({
        "status": "sent", "state": "live", "message": "Reset password email sent.", "to": "a•••@example.com",
        "origin": "admin", "issued_by": "account:01KAP4PXRPDXAMMCSMSW7TCFM4", "issued_at": "2026-11-22T12:00:00.000Z",
        "resend_until": "2026-11-23T04:00:00.000Z", "expires_at": "2026-11-23T12:00:00.000Z", "resent": false,
        "delivery": {"state": "sent", "at": "2026-11-22T12:00:01.000Z"},
    })
}
