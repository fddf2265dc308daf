//! Why somebody got no mail: what became of the asks of the resend window, and what the table says at this moment.

use adapters::App;
use adapters::issuing::shares_address;
use adapters::store::{AskOutcome, ToldAsk};
use adapters::web::error::rfc3339;
use adapters::web::openapi::texts;
use adapters::web::{self, Answer, Caller, Empty, Error, authentication};
use axum::extract::{RawQuery, State};
use domain::help::PublicHelp;
use domain::outbox::IdentifierDigest;
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
    reasons: Vec<Reason>,
}

#[derive(Serialize, PartialEq, Eq, JsonSchema)]
#[schemars(rename = "LookUpReason")]
struct Reason {
    /// What became of an ask, or would.
    #[serde(rename = "reason")]
    why: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    rule: Option<String>,
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
    let typed = parse(&query.unwrap_or_default())?;
    actor.may_read().map_err(Error::NotAllowed)?;
    let now = app.now();
    let (accounts, asks) = tokio::join!(
        reached(&app, &actor, &typed),
        app.store.asks(IdentifierDigest::of(&typed), now)
    );
    let (accounts, asks) = (accounts?, asks?);
    let mut reasons: Vec<Reason> = asks
        .iter()
        .filter_map(|ask| of_ask(ask, &accounts, now))
        .collect();
    // Several asks of other tenants' accounts at one moment look like the one of nobody's.
    reasons.dedup();
    if reasons.is_empty() {
        reasons.extend(of_table(&app, &accounts, now).await?);
    }
    for (account, links) in &accounts {
        let more = of_address(account, links, now).filter(|more| !is_told(&reasons, more));
        reasons.splice(0..0, more);
    }
    web::ok(&Told { reasons })
}

fn parse(query: &str) -> Result<String, Error> {
    let wants =
        || Error::Invalid("The parameter identifier must have 1 to 254 characters.".to_owned());
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    match (pairs.next(), pairs.next()) {
        (Some((name, value)), None) if name == "identifier" => {
            let fits = (1..=254).contains(&value.trim_matches(' ').chars().count());
            if fits {
                Ok(value.into_owned())
            } else {
                Err(wants())
            }
        }
        _ => Err(wants()),
    }
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

/// What became of one ask. One for another tenant's account is told as nobody's.
fn of_ask(ask: &ToldAsk, accounts: &[(Account, LinkRecord)], now: Timestamp) -> Option<Reason> {
    let asked_at = Some(rfc3339(ask.asked_at));
    let own = accounts
        .iter()
        .find(|(account, _)| Some(account.id) == ask.account_id);
    let Some((account, links)) = own else {
        let why = match ask.account_id {
            _ if accounts.is_empty() => "no-account",
            // Given up before it was known for whom.
            None if ask.outcome == AskOutcome::Undelivered.name() => AskOutcome::Undelivered.name(),
            _ => return None,
        };
        return Some(Reason {
            why: why.to_owned(),
            rule: None,
            at: rfc3339(ask.asked_at),
            asked_at,
        });
    };
    let later = links
        .current
        .as_ref()
        .filter(|link| ask.outcome == "sent" && link.issued_at <= ask.at);
    let (why, at) = later.map_or((ask.outcome.clone(), ask.at), |link| {
        since_sent(link, account, ask, now)
    });
    Some(Reason {
        why,
        rule: ask.rule.clone(),
        asked_at,
        at: rfc3339(at),
    })
}

/// What is known of the link by now: used, or how its mail fared.
fn since_sent(
    link: &Link,
    account: &Account,
    ask: &ToldAsk,
    now: Timestamp,
) -> (String, Timestamp) {
    match (link.state(account, now), link.delivery) {
        (LinkState::Used, _) => ("redeemed".to_owned(), link.used_at.unwrap_or(ask.at)),
        (_, DeliveryState::Queued | DeliveryState::None) => (ask.outcome.clone(), ask.at),
        (_, delivery) => (delivery.name().to_owned(), link.delivery_at),
    }
}

/// What is known of the account's address, whatever the mail was about: that of its current link came back, or that of
/// something else, which has no record of its own.
fn of_address(account: &Account, links: &LinkRecord, now: Timestamp) -> Option<Reason> {
    let of_link = links.current.as_ref().filter(|link| {
        let failed = [DeliveryState::Bounced, DeliveryState::Suppressed].contains(&link.delivery);
        failed && link.keeps_address(account) && now < link.resend_until && link.used_at.is_none()
    });
    let failing = links.failing.as_ref();
    let (delivery, at) = of_link
        .map(|link| (link.delivery, link.delivery_at))
        .or_else(|| {
            let failing = failing.filter(|failing| failing.is_about(account))?;
            Some((failing.delivery, failing.since))
        })?;
    Some(Reason {
        why: delivery.name().to_owned(),
        rule: None,
        asked_at: None,
        at: rfc3339(at),
    })
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
            why: "no-account".to_owned(),
            rule: None,
            asked_at: None,
            at,
        }]);
    }
    let mut reasons = Vec::new();
    for (account, _) in accounts {
        let situation = Situation::of(account, shares_address(app, account).await?);
        if situation.help().public == PublicHelp::Nothing {
            let rule = Some(situation.name().to_owned());
            reasons.push(Reason {
                why: "not-eligible".to_owned(),
                rule,
                asked_at: None,
                at: at.clone(),
            });
        }
    }
    Ok(reasons)
}
