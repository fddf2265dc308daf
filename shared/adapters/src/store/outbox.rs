//! `outbox`: work that must happen after an answer was given.

use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use domain::outbox::{Ask, BulkRow, CLAIM, Change, IdentifierDigest};
use domain::{
    AccountId, Actor, Authority, EmailAddress, Identifier, LinkRecord, Locale, Notice, Role,
    Tenant, Work, WorkKind,
};
use jiff::Timestamp;
use ulid::Ulid;

use super::call::Call as _;
use super::item::{Attributes, Reader, attributes, b, n, s, time, ulid};
use super::read::in_time;
use super::transaction::{Condition, Guard, Write};
use super::{Store, StoreError, Table};

/// Work that nobody has done or given up is forgotten after so many seconds: far longer than any resend window.
const TTL: i64 = 14 * 86_400;

/// The kind of an ask whose account is known.
const ASK_FOR: &str = "ask-for";

/// Work that may be taken: not set aside, nobody's, and not waiting. What is no time is not after `:now`, so that work which
/// was mended by hand does not wait for ever.
const IS_FREE: &str = "attribute_not_exists(set_aside) \
    AND (attribute_not_exists(claimed_until) OR NOT claimed_until > :now) \
    AND (attribute_not_exists(not_before) OR NOT not_before > :now)";

/// Work that this worker, and no other, may do now.
#[derive(Debug)]
pub struct Claimed {
    /// What is to be done.
    pub work: Work,
    /// Names the claim.
    pub by: Ulid,
    /// Turns in a row, this one too, that have begun since one came to an end.
    pub turns: u32,
    /// The link that an earlier turn left to be sent by this one.
    queued_link: Option<Ulid>,
}

/// What a turn at an ask has found out, and the next goes on with, whoever bears then what was typed.
#[derive(Clone, Copy)]
pub struct Found {
    /// Whom the ask is for.
    pub account_id: AccountId,
    /// The link that waits to be sent, if it is to be one.
    pub link: Option<Ulid>,
}

impl Claimed {
    /// Whether this work made the account's current link, or has left it to be sent.
    pub fn has_queued(&self, links: &LinkRecord) -> bool {
        let current = links.current.as_ref().map(|link| link.id);
        links.is_made_by(self.work.work_id)
            || self.queued_link.is_some_and(|id| current == Some(id))
    }
}

/// Work that is due, as it lies there: to send it round again nobody has to understand it.
#[derive(Clone)]
pub struct Due(Attributes);

/// What waits in the outbox.
#[derive(Default)]
pub struct Waiting {
    /// Neither claimed nor put off, and not fresh: the stream has had its turn.
    pub due: Vec<Due>,
    /// Since when the oldest waits, due or not; `None` where nothing waits.
    pub oldest: Option<Timestamp>,
}

impl Store {
    /// New work, or old work under a new key.
    pub fn put_work(&self, work: &Work) -> Write {
        self.put(Table::Outbox, write(work))
    }

    /// Many pieces of new work, without anything else.
    pub async fn put_much_work(&self, work: &[Work]) -> Result<(), StoreError> {
        self.put_many(Table::Outbox, work.iter().map(write).collect())
            .await
    }

    /// Claims work, unless it is done, claimed by another worker, or has to wait. The worker's name tells a claim of
    /// our own, whose answer was lost, from another's.
    pub async fn claim_work(
        &self,
        id: Ulid,
        by: Ulid,
        now: Timestamp,
    ) -> Result<Option<Claimed>, StoreError> {
        let request = self
            .client
            .update_item()
            .table_name(self.name(Table::Outbox))
            .set_key(Some(key(id)))
            .update_expression("SET claimed_until = :until, claimed_by = :by ADD turns :one")
            .condition_expression(format!(
                "attribute_exists(id) AND (claimed_by = :by OR ({IS_FREE}))"
            ))
            .expression_attribute_values(":until", time(now + CLAIM))
            .expression_attribute_values(":one", n(1))
            .expression_attribute_values(":by", s(by.to_string()))
            .expression_attribute_values(":now", time(now))
            .return_values(ReturnValue::AllNew);
        match in_time(request.call()).await? {
            Ok(answer) => {
                let item = answer.attributes.unwrap_or_default();
                let work = read(&item)?;
                let turns = small(&Reader(&item), "turns")?;
                let queued_link = Reader(&item).maybe_parsed("queued_link", ulid)?;
                Ok(Some(Claimed {
                    work,
                    by,
                    turns,
                    queued_link,
                }))
            }
            Err(error)
                if error
                    .as_service_error()
                    .is_some_and(UpdateItemError::is_conditional_check_failed_exception) =>
            {
                Ok(None)
            }
            // Of all attributes only `turns` is reckoned with there.
            Err(error) if error.code() == Some("ValidationException") => {
                Err(StoreError::Malformed("turns"))
            }
            Err(error) => Err(StoreError::unavailable(error)),
        }
    }

    /// The work is done. Its condition defends against two workers who both end it differently.
    pub fn end_work(&self, claimed: &Claimed) -> Write {
        self.delete(Table::Outbox, key(claimed.work.id), claimed_by(claimed))
    }

    /// The work waits until `not_before`, and nobody holds it. An ask goes on with what was found.
    pub fn put_work_off(
        &self,
        claimed: &Claimed,
        not_before: Timestamp,
        found: Option<Found>,
    ) -> Write {
        let mut condition = claimed_by(claimed);
        condition.add("not_before", time(not_before));
        condition.add("attempts", n(claimed.work.attempts.saturating_add(1)));
        let mut change = "SET not_before = :not_before, attempts = :attempts".to_owned();
        if let Some(found) = found {
            condition.add("ask_for", s(ASK_FOR));
            condition.add("account_id", s(found.account_id.to_string()));
            change.push_str(", kind = :ask_for, account_id = :account_id");
        }
        if let Some(link) = found.and_then(|found| found.link) {
            condition.add("queued_link", s(link.to_string()));
            change.push_str(", queued_link = :queued_link");
        }
        change.push_str(" REMOVE claimed_until, claimed_by, turns");
        self.update(Table::Outbox, key(claimed.work.id), &change, condition)
    }

    /// The work can never be done: nobody takes it any more, and it says why until its time to live is over.
    pub fn set_work_aside(&self, id: Ulid, by: Ulid, reason: &str) -> Write {
        let values = attributes([
            ("by", Some(s(by.to_string()))),
            ("reason", Some(s(reason))),
            ("none", Some(n(0))),
            ("most", Some(n(u32::MAX))),
        ]);
        // Work whose turns cannot be counted is nobody's: no claim on it succeeds.
        let condition = Condition::new(
            Guard::Work,
            "claimed_by = :by OR (attribute_exists(turns) AND NOT (turns BETWEEN :none AND :most))",
            values,
        );
        let change = "SET set_aside = :reason REMOVE claimed_until, claimed_by";
        self.update(Table::Outbox, key(id), change, condition)
    }

    /// Puts work in again under a new key, so that the stream shows it once more; unless somebody has done it, claimed
    /// it or put it off meanwhile.
    pub fn send_work_round_again(&self, due: &Due, new_id: Ulid, now: Timestamp) -> [Write; 2] {
        let values = attributes([("now", Some(time(now)))]);
        let is_free = format!("attribute_exists(id) AND {IS_FREE}");
        let mut again = due.0.clone();
        for held in ["claimed_until", "claimed_by", "not_before"] {
            again.remove(held);
        }
        let old_id = again.insert("id".to_owned(), s(new_id.to_string()));
        let old_key = attributes([("id", old_id)]);
        [
            self.delete(
                Table::Outbox,
                old_key,
                Condition::new(Guard::Work, is_free, values),
            ),
            self.put(Table::Outbox, again),
        ]
    }

    /// All work that is not done and not set aside, in one look: the outbox holds nothing else. Of it only what was put in
    /// before `before` is due, so that fresh work is left to the stream.
    pub async fn waiting_work(
        &self,
        now: Timestamp,
        before: Timestamp,
    ) -> Result<Waiting, StoreError> {
        let before = domain::id::ulid_at(before, [0; 10]).to_string();
        let mut waiting = Waiting::default();
        let mut start = None;
        loop {
            let request = self
                .client
                .scan()
                .table_name(self.name(Table::Outbox))
                .consistent_read(true)
                .filter_expression("attribute_not_exists(set_aside)")
                .set_exclusive_start_key(start);
            let answer = in_time(request.call())
                .await?
                .map_err(StoreError::unavailable)?;
            for item in answer.items.unwrap_or_default() {
                waiting.take(item, now, &before);
            }
            start = answer.last_evaluated_key;
            if start.is_none() {
                return Ok(waiting);
            }
        }
    }
}

impl Waiting {
    fn take(&mut self, item: Attributes, now: Timestamp, before: &str) {
        let work = Reader(&item);
        let asked_at = work.maybe_time("asked_at");
        self.oldest = [self.oldest, asked_at].into_iter().flatten().min();
        // A courtesy, like every look before a write: the write that sends it round has these as its condition.
        let is_past = |name| work.maybe_time(name).is_none_or(|at| at <= now);
        // What a worker has put off is the stream's no longer, however fresh it is.
        let is_old = work.maybe_text("id").is_some_and(|id| *id < *before)
            || work.maybe_time("not_before").is_some();
        if is_old && is_past("claimed_until") && is_past("not_before") {
            self.due.push(Due(item));
        }
    }
}

fn key(id: Ulid) -> Attributes {
    attributes([("id", Some(s(id.to_string())))])
}

fn claimed_by(claimed: &Claimed) -> Condition {
    let values = attributes([("by", Some(s(claimed.by.to_string())))]);
    Condition::new(Guard::Work, "claimed_by = :by", values)
}

fn write(work: &Work) -> Attributes {
    let mut item = attributes([
        ("id", Some(s(work.id.to_string()))),
        ("work_id", Some(s(work.work_id.to_string()))),
        ("asked_at", Some(time(work.asked_at))),
        ("attempts", Some(n(work.attempts))),
        ("ttl", Some(n(work.asked_at.as_second() + TTL))),
    ]);
    item.insert("kind".to_owned(), s(work.kind.name()));
    item.extend(match &work.kind {
        WorkKind::Ask(ask) => write_ask(None, ask),
        WorkKind::AskFor(account_id, ask) => write_ask(Some(*account_id), ask),
        WorkKind::BulkRow(row) => write_bulk_row(row),
        WorkKind::Notice(notice) => write_notice(notice),
    });
    item
}

fn write_ask(account_id: Option<AccountId>, ask: &Ask) -> Attributes {
    attributes([
        ("account_id", account_id.map(|id| s(id.to_string()))),
        (
            "identifier",
            ask.identifier
                .as_ref()
                .map(|identifier| s(identifier.key())),
        ),
        ("identifier_digest", Some(b(ask.digest.0))),
        (
            "locale",
            ask.locale.as_ref().map(|locale| s(locale.as_str())),
        ),
        ("ip", Some(s(&ask.ip))),
        ("user_agent", Some(s(&ask.user_agent))),
    ])
}

fn write_bulk_row(row: &BulkRow) -> Attributes {
    attributes([
        ("account_id", Some(s(row.account_id.to_string()))),
        ("batch_id", Some(s(row.batch_id.to_string()))),
        ("actor", Some(s(row.by.actor.to_string()))),
        ("actor_id", Some(s(row.by.account_id.to_string()))),
        ("actor_role", Some(s(row.by.role.name()))),
        (
            "actor_tenant",
            row.by.tenant.as_ref().map(|tenant| s(tenant.as_str())),
        ),
        ("hand_over", Some(AttributeValue::Bool(row.hand_over))),
    ])
}

fn write_notice(notice: &Notice) -> Attributes {
    attributes([
        ("account_id", Some(s(notice.account_id.to_string()))),
        ("to", Some(s(notice.to.as_str()))),
        (
            "locale",
            notice.locale.as_ref().map(|locale| s(locale.as_str())),
        ),
        ("change", Some(s(notice.change.name()))),
        ("changed_at", Some(time(notice.changed_at))),
        ("link", notice.link.map(|id| s(id.to_string()))),
    ])
}

fn read(item: &Attributes) -> Result<Work, StoreError> {
    let item = Reader(item);
    let kind = match item.text("kind")?.as_str() {
        "ask" => WorkKind::Ask(read_ask(&item)?),
        ASK_FOR => WorkKind::AskFor(
            item.parsed("account_id", AccountId::parse)?,
            read_ask(&item)?,
        ),
        "bulk-row" => WorkKind::BulkRow(read_bulk_row(&item)?),
        "notice" => WorkKind::Notice(read_notice(&item)?),
        _ => return Err(StoreError::Malformed("kind")),
    };
    Ok(Work {
        id: item.parsed("id", ulid)?,
        work_id: item.parsed("work_id", ulid)?,
        asked_at: item.time("asked_at")?,
        attempts: small(&item, "attempts")?,
        kind,
    })
}

fn small(item: &Reader<'_>, name: &'static str) -> Result<u32, StoreError> {
    u32::try_from(item.number(name)?).map_err(|_| StoreError::Malformed(name))
}

fn read_ask(item: &Reader<'_>) -> Result<Ask, StoreError> {
    Ok(Ask {
        identifier: item.maybe_parsed("identifier", Identifier::from_key)?,
        digest: IdentifierDigest(item.bytes("identifier_digest")?),
        locale: item.maybe_parsed("locale", Locale::parse)?,
        ip: item.text("ip")?,
        user_agent: item.text("user_agent")?,
    })
}

fn read_bulk_row(item: &Reader<'_>) -> Result<BulkRow, StoreError> {
    Ok(BulkRow {
        account_id: item.parsed("account_id", AccountId::parse)?,
        batch_id: item.parsed("batch_id", ulid)?,
        by: Authority {
            actor: item.parsed("actor", Actor::parse)?,
            account_id: item.parsed("actor_id", AccountId::parse)?,
            role: item.parsed("actor_role", Role::from_name)?,
            tenant: item.maybe_parsed("actor_tenant", Tenant::parse)?,
            may_administer: true,
        },
        hand_over: item.flag("hand_over"),
    })
}

fn read_notice(item: &Reader<'_>) -> Result<Notice, StoreError> {
    Ok(Notice {
        account_id: item.parsed("account_id", AccountId::parse)?,
        to: item.parsed("to", |text| EmailAddress::parse(text).ok())?,
        locale: item.maybe_parsed("locale", Locale::parse)?,
        change: item.parsed("change", Change::from_name)?,
        changed_at: item.time("changed_at")?,
        link: item.maybe_parsed("link", ulid)?,
    })
}
