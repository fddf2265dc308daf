//! An administrator's link: one call, always an outcome. The mail is sent, or the answer has the link and the reason.

use std::time::Duration;

use domain::help::{self, AdminHelp};
use domain::{Account, Authority, DeliveryState, HandOver, Limit, LimitKey, Origin};
use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Carrier, Cause, Prepared};
use crate::app::App;
use crate::log::chain;
use crate::mail::{Mail, MailOutcome, MailReason};
use crate::settings::ShowLink;
use crate::store::{self, CommitError, DECISIONS};
use crate::target::{self, Target};
use crate::verifying::too_many;
use crate::web::view::ResetView;
use crate::web::{Caller, Error};

/// How the link is to travel: by mail if mail can carry it, or in the answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Delivery {
    /// By mail, where mail can carry it.
    #[default]
    Email,
    /// By the administrator.
    Link,
}

/// What was asked for, by whom.
pub struct Order {
    actor: Authority,
    caller: Caller,
    delivery: Delivery,
    cause: Cause,
    counter: LimitKey,
}

/// What came of it.
pub struct Outcome {
    /// As the answer shows it.
    pub reset: ResetView,
    /// Whether the mail service took the mail.
    pub mailed: bool,
}

impl Order {
    /// An order of this moment.
    pub fn new(
        app: &App,
        actor: Authority,
        caller: Caller,
        delivery: Delivery,
        origin: Origin,
        lifetime: Option<SignedDuration>,
    ) -> Self {
        let cause = Cause {
            actor: actor.actor,
            origin,
            ip: Some(caller.address.to_string()),
            user_agent: None,
            lifetime,
            work_id: None,
        };
        let counter = Limit::LinksPerAdmin.key(&actor.account_id.to_string(), app.now());
        Self {
            actor,
            caller,
            delivery,
            cause,
            counter,
        }
    }

    /// Refuses who has had their links of this hour, before anything is looked up. The place itself is taken in the
    /// write that issues.
    pub async fn check_limit(&self, app: &App) -> Result<(), Error> {
        let taken = app.store.places_taken(&self.counter).await?;
        if taken < u64::from(app.settings.limit(Limit::LinksPerAdmin)) {
            return Ok(());
        }
        Err(Error::TooManyRequests(self.counter.retry_after(app.now())))
    }

    /// Reads, decides, commits; decides again on what has changed meanwhile. The loser of two usually finds a live link,
    /// and sends the same.
    pub async fn carry_out(&self, app: &App, id: &str) -> Result<Outcome, Error> {
        let mut tried = 1;
        loop {
            let target =
                target::find_with_links_to_act_on(app, &self.actor, &self.caller, id).await?;
            let carrier = carrier(app, &target.account, self.delivery).await?;
            let now = app.now();
            let prepared = super::prepare(
                app,
                &target.account,
                &target.links,
                &self.cause,
                carrier,
                now,
            );
            match self.commit(app, &prepared).await {
                Ok(()) => return Ok(self.carry(app, &target, prepared, carrier, now).await),
                Err(error) if error.is_stale() && tried < DECISIONS => store::pause(tried).await,
                Err(error) => return Err(too_many(app, error, now)),
            }
            tried += 1;
        }
    }

    async fn commit(&self, app: &App, prepared: &Prepared) -> Result<(), CommitError> {
        let limit = app.settings.limit(Limit::LinksPerAdmin);
        let mut writes = prepared.writes.clone();
        writes.push(app.store.take_place(&self.counter, limit));
        app.store.commit(app.ulid(), writes).await
    }

    async fn carry(
        &self,
        app: &App,
        target: &Target,
        mut prepared: Prepared,
        carrier: Carrier,
        now: Timestamp,
    ) -> Outcome {
        let account = &target.account;
        let hand_over = match carrier {
            Carrier::HandOver(reason) => Some(reason),
            Carrier::Mail => self.mail(app, account, &mut prepared, now).await,
        };
        let reset = ResetView::new(account, &prepared.link, now, hand_over);
        tracing::info!(
            account.id = %account.id,
            link.origin = %prepared.link.origin,
            link.resent = prepared.link.resent,
            hand_over.reason = hand_over.map(tracing::field::display),
            "an administrator's link"
        );
        let shown = hand_over.is_some() || app.settings.show_link == ShowLink::Always;
        let reset = if shown {
            reset.showing(app.settings.link(&prepared.token.expose()))
        } else {
            reset
        };
        Outcome {
            reset,
            mailed: hand_over.is_none(),
        }
    }

    /// Mails, records and tells. The answer never fails for the record: a mail that went out has gone out.
    async fn mail(
        &self,
        app: &App,
        account: &Account,
        prepared: &mut Prepared,
        now: Timestamp,
    ) -> Option<HandOver> {
        let Some(mail) = super::link_mail(app, account, prepared, self.cause.origin, None, now)
        else {
            return Some(HandOver::NoEmail);
        };
        let outcome = send_while_caller_waits(app, &mail).await;
        let (delivery, hand_over) = told_to_administrator(&outcome);
        let link = &mut prepared.link;
        (link.delivery, link.handed_over, link.delivery_at) = (delivery, hand_over, app.now());
        let recorded = super::record_answer(
            app,
            account.id,
            self.actor.actor,
            link,
            &outcome,
            Vec::new(),
        )
        .await;
        if let Err(error) = recorded {
            tracing::warn!(error.chain = chain(&error), account.id = %account.id, "a delivery was not recorded");
        }
        hand_over
    }
}

/// The table's word, and what keeps mail from carrying the link.
async fn carrier(app: &App, account: &Account, delivery: Delivery) -> Result<Carrier, Error> {
    if delivery == Delivery::Link && app.settings.show_link == ShowLink::Fallback {
        return Err(Error::LinkNotShown);
    }
    let shares_address = super::shares_address(app, account).await?;
    match help::link_help(account, shares_address) {
        AdminHelp::No(refusal) => Err(Error::Refused(refusal, account.sso.clone())),
        _ if delivery == Delivery::Link => Ok(Carrier::HandOver(HandOver::Requested)),
        AdminHelp::HandOver(reason) => Ok(Carrier::HandOver(reason)),
        AdminHelp::Yes => Ok(can_mail(app, account).await),
    }
}

/// What the mail service says beforehand: whether there is one, and whether it would send to this address.
pub async fn can_mail(app: &App, account: &Account) -> Carrier {
    match (app.mailer.as_ref(), &account.email) {
        (None, _) => Carrier::HandOver(HandOver::MailNotConfigured),
        (Some(mailer), Some(email)) if mailer.suppressed(email.as_str()).await => {
            Carrier::HandOver(HandOver::MailSuppressed)
        }
        _ => Carrier::Mail,
    }
}

/// Sends once, and once more when the mail service was only too busy, within the patience of a caller who waits.
async fn send_while_caller_waits(app: &App, mail: &Mail) -> MailOutcome {
    let Some(mailer) = app.mailer.as_ref() else {
        return MailOutcome::Unclear(MailReason::NotSendable);
    };
    let first = mailer.send(mail, Duration::from_secs(3)).await;
    if !matches!(
        first,
        MailOutcome::Throttled(_) | MailOutcome::Unreachable(_)
    ) {
        return first;
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    mailer.send(mail, Duration::from_secs(2)).await
}

/// What the link's record says after the mail service answered an administrator's call.
fn told_to_administrator(outcome: &MailOutcome) -> (DeliveryState, Option<HandOver>) {
    match outcome {
        MailOutcome::Sent { .. } => (DeliveryState::Sent, None),
        MailOutcome::Rejected(_) | MailOutcome::Paused(_) => {
            (DeliveryState::Rejected, Some(HandOver::MailRejected))
        }
        MailOutcome::Throttled(_) | MailOutcome::Unreachable(_) | MailOutcome::Unclear(_) => {
            (DeliveryState::None, Some(HandOver::MailUnconfirmed))
        }
    }
}
