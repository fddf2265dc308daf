//! `links`: the one live link of an account, and how the one before it ended.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::link::{Failing, PastLink, TOLD_AFTER_EXPIRY};
use domain::{
    Account, AccountId, DeliveryState, HandOver, Link, LinkRecord, LinkState, Nonce, Origin,
    TokenDigest,
};
use jiff::{SignedDuration, Timestamp};

use super::call::Call as _;
use super::item::{Attributes, Reader, attributes, b, n, s, time, ulid};
use super::read::in_time;
use super::transaction::{Condition, Guard, Write};
use super::{Store, StoreError, Table, accounts};
use crate::log::chain;

/// The index of nonces is spread over so many partitions.
const NONCE_SHARDS: u8 = 4;
const NONCES: &str = "nonces";
/// So many of each partition are looked at in one go: what erases them one by one has a minute.
const NONCES_AT_ONCE: i32 = 1000;

impl Store {
    /// Account and links, in one round trip.
    pub async fn account_with_links(
        &self,
        id: AccountId,
    ) -> Result<(Option<Account>, LinkRecord), StoreError> {
        Ok(self
            .accounts_with_links(&[id])
            .await?
            .pop()
            .map_or((None, LinkRecord::default()), |(a, l)| (Some(a), l)))
    }

    /// The same for several; accounts that are missing are left out.
    pub async fn accounts_with_links(
        &self,
        ids: &[AccountId],
    ) -> Result<Vec<(Account, LinkRecord)>, StoreError> {
        let tables = [Table::Accounts, Table::Links];
        let keys = ids
            .iter()
            .flat_map(|id| tables.map(|table| (table, key_in(table, *id))))
            .collect();
        let found = self.batch_get(keys).await?;
        let found: HashMap<_, _> = found
            .into_iter()
            .filter_map(|(table, item)| Some(((table, owner(table, &item)?), item)))
            .collect();
        let mut rows = Vec::new();
        for id in ids {
            let Some(account) = found.get(&(Table::Accounts, *id)) else {
                continue;
            };
            let links = found
                .get(&(Table::Links, *id))
                .map(read)
                .transpose()?
                .unwrap_or_default();
            rows.push((accounts::read(account)?, links));
        }
        Ok(rows)
    }

    /// Puts a new link in the place of what was read. The condition defends against two issues at once (one of them
    /// would leave a link that the other's mail carries dead) and against a revocation in between. `failing` is what is new
    /// about mail to the address, if anything is.
    pub fn issue_link(
        &self,
        account: &Account,
        before: &LinkRecord,
        new: &Link,
        failing: Option<&Failing>,
    ) -> Write {
        let past = before
            .current
            .as_ref()
            .map(|link| link.past(account, new.issued_at))
            .or(before.previous.clone());
        let item = write(
            account.id,
            new,
            past.as_ref(),
            before.last_revoked_at,
            failing.or(before.failing.as_ref()),
        );
        let mut condition = as_read(before);
        // The item is written whole: a bounce that was recorded since must not be lost.
        expect_failing(before, &mut condition);
        self.put_if(Table::Links, item, condition)
    }

    /// The same link goes out again: its hand-over and that it is the same become those of `again`, and it stays what it is
    /// otherwise. Its delivery begins anew if it `is_mailed`; else it changes only from what was read, for an event or a worker
    /// may be telling it. The condition defends against mailing a link that has been used, revoked or replaced since it was
    /// read. `failing` as in [`Self::issue_link`].
    pub fn resend_link(
        &self,
        id: AccountId,
        before: &LinkRecord,
        again: &Link,
        is_mailed: bool,
        failing: Option<&Failing>,
    ) -> Write {
        let mut condition = as_read(before);
        condition.add("resent", AttributeValue::Bool(again.resent));
        let mut change = "SET resent = :resent".to_owned();
        let known = before.current.as_ref().map(|link| link.delivery);
        let changes = known != Some(again.delivery);
        if changes && !is_mailed {
            condition.expect("delivery", known.map(|known| s(known.name())));
        }
        if changes || is_mailed {
            condition.add("delivery", s(again.delivery.name()));
            condition.add("at", time(again.delivery_at));
            change.push_str(", delivery = :delivery, delivery_at = :at");
        }
        if let Some(failing) = failing {
            expect_failing(before, &mut condition);
            condition.add("ttl", n(later_ttl(before, failing.since).as_second()));
            condition = condition.naming(&["ttl"]);
            change.push_str(", #ttl = :ttl");
            change.push_str(set_failing(failing, &mut condition));
        }
        change.push_str(match again.handed_over {
            Some(reason) => set_hand_over(reason, &mut condition),
            None => " REMOVE handed_over",
        });
        self.update(Table::Links, key(id), &change, condition)
    }

    /// Uses the link. Digest: it is this link and no newer one. Not used, not revoked: exactly once. Expiry: by the
    /// clock of this write, whatever was true at the look before.
    pub fn use_link(&self, id: AccountId, digest: TokenDigest, now: Timestamp) -> Write {
        let condition = Condition::new(
            Guard::Link,
            "digest = :digest AND attribute_not_exists(used_at) AND attribute_not_exists(revoked_at) AND expires_at > :now",
            attributes([("digest", Some(b(digest.0))), ("now", Some(time(now)))]),
        );
        self.update(
            Table::Links,
            key(id),
            "SET used_at = :now REMOVE nonce, nonce_shard",
            condition,
        )
    }

    /// Kills the live link, and tells work that was asked for before that it is out of date.
    pub fn revoke_link(&self, id: AccountId, before: &LinkRecord, now: Timestamp) -> Write {
        let mut condition = as_read(before);
        condition.add("now", time(now));
        let change = "SET revoked_at = :now, last_revoked_at = :now REMOVE nonce, nonce_shard";
        self.update(Table::Links, key(id), change, condition)
    }

    /// Remembers that a link was killed by hand, where there is none that lives. The condition defends against a link
    /// issued since the look: it would live on, although the administrator was told that none does.
    pub fn note_revocation(&self, id: AccountId, before: &LinkRecord, now: Timestamp) -> Write {
        let mut condition = as_read(before);
        condition.add("now", time(now));
        condition.add("ttl", n(later_ttl(before, now).as_second()));
        let change = "SET last_revoked_at = :now, #ttl = :ttl";
        self.update(Table::Links, key(id), change, condition.naming(&["ttl"]))
    }

    /// What is known of the mail of the link with that digest, unless a newer link has come. Without a reason of its own it
    /// leaves a hand-over as it is: one that was asked for while the mail was under way.
    pub fn record_delivery(
        &self,
        id: AccountId,
        digest: TokenDigest,
        delivery: DeliveryState,
        handed_over: Option<HandOver>,
        now: Timestamp,
    ) -> Write {
        let values = attributes([
            ("digest", Some(b(digest.0))),
            ("delivery", Some(s(delivery.name()))),
            ("now", Some(time(now))),
        ]);
        let mut condition = Condition::new(Guard::Link, "digest = :digest", values);
        if [
            DeliveryState::Sent,
            DeliveryState::Queued,
            DeliveryState::None,
        ]
        .contains(&delivery)
        {
            // An event may have been faster: what it told is later truth.
            condition = condition.and("delivery IN (:queued, :none)");
            condition.add("queued", s(DeliveryState::Queued.name()));
            condition.add("none", s(DeliveryState::None.name()));
        }
        let hand_over = handed_over.map_or("", |reason| set_hand_over(reason, &mut condition));
        let change = format!("SET delivery = :delivery, delivery_at = :now{hand_over}");
        self.update(Table::Links, key(id), &change, condition)
    }

    /// What an event tells: the link's delivery, where it changes, and since when mail to the address fails. Refused when
    /// anything of it has changed since it was read: events come twice and at once.
    pub fn record_event(
        &self,
        id: AccountId,
        before: &LinkRecord,
        delivery: Option<DeliveryState>,
        failing: Option<&Failing>,
        at: Timestamp,
    ) -> Write {
        let mut condition = as_read(before);
        condition.expect(
            "delivery",
            before.current.as_ref().map(|link| s(link.delivery.name())),
        );
        expect_failing(before, &mut condition);
        condition.add("ttl", n(later_ttl(before, at).as_second()));
        let mut change = "SET #ttl = :ttl".to_owned();
        if let Some(delivery) = delivery {
            condition.add("delivery", s(delivery.name()));
            condition.add("at", time(at));
            change.push_str(", delivery = :delivery, delivery_at = :at");
        }
        change.push_str(match failing {
            Some(failing) => set_failing(failing, &mut condition),
            None => " REMOVE failing_address, failing_since, failing_as",
        });
        self.update(Table::Links, key(id), &change, condition.naming(&["ttl"]))
    }

    /// Erases the nonce of the link with that digest, if its window is over: it cannot be derived again.
    pub fn erase_nonce(&self, id: AccountId, digest: TokenDigest, now: Timestamp) -> Write {
        let values = attributes([("digest", Some(b(digest.0))), ("now", Some(time(now)))]);
        let condition = Condition::new(
            Guard::Link,
            "digest = :digest AND resend_until <= :now",
            values,
        );
        self.update(
            Table::Links,
            key(id),
            "REMOVE nonce, nonce_shard",
            condition,
        )
    }

    /// Links whose nonce is there although their window is over, the longest ones first, at most a thousand of each shard.
    pub async fn overdue_nonces(
        &self,
        now: Timestamp,
    ) -> Result<Vec<(AccountId, TokenDigest)>, StoreError> {
        let mut overdue = Vec::new();
        for shard in 0..NONCE_SHARDS {
            let request = self
                .client
                .query()
                .table_name(self.name(Table::Links))
                .index_name(NONCES)
                .limit(NONCES_AT_ONCE)
                .key_condition_expression("nonce_shard = :shard AND resend_until <= :now")
                .expression_attribute_values(":shard", s(shard.to_string()))
                .expression_attribute_values(":now", time(now));
            let answer = in_time(request.call())
                .await?
                .map_err(StoreError::unavailable)?;
            for item in answer.items.unwrap_or_default() {
                match read_overdue(&Reader(&item)) {
                    Ok(found) => overdue.push(found),
                    // One that somebody has broken must not keep those of all others.
                    Err(error) => {
                        tracing::error!(error.chain = chain(&error), "a link keeps its nonce");
                    }
                }
            }
        }
        overdue.sort_by_key(|(since, ..)| *since);
        let found = overdue.into_iter();
        Ok(found.map(|(_, id, digest)| (id, digest)).collect())
    }
}

fn read_overdue(item: &Reader<'_>) -> Result<(Timestamp, AccountId, TokenDigest), StoreError> {
    Ok((
        item.time("resend_until")?,
        item.parsed("account_id", AccountId::parse)?,
        TokenDigest(item.bytes("digest")?),
    ))
}

fn key(id: AccountId) -> Attributes {
    attributes([("account_id", Some(s(id.to_string())))])
}

fn key_in(table: Table, id: AccountId) -> Attributes {
    if table == Table::Accounts {
        accounts::key(id)
    } else {
        key(id)
    }
}

/// Whose item it is.
fn owner(table: Table, item: &Attributes) -> Option<AccountId> {
    let name = if table == Table::Accounts {
        "id"
    } else {
        "account_id"
    };
    Reader(item).parsed(name, AccountId::parse).ok()
}

/// The record is as it was read: the same link, used and revoked or not as then, and no revocation since.
fn as_read(before: &LinkRecord) -> Condition {
    let mut condition = Condition::new(Guard::Link, "", Attributes::new());
    let current = before.current.as_ref();
    condition.expect("digest", current.map(|link| b(link.digest.0)));
    condition.expect("used_at", current.and_then(|link| link.used_at).map(time));
    condition.expect(
        "revoked_at",
        current.and_then(|link| link.revoked_at).map(time),
    );
    condition.expect("last_revoked_at", before.last_revoked_at.map(time));
    condition
}

/// What sets the reason, behind what else an update sets.
fn set_hand_over(reason: HandOver, condition: &mut Condition) -> &'static str {
    condition.add("handed_over", s(reason.name()));
    ", handed_over = :handed_over"
}

/// What is known of the address is as it was read.
fn expect_failing(before: &LinkRecord, condition: &mut Condition) {
    condition.expect(
        "failing_since",
        before.failing.as_ref().map(|failing| time(failing.since)),
    );
}

/// What sets it, behind what else an update sets.
fn set_failing(failing: &Failing, condition: &mut Condition) -> &'static str {
    condition.add("address", b(failing.address));
    condition.add("since", time(failing.since));
    condition.add("as", s(failing.delivery.name()));
    ", failing_address = :address, failing_since = :since, failing_as = :as"
}

fn write(
    id: AccountId,
    link: &Link,
    past: Option<&PastLink>,
    last_revoked_at: Option<Timestamp>,
    failing: Option<&Failing>,
) -> Attributes {
    let shard = link.digest.0[0] % NONCE_SHARDS;
    let noted = last_revoked_at.max(failing.map(|failing| failing.since));
    let noted = noted.map(|at| at + TOLD_AFTER_EXPIRY * 2);
    let kept = ttl(link, past).max(noted.unwrap_or(Timestamp::MIN));
    attributes([
        ("account_id", Some(s(id.to_string()))),
        ("id", Some(s(link.id.to_string()))),
        ("digest", Some(b(link.digest.0))),
        ("nonce", link.nonce.map(|nonce| b(nonce.0))),
        ("nonce_shard", link.nonce.map(|_| s(shard.to_string()))),
        ("key_id", Some(s(&link.key_id))),
        ("origin", Some(s(link.origin.name()))),
        ("issued_by", Some(s(&link.issued_by))),
        ("work_id", link.work_id.map(|id| s(id.to_string()))),
        ("issued_at", Some(time(link.issued_at))),
        ("resend_until", Some(time(link.resend_until))),
        ("expires_at", Some(time(link.expires_at))),
        ("epoch", Some(n(link.epoch))),
        ("used_at", link.used_at.map(time)),
        ("revoked_at", link.revoked_at.map(time)),
        ("last_revoked_at", last_revoked_at.map(time)),
        ("failing_address", failing.map(|failing| b(failing.address))),
        ("failing_since", failing.map(|failing| time(failing.since))),
        (
            "failing_as",
            failing.map(|failing| s(failing.delivery.name())),
        ),
        ("resent", Some(AttributeValue::Bool(link.resent))),
        (
            "handed_over",
            link.handed_over.map(|reason| s(reason.name())),
        ),
        ("delivery", Some(s(link.delivery.name()))),
        ("delivery_at", Some(time(link.delivery_at))),
        ("previous_digest", past.map(|past| b(past.digest.0))),
        ("previous_issued_at", past.map(|past| time(past.issued_at))),
        ("previous_state", past.map(|past| s(past.state.name()))),
        ("previous_ended_at", past.map(|past| time(past.ended_at))),
        (
            "previous_expires_at",
            past.map(|past| time(past.expires_at)),
        ),
        ("ttl", Some(n(kept.as_second()))),
    ])
}

/// Behind everything that is told of either link.
fn ttl(link: &Link, past: Option<&PastLink>) -> Timestamp {
    let last = past.map_or(link.expires_at, |past| past.expires_at.max(link.expires_at));
    last + TOLD_AFTER_EXPIRY + SignedDuration::from_hours(1)
}

/// The same of a record that something else is noted in at that time, which is told for twice as long.
fn later_ttl(before: &LinkRecord, at: Timestamp) -> Timestamp {
    let links = before.current.as_ref();
    let links = links.map(|link| ttl(link, before.previous.as_ref()));
    links.unwrap_or(at).max(at + TOLD_AFTER_EXPIRY * 2)
}

fn read(item: &Attributes) -> Result<LinkRecord, StoreError> {
    let item = Reader(item);
    Ok(LinkRecord {
        current: item
            .maybe_bytes("digest")
            .map(|digest| read_current(&item, TokenDigest(digest)))
            .transpose()?,
        previous: item
            .maybe_bytes("previous_digest")
            .map(|digest| read_past(&item, TokenDigest(digest)))
            .transpose()?,
        last_revoked_at: item.maybe_time("last_revoked_at"),
        failing: read_failing(&item)?,
    })
}

fn read_failing(item: &Reader<'_>) -> Result<Option<Failing>, StoreError> {
    let failing = item
        .maybe_bytes("failing_address")
        .zip(item.maybe_time("failing_since"));
    let Some((address, since)) = failing else {
        return Ok(None);
    };
    Ok(Some(Failing {
        address,
        since,
        delivery: item.parsed("failing_as", DeliveryState::from_name)?,
    }))
}

fn read_current(item: &Reader<'_>, digest: TokenDigest) -> Result<Link, StoreError> {
    Ok(Link {
        id: item.parsed("id", ulid)?,
        digest,
        nonce: item.maybe_bytes("nonce").map(Nonce),
        key_id: item.text("key_id")?,
        origin: item.parsed("origin", Origin::from_name)?,
        issued_by: item.text("issued_by")?,
        work_id: item.maybe_parsed("work_id", ulid)?,
        issued_at: item.time("issued_at")?,
        resend_until: item.time("resend_until")?,
        expires_at: item.time("expires_at")?,
        epoch: item.number("epoch")?,
        used_at: item.maybe_time("used_at"),
        revoked_at: item.maybe_time("revoked_at"),
        resent: item.flag("resent"),
        handed_over: item.maybe_parsed("handed_over", HandOver::from_name)?,
        delivery: item.parsed("delivery", DeliveryState::from_name)?,
        delivery_at: item.time("delivery_at")?,
    })
}

fn read_past(item: &Reader<'_>, digest: TokenDigest) -> Result<PastLink, StoreError> {
    let ended_at = item.time("previous_ended_at")?;
    let state = item.parsed("previous_state", |name| LinkState::ended(name, ended_at))?;
    Ok(PastLink {
        digest,
        issued_at: item.time("previous_issued_at")?,
        state,
        ended_at,
        expires_at: item.time("previous_expires_at")?,
    })
}
