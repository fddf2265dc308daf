//! The life of a reset link: issued, sent again, ended once and for good.

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use ulid::Ulid;

use crate::account::Account;
use crate::delivery::{DeliveryState, HandOver, Origin};
use crate::lifetime::Lifetimes;
use crate::token::{LinkKey, LinkKeys, Nonce, ResetToken, TokenDigest};

/// How long after its expiry the state of a link is still told.
pub const TOLD_AFTER_EXPIRY: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What a link is at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// Sets a password.
    Live,
    /// Its time is over.
    Expired,
    /// It has set a password.
    Used,
    /// A newer link took its place at that time.
    Replaced(Timestamp),
    /// Killed: by hand, or because the account has changed since.
    Revoked,
    /// Not on record.
    Unknown,
}

impl LinkState {
    /// The name on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Expired => "expired",
            Self::Used => "used",
            Self::Replaced(_) => "replaced",
            Self::Revoked => "revoked",
            Self::Unknown => "unknown",
        }
    }

    /// The state that ended a link, from its name and its time.
    pub fn ended(name: &str, at: Timestamp) -> Option<Self> {
        match name {
            "expired" => Some(Self::Expired),
            "used" => Some(Self::Used),
            "replaced" => Some(Self::Replaced(at)),
            "revoked" => Some(Self::Revoked),
            _ => None,
        }
    }
}

/// An issued link, as far as the store remembers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Names it in the audit; no secret.
    pub id: Ulid,
    /// SHA-256 of the token's secret.
    pub digest: TokenDigest,
    /// There while the link may be sent again.
    pub nonce: Option<Nonce>,
    /// The key it was derived with.
    pub key_id: String,
    /// Who caused it.
    pub origin: Origin,
    /// The actor of the issue, as the audit writes it.
    pub issued_by: String,
    /// The outbox work that made it: that work never issues another.
    pub work_id: Option<Ulid>,
    /// When it was made.
    pub issued_at: Timestamp,
    /// Until when the same link is sent again.
    pub resend_until: Timestamp,
    /// From when it is dead.
    pub expires_at: Timestamp,
    /// The account's epoch at the issue.
    pub epoch: u64,
    /// When it set a password.
    pub used_at: Option<Timestamp>,
    /// When it was killed by hand.
    pub revoked_at: Option<Timestamp>,
    /// Whether the last send was of the same link again.
    pub resent: bool,
    /// Why the administrator got it, where the mail's fate does not tell.
    pub handed_over: Option<HandOver>,
    /// What is known of its mail.
    pub delivery: DeliveryState,
    /// Since when that is known.
    pub delivery_at: Timestamp,
}

/// What an issue needs from outside: values, no effects.
pub struct Issue<'a> {
    /// For whom.
    pub account: &'a Account,
    /// Who causes it.
    pub origin: Origin,
    /// The actor, as the audit writes it.
    pub issued_by: String,
    /// The outbox work that makes it, if any.
    pub work_id: Option<Ulid>,
    /// The lifetimes in force.
    pub lifetimes: &'a Lifetimes,
    /// A lifetime asked for in the call.
    pub lifetime: Option<SignedDuration>,
    /// The newest key.
    pub key: &'a LinkKey,
    /// 32 bytes of entropy.
    pub nonce: Nonce,
    /// Its name.
    pub id: Ulid,
    /// The moment.
    pub now: Timestamp,
}

impl Link {
    /// Makes a link and the token that it remembers.
    pub fn issue(issue: Issue<'_>) -> (Self, ResetToken) {
        let token = ResetToken::derive(issue.key, issue.account.id, &issue.nonce);
        let lifetime = issue
            .lifetime
            .unwrap_or_else(|| issue.lifetimes.of(issue.origin));
        let link = Self {
            id: issue.id,
            digest: token.digest(),
            nonce: Some(issue.nonce),
            key_id: issue.key.id().to_owned(),
            origin: issue.origin,
            issued_by: issue.issued_by,
            work_id: issue.work_id,
            issued_at: issue.now,
            resend_until: issue.now + issue.lifetimes.window_of(lifetime),
            expires_at: issue.now + lifetime,
            epoch: issue.account.epoch,
            used_at: None,
            revoked_at: None,
            resent: false,
            handed_over: None,
            delivery: DeliveryState::Queued,
            delivery_at: issue.now,
        };
        (link, token)
    }

    /// The state at `now`: whatever ended the link first, as far as the record tells.
    pub fn state(&self, account: &Account, now: Timestamp) -> LinkState {
        let ends = [
            self.used_at.map(|at| (at, LinkState::Used)),
            self.revoked_at.map(|at| (at, LinkState::Revoked)),
            (self.expires_at <= now).then_some((self.expires_at, LinkState::Expired)),
            (self.epoch != account.epoch).then_some((account.epoch_at, LinkState::Revoked)),
        ];
        // The first of equals wins: a link's own use raises the epoch at the same moment.
        ends.into_iter()
            .flatten()
            .min_by_key(|(at, _)| *at)
            .map_or(LinkState::Live, |(_, state)| state)
    }

    /// The token, derived again, while the resend window is open and the key is there. The link must be live.
    pub fn token_again(
        &self,
        account: &Account,
        keys: &LinkKeys,
        now: Timestamp,
    ) -> Option<ResetToken> {
        let open = self.state(account, now) == LinkState::Live && now < self.resend_until;
        let nonce = self.nonce.filter(|_| open)?;
        let token = ResetToken::derive(keys.get(&self.key_id)?, account.id, &nonce);
        (token.digest() == self.digest).then_some(token)
    }

    /// Why an administrator should hand this link over, if mail does not carry it. That an earlier mail with the link went
    /// well changes nothing about a hand-over since: only mailing the link again does.
    pub fn hand_over(&self) -> Option<HandOver> {
        match self.delivery {
            DeliveryState::Rejected => Some(HandOver::MailRejected),
            DeliveryState::Bounced => Some(HandOver::MailBounced),
            DeliveryState::Suppressed => Some(HandOver::MailSuppressed),
            DeliveryState::Sent
            | DeliveryState::Delayed
            | DeliveryState::Delivered
            | DeliveryState::Complained => self.handed_over.filter(|why| why.is_settled()),
            _ => self.handed_over,
        }
    }

    /// Whether the account surely has the address that it had at the issue: a change of it raises the epoch, and so does
    /// the link's own use.
    pub fn keeps_address(&self, account: &Account) -> bool {
        self.epoch == account.epoch || self.used_at == Some(account.epoch_at)
    }

    /// What stays of this link when a newer one takes its place at `now`.
    pub fn past(&self, account: &Account, now: Timestamp) -> PastLink {
        let (state, ended_at) = match self.state(account, now) {
            LinkState::Live => (LinkState::Replaced(now), now),
            LinkState::Used => (LinkState::Used, self.used_at.unwrap_or(now)),
            LinkState::Expired => (LinkState::Expired, self.expires_at),
            other => (other, self.revoked_at.unwrap_or(account.epoch_at)),
        };
        PastLink {
            digest: self.digest,
            issued_at: self.issued_at,
            state,
            ended_at,
            expires_at: self.expires_at,
        }
    }
}

/// The link before the current one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastLink {
    /// SHA-256 of its token's secret.
    pub digest: TokenDigest,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// How it ended.
    pub state: LinkState,
    /// When it ended.
    pub ended_at: Timestamp,
    /// When it would have ended by itself.
    pub expires_at: Timestamp,
}

/// What the store remembers of an account's links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkRecord {
    /// The newest, live or not.
    pub current: Option<Link>,
    /// The one before it.
    pub previous: Option<PastLink>,
    /// When a link was last killed by hand: asks older than that are done without mail.
    pub last_revoked_at: Option<Timestamp>,
    /// Since when mail to the account's address fails.
    pub failing: Option<Failing>,
}

/// An address that mail has come back from, and since when. The address itself is not kept here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failing {
    /// SHA-256 of the address.
    pub address: [u8; 32],
    /// Since the first failure after the last mail that arrived.
    pub since: Timestamp,
    /// How the last mail failed: it came back, or the mail service had the address on its list.
    pub delivery: DeliveryState,
}

impl Failing {
    /// The account's address fails in that way since then; `None` without an address.
    pub fn new(account: &Account, since: Timestamp, delivery: DeliveryState) -> Option<Self> {
        Some(Self {
            address: address_digest(account)?,
            since,
            delivery,
        })
    }

    /// Whether it is still about the address that the account has.
    pub fn is_about(&self, account: &Account) -> bool {
        address_digest(account) == Some(self.address)
    }
}

fn address_digest(account: &Account) -> Option<[u8; 32]> {
    account
        .email
        .as_ref()
        .map(|email| Sha256::digest(email.as_str().as_bytes()).into())
}

impl LinkRecord {
    /// The state of the link with that digest, told until 30 days after its expiry.
    pub fn state_of(&self, digest: &TokenDigest, account: &Account, now: Timestamp) -> LinkState {
        let told = |expires_at: Timestamp| now < expires_at + TOLD_AFTER_EXPIRY;
        match (&self.current, &self.previous) {
            (Some(link), _) if link.digest == *digest && told(link.expires_at) => {
                link.state(account, now)
            }
            (_, Some(past)) if past.digest == *digest && told(past.expires_at) => past.state,
            _ => LinkState::Unknown,
        }
    }

    /// Whether the current link has that digest, was neither used nor revoked, and is dead all the same: the account's epoch
    /// is another.
    pub fn is_ended_by_the_epoch_alone(&self, digest: &TokenDigest, account: &Account) -> bool {
        let link = self.with_digest(digest);
        link.is_some_and(|link| {
            link.used_at.or(link.revoked_at).is_none() && link.epoch != account.epoch
        })
    }

    /// What there is to note when the mail service has the account's address on its list; `None` where it is known that mail to
    /// it fails.
    pub fn newly_listed(&self, account: &Account, now: Timestamp) -> Option<Failing> {
        if self.failing_for(account).is_some() {
            return None;
        }
        Failing::new(account, now, DeliveryState::Suppressed)
    }

    /// Since when mail to the address that the account has fails, and how.
    pub fn failing_for(&self, account: &Account) -> Option<&Failing> {
        self.failing
            .as_ref()
            .filter(|failing| failing.is_about(account))
    }

    /// The current link, if it is the one with that digest.
    pub fn with_digest(&self, digest: &TokenDigest) -> Option<&Link> {
        self.current.as_ref().filter(|link| link.digest == *digest)
    }

    /// The current link, if it is live.
    pub fn live(&self, account: &Account, now: Timestamp) -> Option<&Link> {
        self.current
            .as_ref()
            .filter(|link| link.state(account, now) == LinkState::Live)
    }

    /// Whether the current link was made by that work.
    pub fn is_made_by(&self, work_id: Ulid) -> bool {
        self.current
            .as_ref()
            .is_some_and(|link| link.work_id == Some(work_id))
    }

    /// Whether work asked for at `asked_at` is out of date: the account's epoch has risen, or a link was killed by hand,
    /// since.
    pub fn outdates(&self, account: &Account, asked_at: Timestamp) -> bool {
        asked_at < account.epoch_at || self.last_revoked_at.is_some_and(|at| asked_at < at)
    }
}
