//! An edit with optimistic locking: links and sessions die with it when it changes who may be helped, or where mail goes.

use adapters::App;
use adapters::noticing;
use adapters::store::{Guard, Write};
use adapters::target;
use adapters::web::body::Object;
use adapters::web::openapi::texts;
use adapters::web::view::AccountView;
use adapters::web::{self, Answer, Caller, Error, Json, authentication};
use axum::extract::{Path, State};
use domain::audit::What;
use domain::edit::{self, Changes};
use domain::outbox::Change;
use domain::{Account, Authority, Role, Standing};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::members::{self, SsoBody};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Body {
    /// The version that was read: an account that was edited meanwhile stays as it is.
    version: u64,
    #[serde(default, deserialize_with = "web::body::clearable")]
    #[schemars(with = "Option<texts::Username>")]
    username: Option<Option<String>>,
    #[serde(default, deserialize_with = "web::body::clearable")]
    #[schemars(with = "Option<texts::Email>")]
    email: Option<Option<String>>,
    #[serde(default, deserialize_with = "web::body::present")]
    #[schemars(with = "texts::PersonName")]
    name: Option<String>,
    #[serde(default, deserialize_with = "web::body::clearable")]
    #[schemars(with = "Option<texts::Tenant>")]
    tenant: Option<Option<String>>,
    #[serde(default, deserialize_with = "web::body::present")]
    #[schemars(with = "texts::RoleName")]
    role: Option<String>,
    #[serde(default, deserialize_with = "web::body::present")]
    #[schemars(with = "texts::StandingName")]
    standing: Option<String>,
    #[serde(default, deserialize_with = "web::body::clearable")]
    #[schemars(with = "Option<SsoBody>")]
    sso: Option<Option<Object<SsoBody>>>,
    #[serde(default, deserialize_with = "web::body::clearable")]
    #[schemars(with = "Option<texts::Locale>")]
    locale: Option<Option<String>>,
}

pub(crate) async fn edit(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    body: Json,
) -> Answer {
    let actor = authentication::administrator(&app, &caller).await?;
    let body: Body = body.parse()?;
    let changes = changes(&body)?;
    let before = target::find_to_act_on(&app, &actor, &caller, &id).await?;
    if let Err(rule) = changes.allowed(&actor, &before) {
        return Err(target::refuse(&app, &actor, &caller, before.id, rule).await);
    }
    if before.version != body.version {
        return Err(Error::EditedMeanwhile);
    }
    let now = app.now();
    let after = changes.apply(&before, now);
    let mut writes = writes(&app, &actor, &caller, &before, &after, now);
    if before.role > Role::User {
        writes.push(expect_authority(&app, &actor).await?);
    }
    match app.store.commit(app.ulid(), writes).await {
        Ok(()) => web::ok(&AccountView::from(&after)),
        Err(error) if error.refused_by(&Guard::Username) => Err(Error::UsernameTaken),
        Err(error) if error.is_stale() => Err(Error::EditedMeanwhile),
        Err(error) => Err(error.into()),
    }
}

/// Among administrators the store decides who comes first: of two owners who take each other's role at once, the second has none
/// any more, and one owner is left. Whoever may do less than when the request came is asked to sign in again.
async fn expect_authority(app: &App, actor: &Authority) -> Result<Write, Error> {
    let own = app.store.account(actor.account_id).await?;
    let own = own.filter(|own| actor.by_now(Some(own)) == *actor);
    let own = own.ok_or(Error::NotAuthenticated)?;
    Ok(app.store.expect_epoch((&own).into()))
}

fn changes(body: &Body) -> Result<Changes, Error> {
    Ok(Changes {
        username: clearable(body.username.as_ref(), |text| members::username(text))?,
        email: clearable(body.email.as_ref(), |text| members::email(text))?,
        name: body.name.as_deref().map(members::name).transpose()?,
        tenant: clearable(body.tenant.as_ref(), |text| members::tenant(text))?,
        role: body.role.as_deref().map(members::role).transpose()?,
        standing: body
            .standing
            .as_deref()
            .map(members::standing)
            .transpose()?,
        sso: clearable(body.sso.as_ref(), members::sso)?,
        locale: clearable(body.locale.as_ref(), |text| members::locale(text))?,
    })
}

fn clearable<V, T>(
    member: Option<&Option<V>>,
    parse: impl Fn(&V) -> Result<T, Error>,
) -> Result<Option<Option<T>>, Error> {
    member
        .map(|value| value.as_ref().map(parse).transpose())
        .transpose()
}

fn writes(
    app: &App,
    actor: &Authority,
    caller: &Caller,
    before: &Account,
    after: &Account,
    now: Timestamp,
) -> Vec<Write> {
    let members = edit::changed_members(before, after).join(" ");
    let entry = target::entry(app, actor, caller, before.id, What::AccountEdited, now)
        .with("members", members)
        .with("version", after.version);
    let mut writes = vec![
        app.store.edit_account(before, after),
        app.store.write_entry(&entry),
    ];
    writes.extend(app.store.change_identifiers(Some(before), Some(after)));
    writes.extend(app.store.change_search(Some(before), Some(after)));
    if edit::drops_credential(before, after) {
        writes.push(app.store.remove_credential(before.id));
        // Whoever was only invited had none.
        if before.standing != Standing::Invited {
            writes.extend(noticing::tell_of_password(
                app,
                before,
                Change::PasswordRemoved,
                now,
            ));
        }
    }
    writes.extend(noticing::tell_old_address(app, before, after, now));
    writes
}
