//! An application asks whether a password is right, and under which epoch.

use adapters::App;
use adapters::verifying::{self, Claim, Verified};
use adapters::web::{self, Answer, Caller, Error, Json, authentication};
use axum::extract::State;
use axum::http::StatusCode;
use domain::Standing;
use serde::Deserialize;
use serde_json::json;
use zeroize::Zeroizing;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    identifier: String,
    password: Zeroizing<String>,
}

pub(crate) async fn verify(State(app): State<App>, caller: Caller, body: Json) -> Answer {
    let application = authentication::verifier(&app, &caller).await?;
    let body: Body = body.parse()?;
    let claim = Claim {
        identifier: &body.identifier,
        password: &body.password,
        address: application.client,
        tenant: application.key.tenant.as_ref(),
    };
    let verified = verifying::verify(&app, claim).await?;
    verified.settle(&app).await;
    verified.upgrade(&app, &body.password).await;
    check(&app, &verified)?;
    let account = &verified.account;
    web::ok(&json!({
        "account_id": account.id.to_string(),
        "epoch": account.epoch,
        "must_change": verified.credential.must_change,
    }))
}

/// The password is right: may the application let the person in?
fn check(app: &App, verified: &Verified) -> Result<(), Error> {
    let account = &verified.account;
    if account.standing != Standing::Active {
        return Err(Error::NotEligible(
            StatusCode::FORBIDDEN,
            Some(account.standing),
            None,
        ));
    }
    if account.sso.is_some() {
        return Err(Error::NotEligible(
            StatusCode::FORBIDDEN,
            None,
            account.sso.clone(),
        ));
    }
    if verified.has_run_out(app) {
        Err(Error::PasswordExpired)
    } else {
        Ok(())
    }
}
