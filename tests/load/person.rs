//! One person in a hurry, and the administrator at the other end of the line: they do one thing after the other to one
//! account, and remember what they were told.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};
use tests::{Answer, PASSWORD, Request, World, token_in};

pub fn username(number: usize) -> String {
    format!("person{number}")
}

pub fn address(number: usize) -> String {
    format!("person{number}@example.com")
}

/// An answer, and how long it took.
pub struct Told {
    pub status: u16,
    pub took: Duration,
}

pub struct Person {
    world: Arc<World>,
    number: usize,
    id: String,
    olivia: String,
    token: Option<String>,
    /// What the password may be: one, and after answers that leave it open, more.
    passwords: Vec<String>,
    acts: usize,
    accepted: usize,
    unsure_asks: usize,
    changes: usize,
    unsure_changes: usize,
    pub told: Vec<Told>,
    /// The public answers to asks.
    pub public: BTreeSet<(u16, Vec<u8>)>,
}

impl Person {
    pub async fn begin(world: Arc<World>, number: usize) -> Self {
        Self {
            number,
            id: world.account_id(&username(number)).await,
            olivia: world.olivia().await,
            token: None,
            passwords: vec![PASSWORD.to_owned()],
            acts: 0,
            accepted: 0,
            unsure_asks: 0,
            changes: 0,
            unsure_changes: 0,
            told: Vec::new(),
            public: BTreeSet::new(),
            world,
        }
    }

    /// One act after the other, in an order that is another for each person.
    pub async fn acts(&mut self) {
        self.acts += 1;
        match (self.acts * 7 + self.number) % 10 {
            0..=3 => self.asks().await,
            4 => {
                self.is_told(&format!("nobody{}", self.acts)).await;
            }
            5 | 6 => self.is_handed_a_link().await,
            7 => self.redeems().await,
            8 => self.is_set_by_hand().await,
            _ => self.changes_own().await,
        }
    }

    async fn send(&mut self, request: Request) -> Answer {
        let started = Instant::now();
        let answer = request.send().await;
        self.told.push(Told {
            status: answer.status,
            took: started.elapsed(),
        });
        answer
    }

    async fn asks(&mut self) {
        match self.is_told(&username(self.number)).await {
            202 => self.accepted += 1,
            503 => self.unsure_asks += 1,
            status => panic!("{status}"),
        }
    }

    /// Asks for whomever: the answer is one of all that anybody got.
    async fn is_told(&mut self, identifier: &str) -> u16 {
        let body = json!({"identifier": identifier});
        let ask = self.world.post("/v1/password-resets").json(&body);
        let answer = self.send(ask).await;
        self.public.insert((answer.status, answer.bytes().to_vec()));
        answer.status
    }

    async fn is_handed_a_link(&mut self) {
        let request = self
            .world
            .post(&self.path("/reset-link"))
            .bearer(&self.olivia);
        let answer = self.send(request.json(&json!({"delivery": "link"}))).await;
        match answer.status {
            200 => self.token = Some(token_in(&answer.json())),
            503 => {}
            _ => panic!("{answer:?}"),
        }
    }

    async fn redeems(&mut self) {
        let Some(token) = self.token.take() else {
            return self.is_handed_a_link().await;
        };
        let new = self.new_password();
        let body = json!({"token": token, "password": new});
        let request = self.world.post("/v1/password-resets/redeem").json(&body);
        let answer = self.send(request).await;
        // It may have been ended by what was set since.
        self.learns(&answer, new, &[410]);
    }

    async fn is_set_by_hand(&mut self) {
        let new = self.new_password();
        let body = json!({"password": new, "must_change": false});
        let request = self.world.put(&self.path("/password")).bearer(&self.olivia);
        let answer = self.send(request.json(&body)).await;
        self.learns(&answer, new, &[]);
    }

    async fn changes_own(&mut self) {
        let (current, new) = (self.passwords[0].clone(), self.new_password());
        let body = json!({
            "identifier": username(self.number), "current_password": current, "new_password": new,
        });
        let answer = self.send(self.world.post("/v1/password").json(&body)).await;
        let is_sure = self.passwords.len() == 1;
        self.learns(&answer, new, if is_sure { &[] } else { &[401] });
    }

    /// Success: this is the password. Unknown: it may be. Refused: it is not.
    fn learns(&mut self, answer: &Answer, new: String, refusals: &[u16]) {
        match answer.status {
            200 => {
                self.passwords = vec![new];
                self.changes += 1;
            }
            503 => {
                self.passwords.push(new);
                self.unsure_changes += 1;
            }
            status if refusals.contains(&status) => {}
            _ => panic!("{answer:?}"),
        }
    }

    fn new_password(&self) -> String {
        format!("{} lamps and nine spoons in Tartu", self.acts)
    }

    fn path(&self, below: &str) -> String {
        format!("/v1/admin/accounts/{}{below}", self.id)
    }

    /// Holds the record against it, when all is over.
    pub async fn has_what_it_was_told(&self, tables: &Map<String, Value>) {
        self.has_one_password().await;
        let entries = |what: &str| {
            self.rows(tables, "audit")
                .filter(|row| row["what"] == what)
                .count()
        };
        let changes = ["link-redeemed", "password-set", "password-changed"].map(entries);
        let changes: usize = changes.into_iter().sum();
        let possible = self.changes..=self.changes + self.unsure_changes;
        assert!(
            possible.contains(&changes),
            "{changes} changes of {possible:?}"
        );
        let accounts = tables["accounts"].as_array().expect("a list");
        let account = accounts.iter().find(|account| account["id"] == self.id);
        let epoch = account.and_then(|account| account["epoch"].as_u64());
        assert_eq!(
            epoch,
            Some(1 + changes as u64),
            "the epoch rises with each, once"
        );
        let asks: Vec<&Value> = self.rows(tables, "asks").collect();
        let possible = self.accepted..=self.accepted + self.unsure_asks;
        assert!(
            possible.contains(&asks.len()),
            "{} asks of {possible:?}",
            asks.len()
        );
        let waits = |ask: &&&Value| ask["outcome"] == "queued";
        assert_eq!(asks.iter().find(waits), None, "an ask without an end");
        let used = self
            .rows(tables, "audit")
            .filter(|row| row["what"] == "link-redeemed");
        let used: Vec<String> = used.map(|row| row["details"].to_string()).collect();
        let once: BTreeSet<&String> = used.iter().collect();
        assert_eq!(once.len(), used.len(), "a link was used twice");
    }

    async fn has_one_password(&self) {
        let mut good = 0;
        for password in &self.passwords {
            let answer = self.world.verify(&username(self.number), password).await;
            good += usize::from(answer.status == 200);
        }
        assert_eq!(good, 1, "of {:?}", self.passwords);
    }

    fn rows<'a>(
        &'a self,
        tables: &'a Map<String, Value>,
        name: &str,
    ) -> impl Iterator<Item = &'a Value> {
        let rows = tables[name].as_array().expect("a table is a list");
        rows.iter().filter(|row| row["account_id"] == self.id)
    }
}
