//! Why somebody got no mail: what became of the asks of the resend window and of the link's mail, whoever sent it, and what the
//! table says at this moment.

use adapters::App;
use adapters::issuing::shares_address;
use adapters::store::ToldAsk;
use adapters::web::error::rfc3339;
use adapters::web::openapi::texts;
use adapters::web::query::parameters;
use adapters::web::{self, Answer, Caller, Empty, Error, authentication};
use axum::extract::{RawQuery, State};
use domain::help::PublicHelp;
use domain::outbox::{AskOutcome, IdentifierDigest};
use domain::{
    Account, AccountId, Authority, DeliveryState, Identifier, Link, LinkRecord, LinkState,
    Situation,
};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

/// Why a person got no mail, or what became of it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "LookUp")]
pub(crate) struct Told {
    /// The newest first. Empty where nothing is on record and nothing would be in the way of a mail.
    reasons: Vec<Reason>,
}

#[derive(Serialize, PartialEq, Eq, JsonSchema)]
#[schemars(rename = "LookUpReason")]
struct Reason {
    /// What became of an ask, or would.
    #[serde(rename = "reason")]
    why: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "texts::Moment")]
    asked_at: Option<String>,
    #[schemars(with = "texts::Moment")]
    at: String,
}

pub(crate) async fn look_up(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    caller: Caller,
    body: Empty,
) -> Answer {
    let actor = authentication::administrator(&app, &caller).await?;
    body.check()?;
    let typed = parse(query.as_deref())?;
    actor.may_read().map_err(Error::NotAllowed)?;
    let now = app.now();
    // The links before the asks: what a worker records between the two is told of the ask, and not twice.
    let accounts = reached(&app, &actor, &typed).await?;
    let asks = app.store.asks(IdentifierDigest::of(&typed), now).await?;
    let mut reasons: Vec<Reason> = asks
        .iter()
        .filter_map(|ask| of_ask(&app, ask, &accounts, now))
        .collect();
    // Several asks of other tenants' accounts at one moment look like the one of nobody's.
    reasons.dedup();
    if reasons.is_empty() {
        reasons.extend(of_table(&app, &accounts, now).await?);
    }
    for (account, links) in &accounts {
        let of_link = of_link(account, links, now);
        let of_address = of_address(account, links)
            .filter(|fails| of_link.as_ref().is_none_or(|link| link.why != fails.why));
        let more = [of_link, of_address].into_iter().flatten();
        let more: Vec<_> = more.filter(|more| !is_told(&reasons, more)).collect();
        reasons.splice(0..0, more);
    }
    web::ok(&Told { reasons })
}

fn parse(query: Option<&str>) -> Result<String, Error> {
    let [typed] = parameters(query, ["identifier"])?;
    let fits = |text: &String| (1..=254).contains(&text.trim_matches(' ').chars().count());
    let wants = "The parameter identifier must have 1 to 254 characters.";
    typed
        .filter(fits)
        .ok_or_else(|| Error::Invalid(wants.to_owned()))
}

/// The bearers that exist for this actor, with their links.
async fn reached(
    app: &App,
    actor: &Authority,
    typed: &str,
) -> Result<Vec<(Account, LinkRecord)>, Error> {
    let Some(identifier) = Identifier::parse(typed) else {
        return Ok(Vec::new());
    };
    let mut bearers = app.store.bearers_of(&identifier).await?;
    if bearers.is_empty() {
        // Another tenant's account must not be told from nobody by one call more.
        bearers.push(AccountId::from_bytes([0; 16]));
    }
    let found = app.store.accounts_with_links(&bearers).await?;
    Ok(found
        .into_iter()
        .filter(|(account, _)| actor.reaches(account))
        .collect())
}

/// What became of one ask. One for another tenant's account is told as nobody's, and no longer.
fn of_ask(
    app: &App,
    ask: &ToldAsk,
    accounts: &[(Account, LinkRecord)],
    now: Timestamp,
) -> Option<Reason> {
    let asked_at = Some(rfc3339(ask.asked_at));
    let own = accounts
        .iter()
        .find(|(account, _)| Some(account.id) == ask.account_id);
    let Some((account, links)) = own else {
        // By whole seconds, as the store forgets: or else the last one would tell the two apart.
        let ends_at = app.settings.lifetimes.ask_ends_at(ask.asked_at);
        if ends_at.as_second() <= now.as_second() {
            return None;
        }
        let why = match ask.account_id {
            _ if accounts.is_empty() => AskOutcome::NoAccount,
            // Given up before it was known for whom.
            None if ask.outcome == AskOutcome::Undelivered => AskOutcome::Undelivered,
            _ => return None,
        };
        return Some(Reason {
            why: why.name(),
            rule: None,
            at: rfc3339(ask.asked_at),
            asked_at,
        });
    };
    let later = (ask.outcome == AskOutcome::Sent)
        .then(|| since_sent(account, links, ask.at, now))
        .flatten();
    let (why, at) = later.unwrap_or((ask.outcome.name(), ask.at));
    Some(Reason {
        why,
        rule: ask.outcome.rule().map(Situation::name),
        asked_at,
        at: rfc3339(at),
    })
}

/// What is known by now of the link that was mailed then: the current one, or the one before it.
fn since_sent(
    account: &Account,
    links: &LinkRecord,
    sent_at: Timestamp,
    now: Timestamp,
) -> Option<(&'static str, Timestamp)> {
    let current = links.current.as_ref();
    if let Some(link) = current.filter(|link| link.issued_at <= sent_at) {
        return of_its_mail(account, link, now);
    }
    let before = links.previous.as_ref();
    let before = before.filter(|past| past.issued_at <= sent_at && past.state == LinkState::Used);
    before.map(|past| (REDEEMED, past.ended_at))
}

const REDEEMED: &str = "redeemed";

/// That the link was used, or how its mail has fared.
fn of_its_mail(
    account: &Account,
    link: &Link,
    now: Timestamp,
) -> Option<(&'static str, Timestamp)> {
    match (link.state(account, now), link.used_at, link.delivery) {
        (LinkState::Used, Some(at), _) => Some((REDEEMED, at)),
        (_, _, DeliveryState::Queued | DeliveryState::None) => None,
        (_, _, delivery) => Some((delivery.name(), link.delivery_at)),
    }
}

/// How the mail of the current link has fared, whoever sent it, as long as the link can be sent again.
fn of_link(account: &Account, links: &LinkRecord, now: Timestamp) -> Option<Reason> {
    let link = links.current.as_ref();
    let link = link.filter(|link| link.keeps_address(account) && now < link.resend_until)?;
    of_its_mail(account, link, now).map(not_asked_for)
}

/// That mail to the account's address fails, whatever it was about.
fn of_address(account: &Account, links: &LinkRecord) -> Option<Reason> {
    let failing = links.failing_for(account)?;
    Some(not_asked_for((failing.delivery.name(), failing.since)))
}

fn not_asked_for((why, at): (&'static str, Timestamp)) -> Reason {
    Reason {
        why,
        rule: None,
        asked_at: None,
        at: rfc3339(at),
    }
}

/// Whether an ask has told it already.
fn is_told(reasons: &[Reason], more: &Reason) -> bool {
    let mut all = reasons.iter();
    all.any(|reason| (&reason.why, &reason.at) == (&more.why, &more.at))
}

/// Nobody has asked: what would be said if somebody did.
async fn of_table(
    app: &App,
    accounts: &[(Account, LinkRecord)],
    now: Timestamp,
) -> Result<Vec<Reason>, Error> {
    let at = rfc3339(now);
    if accounts.is_empty() {
        return Ok(vec![Reason {
            why: AskOutcome::NoAccount.name(),
            rule: None,
            asked_at: None,
            at,
        }]);
    }
    let mut reasons = Vec::new();
    for (account, _) in accounts {
        let situation = Situation::of(account, shares_address(app, account).await?);
        if situation.help().public == PublicHelp::Nothing {
            let not_eligible = AskOutcome::NotEligible(situation);
            reasons.push(Reason {
                why: not_eligible.name(),
                rule: not_eligible.rule().map(Situation::name),
                asked_at: None,
                at: at.clone(),
            });
        }
    }
    Ok(reasons)
}
