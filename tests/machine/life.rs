//! One account's life: what it was told, and what the record has to say to it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::{Map, Value, json};
use tests::{Answer, PASSWORD, World, token_in};

use crate::Step;

/// The ways in which a password comes to be, as the history names them.
const CHANGES: [&str; 3] = ["link-redeemed", "password-set", "password-changed"];

pub fn username(number: usize) -> String {
    format!("person{number:02}")
}

/// One of the two addresses between which an edit moves the account.
pub fn address(number: usize, which: usize) -> String {
    format!("person{number:02}-{which}@example.com")
}

/// What was told, and what the record said after the last step.
pub struct Life<'a> {
    world: &'a World,
    number: usize,
    id: String,
    /// The password by the record.
    password: String,
    /// One that a step tries to set.
    tried: Option<String>,
    /// Every token that anybody got, and what was told of it last.
    tokens: BTreeMap<String, String>,
    /// Asks that were accepted, and asks whose answer leaves it open.
    accepted: usize,
    unsure: usize,
    /// Those that have had an end on record.
    ended_asks: BTreeSet<String>,
    /// The answers to asks, which have to be the same.
    answers: BTreeSet<(u16, Vec<u8>)>,
    /// Every piece of work that was ever seen in the outbox, and every link.
    work: BTreeSet<String>,
    links: Vec<String>,
    /// The store may fail at any call.
    is_failing: bool,
    step: usize,
    seen: Seen,
    /// What the present step was told, if it was to change something.
    told: Told,
}

/// What a step was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    NothingToChange,
    Success,
    Failure,
    Unknown,
}

/// What the record says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Seen {
    epoch: u64,
    hash: String,
    changes: usize,
    edits: usize,
}

impl<'a> Life<'a> {
    pub async fn begin(world: &'a World, number: usize) -> Self {
        world.mend_the_store().await;
        world.mail_mode("accept").await;
        world.forget_olivia().await;
        let mut life = Self {
            world,
            number,
            id: world.account_id(&username(number)).await,
            password: PASSWORD.to_owned(),
            tried: None,
            tokens: BTreeMap::new(),
            accepted: 0,
            unsure: 0,
            ended_asks: BTreeSet::new(),
            answers: BTreeSet::new(),
            work: BTreeSet::new(),
            links: Vec::new(),
            is_failing: false,
            step: 0,
            seen: Seen::default(),
            told: Told::NothingToChange,
        };
        life.seen = life.see(&world.tables().await);
        life
    }

    pub async fn takes(&mut self, step: &Step) {
        self.step += 1;
        (self.told, self.tried) = (Told::NothingToChange, None);
        let world = self.world;
        match *step {
            Step::Ask => self.asks().await,
            Step::Send => self.sends(json!({})).await,
            Step::HandOver => self.sends(json!({"delivery": "link"})).await,
            Step::Redeem(which) => self.redeems(which).await,
            Step::Disown(which) => self.disowns(which).await,
            Step::Revoke => self.revokes().await,
            Step::SetByHand => self.is_set_by_hand().await,
            Step::ChangeOwn => self.changes_own().await,
            Step::Edit => self.is_edited().await,
            Step::Cleanup => world.run_cleanup().await,
            Step::Wait(time) => world.advance(time).await,
            Step::StoreFails { .. } => self.store_fails(step).await,
            Step::Mend => self.mends().await,
            Step::MailFails(mode, times) => world.mail_mode_times(mode, times).await,
            Step::Redeliver => self.records_come_again().await,
            Step::Event(kind, which) => self.event(kind, which).await,
        }
        self.rests().await;
    }

    async fn asks(&mut self) {
        let answer = self.world.ask(&username(self.number)).await;
        match answer.status {
            202 => self.accepted += 1,
            503 => self.unsure += 1,
            _ => panic!("{answer:?}"),
        }
        self.answers
            .insert((answer.status, answer.bytes().to_vec()));
        let statuses: BTreeSet<u16> = self.answers.iter().map(|(status, _)| *status).collect();
        assert_eq!(statuses.len(), self.answers.len(), "{:?}", self.answers);
    }

    async fn sends(&mut self, body: Value) {
        let answer = self.as_olivia("POST", "/reset-link", Some(&body)).await;
        match answer.status {
            200 => {
                let reset = answer.json();
                if !reset["link"].is_null() {
                    self.tokens.insert(token_in(&reset), "live".to_owned());
                }
                let has_a_way = reset["status"] == "sent" || !reset["link"].is_null();
                assert!(has_a_way, "neither mail nor link: {reset}");
            }
            503 => assert!(self.is_failing, "{answer:?}"),
            _ => panic!("{answer:?}"),
        }
    }

    async fn redeems(&mut self, which: usize) {
        let Some(token) = self.token(which) else {
            return;
        };
        let password = self.new_password();
        let answer = self.world.redeem(&token, &password).await;
        self.is_told(&answer, &[404, 410]);
        if self.told == Told::Success {
            self.tokens.insert(token, "used".to_owned());
        }
    }

    async fn disowns(&mut self, which: usize) {
        let Some(token) = self.token(which) else {
            return;
        };
        let answer = self.world.revoke(&token).await;
        if answer.status == 200 {
            let state = answer.json()["state"].clone();
            assert_ne!(state, "live", "it was revoked or had ended");
            self.tokens
                .insert(token, state.as_str().expect("a state").to_owned());
        } else {
            assert!(self.is_failing && answer.status == 503, "{answer:?}");
        }
    }

    async fn revokes(&mut self) {
        let answer = self.as_olivia("DELETE", "/reset-link", None).await;
        if answer.status == 204 {
            // None of those that are out lives on.
            for state in self
                .tokens
                .values_mut()
                .filter(|state| ["live", "unseen"].contains(&state.as_str()))
            {
                "ended".clone_into(state);
            }
        } else {
            assert!(self.is_failing && answer.status == 503, "{answer:?}");
        }
    }

    async fn is_set_by_hand(&mut self) {
        let body = json!({"password": self.new_password(), "must_change": false});
        let answer = self.as_olivia("PUT", "/password", Some(&body)).await;
        self.is_told(&answer, &[]);
    }

    async fn changes_own(&mut self) {
        let (current, new) = (self.password.clone(), self.new_password());
        let name = username(self.number);
        let answer = self.world.change_password(&name, &current, &new).await;
        // A condition that does not hold is told as a password that is not the current one, and nothing has changed it.
        self.is_told(&answer, &[]);
    }

    async fn is_edited(&mut self) {
        let accounts = self.world.table("accounts").await;
        let account = accounts.iter().find(|account| account["id"] == self.id);
        let account = account.expect("the account is there");
        let which = usize::from(account["email"] == address(self.number, 0));
        let body = json!({"version": account["version"], "email": address(self.number, which)});
        let answer = self.as_olivia("PATCH", "", Some(&body)).await;
        self.is_told(&answer, &[]);
    }

    async fn store_fails(&mut self, step: &Step) {
        let Step::StoreFails {
            fault,
            function,
            after,
            times,
        } = step
        else {
            return;
        };
        let order = json!({"fault": fault, "function": function, "after": after, "times": times});
        self.local("store-faults", &order).await;
        self.is_failing = true;
    }

    async fn mends(&mut self) {
        self.world.mend_the_store().await;
        self.is_failing = false;
    }

    async fn records_come_again(&mut self) {
        let record = |id: &String| {
            let keys = json!({"id": {"S": id}});
            json!({"eventName": "INSERT", "dynamodb": {"Keys": keys, "SequenceNumber": "1"}})
        };
        let newest_first = self.work.iter().rev();
        let records: Vec<Value> = newest_first
            .clone()
            .chain(newest_first)
            .map(record)
            .collect();
        self.local("run/deliver", &json!({"Records": records}))
            .await;
    }

    async fn event(&mut self, kind: &str, which: usize) {
        let Some(link) = chosen(&self.links, which) else {
            return;
        };
        let tags = json!({"rekey-account": [self.id], "rekey-link": [link]});
        let event = json!({"time": "2026-01-01T00:00:00Z", "detail": {
            "eventType": kind, "mail": {"tags": tags},
            "bounce": {"bounceType": "Permanent", "bounceSubType": "General"},
        }});
        self.local("run/mail-events", &event).await;
    }

    /// What a step that changes something was told. What is refused, is refused for one of those reasons.
    fn is_told(&mut self, answer: &Answer, refusals: &[u16]) {
        self.told = match answer.status {
            200 => Told::Success,
            503 => Told::Unknown,
            status if refusals.contains(&status) => Told::Failure,
            // A lost answer that was not asked for again, or a state that has gone meanwhile.
            401 | 409 if self.is_failing => Told::Failure,
            _ => panic!("{answer:?}"),
        };
        assert!(self.is_failing || self.told != Told::Unknown, "{answer:?}");
    }

    fn token(&self, which: usize) -> Option<String> {
        let tokens: Vec<&String> = self.tokens.keys().collect();
        chosen(&tokens, which).map(|token| (*token).clone())
    }

    fn new_password(&mut self) -> String {
        let password = format!("{} lamps and nine spoons in Tartu", self.step);
        self.tried = Some(password.clone());
        password
    }

    async fn as_olivia(&self, method: &str, below: &str, body: Option<&Value>) -> Answer {
        let path = format!("/v1/admin/accounts/{}{below}", self.id);
        let request = self
            .world
            .request(method, &path)
            .bearer(&self.world.olivia().await);
        match body {
            Some(body) => request.json(body).send().await,
            None => request.send().await,
        }
    }

    async fn local(&self, helper: &str, body: &Value) {
        let request = self.world.post(&format!("/_local/{helper}"));
        request.json(body).send().await.expect(200);
    }

    /// Lets the worker come to rest, or fail for a moment.
    async fn rests(&self) {
        if !self.is_failing {
            return self.world.settle().await;
        }
        for _ in 0..4 {
            if self
                .world
                .outbox()
                .await
                .iter()
                .all(|work| !work["not_before"].is_null())
            {
                return;
            }
            tokio::time::sleep(Duration::from_millis(15)).await;
        }
    }
}

fn chosen<T>(among: &[T], which: usize) -> Option<&T> {
    (!among.is_empty()).then(|| &among[which % among.len()])
}

/// What must hold after every step.
impl Life<'_> {
    pub async fn is_whole(&mut self, step: &Step) {
        let tables = self.world.tables().await;
        self.remembers(&tables);
        self.takes_mail().await;
        self.was_told_the_truth(step, &tables);
        self.has_lost_no_ask(&tables);
        self.keeps_no_secret(&tables);
        if self.is_failing {
            self.loses_sight();
        } else {
            self.links_tell_the_truth(step).await;
        }
    }

    /// While looking may fail, nobody knows what becomes of those that live.
    fn loses_sight(&mut self) {
        for state in self.tokens.values_mut().filter(|state| *state == "live") {
            "unseen".clone_into(state);
        }
    }

    fn remembers(&mut self, tables: &Map<String, Value>) {
        let ids = rows(tables, "outbox").filter_map(|work| work["id"].as_str());
        self.work.extend(ids.map(str::to_owned));
        let links = rows(tables, "links").filter(|link| link["account_id"] == self.id);
        let ids = links.filter_map(|link| link["id"].as_str());
        for id in ids.map(str::to_owned) {
            if !self.links.contains(&id) {
                self.links.push(id);
            }
        }
    }

    /// Reads the mail and clears the box.
    async fn takes_mail(&mut self) {
        for mail in self.world.mails().await {
            let ours = mail
                .to
                .iter()
                .all(|to| (0..2).any(|which| *to == address(self.number, which)));
            assert!(ours, "a mail to somebody else: {:?}", mail.to);
            if let Some(token) = mail.token() {
                self.tokens
                    .entry(token)
                    .or_insert_with(|| "live".to_owned());
            }
        }
        self.world.forget_mails().await;
    }

    fn see(&self, tables: &Map<String, Value>) -> Seen {
        let ours = |item: &&Value| item["account_id"] == self.id;
        let entries = |names: &[&str]| {
            let entries = rows(tables, "audit").filter(ours);
            entries
                .filter(|entry| names.iter().any(|name| entry["what"] == *name))
                .count()
        };
        let account = rows(tables, "accounts").find(|account| account["id"] == self.id);
        let hash = rows(tables, "credentials").find(ours);
        Seen {
            epoch: account
                .and_then(|account| account["epoch"].as_u64())
                .expect("an epoch"),
            hash: hash
                .map(|credential| credential["password_hash"].to_string())
                .unwrap_or_default(),
            changes: entries(&CHANGES),
            edits: entries(&["account-edited"]),
        }
    }

    /// Success changed it once, failure not at all; the credential and the epoch change with that and with nothing else.
    fn was_told_the_truth(&mut self, step: &Step, tables: &Map<String, Value>) {
        let (before, now) = (self.seen.clone(), self.see(tables));
        let changed = now.changes - before.changes;
        let edited = now.edits - before.edits;
        let done = changed + edited;
        match self.told {
            Told::NothingToChange | Told::Failure => assert_eq!(done, 0, "{step:?}"),
            Told::Success => assert_eq!(done, 1, "{step:?}"),
            Told::Unknown => assert!(done <= 1, "{step:?}"),
        }
        assert_eq!(now.hash != before.hash, changed == 1, "{step:?}");
        assert_eq!(now.epoch, before.epoch + done as u64, "{step:?}");
        if changed == 1 {
            self.password = self.tried.take().expect("a step that sets one");
        }
        if done == 1 {
            for state in self
                .tokens
                .values_mut()
                .filter(|state| ["live", "unseen"].contains(&state.as_str()))
            {
                "ended".clone_into(state);
            }
        }
        self.seen = now;
    }

    /// Every ask that was accepted is work in the outbox, or has had an end on record, for as long as that is kept.
    fn has_lost_no_ask(&mut self, tables: &Map<String, Value>) {
        let name = format!("username:{}", username(self.number));
        let waiting = rows(tables, "outbox").filter(|work| work["identifier"] == name);
        let waiting: BTreeSet<&str> = waiting
            .filter_map(|work| work["work_id"].as_str())
            .collect();
        let told = rows(tables, "asks").filter(|ask| ask["account_id"] == self.id);
        for ask in told {
            let at_id = ask["at_id"].as_str().expect("its place");
            let waits = at_id
                .split('#')
                .nth(1)
                .is_some_and(|work| waiting.contains(work));
            assert!(waits || ask["outcome"] != "queued", "lost: {ask}");
            if !waits {
                self.ended_asks.insert(at_id.to_owned());
            }
        }
        let count = waiting.len() + self.ended_asks.len();
        let possible = self.accepted..=self.accepted + self.unsure;
        assert!(possible.contains(&count), "{count} asks of {possible:?}");
    }

    fn keeps_no_secret(&self, tables: &Map<String, Value>) {
        let text = Value::Object(tables.clone()).to_string();
        for token in self.tokens.keys() {
            assert!(!text.contains(&token[24..]), "a token stands in a table");
        }
    }

    /// At most one link lives, and what has ended has ended for good.
    async fn links_tell_the_truth(&mut self, step: &Step) {
        let mut live = 0;
        for (token, last) in &mut self.tokens {
            let state = self.world.state(token).await;
            live += usize::from(state == "live");
            let may_follow = match last.as_str() {
                "live" => state != "unknown",
                "unseen" => true,
                "ended" => state != "live",
                // The record has the last of several rises of the epoch: that may be later than the expiry.
                "revoked" => ["revoked", "expired", "unknown"].contains(&state.as_str()),
                last => state == last || state == "unknown",
            };
            assert!(
                may_follow || matches!(step, Step::Wait("31d")),
                "{last} became {state} by {step:?}"
            );
            *last = state;
        }
        assert!(live <= 1, "{live} links live");
    }

    /// When all is well again, everything that was accepted ends, the password is what the record says, and the link that
    /// lives sets one more.
    pub async fn ends_well(mut self) {
        self.mends().await;
        self.world.mail_mode("accept").await;
        self.world.work_the_outbox_off().await;
        (self.told, self.tried) = (Told::NothingToChange, None);
        self.is_whole(&Step::Mend).await;
        let name = username(self.number);
        self.world.password_is(&name, &self.password).await;
        let live = self.tokens.iter().find(|(_, state)| *state == "live");
        if let Some(token) = live.map(|(token, _)| token.clone()) {
            let password = self.new_password();
            self.world.redeem(&token, &password).await.expect(200);
            self.world.password_is(&name, &password).await;
            self.world.password_is_not(&name, &self.password).await;
        }
        self.world.settle().await;
        self.world.forget_mails().await;
    }
}

fn rows<'a>(tables: &'a Map<String, Value>, name: &str) -> impl Iterator<Item = &'a Value> {
    tables[name].as_array().into_iter().flatten()
}
