//! Sets a password with a link, exactly once.

use std::time::Instant;

use adapters::App;
use adapters::metrics::Metric;
use adapters::noticing;
use adapters::store::{CommitError, Credential, Guard, Write};
use adapters::verifying::needs_username;
use adapters::web::openapi::texts;
use adapters::web::page::{REDEEMING, Reader};
use adapters::web::view::{NEEDS_USERNAME, PasswordSet};
use adapters::web::{self, Answer, Caller, Error, Form};
use axum::extract::State;
use axum::http::StatusCode;
use domain::audit::{Entry, What};
use domain::token::TOKEN_CHARS;
use domain::{Account, Actor, AppliesTo, LinkState, Password};
use jiff::Timestamp;
use percent_encoding::percent_decode_str;
use schemars::JsonSchema;
use serde::Deserialize;
use zeroize::Zeroizing;

use crate::{Found, look};

pub(crate) const MESSAGE: &str = "Your new password is set. Sign in with it.";

const MESSAGE_WITHOUT_USERNAME: &str = "Your new password is set. But the account has neither a username nor an address of its \
                                        own, so nobody can sign in to it: ask an administrator for a username.";

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Body {
    /// What stands behind the `#` of the link.
    #[schemars(with = "texts::Secret")]
    token: Zeroizing<String>,
    /// The new password.
    #[schemars(with = "texts::Secret")]
    password: Zeroizing<String>,
}

pub(crate) async fn redeem(
    State(app): State<App>,
    reader: Reader,
    caller: Caller,
    form: Form,
) -> Answer {
    let started = Instant::now();
    let redeemed = set_password(&app, &caller, &form)
        .await
        .map_err(Error::in_doubt);
    if let Some(state) = state(&redeemed) {
        app.metrics
            .write(Metric::Redemption(state, started.elapsed()));
    }
    if !form.is_page() {
        return web::ok(&redeemed?);
    }
    let sign_in = app.settings.sign_in_url.as_deref();
    let sign_in = sign_in.map(|url| (url, "sign-in"));
    let (text, next) = match redeemed {
        Ok(set) if set.needs.is_some() => ("set-needs-username", None),
        Ok(set) if set.applies_to == AppliesTo::AdminArea.name() => ("set-admin-area", sign_in),
        Ok(_) => ("set", sign_in),
        Err(error) => return Ok(reader.failed(&error, &REDEEMING)),
    };
    Ok(reader.told(StatusCode::OK, ("set-title", text), next))
}

/// What the link was, for the metrics; `redeemed` where it set the password. Nothing where nobody looked at it.
fn state(redeemed: &Result<PasswordSet, Error>) -> Option<&'static str> {
    match redeemed {
        Ok(_) => Some("redeemed"),
        Err(Error::LinkDead(state)) => Some(state.name()),
        Err(Error::PasswordRejected(_)) => Some(LinkState::Live.name()),
        Err(_) => None,
    }
}

/// Look, check, hash, write: the hash never before the token is proven.
async fn set_password(app: &App, caller: &Caller, form: &Form) -> Result<PasswordSet, Error> {
    let body: Body = form.parse()?;
    let token = if form.is_page() {
        pasted(&body.token)
    } else {
        body.token
    };
    let found = look(app, &token, caller.address, app.now()).await?;
    let found = found.ok_or(Error::LinkDead(LinkState::Unknown))?;
    if found.state != LinkState::Live {
        return Err(Error::LinkDead(found.state));
    }
    let password = Password::new(&body.password);
    let reasons = app.settings.password_rules.check(&password, &found.account);
    if !reasons.is_empty() {
        return Err(Error::PasswordRejected(reasons));
    }
    // Beside the hash, so that it takes no time of its own.
    let hash = app.hasher.hash(password);
    let (hash, needs_username) = tokio::join!(hash, needs_username(app, &found.account));
    let now = app.now();
    match app
        .store
        .commit(app.ulid(), writes(app, caller, &found, hash, now))
        .await
    {
        Ok(()) => Ok(told(&found.account, needs_username)),
        Err(error) => Err(why_not(app, &found, error, now).await),
    }
}

/// Never a false success: nobody signs in without a username or an address, nor with one that several accounts have.
fn told(account: &Account, needs_username: bool) -> PasswordSet {
    PasswordSet {
        message: if needs_username {
            MESSAGE_WITHOUT_USERNAME
        } else {
            MESSAGE
        },
        applies_to: account.applies_to().name(),
        needs: NEEDS_USERNAME.filter(|_| needs_username),
    }
}

/// The token in what people paste, which may be the whole link, in a link of somebody's who looks at links first, and have marks
/// around it and spaces in it: as `tokenIn` of the page's script finds it. What programs send is a token or is none.
fn pasted(text: &str) -> Zeroizing<String> {
    let text = unescaped(&unescaped(text));
    let is_token = |text: &&str| text.len() == TOKEN_CHARS;
    let of_token = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let whole: Zeroizing<String> = Zeroizing::new(text.chars().filter(|c| !is_space(*c)).collect());
    let alone = text.split(|c| !of_token(c)).find(is_token);
    let divided = whole.rsplit('#').next().filter(is_token);
    let start = whole.len().saturating_sub(TOKEN_CHARS);
    let last = whole.get(start..).unwrap_or(&whole);
    Zeroizing::new(alone.or(divided).unwrap_or(last).to_owned())
}

/// What stands for no text is left as a mark, which is no part of a token.
fn unescaped(text: &str) -> Zeroizing<String> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len()));
    bytes.extend(percent_decode_str(text));
    Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned())
}

/// What mail programs and keyboards put into a text unseen.
fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{200B}'..='\u{200D}').contains(&c) || "\u{2060}\u{FEFF}".contains(c)
}

/// One salt, one moment, one token for the transaction: a retry is the same request, and the store tells it the same.
fn writes(app: &App, caller: &Caller, found: &Found, hash: String, now: Timestamp) -> Vec<Write> {
    let account = &found.account;
    let digest = found.token.digest();
    let link = found.record.with_digest(&digest).map(|link| link.id);
    let entry = Entry::new(
        app.ulid(),
        account.id,
        now,
        What::LinkRedeemed,
        Actor::Public,
    )
    .from_ip(caller.address.to_string())
    .with("link", link.map(|id| id.to_string()).unwrap_or_default())
    .with("applies_to", account.applies_to().name());
    let mut writes = vec![
        app.store.use_link(account.id, digest, now),
        app.store.raise_epoch(account.into(), now, true),
        app.store.set_credential(
            account.id,
            &Credential {
                hash,
                must_change: false,
                changed_at: now,
            },
        ),
        app.store.write_entry(&entry),
    ];
    writes.extend(noticing::tell_of_redemption(app, account, link, now));
    writes
}

/// A condition that did not hold is final; what the link is now says why. Anything else may have been written or not.
async fn why_not(app: &App, found: &Found, error: CommitError, now: Timestamp) -> Error {
    if !error.refused_by(&Guard::Link) && !error.refused_by(&Guard::Account) {
        return Error::TrySigningIn(error.into());
    }
    match app.store.account_with_links(found.account.id).await {
        Ok((Some(account), record)) => {
            match record.state_of(&found.token.digest(), &account, now.max(app.now())) {
                // Neither dead nor taken: what was read had not arrived yet. Nothing was written.
                LinkState::Live => error.into(),
                state => Error::LinkDead(state),
            }
        }
        Ok((None, _)) => Error::LinkDead(LinkState::Unknown),
        Err(unreachable) => unreachable.into(),
    }
}
