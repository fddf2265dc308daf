//! Bearer tokens: who a session or a service key stands for, and how far that reaches.

use std::net::IpAddr;

use domain::bearer::{ServiceKey, Session};
use domain::{Account, AccountId, Actor, Authority, BearerToken, Identifier, Role, Standing};
use jiff::Timestamp;

use super::{Caller, Error};
use crate::app::App;
use crate::oidc::Issuer;
use crate::store::{Bearer, Held};

const ACTOR: &str = "x-rekey-actor";
const CLIENT_ADDRESS: &str = "x-rekey-client-address";

/// A caller with a good token.
#[derive(Debug)]
pub enum Authenticated {
    /// A session, or a key that acts for an account.
    Administrator(Authority),
    /// A key that names no account, or none that could act.
    Application(ServiceKey),
}

/// An application that may verify credentials.
#[derive(Debug)]
pub struct Verifier {
    /// Its key.
    pub key: ServiceKey,
    /// Its client's address, where it names one: counted instead of its own, which is not counted.
    pub client: Option<IpAddr>,
}

/// The administrator who calls.
pub async fn administrator(app: &App, caller: &Caller) -> Result<Authority, Error> {
    match authenticate(app, caller).await? {
        Authenticated::Administrator(authority) => Ok(authority),
        // A key without a named account reaches every target of its tenant, and may do nothing to it.
        Authenticated::Application(key) => Ok(Authority {
            actor: Actor::Key(key.id, None),
            account_id: key.id,
            role: Role::User,
            tenant: key.tenant,
            may_administer: false,
        }),
    }
}

/// The application that calls to verify; `None` for whoever may not: a session will not do, nor a key without the scope.
pub async fn verifier(app: &App, caller: &Caller) -> Result<Option<Verifier>, Error> {
    if let Some((issuer, token)) = token_from_elsewhere(app, caller) {
        signed_in_elsewhere(app, issuer, token).await?;
        return Ok(None);
    }
    let Held { bearer, .. } = good_bearer(app, caller, None).await?;
    match bearer {
        Bearer::Key(key) if key.may_verify => {
            let client = named_client(caller)?;
            Ok(Some(Verifier { key, client }))
        }
        _ => Ok(None),
    }
}

/// The address on which an administrator's failures are counted: their own, but of whoever comes by a key the one that the
/// key names, if any.
pub fn counted_address(caller: &Caller, authority: &Authority) -> Result<Option<IpAddr>, Error> {
    match authority.actor {
        Actor::Key(..) => named_client(caller),
        _ => Ok(Some(caller.address)),
    }
}

/// The address that a key names as its client's.
fn named_client(caller: &Caller) -> Result<Option<IpAddr>, Error> {
    let named = caller.header(CLIENT_ADDRESS).map(str::parse).transpose();
    named.map_err(|_| Error::Invalid("X-Rekey-Client-Address wants an IP address.".to_owned()))
}

async fn authenticate(app: &App, caller: &Caller) -> Result<Authenticated, Error> {
    if let Some((issuer, token)) = token_from_elsewhere(app, caller) {
        let authority = signed_in_elsewhere(app, issuer, token).await?;
        return Ok(Authenticated::Administrator(authority));
    }
    let named = caller.header(ACTOR).and_then(AccountId::parse);
    let held = good_bearer(app, caller, named).await?;
    Ok(match (held.bearer, held.named) {
        (Bearer::Session(session), _) => {
            let account = held.account.ok_or(Error::NotAuthenticated)?;
            Authenticated::Administrator(Authority {
                actor: Actor::Account(session.account_id),
                account_id: session.account_id,
                role: account.role,
                tenant: account.tenant,
                may_administer: true,
            })
        }
        (Bearer::Key(key), Some(account))
            if account.standing == Standing::Active && is_within(&key, account.tenant.as_ref()) =>
        {
            Authenticated::Administrator(Authority {
                actor: Actor::Key(key.id, Some(account.id)),
                account_id: account.id,
                role: account.role.min(key.highest_role),
                tenant: account.tenant.or(key.tenant),
                may_administer: key.may_administer,
            })
        }
        (Bearer::Key(key), _) => Authenticated::Application(key),
    })
}

/// A token with dots is no token of ours: where an issuer is set, it is one of its.
fn token_from_elsewhere<'a>(app: &'a App, caller: &'a Caller) -> Option<(&'a Issuer, &'a str)> {
    let token = caller.bearer().filter(|token| token.contains('.'))?;
    Some((app.issuer.as_ref()?, token))
}

/// The administrator that an issuer's token stands for. The token says who, the directory says what they may do; and a
/// token from before the epoch's last rise is as dead as a session of then.
async fn signed_in_elsewhere(app: &App, issuer: &Issuer, token: &str) -> Result<Authority, Error> {
    let verified = issuer.verify(token, app.now()).await?;
    let account = account_named(app, &verified.account).await?;
    let account = account.filter(|account| {
        account.standing == Standing::Active
            && account.role >= Role::Admin
            && verified.issued_at >= account.epoch_at
    });
    let account = account.ok_or(Error::NotAuthenticated)?;
    Ok(Authority {
        actor: Actor::Account(account.id),
        account_id: account.id,
        role: account.role,
        tenant: account.tenant,
        may_administer: true,
    })
}

/// The one account of that id, username or address; where several share an address, it names none of them.
async fn account_named(app: &App, name: &str) -> Result<Option<Account>, Error> {
    let id = match AccountId::parse(name) {
        Some(id) => Some(id),
        None => match Identifier::parse(name) {
            Some(identifier) => match app.store.bearers_of(&identifier).await?[..] {
                [one] => Some(one),
                _ => None,
            },
            None => None,
        },
    };
    let Some(id) = id else { return Ok(None) };
    Ok(app.store.accounts(&[id]).await?.pop())
}

/// An actor without tenant is confined to the key's; one of another tenant than the key's has no place in it.
fn is_within(key: &ServiceKey, tenant: Option<&domain::Tenant>) -> bool {
    key.tenant.is_none() || tenant.is_none() || key.tenant.as_ref() == tenant
}

async fn good_bearer(app: &App, caller: &Caller, named: Option<AccountId>) -> Result<Held, Error> {
    let token = caller
        .bearer()
        .and_then(BearerToken::parse)
        .ok_or(Error::NotAuthenticated)?;
    let held = app.store.bearer(&token, named).await?;
    held.filter(|held| is_good(held, app.now()))
        .ok_or(Error::NotAuthenticated)
}

fn is_good(held: &Held, now: Timestamp) -> bool {
    match &held.bearer {
        Bearer::Session(session) => is_good_session(session, held.account.as_ref(), now),
        Bearer::Key(key) => key.expires_at.is_none_or(|at| now < at),
    }
}

/// A session dies when its time is over and when the epoch of its account rises.
fn is_good_session(session: &Session, account: Option<&domain::Account>, now: Timestamp) -> bool {
    now < session.expires_at
        && account.is_some_and(|account| {
            account.epoch == session.epoch && account.standing == Standing::Active
        })
}
