//! Late truth: what SES tells of a mail minutes after it was taken. Events come more than once and in no order.

mod event;

use adapters::App;
use adapters::store::{self, DECISIONS, StoreError, Write};
use domain::audit::{Entry, What};
use domain::delivery::MailEvent;
use domain::link::Failing;
use domain::{Account, Actor, DeliveryState, Link, LinkRecord};
use jiff::{SignedDuration, Timestamp};

pub use event::BusEvent;

/// Records one event. An error makes the bus hand it over again.
pub async fn handle(app: App, event: BusEvent) -> Result<(), StoreError> {
    let (Some(kind), Some(account_id)) = (event.kind(), event.account_id()) else {
        tracing::warn!(
            mail.event = event.name(),
            "mail event ignored: unknown, or not about a mail of ours"
        );
        return Ok(());
    };
    let mut tried = 1;
    loop {
        let (account, links) = app.store.account_with_links(account_id).await?;
        let Some(account) = account else {
            return Ok(());
        };
        let writes = writes(&app, &event, kind, &account, &links);
        if writes.is_empty() {
            return Ok(());
        }
        match app.store.commit(app.ulid(), writes).await {
            Ok(()) => break,
            Err(error) if error.is_stale() && tried < DECISIONS => {
                store::pause(tried).await;
            }
            Err(error) => return Err(error.into()),
        }
        tried += 1;
    }
    tracing::info!(account.id = %account_id, mail.event = kind.name(), "mail event");
    Ok(())
}

/// What the event changes: the delivery of the link that it is about, and whether mail to the address fails. Nothing, if
/// all of it is known already.
fn writes(
    app: &App,
    event: &BusEvent,
    kind: MailEvent,
    account: &Account,
    links: &LinkRecord,
) -> Vec<Write> {
    let link = links
        .current
        .as_ref()
        .filter(|link| Some(link.id) == event.link_id());
    let told_at = happened_at(event, app.now());
    // The bus tells whole seconds: nothing happens to a mail before what is known of it.
    let at = link.map_or(told_at, |link| told_at.max(link.delivery_at));
    let delivery = link.and_then(|link| changes(account, links, link, kind));
    let is_about = |address| event.went_to(address);
    let failing = if account.email.as_ref().is_some_and(is_about) {
        match kind {
            // Of an earlier moment than a failure it says nothing of the address since.
            MailEvent::Delivered => links
                .failing_for(account)
                .filter(|known| told_at <= known.since || came_back(link, told_at))
                .cloned(),
            _ => failing_since(account, links, kind, at),
        }
    } else {
        // What a mail to an address of before met with says nothing of today's.
        links.failing.clone()
    };
    if delivery.is_none() && failing == links.failing {
        return Vec::new();
    }
    let told = app
        .store
        .record_event(account.id, links, delivery, failing.as_ref(), at);
    vec![
        told,
        app.store.write_entry(&entry(app, account, link, kind, at)),
    ]
}

/// Whether the mail with this link has come back since.
fn came_back(link: Option<&Link>, since: Timestamp) -> bool {
    link.is_some_and(|link| link.delivery == DeliveryState::Bounced && since <= link.delivery_at)
}

/// The delivery after the event. A bounce that says nothing against the address was an answer from the mailbox, or for the
/// moment, if the mail turns out to have arrived.
fn changes(
    account: &Account,
    links: &LinkRecord,
    link: &Link,
    kind: MailEvent,
) -> Option<DeliveryState> {
    let was_for_now =
        link.delivery == DeliveryState::Bounced && links.failing_for(account).is_none();
    if kind == MailEvent::Delivered && was_for_now {
        return Some(DeliveryState::Delivered);
    }
    kind.changes(link.delivery)
}

/// The bus's clock is not ours, and a moment that no mail of ours can have known is not worth keeping: what is reckoned from it
/// would leave the calendar.
fn happened_at(event: &BusEvent, now: Timestamp) -> Timestamp {
    let possible = Timestamp::UNIX_EPOCH..=now + SignedDuration::from_hours(24);
    event.at().filter(|at| possible.contains(at)).unwrap_or(now)
}

fn entry(
    app: &App,
    account: &Account,
    link: Option<&Link>,
    kind: MailEvent,
    at: Timestamp,
) -> Entry {
    let entry = Entry::new(
        app.ulid(),
        account.id,
        app.now(),
        What::MailEvent,
        Actor::System,
    )
    .with("event", kind.name())
    .with("happened_at", format!("{at:.3}"));
    match link {
        Some(link) => entry.with("link", link.id),
        None => entry,
    }
}

/// Since when mail to the account's address fails, and how: from the first failure on.
fn failing_since(
    account: &Account,
    links: &LinkRecord,
    kind: MailEvent,
    at: Timestamp,
) -> Option<Failing> {
    let known = links.failing_for(account).cloned();
    match kind.failed_address() {
        None => known,
        Some(delivery) => known.map_or_else(
            || Failing::new(account, at, delivery),
            |known| {
                let delivery = kind.changes(known.delivery).unwrap_or(known.delivery);
                Some(Failing { delivery, ..known })
            },
        ),
    }
}
