//! A session for an administrator with the right password.

use adapters::App;
use adapters::entropy::secret;
use adapters::verifying::{self, Claim, Verified};
use adapters::web::error::rfc3339;
use adapters::web::openapi::texts;
use adapters::web::view::AccountView;
use adapters::web::{self, Answer, Caller, Error, Json};
use axum::extract::State;
use axum::http::StatusCode;
use domain::audit::{Entry, What};
use domain::bearer::{SESSION_LIFETIME, Session};
use domain::{Actor, BearerToken, Role, Standing};
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

/// A session of an administrator.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Session")]
pub(crate) struct SignedIn {
    /// The bearer token, told this once.
    #[schemars(with = "texts::Secret")]
    token: Zeroizing<String>,
    /// When the session ends by itself.
    #[schemars(with = "texts::Moment")]
    expires_at: String,
    /// Whose it is.
    account: AccountView,
}

pub(crate) async fn sign_in(State(app): State<App>, caller: Caller, body: Json) -> Answer {
    let body: Body = body.parse()?;
    let claim = Claim {
        identifier: &body.identifier,
        password: &body.password,
        address: Some(caller.address),
        tenant: None,
    };
    let verified = verifying::verify(&app, claim).await?;
    let account = &verified.account;
    if account.role < Role::Admin || account.standing != Standing::Active {
        // Told like a wrong password, counted like one, and so the same calls.
        return Err(Error::WrongCredentials);
    }
    if verified.credential.must_change {
        verified.settle(&app).await;
        let expired = verified.has_run_out(&app);
        return Err(if expired {
            Error::PasswordExpired
        } else {
            Error::PasswordChangeRequired
        });
    }
    let answer = start(&app, &caller, &verified).await;
    verified.upgrade(&app, &body.password).await;
    answer
}

/// The session is written under the epoch that was read with the credential: a change in between leaves it dead.
async fn start(app: &App, caller: &Caller, verified: &Verified) -> Answer {
    let (account, now) = (&verified.account, app.now());
    let token = BearerToken::new(account.id, secret());
    let session = Session {
        account_id: account.id,
        epoch: account.epoch,
        expires_at: now + SESSION_LIFETIME,
    };
    let entry = Entry::new(
        app.ulid(),
        account.id,
        now,
        What::SignedIn,
        Actor::Account(account.id),
    )
    .from_ip(caller.address.to_string());
    let mut writes = vec![
        app.store.start_session(&session, token.digest(), now),
        app.store.write_entry(&entry),
    ];
    writes.extend(verified.give_back(app));
    app.store.commit(app.ulid(), writes).await?;
    let signed_in = SignedIn {
        token: token.expose(),
        expires_at: rfc3339(session.expires_at),
        account: account.into(),
    };
    web::json(StatusCode::CREATED, &signed_in)
}
