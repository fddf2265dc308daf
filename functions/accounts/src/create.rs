//! A new account: invited, and its link goes out at once. An SSO account has its password elsewhere and needs none.

use adapters::App;
use adapters::issuing::by_administrator::{Delivery, Order, Outcome};
use adapters::log::chain;
use adapters::store::{CommitError, Guard, Write};
use adapters::target;
use adapters::web::body::Object;
use adapters::web::openapi::texts;
use adapters::web::view::{AccountView, ResetView};
use adapters::web::{self, Answer, Caller, Error, Json, authentication};
use axum::extract::State;
use axum::http::StatusCode;
use domain::audit::What;
use domain::{Account, Authority, Origin, Role, Standing, Tenant};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::members::{self, SsoBody};

const SENT: &str = "Account successfully created and reset password email sent.";
const HANDED_OVER: &str = "Account successfully created. Give the link to the person yourself.";
const CREATED: &str = "Account successfully created.";
const NOT_SENT: &str = "Account successfully created, but no link could be made at the moment. Send one from its record.";

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("anyOf" = [
    {"required": ["username"], "properties": {"username": {"type": "string"}}},
    {"required": ["email"], "properties": {"email": {"type": "string"}}},
]))]
pub(crate) struct Body {
    #[serde(default)]
    #[schemars(with = "Option<texts::Username>")]
    username: Option<String>,
    #[serde(default)]
    #[schemars(with = "Option<texts::Email>")]
    email: Option<String>,
    #[serde(default)]
    #[schemars(with = "texts::PersonName")]
    name: String,
    #[serde(default)]
    #[schemars(with = "Option<texts::Tenant>")]
    tenant: Option<String>,
    #[serde(default, deserialize_with = "web::body::present")]
    #[schemars(with = "texts::RoleName")]
    role: Option<String>,
    /// Where the account signs in, if not here; it is active then, and gets no link.
    #[serde(default)]
    #[schemars(with = "Option<SsoBody>")]
    sso: Option<Object<SsoBody>>,
    #[serde(default)]
    #[schemars(with = "Option<texts::Locale>")]
    locale: Option<String>,
    /// Whether a link goes out at once.
    #[serde(default = "yes")]
    send_link: bool,
}

fn yes() -> bool {
    true
}

/// The new account, and what became of its link.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Created {
    account: AccountView,
    reset: Option<ResetView>,
    /// For people.
    message: &'static str,
}

pub(crate) async fn create(State(app): State<App>, caller: Caller, body: Json) -> Answer {
    let actor = authentication::administrator(&app, &caller).await?;
    let body: Body = body.parse()?;
    let account = parse(&app, &actor, &body)?;
    let sends_link = body.send_link && account.standing == Standing::Invited;
    let order = Order::new(
        &app,
        actor.clone(),
        caller.clone(),
        Delivery::Email,
        Origin::Invitation,
        None,
    );
    if sends_link {
        order.check_limit(&app).await?;
    }
    allowed(&actor, &account)?;
    let written = writes(&app, &actor, &caller, &account);
    match app.store.commit(app.ulid(), written).await {
        Ok(()) => {}
        Err(error) if error.refused_by(&Guard::Username) => return Err(Error::UsernameTaken),
        // Whoever tried again would make a second account with the address of the first.
        Err(CommitError::Unknown(_)) if !app.store.accounts(&[account.id]).await?.is_empty() => {}
        Err(error) => return Err(error.into()),
    }
    let (reset, message) = if sends_link {
        send(&app, &order, &account).await
    } else {
        (None, CREATED)
    };
    web::json(
        StatusCode::CREATED,
        &Created {
            account: (&account).into(),
            reset,
            message,
        },
    )
}

fn parse(app: &App, actor: &Authority, body: &Body) -> Result<Account, Error> {
    let (now, id): (Timestamp, _) = (app.now(), app.account_id());
    let sso = body.sso.as_ref().map(members::sso).transpose()?;
    let asked = body.tenant.as_deref().map(members::tenant).transpose()?;
    let account = Account {
        id,
        username: body
            .username
            .as_deref()
            .map(members::username)
            .transpose()?,
        email: body.email.as_deref().map(members::email).transpose()?,
        name: members::name(&body.name)?,
        tenant: asked.or_else(|| actor.tenant.clone()),
        role: body.role.as_deref().map_or(Ok(Role::User), members::role)?,
        standing: if sso.is_some() {
            Standing::Active
        } else {
            Standing::Invited
        },
        sso,
        locale: body.locale.as_deref().map(members::locale).transpose()?,
        version: 1,
        epoch: 1,
        epoch_at: now,
        created_at: now,
    };
    if account.identifiers().is_empty() {
        return Err(Error::Invalid(
            "An account needs a username or an email address to be found by.".to_owned(),
        ));
    }
    Ok(account)
}

/// Roles below the actor's own (an owner: any); a confined actor's accounts are of its own tenant.
fn allowed(actor: &Authority, account: &Account) -> Result<(), Error> {
    let own_tenant =
        |tenant: Option<&Tenant>| actor.tenant.is_none() || actor.tenant.as_ref() == tenant;
    actor
        .may_read()
        .and_then(|()| actor.may_give(account.role))
        .map_err(Error::NotAllowed)?;
    if own_tenant(account.tenant.as_ref()) {
        Ok(())
    } else {
        Err(Error::NotAllowed(domain::Forbidden::Scope))
    }
}

fn writes(app: &App, actor: &Authority, caller: &Caller, account: &Account) -> Vec<Write> {
    let entry = target::entry(
        app,
        actor,
        caller,
        account.id,
        What::AccountCreated,
        account.created_at,
    )
    .with("role", account.role)
    .with("standing", account.standing);
    let mut writes = vec![
        app.store.create_account(account),
        app.store.write_entry(&entry),
    ];
    writes.extend(app.store.change_identifiers(None, Some(account)));
    writes.extend(app.store.change_search(None, Some(account)));
    writes
}

/// The account is there, whatever becomes of its link: a failure is told beside it.
async fn send(app: &App, order: &Order, account: &Account) -> (Option<ResetView>, &'static str) {
    match order.carry_out(app, &account.id.to_string()).await {
        Ok(Outcome { reset, mailed }) => (Some(reset), if mailed { SENT } else { HANDED_OVER }),
        Err(error) => {
            tracing::warn!(error.chain = chain(&error), account.id = %account.id, "a new account got no link");
            (None, NOT_SENT)
        }
    }
}
