//! The mails that SES would have sent, newest first, for people and tests to read.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};

use serde::Serialize;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

use super::links::links;
use super::message::Message;
use crate::emulators::clock::rfc3339;

/// How many mails are kept; the oldest go first.
const KEPT: usize = 5_000;

/// One accepted mail.
#[derive(Clone, Debug, Serialize)]
pub struct Mail {
    /// What SES called it in its answer.
    pub id: String,
    /// When it was accepted, RFC 3339.
    pub at: String,
    /// The sender as given.
    pub from: String,
    /// The recipients as given.
    pub to: Vec<String>,
    /// The subject line.
    pub subject: String,
    /// The text part, empty if there is none.
    pub text: String,
    /// The HTML part, empty if there is none.
    pub html: String,
    /// The headers that the sender added.
    pub headers: BTreeMap<String, String>,
    /// The links in both parts.
    pub links: Vec<String>,
    /// The tags that SES would repeat in its events.
    pub tags: BTreeMap<String, String>,
    /// The configuration set, if one was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration_set: Option<String>,
}

/// The caught mails, shared by the endpoint and its readers.
#[derive(Clone, Default)]
pub struct Mailbox(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    mails: VecDeque<Arc<Mail>>,
    taken: u64,
    watchers: Vec<UnboundedSender<Arc<Mail>>>,
}

impl Mailbox {
    /// Every mail that is still kept, newest first.
    pub fn all(&self) -> Vec<Arc<Mail>> {
        self.locked().mails.iter().cloned().collect()
    }

    /// Throws all mails away.
    pub fn clear(&self) {
        self.locked().mails.clear();
    }

    /// Every mail accepted from now on, in order: where the events of SES begin.
    pub fn watch(&self) -> UnboundedReceiver<Arc<Mail>> {
        let (sender, receiver) = mpsc::unbounded_channel();
        self.locked().watchers.push(sender);
        receiver
    }

    /// Keeps a mail accepted at `at_ms` and answers its id.
    pub(crate) fn accept(&self, at_ms: i64, message: Message) -> String {
        let mut kept = self.locked();
        kept.taken += 1;
        // Unique also after a restart, as long as no two mails are accepted under one number in one millisecond.
        let id = format!("{at_ms:016x}-{:08x}-000000", kept.taken);
        let mail = Arc::new(mail(id.clone(), at_ms, message));
        kept.watchers
            .retain(|watcher| watcher.send(Arc::clone(&mail)).is_ok());
        kept.mails.push_front(mail);
        kept.mails.truncate(KEPT);
        id
    }

    fn locked(&self) -> MutexGuard<'_, Kept> {
        self.0
            .lock()
            .expect("nothing panics while it holds the mailbox")
    }
}

fn mail(id: String, at_ms: i64, message: Message) -> Mail {
    Mail {
        id,
        at: rfc3339(at_ms),
        links: links(&message.text, &message.html),
        from: message.from,
        to: message.to,
        subject: message.subject,
        text: message.text,
        html: message.html,
        headers: message.headers,
        tags: message.tags,
        configuration_set: message.configuration_set,
    }
}
