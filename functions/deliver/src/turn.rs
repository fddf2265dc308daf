//! How a worker's turn at a piece of work went. All of it is told in one place, one line of the log for each turn, so that
//! what ended, waits or was given up can be counted there.

use adapters::App;
use adapters::mail::MailOutcome;
use adapters::metrics::Metric;
use adapters::store::Claimed;
use domain::{AccountId, Limit, Work, WorkKind};

/// The outcome of a turn, of an ask or of a row alike, whose mail the mail service took.
const MAIL_TAKEN: &str = "sent";

/// What a turn came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Turn {
    outcome: &'static str,
    reason: Option<String>,
    account_id: Option<AccountId>,
    end: End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// As it should.
    Ended,
    /// It goes on later.
    Waits,
    /// Somebody should look: nobody got what this work was for.
    GivenUp,
}

impl Turn {
    /// The work is done, with this outcome.
    pub(crate) fn ended(outcome: &'static str) -> Self {
        Self {
            outcome,
            reason: None,
            account_id: None,
            end: End::Ended,
        }
    }

    /// The work waits for another turn.
    pub(crate) fn waits_after(outcome: &'static str) -> Self {
        Self {
            end: End::Waits,
            ..Self::ended(outcome)
        }
    }

    /// The work is done in vain.
    pub(crate) fn given_up(outcome: &'static str) -> Self {
        Self {
            end: End::GivenUp,
            ..Self::ended(outcome)
        }
    }

    /// What the mail service's answer means for the work: over, or to be tried again.
    pub(crate) fn of_mail(mail: &MailOutcome) -> Self {
        let word = mail.word();
        let turn = match mail {
            MailOutcome::Sent { .. } => Self::ended(word),
            MailOutcome::Rejected(_) => Self::given_up(word),
            MailOutcome::Paused(_)
            | MailOutcome::Throttled(_)
            | MailOutcome::Unreachable(_)
            | MailOutcome::Unclear(_) => Self::waits_after(word),
        };
        turn.because_of(mail)
    }

    /// Another worker has taken the work over, and records what becomes of it.
    pub(crate) fn overtaken() -> Self {
        Self::ended("overtaken")
    }

    /// Whom it was about.
    pub(crate) fn about(self, account_id: impl Into<Option<AccountId>>) -> Self {
        Self {
            account_id: account_id.into(),
            ..self
        }
    }

    /// Why: our own words, never an address.
    pub(crate) fn because(self, reason: &(impl ToString + ?Sized)) -> Self {
        Self {
            reason: Some(reason.to_string()),
            ..self
        }
    }

    /// Why, where it was the mail service.
    pub(crate) fn because_of(self, mail: &MailOutcome) -> Self {
        match mail.reason() {
            Some(reason) => self.because(reason),
            None => self,
        }
    }

    /// Whether it goes on later.
    pub(crate) fn waits(&self) -> bool {
        self.end == End::Waits
    }

    /// The outcome's name.
    pub(crate) fn outcome(&self) -> &'static str {
        self.outcome
    }

    /// Why, where there is more to say.
    pub(crate) fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    /// The one line. Given up is an error, because the person whom it was for waits in vain.
    pub(crate) fn tell(&self, app: &App, claimed: &Claimed) {
        let work = &claimed.work;
        let _span = span(work).entered();
        macro_rules! line {
            ($level:ident, $message:literal) => {
                tracing::$level!(
                    work.kind = work.kind.name(),
                    work.outcome = self.outcome,
                    work.reason = self.reason,
                    work.attempts = work.attempts,
                    account.id = self.account_id.map(tracing::field::display),
                    $message
                )
            };
        }
        match self.end {
            End::Ended => line!(info, "work ended"),
            End::Waits => line!(info, "work waits"),
            End::GivenUp => line!(error, "work was given up"),
        }
        if self.outcome == MAIL_TAKEN {
            let delay = app.now().duration_since(work.asked_at).unsigned_abs();
            app.metrics.write(Metric::MailDelay(delay));
        }
        if self.reason() == Some(Limit::Mails.name()) {
            app.metrics.write(Metric::MailBudgetSpent);
        }
    }
}

/// Around everything that is told of a piece of work, at every level of the log: the name that the request that put it in has
/// told too.
pub(crate) fn span(work: &Work) -> tracing::Span {
    let batch_id = match &work.kind {
        WorkKind::BulkRow(row) => Some(row.batch_id),
        _ => None,
    };
    tracing::error_span!("work", work.id = %work.work_id, batch.id = batch_id.map(tracing::field::display))
}
