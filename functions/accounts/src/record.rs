//! One account with its link, and what this actor may do with it.

use adapters::App;
use adapters::issuing::{self, shares_address};
use adapters::target;
use adapters::web::error::rfc3339;
use adapters::web::openapi::texts;
use adapters::web::view::{AccountView, ResetView};
use adapters::web::{self, Answer, Caller, Empty, Error, authentication};
use axum::extract::{Path, State};
use domain::help::{self, AdminHelp};
use domain::{Account, Authority, HandOver, LinkRecord, Situation};
use schemars::JsonSchema;
use serde::Serialize;

/// An account with its link, and what the caller may do with it.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Record {
    #[serde(flatten)]
    account: AccountView,
    /// The link of the last time, until its resend window is over; never the link itself.
    reset: Option<ResetView>,
    /// Until when a link works that cannot be sent or shown again, so that `reset` is null.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "texts::Moment")]
    live_until: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "MailFailing")]
    mail_failing: Option<MailFailing>,
    /// Why a link would be handed over instead of mailed. With `email-not-unique` nobody signs in with the address either.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", extend("enum" = ["mail-not-configured", "no-email", "email-not-unique"]))]
    hand_over: Option<&'static str>,
    can: Can,
}

/// What the caller may do: `true`, or the rule that says no.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Can {
    reset_link: Word,
    set_password: Word,
    edit: Word,
}

/// `true`, or the name of the rule that says no.
#[derive(Clone, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "TrueOrRule")]
enum Word {
    Yes(#[schemars(extend("const" = true))] bool),
    No(&'static str),
}

const YES: Word = Word::Yes(true);

/// Mail to this address comes back: since when, and what to do.
#[derive(Serialize, JsonSchema)]
struct MailFailing {
    #[schemars(with = "texts::Moment")]
    since: String,
    /// For people.
    advice: &'static str,
}

const ADVICE: &str = "Mail to this address has come back, and other mail to it will too. Check the address with the \
                      person; ask their mail administrator to let ours through, or put another address on the record.";

fn mail_failing(account: &Account, links: &LinkRecord) -> Option<MailFailing> {
    let failing = links.failing_for(account)?;
    Some(MailFailing {
        since: rfc3339(failing.since),
        advice: ADVICE,
    })
}

pub(crate) async fn show(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    body: Empty,
) -> Answer {
    let actor = authentication::administrator(&app, &caller).await?;
    body.check()?;
    let target = target::find_with_links(&app, &actor, &id).await?;
    actor.may_read().map_err(Error::NotAllowed)?;
    let account = &target.account;
    let shares_address = shares_address(&app, account).await?;
    let hand_over = issuing::foreseen(&app, account, shares_address).unwrap_or(None);
    let (links, now) = (&target.links, app.now());
    let reset = links.current.as_ref();
    let reset = reset.and_then(|link| ResetView::on_record(account, link, now));
    let live = links.live(account, now).filter(|_| reset.is_none());
    web::ok(&Record {
        account: account.into(),
        reset,
        live_until: live.map(|link| rfc3339(link.expires_at)),
        mail_failing: mail_failing(account, links),
        hand_over: hand_over.map(HandOver::name),
        can: can(&app, &actor, account, shares_address),
    })
}

/// The same table as the refusal: true, or the rule that says no.
fn can(app: &App, actor: &Authority, account: &Account, shares_address: bool) -> Can {
    let word = |help: AdminHelp| match help {
        AdminHelp::No(refusal) => Word::No(refusal.name()),
        AdminHelp::Yes | AdminHelp::HandOver(_) => YES,
    };
    let allowed = actor.may_act_on(account);
    let or_rule = |word: Word| allowed.map_or_else(|rule| Word::No(rule.name()), |()| word.clone());
    let set_password = if app.settings.manual_set {
        word(Situation::of(account, shares_address).help().set_password)
    } else {
        Word::No("manual-set-off")
    };
    Can {
        reset_link: or_rule(word(help::link_help(account, shares_address))),
        set_password: or_rule(set_password),
        edit: or_rule(YES),
    }
}
