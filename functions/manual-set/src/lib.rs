//! Administrators set a password by hand: the old one stops at once, links and sessions die, the person is told.

mod api;

use adapters::App;
use adapters::issuing::shares_address;
use adapters::noticing;
use adapters::store::{self, Credential, DECISIONS, Write};
use adapters::target;
use adapters::verifying::needs_username;
use adapters::web::openapi::texts;
use adapters::web::view::{NEEDS_USERNAME, PasswordSet};
use adapters::web::{self, Answer, Caller, Error, Json, authentication, edge};
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::put;
use domain::audit::What;
use domain::help::AdminHelp;
use domain::outbox::Change;
use domain::{Account, Authority, Password, Situation};
use schemars::JsonSchema;
use serde::Deserialize;
use zeroize::Zeroizing;

const MESSAGE: &str = "The password is set and the old one has stopped. Tell it to the person yourself; it is never mailed.";

const MESSAGE_WITHOUT_USERNAME: &str = "The password is set and the old one has stopped. But the account has neither a username \
                                        nor an address of its own, so nobody can sign in to it: give it a username.";

pub use api::operations;

/// `PUT /v1/admin/accounts/{id}/password`
pub fn router(app: App) -> Router {
    let routes = Router::new().route("/v1/admin/accounts/{id}/password", put(set));
    edge::changes_password(&app, routes).with_state(app)
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Body {
    /// The new password.
    #[schemars(with = "texts::Secret")]
    password: Zeroizing<String>,
    /// Whether the person has to change it at the next sign-in.
    #[serde(default = "yes")]
    must_change: bool,
}

fn yes() -> bool {
    true
}

async fn set(State(app): State<App>, Path(id): Path<String>, caller: Caller, body: Json) -> Answer {
    set_password(&app, &caller, &id, &body)
        .await
        .map_err(Error::in_doubt)
}

/// Reads, decides, hashes once, commits; decides again on what has changed meanwhile.
async fn set_password(app: &App, caller: &Caller, id: &str, body: &Json) -> Answer {
    let actor = authentication::administrator(app, caller).await?;
    let body: Body = body.parse()?;
    let mut account = decide(app, &actor, caller, id, &body).await?;
    // Beside the hash: after the commit nothing may come that could fail or take its time.
    let hash = app.hasher.hash(Password::new(&body.password));
    let (hash, needs) = tokio::join!(hash, needs(app, &actor, &account));
    let mut credential = Credential {
        hash,
        must_change: body.must_change,
        changed_at: app.now(),
    };
    let mut tried = 1;
    loop {
        let writes = writes(app, &actor, caller, &account, &credential);
        match app.store.commit(app.ulid(), writes).await {
            Ok(()) => {
                return web::ok(&PasswordSet {
                    message: needs.map_or(MESSAGE, |_| MESSAGE_WITHOUT_USERNAME),
                    applies_to: account.applies_to().name(),
                    needs,
                });
            }
            Err(error) if error.is_stale() && tried < DECISIONS => store::pause(tried).await,
            Err(error) => return Err(error.into()),
        }
        tried += 1;
        account = decide(app, &actor, caller, id, &body).await?;
        credential.changed_at = app.now();
    }
}

/// Never a false success: nobody signs in without a username or an address, nor with one that several accounts have. Of accounts
/// in other tenants an actor that is confined to its own is not told.
async fn needs(app: &App, actor: &Authority, account: &Account) -> Option<&'static str> {
    let mut needed = needs_username(app, account).await;
    if needed && actor.tenant.is_some() && account.email.is_some() {
        // That the password is set stays true where this cannot be found out.
        needed = shares_address(app, account).await.unwrap_or(false);
    }
    NEEDS_USERNAME.filter(|_| needed)
}

/// The account as it is now, if this actor may give it this password.
async fn decide(
    app: &App,
    actor: &Authority,
    caller: &Caller,
    id: &str,
    body: &Body,
) -> Result<Account, Error> {
    let account = target::find_to_act_on(app, actor, caller, id).await?;
    check(app, &account, &Password::new(&body.password))?;
    Ok(account)
}

/// Never a false success: a password that would not let the person in is refused.
fn check(app: &App, account: &Account, password: &Password) -> Result<(), Error> {
    if !app.settings.manual_set {
        return Err(Error::ManualSetOff);
    }
    // Whether the address is shared does not matter to a password.
    if let AdminHelp::No(refusal) = Situation::of(account, false).help().set_password {
        return Err(Error::Refused(refusal, account.sso.clone()));
    }
    let reasons = app.settings.password_rules.check(password, account);
    if reasons.is_empty() {
        Ok(())
    } else {
        Err(Error::PasswordRejected(reasons))
    }
}

fn writes(
    app: &App,
    actor: &Authority,
    caller: &Caller,
    account: &Account,
    credential: &Credential,
) -> Vec<Write> {
    let now = credential.changed_at;
    let entry = target::entry(app, actor, caller, account.id, What::PasswordSet, now)
        .with("must_change", credential.must_change)
        .with("applies_to", account.applies_to().name());
    let mut writes = vec![
        app.store.raise_epoch(account.into(), now, true),
        app.store.set_credential(account.id, credential),
        app.store.write_entry(&entry),
    ];
    writes.extend(noticing::tell_of_password(
        app,
        account,
        Change::PasswordByAdministrator,
        now,
    ));
    writes
}
