//! What the API's document says of setting a password by hand.

use adapters::web::openapi::Operation;
use adapters::web::view::PasswordSet;
use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::{Body, MESSAGE};

/// The routes of this function.
pub fn operations() -> Vec<Operation> {
    vec![
        Operation::on_account(Method::PUT, "/v1/admin/accounts/{id}/password", "setPassword")
            .told(
                "Set a password by hand",
                "The old password stops at once, and the live link and every session die. The person is told by mail \
                 that it changed, never the password. With `must_change` it is good for a while only, and has to be \
                 changed at the next sign-in.",
            )
            .body::<Body>(json!({"password": "quarter past nine tomorrow", "must_change": true}))
            .answer::<PasswordSet>(
                StatusCode::OK,
                "The password is set.",
                json!({"message": MESSAGE, "applies_to": "sign-in"}),
            )
            .problems(StatusCode::FORBIDDEN, &["manual-set-off"])
            .problems(
                StatusCode::CONFLICT,
                &["account-expired", "account-disabled", "managed-by-sso"],
            )
            .problems(StatusCode::UNPROCESSABLE_ENTITY, &["password-rejected"]),
    ]
}
