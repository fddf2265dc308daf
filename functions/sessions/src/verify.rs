//! An application asks whether a password is right, and under which epoch.

use adapters::App;
use adapters::verifying::{self, Claim};
use adapters::web::openapi::texts;
use adapters::web::{self, Answer, Caller, Error, Json, authentication};
use axum::extract::State;
use axum::http::StatusCode;
use domain::{Forbidden, Standing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Body {
    /// A username or an email address.
    identifier: String,
    #[schemars(with = "texts::Secret")]
    password: Zeroizing<String>,
}

/// The password is right, and the person may be let in.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Verified {
    #[schemars(with = "texts::Id")]
    account_id: String,
    /// To be kept in the application's session, which ends when the epoch has risen.
    epoch: u64,
    /// Whether the person has to change the password now.
    must_change: bool,
}

pub(crate) async fn verify(State(app): State<App>, caller: Caller, body: Json) -> Answer {
    let application = authentication::verifier(&app, &caller).await?;
    let body: Body = body.parse()?;
    let application = application.ok_or(Error::NotAllowed(Forbidden::Scope))?;
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
    web::ok(&Verified {
        account_id: account.id.to_string(),
        epoch: account.epoch,
        must_change: verified.credential.must_change,
    })
}

/// The password is right: may the application let the person in?
fn check(app: &App, verified: &verifying::Verified) -> Result<(), Error> {
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
