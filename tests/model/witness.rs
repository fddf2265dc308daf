//! Remembers what has happened, apart from the tables, and holds the promises against it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::{Link, LinkState, TokenDigest};
use jiff::Timestamp;

use crate::clock::Number;
use crate::hands::number_of;
use crate::marks::Marks;
use crate::promises::{Event, Promise};
use crate::store::{Tables, Write};

/// A link that was put on record once.
#[derive(Clone, Debug, PartialEq)]
pub struct Issued {
    pub id: Number,
    pub link: Arc<Link>,
    /// What it was made for, whatever the link itself remembers.
    work: Option<Number>,
    /// Somebody has its token.
    pub is_out: bool,
    pub uses: u8,
    /// What ended it first, but for its expiry.
    pub ended: Option<(LinkState, Timestamp)>,
}

impl Issued {
    /// A write that was under way may have been built before another that was faster: by time it is the first.
    fn end(&mut self, state: LinkState, at: Timestamp) {
        if self.ended.is_none_or(|(_, ended_at)| at < ended_at) {
            self.ended = Some((state, at));
        }
    }

    fn is_over(&self, now: Timestamp) -> bool {
        self.ended.is_some() || self.link.expires_at <= now
    }

    /// What ended it first.
    fn state(&self, now: Timestamp) -> LinkState {
        let expired = |at: Timestamp| self.link.expires_at <= at;
        match self.ended {
            Some((_, at)) if expired(at) => LinkState::Expired,
            Some((state, _)) => state,
            None if expired(now) => LinkState::Expired,
            None => LinkState::Live,
        }
    }
}

/// Everything that happened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Witness {
    pub issued: Vec<Issued>,
    /// Work that was accepted, and whether it has ended.
    pub accepted: BTreeMap<Number, bool>,
    /// The last time that asks from before became out of date.
    outdated_at: Option<Timestamp>,
    pub broken: BTreeSet<Promise>,
}

impl Witness {
    /// Notes a broken promise, unless it was kept.
    pub fn promise(&mut self, promise: Promise, kept: bool) {
        if !kept {
            self.broken.insert(promise);
        }
    }

    pub fn token(&mut self, digest: &TokenDigest) -> Option<&mut Issued> {
        self.issued
            .iter_mut()
            .find(|issued| issued.link.digest == *digest)
    }

    /// A token leaves for somebody, by mail or by hand.
    pub fn goes_out(&mut self, digest: &TokenDigest) {
        let on_record = self.token(digest).map(|issued| issued.is_out = true);
        self.promise(Promise::MailOnRecord, on_record.is_some());
    }

    /// Sees a write that was done, for the work `work` if it was for one.
    pub fn sees(
        &mut self,
        write: &Write,
        work: Option<(Number, Timestamp)>,
        before: &Tables,
        after: &Tables,
    ) -> Option<Event> {
        match write {
            Write::Use { digest, now, .. } => self.sees_use(digest, *now),
            Write::Change { now, .. } => {
                self.end_all(LinkState::Revoked, *now);
                None
            }
            Write::Revoke { holds, now, .. } => self.sees_revocation(*holds, *now, before, after),
            Write::Issue { link, again, .. } => self.sees_link(link, *again, work, after),
            Write::Order { work, .. } => {
                self.accepted.insert(*work, false);
                None
            }
            Write::Finish { .. } => work.map(|(work, _)| {
                self.accepted.insert(work, true);
                Event::Outdated
            }),
            Write::Erase { .. } => Some(Event::Erased),
        }
    }

    fn sees_use(&mut self, digest: &TokenDigest, now: Timestamp) -> Option<Event> {
        let issued = self.token(digest)?;
        issued.uses += 1;
        let (uses, was_over) = (issued.uses, issued.is_over(now));
        issued.end(LinkState::Used, now);
        self.promise(Promise::UsedOnce, uses == 1);
        self.promise(Promise::DeadStaysDead, !was_over);
        self.end_all(LinkState::Revoked, now);
        Some(Event::Redeemed)
    }

    fn sees_revocation(
        &mut self,
        holds: Option<TokenDigest>,
        now: Timestamp,
        before: &Tables,
        after: &Tables,
    ) -> Option<Event> {
        let killed = before.links.current.as_ref().map(|link| link.digest);
        self.promise(
            Promise::KillsItsOwn,
            holds.is_none_or(|own| killed == Some(own)),
        );
        let lives = after.links.live(&after.account, now).is_some();
        self.promise(Promise::RevokedIsRevoked, !lives);
        self.end_all(LinkState::Revoked, now);
        None
    }

    fn sees_link(
        &mut self,
        link: &Arc<Link>,
        again: bool,
        work: Option<(Number, Timestamp)>,
        after: &Tables,
    ) -> Option<Event> {
        let now = link.delivery_at;
        let lives = after.links.live(&after.account, now);
        let lives = lives.is_some_and(|live| live.digest == link.digest);
        self.promise(Promise::BornAlive, lives);
        let from_before = work.is_some_and(|(_, asked_at)| Some(asked_at) < self.outdated_at);
        self.promise(Promise::NothingFromBefore, !from_before);
        if again {
            return Some(Event::SentAgain);
        }
        let work = work.map(|(work, _)| work);
        let made = |issued: &Issued| work.is_some() && issued.work == work;
        let makes_two = self.issued.iter().any(made);
        self.promise(Promise::OneLinkForOneAsk, !makes_two);
        let mut replaced = None;
        if let Some(last) = self.issued.last_mut() {
            let kept = last.is_over(now) || last.link.resend_until <= now;
            replaced = (!last.is_over(now)).then_some(Event::Replaced);
            last.end(LinkState::Replaced(now), now);
            self.promise(Promise::SameLinkInItsWindow, kept);
        }
        self.issued.push(Issued {
            id: number_of(link.id),
            link: Arc::clone(link),
            work,
            is_out: false,
            uses: 0,
            ended: None,
        });
        replaced
    }

    fn end_all(&mut self, state: LinkState, now: Timestamp) {
        for issued in &mut self.issued {
            issued.end(state, now);
        }
        self.outdated_at = self.outdated_at.max(Some(now));
    }

    /// Holds what the tables say now against what has happened.
    pub fn looks_at(&mut self, tables: &Tables, now: Timestamp) {
        let told = |issued: &Issued| {
            tables
                .links
                .state_of(&issued.link.digest, &tables.account, now)
        };
        let live = self
            .issued
            .iter()
            .filter(|issued| told(issued) == LinkState::Live);
        let live = live.count();
        let last_two = self.issued.len().saturating_sub(2);
        let truthful = self.issued.iter().enumerate().all(|(place, issued)| {
            let (told, is) = (told(issued), issued.state(now));
            // Of several rises of the epoch the record has the last: that may be later than the expiry.
            let rose_again = issued.ended.is_some_and(|(state, at)| {
                state == LinkState::Revoked && at < tables.account.epoch_at
            });
            told == is
                || (told == LinkState::Unknown && place < last_two)
                || (told == LinkState::Expired && rose_again)
        });
        let waits = |work: &Number| tables.outbox.iter().any(|item| item.work == *work);
        let none_lost = self
            .accepted
            .iter()
            .all(|(work, ended)| *ended || waits(work));
        self.promise(Promise::OneLiveLink, live <= 1);
        self.promise(Promise::TruthfulState, truthful);
        self.promise(Promise::EveryAskEnds, none_lost);
    }

    pub fn mark(&self, marks: &mut Marks) {
        for issued in &self.issued {
            marks
                .placed(issued.id)
                .maybe(issued.work)
                .plain(issued.is_out)
                .plain(issued.uses);
            let (state, at) = issued.ended.unzip();
            marks.plain(state.map_or(-1, |state| i64::from(state.name().as_bytes()[2])));
            marks.maybe_time(at);
        }
        for (work, ended) in &self.accepted {
            marks.placed(*work).plain(*ended);
        }
        marks.maybe_time(self.outdated_at);
        for promise in &self.broken {
            marks.plain(*promise as i64);
        }
    }
}
