//! A public ask: find out whom it names, decide by the table, issue before mailing, mail, record.

use adapters::App;
use adapters::Language;
use adapters::issuing::{self, Carrier, Cause, Prepared};
use adapters::mail::{self, MailOutcome};
use adapters::store::{self, Claimed, CommitError, DECISIONS, Found, StoreError, Write};
use domain::audit::{Entry, What};
use domain::help::{self, PublicHelp};
use domain::outbox::{Ask, AskOutcome};
use domain::{
    Account, AccountId, Actor, DeliveryState, HandOver, Identifier, Limit, LimitKey, Link,
    LinkRecord, Origin, Situation, Work, WorkKind,
};
use jiff::Timestamp;

use crate::outcome::{
    self, attempt, commit_unless_taken, end, no_longer_waits, ours, record, settle,
};
use crate::turn::Turn;

/// A transaction takes a hundred writes; one ends the work, one records the ask.
const MOST_TENANTS: usize = 90;

/// Answers an ask that may name several accounts, one in each of several tenants.
pub(crate) async fn answer(app: &App, claimed: &Claimed, ask: &Ask) -> Result<Turn, StoreError> {
    let bearers = match &ask.identifier {
        Some(identifier) => app.store.bearers_of(identifier).await?,
        None => Vec::new(),
    };
    match (&ask.identifier, &bearers[..]) {
        (_, []) => Ok(nobody(app, claimed, ask, app.now()).await?),
        (Some(Identifier::Email(_)), [one]) => answer_one(app, claimed, ask, *one, false).await,
        (_, [one]) => answer_for(app, claimed, ask, *one).await,
        (_, several) => answer_several(app, claimed, ask, several).await,
    }
}

/// Answers an ask for one account, which may share its address with another of its tenant.
pub(crate) async fn answer_for(
    app: &App,
    claimed: &Claimed,
    ask: &Ask,
    id: AccountId,
) -> Result<Turn, StoreError> {
    let shares_address = match app.store.account(id).await? {
        Some(account) => issuing::shares_address(app, &account).await?,
        None => false,
    };
    answer_one(app, claimed, ask, id, shares_address).await
}

/// Nobody bears the identifier, or no longer.
async fn nobody(
    app: &App,
    claimed: &Claimed,
    ask: &Ask,
    now: Timestamp,
) -> Result<Turn, CommitError> {
    let nobody = (None, AskOutcome::NoAccount);
    end(app, claimed, ask, nobody, Vec::new(), now).await
}

/// Accounts that are alone with the address in their tenant get work of their own each; the others get nothing.
async fn answer_several(
    app: &App,
    claimed: &Claimed,
    ask: &Ask,
    bearers: &[AccountId],
) -> Result<Turn, StoreError> {
    let now = app.now();
    let rows = app.store.accounts_with_links(bearers).await?;
    let accounts: Vec<Account> = rows.iter().map(|(account, _)| account.clone()).collect();
    let alone: Vec<&Account> = accounts
        .iter()
        .filter(|account| !help::shares_address(account, &accounts))
        .collect();
    // What this ask made while the account was alone with the address.
    let unsent = rows
        .iter()
        .filter(|(account, links)| {
            claimed.has_queued(links) && help::shares_address(account, &accounts)
        })
        .filter_map(|(account, links)| no_longer_waits(app, account.id, links, now));
    if alone.is_empty() {
        let rule = AskOutcome::NotEligible(Situation::EmailNotUnique);
        let first = accounts.first().map(|account| account.id);
        let unsent = unsent.collect();
        return Ok(end(app, claimed, ask, (first, rule), unsent, now).await?);
    }
    let each = alone.iter().take(MOST_TENANTS).map(|account| {
        let kind = WorkKind::AskFor(account.id, ask.clone());
        let work = Work::new(app.ulid(), claimed.work.asked_at, kind);
        app.store.put_work(&work)
    });
    let ends = unsent.chain([app.store.end_work(claimed)]);
    let writes = each.chain(ends).collect();
    commit_unless_taken(app, writes, Turn::ended("passed-on")).await
}

/// Decides, commits, and decides again on what has changed meanwhile.
async fn answer_one(
    app: &App,
    claimed: &Claimed,
    ask: &Ask,
    id: AccountId,
    shares_address: bool,
) -> Result<Turn, StoreError> {
    let mut tried = 1;
    loop {
        let (account, links) = app.store.account_with_links(id).await?;
        let now = app.now();
        let Some(account) = account else {
            return Ok(nobody(app, claimed, ask, now).await?);
        };
        let situation = Situation::of(&account, shares_address);
        let unsent = || no_longer_waits(app, id, &links, now);
        let no_mail = no_mail(app, claimed, ask, &account, &links, situation, now);
        let answered = match (no_mail, situation.help().public) {
            (Some((outcome, entry)), help) => {
                // Whom the public page does not help may be waiting for the mail of an administrator.
                let own = claimed.has_queued(&links);
                let unsent = unsent().filter(|_| own || help != PublicHelp::Nothing);
                let beside = entry.into_iter().chain(unsent).collect();
                end(app, claimed, ask, (Some(id), outcome), beside, now).await
            }
            (None, PublicHelp::Explanation) => explain(app, claimed, ask, &account, now).await,
            (None, _) => send_link(app, claimed, ask, &account, &links, now).await,
        };
        match answered {
            Ok(turn) => return Ok(turn),
            Err(error) if error.limit().is_some() => {
                let limit = error.limit().map_or("", |key| key.limit.name());
                let beside = unsent().into_iter().collect();
                let limited = (Some(id), AskOutcome::Limited);
                let limited = end(app, claimed, ask, limited, beside, now).await?;
                return Ok(limited.because(limit));
            }
            Err(error) if error.is_stale() && tried < DECISIONS => {
                store::pause(tried).await;
            }
            Err(error) => return Err(error.into()),
        }
        tried += 1;
    }
}

/// Why the ask ends without mail, and what the account's history says of it.
fn no_mail(
    app: &App,
    claimed: &Claimed,
    ask: &Ask,
    account: &Account,
    links: &LinkRecord,
    situation: Situation,
    now: Timestamp,
) -> Option<(AskOutcome, Option<Write>)> {
    let work = &claimed.work;
    if situation.help().public == PublicHelp::Nothing {
        let entry = entry(app, account.id, ask, What::AskRefused, now);
        let entry = entry.with("rule", situation.name());
        return Some((
            AskOutcome::NotEligible(situation),
            Some(app.store.write_entry(&entry)),
        ));
    }
    if app.settings.lifetimes.ask_ends_at(work.asked_at) <= now {
        let entry =
            entry(app, account.id, ask, What::MailAnswered, now).with("outcome", "undelivered");
        return Some((AskOutcome::Undelivered, Some(app.store.write_entry(&entry))));
    }
    let spent = issuing::is_spent(app, account, links, work.work_id, now);
    (spent || links.outdates(account, work.asked_at)).then_some((AskOutcome::Outdated, None))
}

fn entry(app: &App, id: AccountId, ask: &Ask, what: What, now: Timestamp) -> Entry {
    Entry::new(app.ulid(), id, now, what, Actor::Public)
        .from_ip(&ask.ip)
        .with("user_agent", &ask.user_agent)
}

/// Link, audit, ask and a place in the mail counters, committed before anything is sent.
async fn send_link(
    app: &App,
    claimed: &Claimed,
    ask: &Ask,
    account: &Account,
    links: &LinkRecord,
    now: Timestamp,
) -> Result<Turn, CommitError> {
    let carrier = if app.mailer.is_some() {
        Carrier::Mail
    } else {
        Carrier::HandOver(HandOver::MailNotConfigured)
    };
    let cause = Cause {
        actor: Actor::Public,
        origin: Origin::SelfService,
        ip: Some(ask.ip.clone()),
        user_agent: Some(ask.user_agent.clone()),
        lifetime: None,
        work_id: Some(claimed.work.work_id),
    };
    let prepared = issuing::prepare(app, account, links, &cause, carrier, now);
    let mail = issuing::link_mail(
        app,
        account,
        &prepared,
        cause.origin,
        ask.locale.as_ref(),
        now,
    );
    let Some(mail) = mail.filter(|_| carrier == Carrier::Mail) else {
        return commit_unmailable(app, claimed, ask, &prepared, now).await;
    };
    let places = places(account.id, now);
    let mut writes = prepared.writes.clone();
    writes.extend(take(app, &places));
    writes.push(record(
        app,
        claimed,
        ask,
        (Some(account.id), AskOutcome::Queued),
        now,
    ));
    app.store.commit(app.ulid(), writes).await?;
    let outcome = attempt(app, &mail).await;
    tell(
        app,
        claimed,
        ask,
        account.id,
        Some(&prepared),
        &outcome,
        &places,
    )
    .await
}

/// Without a sender the link waits for an administrator who looks.
async fn commit_unmailable(
    app: &App,
    claimed: &Claimed,
    ask: &Ask,
    prepared: &Prepared,
    now: Timestamp,
) -> Result<Turn, CommitError> {
    let id = prepared.token.account_id();
    let mut writes = prepared.writes.clone();
    writes.extend([
        app.store.end_work(claimed),
        record(app, claimed, ask, (Some(id), AskOutcome::Rejected), now),
    ]);
    let turn = Turn::given_up(AskOutcome::Rejected.name())
        .because(&HandOver::MailNotConfigured)
        .about(id);
    ours(app.store.commit(app.ulid(), writes).await, turn)
}

/// A person who signs in elsewhere is told so, and where.
async fn explain(
    app: &App,
    claimed: &Claimed,
    ask: &Ask,
    account: &Account,
    now: Timestamp,
) -> Result<Turn, CommitError> {
    let (Some(sso), Some(recipient)) = (&account.sso, issuing::recipient(account)) else {
        let rule = AskOutcome::NotEligible(Situation::ManagedBySso);
        let writes = vec![
            app.store.end_work(claimed),
            record(app, claimed, ask, (Some(account.id), rule), now),
        ];
        let turn = Turn::ended(rule.name()).about(account.id);
        return ours(app.store.commit(app.ulid(), writes).await, turn);
    };
    let places = places(account.id, now);
    let mut writes = vec![app.store.expect_epoch(account.into())];
    writes.extend(take(app, &places));
    writes.push(record(
        app,
        claimed,
        ask,
        (Some(account.id), AskOutcome::Queued),
        now,
    ));
    app.store.commit(app.ulid(), writes).await?;
    let language = Language::of(&[account.locale.as_ref(), ask.locale.as_ref()]);
    let mail =
        app.letterhead
            .in_language(language)
            .managed_elsewhere(recipient, &sso.provider, &sso.url);
    let outcome = attempt(app, &mail.tagged(mail::ACCOUNT_TAG, account.id.to_string())).await;
    tell(app, claimed, ask, account.id, None, &outcome, &places).await
}

fn places(id: AccountId, now: Timestamp) -> [LimitKey; 2] {
    [
        Limit::MailsPerAccount.key(&id.to_string(), now),
        Limit::Mails.key("all", now),
    ]
}

fn take<'a>(app: &'a App, places: &'a [LimitKey]) -> impl Iterator<Item = Write> + 'a {
    places
        .iter()
        .map(|key| app.store.take_place(key, app.settings.limit(key.limit)))
}

/// Records what the mail service said; a link that has been replaced or used meanwhile has nothing to record.
async fn tell(
    app: &App,
    claimed: &Claimed,
    ask: &Ask,
    id: AccountId,
    prepared: Option<&Prepared>,
    outcome: &MailOutcome,
    places: &[LimitKey],
) -> Result<Turn, CommitError> {
    let now = app.now();
    let (delivery, ask_outcome) = outcome::of_mail(outcome);
    let turn = Turn::of_mail(outcome).about(id);
    let found = Found {
        account_id: id,
        link: prepared.map(|prepared| prepared.link.id),
    };
    let mut writes = vec![
        settle(app, claimed, &turn, Some(found), now),
        record(app, claimed, ask, (Some(id), ask_outcome), now),
    ];
    if delivery != DeliveryState::Sent {
        writes.extend(places.iter().map(|key| app.store.give_place_back(key)));
    }
    let Some(prepared) = prepared else {
        writes.push(explained(app, ask, id, &turn, now));
        return ours(app.store.commit(app.ulid(), writes).await, turn);
    };
    let link = Link {
        delivery,
        handed_over: None,
        delivery_at: now,
        ..prepared.link.clone()
    };
    let recorded = issuing::record_answer(app, id, Actor::System, &link, outcome, writes).await;
    ours(recorded, turn)
}

/// What the history says of an explanation: that the person was told, or that the mail service did not take it.
fn explained(app: &App, ask: &Ask, id: AccountId, turn: &Turn, now: Timestamp) -> Write {
    let what = match turn.reason() {
        None => What::ExplanationSent,
        Some(_) => What::MailAnswered,
    };
    let entry = entry(app, id, ask, what, now).with("outcome", turn.outcome());
    app.store.write_entry(&match turn.reason() {
        None => entry,
        Some(reason) => entry.with("reason", reason),
    })
}
