//! `rekey keys`: what applications sign their calls with.

use std::io::Write;

use adapters::App;
use adapters::entropy::secret;
use adapters::store::KeyOnRecord;
use domain::audit::{Entry, What};
use domain::bearer::ServiceKey;
use domain::{AccountId, Actor, BearerToken, Role, Tenant, account};
use serde_json::{Value, json};

use super::{Error, Form, Outcome};

/// A key to be made.
pub struct NewKey<'a> {
    /// For people.
    pub name: &'a str,
    /// May verify credentials.
    pub may_verify: bool,
    /// May administer, for a named account.
    pub may_administer: bool,
    /// Never acts above it.
    pub highest_role: Option<Role>,
    /// Never acts outside it.
    pub tenant: Option<&'a str>,
    /// How long it is good for: `90d`.
    pub expires: Option<&'a str>,
}

/// Makes a key and tells its token, once: what is stored cannot be turned back.
pub async fn create(
    app: &App,
    new: &NewKey<'_>,
    form: Form,
    out: &mut impl Write,
) -> Result<Outcome, Error> {
    let now = app.now();
    let key = parse(app, new)?;
    let token = BearerToken::new(key.id, secret());
    let entry = Entry::new(app.ulid(), key.id, now, What::KeyCreated, Actor::Operator)
        .with("name", &key.name)
        .with("scopes", scopes(&key).join(" "))
        .with("highest_role", key.highest_role);
    let writes = vec![
        app.store.create_key(&key, token.digest(), now),
        app.store.write_entry(&entry),
    ];
    app.store.commit(app.ulid(), writes).await?;
    let token = token.expose();
    match form {
        Form::Text => {
            writeln!(out, "The key {} was made (id {}).", key.name, key.id)?;
            writeln!(out, "This is its token, shown once:\n\n  {}\n", *token)?;
            writeln!(
                out,
                "Applications send it as: Authorization: Bearer <token>"
            )?;
        }
        Form::Json => {
            let mut answer = view(&key);
            answer["token"] = json!(*token);
            writeln!(out, "{answer}")?;
        }
    }
    Ok(Outcome::Done)
}

fn parse(app: &App, new: &NewKey<'_>) -> Result<ServiceKey, Error> {
    let usage = |text: &str| Error::Usage(text.to_owned());
    let name = account::person_name(new.name).filter(|name| !name.trim().is_empty());
    let highest_role = match (new.may_administer, new.highest_role) {
        (true, None | Some(Role::User)) => {
            return Err(usage(
                "--highest-role: a key with the scope admin wants admin or owner",
            ));
        }
        (_, role) => role.unwrap_or(Role::User),
    };
    let tenant = new.tenant.map(|text| {
        Tenant::parse(text).ok_or_else(|| {
            usage("--tenant: wants 1 to 64 characters of a-z, 0-9, dot, hyphen and underscore")
        })
    });
    let lifetime = new.expires.map(|text| {
        domain::duration::parse(text)
            .filter(jiff::SignedDuration::is_positive)
            .ok_or_else(|| usage("--expires: wants a duration like 90d or 12h"))
    });
    let expires_at = lifetime.transpose()?.map(|lifetime| app.now() + lifetime);
    Ok(ServiceKey {
        id: app.account_id(),
        name: name.ok_or_else(|| usage("--name: wants 1 to 200 characters"))?,
        may_verify: new.may_verify,
        may_administer: new.may_administer,
        highest_role,
        tenant: tenant.transpose()?,
        expires_at,
    })
}

/// Lists the keys; never their tokens.
pub async fn list(app: &App, form: Form, out: &mut impl Write) -> Result<Outcome, Error> {
    let keys = app.store.service_keys().await?;
    match form {
        Form::Text if keys.is_empty() => {
            writeln!(out, "There are no keys. `rekey keys create` makes one.")?;
        }
        Form::Text => tell_table(&keys, app.now(), out)?,
        Form::Json => {
            let views = keys.iter().map(|on_record| {
                let mut answer = view(&on_record.key);
                answer["created_at"] = json!(format!("{:.0}", on_record.created_at));
                answer
            });
            writeln!(out, "{}", views.collect::<Value>())?;
        }
    }
    Ok(Outcome::Done)
}

fn tell_table(
    keys: &[KeyOnRecord],
    now: jiff::Timestamp,
    out: &mut impl Write,
) -> std::io::Result<()> {
    let mut rows = vec![
        [
            "ID", "NAME", "SCOPES", "ROLE", "TENANT", "CREATED", "EXPIRES",
        ]
        .map(str::to_owned),
    ];
    for KeyOnRecord {
        key, created_at, ..
    } in keys
    {
        let expires = match key.expires_at {
            Some(at) if at <= now => "expired".to_owned(),
            Some(at) => format!("{at:.0}"),
            None => "never".to_owned(),
        };
        rows.push([
            key.id.to_string(),
            key.name.clone(),
            scopes(key).join(","),
            key.highest_role.to_string(),
            key.tenant
                .as_ref()
                .map_or("-".to_owned(), ToString::to_string),
            format!("{created_at:.0}"),
            expires,
        ]);
    }
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.max().unwrap_or(0)
    };
    let widths: [usize; 7] = std::array::from_fn(width);
    for row in &rows {
        let cells = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:width$}"));
        writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    Ok(())
}

/// Revokes a key: its next call is refused.
pub async fn revoke(
    app: &App,
    id: &str,
    form: Form,
    out: &mut impl Write,
) -> Result<Outcome, Error> {
    let id = AccountId::parse(id).ok_or_else(|| {
        Error::Usage("ID: wants the id of a key, as `rekey keys list` shows it".to_owned())
    })?;
    let found = app.store.service_key(id).await?;
    let found = found.ok_or_else(|| Error::Failed("there is no key with this id".to_owned()))?;
    let entry = Entry::new(app.ulid(), id, app.now(), What::KeyRevoked, Actor::Operator)
        .with("name", &found.key.name);
    let writes = vec![app.store.end_key(&found), app.store.write_entry(&entry)];
    app.store.commit(app.ulid(), writes).await?;
    match form {
        Form::Text => writeln!(out, "The key {} is revoked.", found.key.name)?,
        Form::Json => writeln!(out, "{}", json!({ "id": id.to_string(), "revoked": true }))?,
    }
    Ok(Outcome::Done)
}

fn scopes(key: &ServiceKey) -> Vec<&'static str> {
    let scopes = [(key.may_verify, "verify"), (key.may_administer, "admin")];
    let has = scopes.into_iter().filter(|(has, _)| *has);
    has.map(|(_, scope)| scope).collect()
}

fn view(key: &ServiceKey) -> Value {
    json!({
        "id": key.id.to_string(),
        "name": key.name,
        "scopes": scopes(key),
        "highest_role": key.highest_role.name(),
        "tenant": key.tenant.as_ref().map(Tenant::as_str),
        "expires_at": key.expires_at.map(|at| format!("{at:.0}")),
    })
}
