//! The tables of one account, and every condition that the product's writes carry (`adapters/src/store`). Each rule can be
//! left out, to see what it is there for.

use std::sync::Arc;

use domain::link::PastLink;
use domain::outbox::CLAIM;
use domain::{Account, Link, LinkRecord, TokenDigest};
use jiff::Timestamp;

use crate::clock::Number;

/// What the product keeps to, a condition of a write each unless said otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// A link is used on the epoch that was read.
    EpochAtUse,
    /// A link is used if it is still the account's link.
    DigestAtUse,
    /// A link is used if it has not been used.
    UnusedAtUse,
    /// A link is used if it has not been revoked.
    UnrevokedAtUse,
    /// A link is used before it expires.
    UnexpiredAtUse,
    /// A password is set, and an account edited, on the epoch that was read.
    EpochAtChange,
    /// A link is issued or sent again on the epoch that was read.
    EpochAtIssue,
    /// A link is issued or sent again on the links that were read.
    LinksAtIssue,
    /// Links are revoked as they were read.
    LinksAtRevoke,
    /// A nonce is erased only when its window is over.
    WindowAtErase,
    /// Work is ended by the worker that holds it.
    ClaimAtEnd,
    /// Work stays in the outbox until it has ended, not only until it is taken.
    WorkUntilItsEnd,
    /// A link remembers the work that made it. (A decision.)
    WorkOnLink,
    /// Work that is older than a change or a revocation makes no link. (A decision.)
    Outdating,
    /// A request that is sent again says that it is the same one.
    RequestToken,
    /// Inside the window the same link goes out again. (A decision.)
    SameLinkAgain,
    /// A mail goes out when its link is on record, not before.
    RecordBeforeMail,
}

/// Work in the outbox. That `cleanup` gives it a new key, so that the stream shows it again, is left out: here a worker may
/// find it at any time.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its name.
    pub work: Number,
    /// A public ask, not a row of a batch.
    pub is_ask: bool,
    pub asked_at: Timestamp,
    /// Who holds it, and until when.
    pub claim: Option<(Number, Timestamp)>,
    pub not_before: Option<Timestamp>,
}

impl Item {
    /// Whether a worker may take it.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.claim.is_none_or(|(_, until)| until <= now)
            && self.not_before.is_none_or(|before| before <= now)
    }
}

/// A worker's hold on work.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    pub by: Number,
    pub item: Item,
}

/// What is to be written, built once: whoever sends it again sends the same.
#[derive(Clone, Debug, PartialEq)]
pub enum Write {
    /// Sets a password with a link.
    Use {
        digest: TokenDigest,
        epoch: u64,
        now: Timestamp,
    },
    /// Sets a password by hand or by its holder, or edits what raises the epoch.
    Change { epoch: u64, now: Timestamp },
    /// Kills the link, or remembers that there was none to kill.
    Revoke {
        before: Arc<LinkRecord>,
        kills: bool,
        /// The token of the holder who asks for it.
        holds: Option<TokenDigest>,
        now: Timestamp,
    },
    /// Issues a link, or sets the one that is there out again.
    Issue {
        before: Arc<LinkRecord>,
        past: Option<PastLink>,
        link: Arc<Link>,
        again: bool,
        epoch: u64,
    },
    /// Puts a row of a batch into the outbox.
    Order { work: Number, now: Timestamp },
    /// Ends work without mail.
    Finish { claim: Claim },
    /// Erases a nonce.
    Erase { digest: TokenDigest, now: Timestamp },
}

/// Account, links and outbox.
#[derive(Clone, Debug, PartialEq)]
pub struct Tables {
    pub account: Arc<Account>,
    pub links: Arc<LinkRecord>,
    pub outbox: Vec<Item>,
}

/// A condition did not hold; nothing was written.
#[derive(Clone, Copy, Debug)]
pub struct Refused;

type Written = Result<(), Refused>;

/// The conditions that are in force.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a>(pub &'a [Rule]);

impl Rules<'_> {
    pub fn hold(self, rule: Rule) -> bool {
        !self.0.contains(&rule)
    }

    /// Refuses unless the condition holds, if its rule is in force.
    fn ask(self, rule: Rule, holds: bool) -> Written {
        (holds || !self.hold(rule)).then_some(()).ok_or(Refused)
    }
}

impl Tables {
    /// Writes all of it or nothing.
    pub fn write(&mut self, write: &Write, rules: Rules<'_>) -> Written {
        match write {
            Write::Use { digest, epoch, now } => self.use_link(digest, *epoch, *now, rules),
            Write::Change { epoch, now } => self.change(*epoch, *now, Rule::EpochAtChange, rules),
            Write::Revoke {
                before, kills, now, ..
            } => self.revoke(before, *kills, *now, rules),
            Write::Issue { before, epoch, .. } => {
                rules.ask(Rule::LinksAtIssue, self.is_as_read(before))?;
                rules.ask(Rule::EpochAtIssue, self.account.epoch == *epoch)?;
                self.issue(write);
                Ok(())
            }
            Write::Order { work, now } => {
                self.put(*work, false, *now);
                Ok(())
            }
            Write::Finish { claim } => self.end(claim, rules),
            Write::Erase { digest, now } => self.erase(digest, *now, rules),
        }
    }

    /// New work.
    pub fn put(&mut self, work: Number, is_ask: bool, asked_at: Timestamp) {
        self.outbox.push(Item {
            work,
            is_ask,
            asked_at,
            claim: None,
            not_before: None,
        });
    }

    /// Claims work that is due.
    pub fn claim(
        &mut self,
        work: Number,
        by: Number,
        now: Timestamp,
        rules: Rules<'_>,
    ) -> Option<Claim> {
        let place = self.outbox.iter().position(|item| item.work == work)?;
        let item = &mut self.outbox[place];
        if !item.is_due(now) {
            return None;
        }
        item.claim = Some((by, now + CLAIM));
        let item = item.clone();
        if !rules.hold(Rule::WorkUntilItsEnd) {
            self.outbox.remove(place);
        }
        Some(Claim { by, item })
    }

    /// Ends work.
    pub fn end(&mut self, claim: &Claim, rules: Rules<'_>) -> Written {
        let place = self.held(claim, rules)?;
        self.outbox.remove(place);
        Ok(())
    }

    /// Lets work wait.
    pub fn put_off(&mut self, claim: &Claim, until: Timestamp, rules: Rules<'_>) -> Written {
        let place = self.held(claim, rules)?;
        let item = &mut self.outbox[place];
        (item.claim, item.not_before) = (None, Some(until));
        Ok(())
    }

    fn held(&self, claim: &Claim, rules: Rules<'_>) -> Result<usize, Refused> {
        let is_held = |item: &Item| {
            item.work == claim.item.work
                && (item.claim.is_some_and(|(by, _)| by == claim.by)
                    || !rules.hold(Rule::ClaimAtEnd))
        };
        self.outbox.iter().position(is_held).ok_or(Refused)
    }

    fn use_link(
        &mut self,
        digest: &TokenDigest,
        epoch: u64,
        now: Timestamp,
        rules: Rules<'_>,
    ) -> Written {
        let link = self.links.current.as_ref().ok_or(Refused)?;
        rules.ask(Rule::DigestAtUse, link.digest == *digest)?;
        rules.ask(Rule::UnusedAtUse, link.used_at.is_none())?;
        rules.ask(Rule::UnrevokedAtUse, link.revoked_at.is_none())?;
        rules.ask(Rule::UnexpiredAtUse, link.expires_at > now)?;
        self.change(epoch, now, Rule::EpochAtUse, rules)?;
        self.current(|link| (link.used_at, link.nonce) = (Some(now), None));
        Ok(())
    }

    fn change(&mut self, epoch: u64, now: Timestamp, rule: Rule, rules: Rules<'_>) -> Written {
        rules.ask(rule, self.account.epoch == epoch)?;
        let account = Arc::make_mut(&mut self.account);
        (account.epoch, account.epoch_at) = (account.epoch + 1, now);
        Ok(())
    }

    fn revoke(
        &mut self,
        before: &LinkRecord,
        kills: bool,
        now: Timestamp,
        rules: Rules<'_>,
    ) -> Written {
        rules.ask(Rule::LinksAtRevoke, self.is_as_read(before))?;
        if kills {
            self.current(|link| (link.revoked_at, link.nonce) = (Some(now), None));
        }
        Arc::make_mut(&mut self.links).last_revoked_at = Some(now);
        Ok(())
    }

    /// The item is written whole. A link that goes out again stays as it is.
    fn issue(&mut self, write: &Write) {
        if let Write::Issue {
            before,
            past,
            link,
            again: false,
            ..
        } = write
        {
            self.links = Arc::new(LinkRecord {
                current: Some(Link::clone(link)),
                previous: past.clone(),
                last_revoked_at: before.last_revoked_at,
                failing: None,
            });
        }
    }

    fn erase(&mut self, digest: &TokenDigest, now: Timestamp, rules: Rules<'_>) -> Written {
        let link = self.links.current.as_ref().ok_or(Refused)?;
        let is_over = link.digest == *digest && link.resend_until <= now;
        rules.ask(Rule::WindowAtErase, is_over)?;
        self.current(|link| link.nonce = None);
        Ok(())
    }

    /// `as_read` in `adapters/src/store/links.rs`.
    fn is_as_read(&self, before: &LinkRecord) -> bool {
        let read = |record: &LinkRecord| {
            let link = record.current.as_ref();
            (
                link.map(|link| link.digest),
                link.and_then(|link| link.used_at),
                link.and_then(|link| link.revoked_at),
                record.last_revoked_at,
            )
        };
        read(&self.links) == read(before)
    }

    fn current(&mut self, change: impl FnOnce(&mut Link)) {
        if let Some(link) = &mut Arc::make_mut(&mut self.links).current {
            change(link);
        }
    }
}
