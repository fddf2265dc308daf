//! A person who knows the password changes it; an administrator sets the PIN.

mod api;
mod pin;

use adapters::App;
use adapters::noticing;
use adapters::store::{Credential, Write};
use adapters::verifying::{self, Claim, Verified};
use adapters::web::openapi::texts;
use adapters::web::view::PasswordSet;
use adapters::web::{self, Answer, Caller, Error, Json, cors, edge};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{post, put};
use domain::audit::{Entry, What};
use domain::outbox::Change;
use domain::{Account, Actor, Password, Refusal, Rejection, Standing};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Deserialize;
use zeroize::Zeroizing;

const MESSAGE: &str = "Your password is changed. Sign in with the new one.";

pub use api::operations;

/// `POST /v1/password`, `PUT /v1/admin/me/pin`
pub fn router(app: App) -> Router {
    let routes = edge::changes_password(&app, Router::new().route("/v1/password", post(change)));
    let pin = Router::new()
        .route("/v1/admin/me/pin", put(pin::set))
        .with_state(app.clone());
    cors::public(app, routes).merge(pin)
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Body {
    /// A username or an email address.
    identifier: String,
    #[schemars(with = "texts::Secret")]
    current_password: Zeroizing<String>,
    #[schemars(with = "texts::Secret")]
    new_password: Zeroizing<String>,
}

async fn change(State(app): State<App>, caller: Caller, body: Json) -> Answer {
    change_password(&app, &caller, &body)
        .await
        .map_err(Error::in_doubt)
}

async fn change_password(app: &App, caller: &Caller, body: &Json) -> Answer {
    let body: Body = body.parse()?;
    let claim = Claim {
        identifier: &body.identifier,
        password: &body.current_password,
        address: Some(caller.address),
        tenant: None,
    };
    let mut verified = verifying::verify(app, claim).await?;
    let new = Password::new(&body.new_password);
    if let Err(refusal) = check(app, &verified, &Password::new(&body.current_password), &new) {
        verified.settle(app).await;
        return Err(refusal);
    }
    let hash = app.hasher.hash(new).await;
    let now = app.now();
    let credential = Credential {
        hash,
        must_change: false,
        changed_at: now,
    };
    let committed = verified
        .commit(app, |verified| {
            writes(app, caller, verified, &credential, now)
        })
        .await;
    match committed {
        Ok(()) => web::ok(&PasswordSet {
            message: MESSAGE,
            applies_to: verified.account.applies_to().name(),
            needs: None,
        }),
        // Somebody has changed the password or the account since it was read: this one is no longer the current.
        Err(error) if error.is_stale() => Err(Error::WrongCredentials),
        Err(error) => Err(Error::TrySigningIn(error.into())),
    }
}

/// After the right password, in the contract's order.
fn check(app: &App, verified: &Verified, current: &Password, new: &Password) -> Result<(), Error> {
    let account = &verified.account;
    if verified.has_run_out(app) {
        return Err(Error::PasswordExpired);
    }
    if account.standing != Standing::Active {
        return Err(Error::NotEligible(
            StatusCode::CONFLICT,
            Some(account.standing),
            None,
        ));
    }
    if account.is_managed_elsewhere() {
        return Err(Error::Refused(Refusal::ManagedBySso, account.sso.clone()));
    }
    let reasons = reasons(app, account, current, new);
    if reasons.is_empty() {
        Ok(())
    } else {
        Err(Error::PasswordRejected(reasons))
    }
}

fn reasons(app: &App, account: &Account, current: &Password, new: &Password) -> Vec<Rejection> {
    let same = new.is(current).then_some(Rejection::SameAsCurrent);
    app.settings
        .password_rules
        .check(new, account)
        .into_iter()
        .chain(same)
        .collect()
}

fn writes(
    app: &App,
    caller: &Caller,
    verified: &Verified,
    credential: &Credential,
    now: Timestamp,
) -> Vec<Write> {
    let account = &verified.account;
    let entry = Entry::new(
        app.ulid(),
        account.id,
        now,
        What::PasswordChanged,
        Actor::Account(account.id),
    )
    .from_ip(caller.address.to_string())
    .with("applies_to", account.applies_to().name());
    let mut writes = vec![
        app.store.raise_epoch(account.into(), now, false),
        app.store
            .replace_credential(account.id, &verified.credential, credential),
        app.store.write_entry(&entry),
    ];
    writes.extend(noticing::tell_of_password(
        app,
        account,
        Change::PasswordByHolder,
        now,
    ));
    writes.extend(verified.give_back(app));
    writes
}
