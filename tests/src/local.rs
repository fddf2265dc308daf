//! The local helpers: mails, clock, faults, calls and tables.

use std::time::Duration;

use serde_json::{Map, Value, json};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use crate::{Answer, Mail, Request, World};

/// How long a test waits for what the contract says happens within a second. On a machine so busy that a worker gives its
/// turn up, the work is taken round again when its claim of a minute has run out and the schedule's minute has come.
const PATIENCE: Duration = Duration::from_secs(150);
const PAUSE: Duration = Duration::from_millis(15);
/// Three times as long as the stream waits before it offers work again.
const SECOND_LOOK: Duration = Duration::from_millis(150);

/// What a refusal must leave as it was: accounts, credentials, links, sessions, and the number of mails.
#[derive(Debug, PartialEq)]
pub struct Records {
    tables: Map<String, Value>,
    mails: usize,
}

impl World {
    /// Every mail, newest first.
    pub async fn mails(&self) -> Vec<Mail> {
        let caught = self.get("/_local/mail").send().await.expect(200).json();
        let caught = caught.as_array().expect("the mails are a list");
        let mails: Vec<Mail> = caught.iter().map(Mail::parse).collect();
        for token in mails.iter().filter_map(Mail::token) {
            self.is_secret(&token);
        }
        mails
    }

    /// Every mail to that address, newest first.
    pub async fn mails_to(&self, address: &str) -> Vec<Mail> {
        let mut mails = self.mails().await;
        mails.retain(|mail| mail.to.iter().any(|to| to == address));
        mails
    }

    /// Forgets the mails.
    pub async fn forget_mails(&self) {
        let answer = self.delete("/_local/mail").send().await;
        assert!((200..300).contains(&answer.status), "{answer:?}");
    }

    /// The newest mail to that address, waited for.
    pub async fn wait_for_mail(&self, address: &str) -> Mail {
        let arrives = async {
            loop {
                if let Some(mail) = self.mails_to(address).await.into_iter().next() {
                    return mail;
                }
                sleep(PAUSE).await;
            }
        };
        timeout(PATIENCE, arrives)
            .await
            .unwrap_or_else(|_| panic!("no mail came to {address}"))
    }

    /// Waits until the outbox is empty, or all that is left in it is put off or set aside. A turn that failed because the store
    /// was slow looks like that until the stream offers the work again, so what is left is looked at twice.
    pub async fn settle(&self) {
        let quiet = async {
            let mut rested = Vec::new();
            loop {
                let outbox = self.outbox().await;
                let rests = outbox.iter().all(is_put_off);
                if outbox.is_empty() || (rests && outbox == rested) {
                    return;
                }
                sleep(if rests { SECOND_LOOK } else { PAUSE }).await;
                rested = if rests { outbox } else { Vec::new() };
            }
        };
        let at_rest = timeout(PATIENCE, quiet).await.is_ok();
        assert!(
            at_rest,
            "the outbox does not come to rest: {:?}",
            self.outbox().await
        );
    }

    /// The work that waits in the outbox.
    pub async fn outbox(&self) -> Vec<Value> {
        self.table("outbox").await
    }

    /// Moves the clock of everything.
    pub async fn advance(&self, by: &str) {
        self.local("clock", &json!({"advance": by})).await;
        if by.contains(['d', 'h']) {
            self.forget_olivia().await;
        }
    }

    /// The next who needs her has her sign in again: minutes too add up to a session's end.
    pub async fn forget_olivia(&self) {
        *self.olivia.lock().await = None;
    }

    /// Sets how the mail service behaves until it is set again.
    pub async fn mail_mode(&self, mode: &str) {
        self.local("mail-mode", &json!({"mode": mode})).await;
    }

    /// Sets how the mail service behaves for the next sends.
    pub async fn mail_mode_times(&self, mode: &str, times: u32) {
        self.local("mail-mode", &json!({"mode": mode, "times": times}))
            .await;
    }

    /// Makes the store's next operations fail; of one kind, if one is named.
    pub async fn store_fault(&self, fault: &str, times: u32, operation: Option<&str>) {
        let mut order = json!({"fault": fault, "times": times});
        if let Some(operation) = operation {
            order["operation"] = operation.into();
        }
        self.local("store-faults", &order).await;
    }

    /// Sends a request whose function writes in a first transaction, hashes, and writes in a second one: returns between the
    /// two. The hash has to be slow enough for that: see [`SLOW_HASH`](crate::SLOW_HASH).
    pub async fn send_until_it_hashes(
        &self,
        function: &str,
        request: Request,
    ) -> JoinHandle<Answer> {
        self.forget_calls().await;
        let sent = tokio::spawn(request.send());
        let first_write = async {
            while !self.calls_of(function).await.iter().any(is_write) {
                sleep(PAUSE).await;
            }
        };
        let written = timeout(PATIENCE, first_write).await;
        written.expect("the function writes before it hashes");
        sent
    }

    /// Sends such a request, and makes the store fail at the second transaction.
    pub async fn send_with_a_fault_behind_the_hash(
        &self,
        function: &str,
        request: Request,
        fault: &str,
        times: u32,
    ) -> Answer {
        let sent = self.send_until_it_hashes(function, request).await;
        self.store_fault(fault, times, Some("TransactWriteItems"))
            .await;
        let answer = sent.await.expect("sending does not panic");
        self.mend_the_store().await;
        let calls = self.calls_of(function).await;
        let writes = calls.iter().filter(|call| is_write(call)).count();
        assert!(writes > 2, "the fault was met by no write: {calls:?}");
        answer
    }

    /// Takes back what is left of the store's faults.
    pub async fn mend_the_store(&self) {
        self.store_fault("error", 0, None).await;
    }

    /// Runs the scheduled function now.
    pub async fn run_cleanup(&self) {
        let answer = self.post("/_local/run/cleanup").send().await;
        assert!((200..300).contains(&answer.status), "{answer:?}");
    }

    /// Lets the store remove what has outlived its `ttl`, as AWS does within days.
    pub async fn sweep(&self) {
        let swept = self.stack().emulators().sweep().await;
        swept.expect("the store can be swept");
    }

    /// Lets two minutes go by and sends stuck work round again.
    pub async fn retry_the_outbox(&self) {
        // A worker that still holds work would lose its claim by the clock, and another would do the same again.
        self.settle().await;
        self.advance("2m").await;
        self.run_cleanup().await;
        self.settle().await;
    }

    /// Sends stuck work round until none is left, mending the store on the way.
    pub async fn work_the_outbox_off(&self) {
        for _ in 0..8 {
            for _ in 0..40 {
                if self.outbox().await.iter().all(is_put_off) {
                    break;
                }
                sleep(PAUSE).await;
            }
            if self.outbox().await.is_empty() {
                return;
            }
            self.mend_the_store().await;
            self.advance("2m").await;
            self.run_cleanup().await;
        }
        panic!("work is stuck: {:?}", self.outbox().await);
    }

    /// Every call to AWS so far.
    pub async fn calls(&self) -> Vec<Value> {
        let calls = self.get("/_local/calls").send().await.expect(200).json();
        calls.as_array().expect("the calls are a list").clone()
    }

    /// The calls of one function so far.
    pub async fn calls_of(&self, function: &str) -> Vec<Value> {
        let mut calls = self.calls().await;
        calls.retain(|call| call["function"] == function);
        calls
    }

    /// Forgets the calls.
    pub async fn forget_calls(&self) {
        let answer = self.delete("/_local/calls").send().await;
        assert!((200..300).contains(&answer.status), "{answer:?}");
    }

    /// Every table's items.
    pub async fn tables(&self) -> Map<String, Value> {
        let tables = self.get("/_local/tables").send().await.expect(200).json();
        tables
            .as_object()
            .expect("the tables are an object")
            .clone()
    }

    /// One table's items.
    pub async fn table(&self, name: &str) -> Vec<Value> {
        let tables = self.tables().await;
        let items = tables
            .get(name)
            .unwrap_or_else(|| panic!("there is no table {name}"));
        items
            .as_array()
            .expect("a table is a list of items")
            .clone()
    }

    /// The items of one table that belong to an account.
    pub async fn items_of(&self, name: &str, account_id: &str) -> Vec<Value> {
        let mut items = self.table(name).await;
        items.retain(|item| item["account_id"] == account_id);
        items
    }

    /// What the tables and the mails say now, once the outbox has come to rest.
    pub async fn records(&self) -> Records {
        self.olivia().await;
        self.settle().await;
        let mut tables = self.tables().await;
        for name in ["limits", "audit", "asks", "outbox", "batches"] {
            tables.remove(name);
        }
        for items in tables.values_mut().filter_map(Value::as_array_mut) {
            items.sort_by_key(Value::to_string);
        }
        Records {
            tables,
            mails: self.mails().await.len(),
        }
    }

    /// Fails the test unless accounts, credentials, links, sessions and mails are as they were.
    pub async fn nothing_happened_since(&self, before: &Records) {
        let now = self.records().await;
        for (name, items) in &before.tables {
            assert_eq!(
                now.tables.get(name),
                Some(items),
                "table {name} has changed"
            );
        }
        assert_eq!(
            now.mails,
            before.mails,
            "a mail was sent: {:?}",
            self.mails().await.first()
        );
    }

    async fn local(&self, helper: &str, body: &Value) {
        let answer = self
            .post(&format!("/_local/{helper}"))
            .json(body)
            .send()
            .await;
        assert!((200..300).contains(&answer.status), "{answer:?}");
    }
}

/// Whether nobody works on this piece of work for now, or ever.
pub fn is_put_off(work: &Value) -> bool {
    let waits = !work["not_before"].is_null() && work["claimed_until"].is_null();
    waits || !work["set_aside"].is_null()
}

fn is_write(call: &Value) -> bool {
    call["operation"] == "TransactWriteItems"
}
