//! Those who act: what each of them wants, and how far it has come. What is decided on what was read is decided by `domain`.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, RwLock};

use domain::lifetime::Named;
use domain::link::Issue;
use domain::{
    Account, AccountId, DeliveryState, Lifetimes, Link, LinkKey, LinkKeys, LinkRecord, LinkState,
    Nonce, Origin, Preset, Role, Standing, TokenDigest,
};
use jiff::Timestamp;
use ulid::Ulid;
use zeroize::Zeroizing;

use crate::clock::{Clock, Number, minutes};
use crate::marks::Marks;
use crate::store::{Claim, Rule, Rules, Tables, Write};

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Asker,
    Administrator,
    Holder,
    Worker,
    Cleaner,
}

/// What somebody wants.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    /// An administrator: a link, handed over.
    Link,
    /// A password by hand, a change of one's own, an edit of the address.
    Change,
    /// An administrator: no link from before now.
    Revoke,
    /// An administrator: a row of a batch.
    Order,
    /// A holder: a new password.
    Redeem(TokenDigest),
    /// A holder: "this was not me".
    Kill(TokenDigest),
    /// A worker: to have this done.
    Do(Claim),
    /// `cleanup`: no nonce past its window.
    Erase,
}

/// How far somebody has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// Wants nothing.
    Idle,
    /// Has read and decided.
    Decided(Wish, Write),
    /// Has written, and knows not whether it was done.
    Unsure(Wish, Write, bool),
    /// A worker: the link is on record.
    ToMail(Claim, TokenDigest),
    /// A worker: the mail service has answered. `Some`: tried again then.
    ToTell(Claim, Option<Timestamp>),
}

/// Somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Hand {
    pub part: Part,
    /// What it may still begin.
    pub acts: u8,
    pub stage: Stage,
    /// How often its present wish was written.
    pub written: u8,
}

/// What came of reading.
pub enum Decision {
    Write(Write),
    /// There is nothing to write: the answer is known.
    Over,
}

/// Two minutes for all links, and a minute in which the same one goes out again.
static LIFETIMES: LazyLock<Lifetimes> = LazyLock::new(|| {
    let two = Some(minutes(2));
    let named = Named {
        self_service: two,
        admin: two,
        invitation: two,
        resend_window: Some(minutes(1)),
    };
    Lifetimes::new(Preset::Standard, named).expect("two minutes are allowed")
});

static KEYS: LazyLock<LinkKeys> = LazyLock::new(|| {
    let key = LinkKey::new("k", Zeroizing::new(vec![7; 32]));
    LinkKeys::new(vec![key.expect("32 bytes")]).expect("one key")
});

/// Digests say nothing, and numbers have an order.
static NUMBERS: LazyLock<RwLock<HashMap<[u8; 32], Number>>> = LazyLock::new(RwLock::default);

/// The account as it begins.
pub fn account(now: Timestamp) -> Account {
    Account {
        id: AccountId::from_bytes([1; 16]),
        username: None,
        email: None,
        name: String::new(),
        tenant: None,
        role: Role::User,
        standing: Standing::Active,
        sso: None,
        locale: None,
        version: 1,
        epoch: 1,
        epoch_at: now,
        created_at: now,
    }
}

/// Looks at the tables and decides, as the product's functions do.
pub fn decide(wish: &Wish, tables: &Tables, clock: &mut Clock, rules: Rules<'_>) -> Decision {
    let (account, links) = (&tables.account, &tables.links);
    let (number, now) = clock.next();
    let epoch = account.epoch;
    let state = |digest: &TokenDigest| links.state_of(digest, account, now);
    let write = match wish {
        Wish::Link => prepare(tables, number, None, now, rules),
        Wish::Change => Write::Change { epoch, now },
        Wish::Revoke => Write::Revoke {
            before: Arc::clone(links),
            kills: links.live(account, now).is_some(),
            holds: None,
            now,
        },
        Wish::Order => Write::Order { work: number, now },
        Wish::Redeem(digest) | Wish::Kill(digest) if state(digest) != LinkState::Live => {
            return Decision::Over;
        }
        Wish::Redeem(digest) => Write::Use {
            digest: *digest,
            epoch,
            now,
        },
        Wish::Kill(digest) => Write::Revoke {
            before: Arc::clone(links),
            kills: true,
            holds: Some(*digest),
            now,
        },
        Wish::Do(claim) if ends_without_mail(claim, account, links, now, rules) => Write::Finish {
            claim: claim.clone(),
        },
        Wish::Do(claim) => prepare(tables, number, Some(claim.item.work), now, rules),
        Wish::Erase => match &links.current {
            Some(link) if link.nonce.is_some() => Write::Erase {
                digest: link.digest,
                now,
            },
            _ => return Decision::Over,
        },
    };
    Decision::Write(write)
}

/// `no_mail` of `deliver`, and what it asks of a row.
fn ends_without_mail(
    claim: &Claim,
    account: &Account,
    links: &LinkRecord,
    now: Timestamp,
    rules: Rules<'_>,
) -> bool {
    let item = &claim.item;
    let window = LIFETIMES.window_of(LIFETIMES.of(Origin::SelfService));
    let is_late = item.is_ask && item.asked_at + window <= now;
    let again = links
        .current
        .as_ref()
        .and_then(|link| link.token_again(account, &KEYS, now));
    let is_spent = links.is_made_by(ulid(item.work)) && again.is_none();
    let is_outdated = rules.hold(Rule::Outdating) && links.outdates(account, item.asked_at);
    is_late || is_spent || is_outdated
}

/// `issuing::prepare`: the same link again, or a new one.
fn prepare(
    tables: &Tables,
    number: Number,
    work: Option<Number>,
    now: Timestamp,
    rules: Rules<'_>,
) -> Write {
    let (account, links) = (&tables.account, &tables.links);
    let live = links.current.as_ref().filter(|link| {
        let token = link.token_again(account, &KEYS, now);
        token.is_some() && rules.hold(Rule::SameLinkAgain)
    });
    let again = live.is_some();
    let mut link = live.cloned().unwrap_or_else(|| {
        let work = work.filter(|_| rules.hold(Rule::WorkOnLink));
        issue(account, number, work, now)
    });
    link.delivery_at = now;
    Write::Issue {
        before: Arc::clone(links),
        past: links
            .current
            .as_ref()
            .map(|link| link.past(account, now))
            .or(links.previous.clone()),
        link: Arc::new(link),
        again,
        epoch: account.epoch,
    }
}

fn issue(account: &Account, number: Number, work: Option<Number>, now: Timestamp) -> Link {
    let mut nonce = [0; 32];
    nonce[..2].copy_from_slice(&number.to_be_bytes());
    let issue = Issue {
        account,
        origin: Origin::SelfService,
        issued_by: String::new(),
        work_id: work.map(ulid),
        lifetimes: &LIFETIMES,
        lifetime: None,
        key: KEYS.newest(),
        nonce: Nonce(nonce),
        id: ulid(number),
        now,
    };
    let (mut link, _) = Link::issue(issue);
    link.delivery = DeliveryState::None;
    let mut numbers = NUMBERS.write().expect("nobody panics while it writes");
    numbers.insert(link.digest.0, number);
    link
}

/// The number that the link with that digest was made of.
pub fn number_behind(digest: &TokenDigest) -> Number {
    NUMBERS.read().expect("nobody panics while it reads")[&digest.0]
}

fn ulid(number: Number) -> Ulid {
    Ulid::from_parts(0, u128::from(number))
}

/// The number that a name in the model was made of.
pub fn number_of(name: Ulid) -> Number {
    Number::try_from(name.random()).expect("made of a number")
}

impl Write {
    /// Whoever hashes a password first takes the time after it.
    pub fn built_at(self, moment: Timestamp) -> Self {
        match self {
            Self::Use { digest, epoch, .. } => Self::Use {
                digest,
                epoch,
                now: moment,
            },
            Self::Change { epoch, .. } => Self::Change { epoch, now: moment },
            other => other,
        }
    }

    fn mark(&self, marks: &mut Marks) {
        match self {
            // The time of these is taken when they are written first; `Unsure` marks it.
            Self::Use { digest, epoch, .. } => marks.plain(1).digest(digest).count(*epoch),
            Self::Change { epoch, .. } => marks.plain(2).count(*epoch),
            Self::Revoke {
                before, kills, now, ..
            } => mark_links(before, marks.plain(3).plain(*kills)).time(*now),
            Self::Issue {
                before,
                link,
                again,
                epoch,
                ..
            } => mark_links(before, marks.plain(4).plain(*again))
                .placed(number_of(link.id))
                .time(link.delivery_at)
                .count(*epoch),
            Self::Order { work, now } => marks.plain(5).placed(*work).time(*now),
            Self::Finish { .. } => marks.plain(6),
            Self::Erase { digest, now } => marks.plain(7).digest(digest).time(*now),
        };
    }
}

/// Writes down all of a record that decides anything.
pub fn mark_links<'a>(links: &LinkRecord, marks: &'a mut Marks) -> &'a mut Marks {
    if let Some(link) = &links.current {
        marks
            .placed(number_of(link.id))
            .plain(link.nonce.is_some())
            .count(link.epoch)
            .maybe(link.work_id.map(number_of))
            .time(link.issued_at)
            .maybe_time(link.used_at)
            .maybe_time(link.revoked_at);
    }
    if let Some(past) = &links.previous {
        marks
            .digest(&past.digest)
            .time(past.ended_at)
            .time(past.expires_at);
        marks.plain(past.state.name().as_bytes()[2]);
    }
    marks.maybe_time(links.last_revoked_at)
}

impl Hand {
    pub fn mark(&self) -> Marks {
        let mut marks = Marks::default();
        marks
            .plain(self.part as i64)
            .plain(self.acts)
            .plain(self.written);
        match &self.stage {
            Stage::Idle => {}
            Stage::Decided(wish, write) => {
                wish.mark(marks.plain(1));
                write.mark(&mut marks);
            }
            Stage::Unsure(wish, write, done) => {
                wish.mark(marks.plain(2).plain(*done));
                write.mark(&mut marks);
                if let Write::Use { now, .. } | Write::Change { now, .. } = write {
                    marks.time(*now);
                }
            }
            Stage::ToMail(claim, digest) => {
                marks
                    .plain(3)
                    .placed(claim.by)
                    .placed(claim.item.work)
                    .digest(digest);
            }
            Stage::ToTell(claim, wait) => {
                marks
                    .plain(4)
                    .placed(claim.by)
                    .placed(claim.item.work)
                    .maybe_time(*wait);
            }
        }
        marks
    }
}

impl Wish {
    fn mark(&self, marks: &mut Marks) {
        match self {
            Self::Redeem(digest) => marks.plain(1).digest(digest),
            Self::Kill(digest) => marks.plain(2).digest(digest),
            Self::Do(claim) => marks.plain(3).placed(claim.by).placed(claim.item.work),
            Self::Link | Self::Change | Self::Revoke | Self::Order | Self::Erase => marks.plain(4),
        };
    }
}
