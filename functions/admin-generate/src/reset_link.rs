//! One call, always an outcome: the mail is sent, or the answer has the link and the reason.

use adapters::App;
use adapters::issuing::{self, Carrier, Cause, DECISIONS, Prepared};
use adapters::settings::ShowLink;
use adapters::target::{self, Target};
use adapters::verifying::too_many;
use adapters::web::view::ResetView;
use adapters::web::{self, Answer, Caller, Error, Json, authentication};
use axum::extract::{Path, State};
use domain::help::{self, AdminHelp};
use domain::lifetime::{LONGEST, SHORTEST};
use domain::{Account, Authority, HandOver, Limit, LimitKey, Origin};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    #[serde(default, deserialize_with = "web::body::present")]
    delivery: Option<Delivery>,
    #[serde(default, deserialize_with = "web::body::present")]
    lifetime: Option<String>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Delivery {
    Email,
    Link,
}

/// What was asked for, by whom.
struct Order {
    actor: Authority,
    caller: Caller,
    delivery: Delivery,
    cause: Cause,
    counter: LimitKey,
}

pub(crate) async fn send(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    body: Json,
) -> Answer {
    let actor = authentication::administrator(&app, &caller).await?;
    let order = take_order(&app, actor, caller, &body.parse()?)?;
    if app.store.places_taken(&order.counter).await?
        >= u64::from(app.settings.limit(Limit::LinksPerAdmin))
    {
        return Err(Error::TooManyRequests(order.counter.retry_after(app.now())));
    }
    let reset = decide_and_send(&app, &order, &id).await?;
    web::ok(&reset)
}

fn take_order(app: &App, actor: Authority, caller: Caller, body: &Body) -> Result<Order, Error> {
    let cause = Cause {
        actor: actor.actor,
        origin: Origin::Admin,
        ip: Some(caller.address.to_string()),
        user_agent: None,
        lifetime: body.lifetime.as_deref().map(lifetime).transpose()?,
        work_id: None,
    };
    let counter = Limit::LinksPerAdmin.key(&actor.account_id.to_string(), app.now());
    Ok(Order {
        actor,
        caller,
        delivery: body.delivery.unwrap_or(Delivery::Email),
        cause,
        counter,
    })
}

fn lifetime(text: &str) -> Result<SignedDuration, Error> {
    domain::duration::parse(text)
        .filter(|lifetime| (SHORTEST..=LONGEST).contains(lifetime))
        .ok_or_else(|| {
            Error::Invalid(
                "The lifetime must be a duration from 1m to 7d, like 15m or 24h.".to_owned(),
            )
        })
}

/// Reads, decides, commits; decides again on what has changed meanwhile. The loser of two usually finds a live link, and
/// sends the same.
async fn decide_and_send(app: &App, order: &Order, id: &str) -> Result<ResetView, Error> {
    let mut tried = 1;
    loop {
        let target = target::find_to_act_on(app, &order.actor, &order.caller, id).await?;
        let carrier = carrier(app, order, &target.account).await?;
        let now = app.now();
        let prepared = issuing::prepare(
            app,
            &target.account,
            &target.links,
            &order.cause,
            carrier,
            now,
        );
        match commit(app, order, &prepared).await {
            Ok(()) => return Ok(carry(app, order, &target, prepared, carrier, now).await),
            Err(error) if error.is_stale() && tried < DECISIONS => {
                adapters::store::pause(tried).await;
            }
            Err(error) => return Err(too_many(error, now)),
        }
        tried += 1;
    }
}

/// The table's word, and what keeps mail from carrying the link.
async fn carrier(app: &App, order: &Order, account: &Account) -> Result<Carrier, Error> {
    if order.delivery == Delivery::Link && app.settings.show_link == ShowLink::Fallback {
        return Err(Error::LinkNotShown);
    }
    let shares_address = issuing::shares_address(app, account).await?;
    match help::link_help(account, shares_address) {
        AdminHelp::No(refusal) => Err(Error::Refused(refusal, account.sso.clone())),
        _ if order.delivery == Delivery::Link => Ok(Carrier::HandOver(HandOver::Requested)),
        AdminHelp::HandOver(reason) => Ok(Carrier::HandOver(reason)),
        AdminHelp::Yes => Ok(can_mail(app, account).await),
    }
}

async fn can_mail(app: &App, account: &Account) -> Carrier {
    match (&app.mailer, &account.email) {
        (None, _) => Carrier::HandOver(HandOver::MailNotConfigured),
        (Some(mailer), Some(email)) if mailer.suppressed(email.as_str()).await => {
            Carrier::HandOver(HandOver::MailSuppressed)
        }
        _ => Carrier::Mail,
    }
}

async fn commit(
    app: &App,
    order: &Order,
    prepared: &Prepared,
) -> Result<(), adapters::store::CommitError> {
    let limit = app.settings.limit(Limit::LinksPerAdmin);
    let mut writes = prepared.writes.clone();
    writes.push(app.store.take_place(&order.counter, limit));
    app.store.commit(app.ulid(), writes).await
}

/// The link travels; what became of its mail is recorded and told. The answer never waits for that record: a mail that
/// went out has gone out.
async fn carry(
    app: &App,
    order: &Order,
    target: &Target,
    mut prepared: Prepared,
    carrier: Carrier,
    now: Timestamp,
) -> ResetView {
    let account = &target.account;
    let hand_over = match carrier {
        Carrier::HandOver(reason) => Some(reason),
        Carrier::Mail => mail(app, order, account, &mut prepared, now).await,
    };
    let reset = ResetView::of_this_call(account, &prepared.link, now, prepared.resent, hand_over);
    if hand_over.is_some() || app.settings.show_link == ShowLink::Always {
        reset.showing(&app.settings.link(&prepared.token.expose()))
    } else {
        reset
    }
}

async fn mail(
    app: &App,
    order: &Order,
    account: &Account,
    prepared: &mut Prepared,
    now: Timestamp,
) -> Option<HandOver> {
    let Some(mail) = issuing::link_mail(app, account, prepared, now) else {
        return Some(HandOver::NoEmail);
    };
    let outcome = issuing::send_while_caller_waits(app, &mail).await;
    let (delivery, hand_over) = issuing::told_to_administrator(&outcome);
    let link = &mut prepared.link;
    (link.delivery, link.handed_over, link.delivery_at) = (delivery, hand_over, app.now());
    let entry = issuing::mail_entry(
        app,
        account.id,
        order.actor.actor,
        link,
        &outcome,
        link.delivery_at,
    );
    let writes = vec![
        app.store.record_delivery(
            account.id,
            link.digest,
            delivery,
            hand_over,
            link.delivery_at,
        ),
        app.store.write_entry(&entry),
    ];
    if let Err(error) = app.store.commit(app.ulid(), writes).await {
        tracing::warn!(error.chain = web::error::chain(&error), account.id = %account.id, "a delivery was not recorded");
    }
    tracing::info!(account.id = %account.id, mail.outcome = outcome.word(), link.origin = %link.origin, "link mailed by an administrator");
    hand_over
}
