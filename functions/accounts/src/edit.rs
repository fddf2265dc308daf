//! An edit with optimistic locking: links and sessions die with it when it changes who may be helped, or where mail goes.

use adapters::App;
use adapters::noticing;
use adapters::store::{Guard, Write};
use adapters::target;
use adapters::web::view::AccountView;
use adapters::web::{self, Answer, Caller, Error, Json, authentication};
use axum::extract::{Path, State};
use domain::audit::What;
use domain::edit::{self, Changes};
use domain::{
    Account, Authority, EmailAddress, Locale, Role, Sso, Standing, Tenant, Username, account,
};
use jiff::Timestamp;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    version: u64,
    #[serde(default, deserialize_with = "web::body::clearable")]
    username: Option<Option<String>>,
    #[serde(default, deserialize_with = "web::body::clearable")]
    email: Option<Option<String>>,
    #[serde(default, deserialize_with = "web::body::present")]
    name: Option<String>,
    #[serde(default, deserialize_with = "web::body::clearable")]
    tenant: Option<Option<String>>,
    #[serde(default, deserialize_with = "web::body::present")]
    role: Option<String>,
    #[serde(default, deserialize_with = "web::body::present")]
    standing: Option<String>,
    #[serde(default, deserialize_with = "web::body::clearable")]
    sso: Option<Option<web::body::Object<SsoBody>>>,
    #[serde(default, deserialize_with = "web::body::clearable")]
    locale: Option<Option<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SsoBody {
    provider: String,
    url: String,
}

pub(crate) async fn edit(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    body: Json,
) -> Answer {
    let actor = authentication::administrator(&app, &caller).await?;
    let body: Body = body.parse()?;
    let version = body.version;
    let changes = changes(body)?;
    let target = target::find_to_act_on(&app, &actor, &caller, &id).await?;
    changes
        .allowed(&actor, &target.account)
        .map_err(Error::NotAllowed)?;
    if target.account.version != version {
        return Err(Error::EditedMeanwhile);
    }
    let now = app.now();
    let after = changes.apply(&target.account, now);
    match app
        .store
        .commit(
            app.ulid(),
            writes(&app, &actor, &caller, &target.account, &after, now),
        )
        .await
    {
        Ok(()) => web::ok(&AccountView::from(&after)),
        Err(error) if error.refused_by(&Guard::Username) => Err(Error::UsernameTaken),
        Err(error) if error.is_stale() => Err(Error::EditedMeanwhile),
        Err(error) => Err(error.into()),
    }
}

fn changes(body: Body) -> Result<Changes, Error> {
    let sso = |sso: web::body::Object<SsoBody>| {
        Sso::new(&sso.0.provider, &sso.0.url).ok_or("provider and an https url")
    };
    Ok(Changes {
        username: clearable("username", body.username, |text| Username::parse(&text))?,
        email: clearable("email", body.email, |text| EmailAddress::parse(&text))?,
        name: member("name", body.name, |text| {
            account::person_name(&text).ok_or("at most 200 characters")
        })?,
        tenant: clearable("tenant", body.tenant, |text| {
            Tenant::parse(&text).ok_or("1 to 64 characters of a-z, 0-9, dot, hyphen and underscore")
        })?,
        role: member("role", body.role, |name| {
            Role::from_name(&name).ok_or("user, admin or owner")
        })?,
        standing: member("standing", body.standing, |name| {
            Standing::from_name(&name).ok_or("invited, active, expired or disabled")
        })?,
        sso: clearable("sso", body.sso, sso)?,
        locale: clearable("locale", body.locale, |tag| {
            Locale::parse(&tag).ok_or("a language tag like en or pt-BR")
        })?,
    })
}

fn member<T, V, E: std::fmt::Display>(
    name: &str,
    value: Option<V>,
    parse: impl Fn(V) -> Result<T, E>,
) -> Result<Option<T>, Error> {
    value
        .map(parse)
        .transpose()
        .map_err(|wants| Error::Invalid(format!("The member {name} is not valid: {wants}.")))
}

fn clearable<T, V, E: std::fmt::Display>(
    name: &str,
    value: Option<Option<V>>,
    parse: impl Fn(V) -> Result<T, E>,
) -> Result<Option<Option<T>>, Error> {
    value.map(|value| member(name, value, &parse)).transpose()
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
    writes.extend(
        edit::drops_credential(before, after).then(|| app.store.remove_credential(before.id)),
    );
    writes.extend(noticing::tell_old_address(app, before, after, now));
    writes
}
