//! What the API's document says of changing what is one's own.

use adapters::web::openapi::{Callers, Operation};
use adapters::web::view::PasswordSet;
use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::{Body, MESSAGE, pin};

/// The routes of this function.
pub fn operations() -> Vec<Operation> {
    vec![change(), set_pin()]
}

fn change() -> Operation {
    Operation::new(Method::POST, "/v1/password", "changePassword")
        .told(
            "Change a password that one knows",
            "Ends every session of the account, the caller's too: sign in or verify again with the new password. After \
             a 503, try the new password first.",
        )
        .body::<Body>(json!({
            "identifier": "ana@example.com",
            "current_password": "correct horse battery staple",
            "new_password": "seven quiet green rivers",
        }))
        .answer::<PasswordSet>(
            StatusCode::OK,
            "The password is changed.",
            json!({"message": MESSAGE, "applies_to": "sign-in"}),
        )
        .problems(StatusCode::UNAUTHORIZED, &["wrong-credentials"])
        .problems(StatusCode::FORBIDDEN, &["password-expired"])
        .problems(StatusCode::CONFLICT, &["account-not-eligible", "managed-by-sso"])
        .problems(StatusCode::UNPROCESSABLE_ENTITY, &["password-rejected"])
        .problems(StatusCode::TOO_MANY_REQUESTS, &["too-many-requests"])
}

fn set_pin() -> Operation {
    Operation::new(Method::PUT, "/v1/admin/me/pin", "setPin")
        .callers(Callers::Administrators)
        .told(
            "Set one's PIN",
            "For the service desk: the operator asks for it when the last owner is locked out.",
        )
        .body::<pin::Body>(
            json!({"current_password": "correct horse battery staple", "pin": "493817"}),
        )
        .no_content("The PIN is set.")
        .problems(StatusCode::UNAUTHORIZED, &["wrong-credentials"])
        .problems(StatusCode::TOO_MANY_REQUESTS, &["too-many-requests"])
}
