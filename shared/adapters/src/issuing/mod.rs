//! Issue a link or send the same one again, and mail it: shared by `deliver`, `admin-generate` and `accounts`.

pub mod by_administrator;

use domain::audit::{Entry, What};
use domain::help::{self, AdminHelp, Refusal};
use domain::link::Issue;
use domain::{
    Account, AccountId, Actor, AppliesTo, DeliveryState, HandOver, Identifier, Link, LinkRecord,
    Locale, Origin, ResetToken, Standing,
};
use jiff::{SignedDuration, Timestamp};
use ulid::Ulid;

use crate::Language;
use crate::app::App;
use crate::entropy::nonce;
use crate::mail::{self, LinkLetter, Mail, MailOutcome, Occasion, Recipient};
use crate::store::{CommitError, Guard, StoreError, Write};

/// Who causes the link, and how.
#[derive(Clone, Debug)]
pub struct Cause {
    /// The actor.
    pub actor: Actor,
    /// Kept as the link's origin when it is issued.
    pub origin: Origin,
    /// The caller's address, for the audit.
    pub ip: Option<String>,
    /// The caller's program, for the audit of public asks.
    pub user_agent: Option<String>,
    /// A lifetime asked for.
    pub lifetime: Option<SignedDuration>,
    /// The outbox work, if it is one.
    pub work_id: Option<Ulid>,
}

/// How the link is to travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// By mail.
    Mail,
    /// By the administrator.
    HandOver(HandOver),
}

/// A link ready to be committed, and then to travel.
pub struct Prepared {
    /// As it will stand in the store.
    pub link: Link,
    /// Its token.
    pub token: ResetToken,
    /// The writes that must be committed first: link, the account's epoch, audit.
    pub writes: Vec<Write>,
}

/// Decides between the same link again and a new one, on the state that was read.
pub fn prepare(
    app: &App,
    account: &Account,
    record: &LinkRecord,
    cause: &Cause,
    carrier: Carrier,
    now: Timestamp,
) -> Prepared {
    let again = record
        .current
        .as_ref()
        .and_then(|link| Some((link, link.token_again(account, app.link_keys(), now)?)));
    let resent = again.is_some();
    let (mut link, token) = match again {
        Some((link, token)) => (link.clone(), token),
        None => issue(app, account, cause, now),
    };
    // Work that is done again sends its own link, which is no earlier one.
    let own = cause.work_id.is_some_and(|work| record.is_made_by(work));
    link.resent = resent && (link.resent || !own);
    set_out(&mut link, resent, carrier, cause.origin, now);
    let failing = match carrier {
        Carrier::HandOver(HandOver::MailSuppressed) => record.newly_listed(account, now),
        _ => None,
    };
    let write = if resent {
        app.store.resend_link(
            account.id,
            record,
            &link,
            carrier == Carrier::Mail,
            failing.as_ref(),
        )
    } else {
        app.store
            .issue_link(account, record, &link, failing.as_ref())
    };
    let what = if resent {
        What::LinkResent
    } else {
        What::LinkIssued
    };
    let writes = vec![
        write,
        app.store.expect_epoch(account.into()),
        app.store
            .write_entry(&entry(app, account, &link, cause, carrier, what, now)),
    ];
    Prepared {
        link,
        token,
        writes,
    }
}

/// Whether this work has made its one link, which cannot be sent again: its window is over, or its key is gone.
pub fn is_spent(
    app: &App,
    account: &Account,
    links: &LinkRecord,
    work_id: Ulid,
    now: Timestamp,
) -> bool {
    let again = links
        .current
        .as_ref()
        .and_then(|link| link.token_again(account, app.link_keys(), now));
    links.is_made_by(work_id) && again.is_none()
}

fn issue(app: &App, account: &Account, cause: &Cause, now: Timestamp) -> (Link, ResetToken) {
    Link::issue(Issue {
        account,
        origin: cause.origin,
        issued_by: cause.actor.to_string(),
        work_id: cause.work_id,
        lifetimes: &app.settings.lifetimes,
        lifetime: cause.lifetime,
        key: app.link_keys().newest(),
        nonce: nonce(),
        id: app.ulid(),
        now,
    })
}

/// The delivery to begin with. A link that has been mailed and is now asked for by hand keeps what is known of its mail; one that
/// an administrator has because mail failed stays handed over until a mail that a stranger asks for has been taken; and one whose
/// mail nobody knows of waits for none any more.
fn set_out(link: &mut Link, resent: bool, carrier: Carrier, asked_by: Origin, now: Timestamp) {
    let (delivery, handed_over) = match carrier {
        Carrier::Mail if asked_by == Origin::SelfService => {
            let failed = link.hand_over().filter(|why| !why.is_settled());
            (DeliveryState::Queued, failed)
        }
        Carrier::Mail => (DeliveryState::Queued, None),
        Carrier::HandOver(HandOver::MailSuppressed) => {
            (DeliveryState::Suppressed, Some(HandOver::MailSuppressed))
        }
        Carrier::HandOver(HandOver::MailUnconfirmed) if link.delivery == DeliveryState::Queued => {
            (DeliveryState::None, Some(HandOver::MailUnconfirmed))
        }
        Carrier::HandOver(reason) if resent => (link.delivery, Some(reason)),
        Carrier::HandOver(reason) => (DeliveryState::None, Some(reason)),
    };
    if delivery != link.delivery {
        link.delivery_at = now;
    }
    link.delivery = delivery;
    link.handed_over = handed_over;
}

fn entry(
    app: &App,
    account: &Account,
    link: &Link,
    cause: &Cause,
    carrier: Carrier,
    what: What,
    now: Timestamp,
) -> Entry {
    let entry = Entry::new(app.ulid(), account.id, now, what, cause.actor)
        .with("link", link.id)
        .with("origin", link.origin)
        .with("expires_at", format!("{:.3}", link.expires_at));
    let entry = match carrier {
        Carrier::Mail => entry.with("carrier", "mail"),
        Carrier::HandOver(reason) => entry.with("carrier", "hand-over").with("reason", reason),
    };
    let entry = match &cause.user_agent {
        Some(user_agent) => entry.with("user_agent", user_agent),
        None => entry,
    };
    match &cause.ip {
        Some(ip) => entry.from_ip(ip),
        None => entry,
    }
}

/// Whether another account of its tenant bears the account's address.
pub async fn shares_address(app: &App, account: &Account) -> Result<bool, StoreError> {
    let Some(email) = &account.email else {
        return Ok(false);
    };
    let mut bearers = app
        .store
        .bearers_of(&Identifier::Email(email.clone()))
        .await?;
    bearers.retain(|id| *id != account.id);
    if bearers.is_empty() {
        return Ok(false);
    }
    Ok(help::shares_address(
        account,
        &app.store.accounts(&bearers).await?,
    ))
}

/// Why a link would be handed over instead of mailed, as far as that is known without asking the mail service; or why there
/// would be none.
pub fn foreseen(
    app: &App,
    account: &Account,
    shares_address: bool,
) -> Result<Option<HandOver>, Refusal> {
    match help::link_help(account, shares_address) {
        AdminHelp::No(refusal) => Err(refusal),
        AdminHelp::HandOver(reason) => Ok(Some(reason)),
        AdminHelp::Yes => Ok(app.mailer.is_none().then_some(HandOver::MailNotConfigured)),
    }
}

/// The mail that carries the link and says who asked for it this time, in the account's language or else in the one asked in.
/// The token leaves its type here, and in an administrator's answer, nowhere else.
pub fn link_mail(
    app: &App,
    account: &Account,
    prepared: &Prepared,
    asked_by: Origin,
    asked_in: Option<&Locale>,
    now: Timestamp,
) -> Option<Mail> {
    let token = prepared.token.expose();
    let link = app.settings.link(&token);
    let not_me_link = app.settings.not_me_link(&token);
    let letter = LinkLetter {
        occasion: occasion(account, asked_by),
        reset_link: &link,
        token: &token,
        not_me_link: &not_me_link,
        code_page: &format!("{}/reset", app.settings.base_url),
        now,
        expires_at: prepared.link.expires_at,
        admin_area: account.applies_to() == AppliesTo::AdminArea,
    };
    let language = Language::of(&[account.locale.as_ref(), asked_in]);
    let writer = app.letterhead.in_language(language);
    let mail = writer.reset_link(recipient(account)?, &letter);
    Some(
        mail.tagged(mail::ACCOUNT_TAG, account.id.to_string())
            .tagged(mail::LINK_TAG, prepared.link.id.to_string()),
    )
}

/// Whoever has never been in is invited, whoever asks: there is no old password to speak of.
fn occasion(account: &Account, asked_by: Origin) -> Occasion {
    match (account.standing, asked_by) {
        (Standing::Invited, _) | (_, Origin::Invitation) => Occasion::Invitation,
        (_, Origin::SelfService) => Occasion::SelfService,
        (_, Origin::Admin | Origin::Bulk) => Occasion::Admin,
    }
}

/// Whom a mail to this account is for; `None` without an address.
pub fn recipient(account: &Account) -> Option<Recipient<'_>> {
    Some(Recipient {
        to: account.email.as_ref()?.as_str(),
        name: &account.name,
        username: account.username.as_ref().map(domain::Username::as_str),
    })
}

/// The audit entry of a mail service's answer.
fn mail_entry(
    app: &App,
    id: AccountId,
    actor: Actor,
    link: &Link,
    outcome: &MailOutcome,
    now: Timestamp,
) -> Entry {
    let entry = Entry::new(app.ulid(), id, now, What::MailAnswered, actor)
        .with("link", link.id)
        .with("outcome", outcome.word());
    match outcome {
        MailOutcome::Sent { message_id } => entry.with("message_id", message_id),
        other => entry.with(
            "reason",
            other.reason().map_or_else(String::new, ToString::to_string),
        ),
    }
}

/// Records what the mail service answered, with `beside`. Where the link has ended, or an event has told more meanwhile,
/// only the answer itself and `beside` are left to record.
pub async fn record_answer(
    app: &App,
    account: AccountId,
    actor: Actor,
    link: &Link,
    outcome: &MailOutcome,
    beside: Vec<Write>,
) -> Result<(), CommitError> {
    let mut writes = beside;
    writes.push(app.store.write_entry(&mail_entry(
        app,
        account,
        actor,
        link,
        outcome,
        link.delivery_at,
    )));
    let told = app.store.record_delivery(
        account,
        link.digest,
        link.delivery,
        link.handed_over,
        link.delivery_at,
    );
    match app
        .store
        .commit(app.ulid(), [writes.clone(), vec![told]].concat())
        .await
    {
        Err(error) if error.refused_by(&Guard::Link) => app.store.commit(app.ulid(), writes).await,
        other => other,
    }
}
