//! Hands the outbox's stream to its worker as Lambda's event source mapping does: in order, in batches, at least once.

use std::fmt::Display;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use dynoxide::actions::get_records::Record;
use dynoxide::streams::{shard_id, stream_arn};
use dynoxide::{Database, DynoxideError};
use serde_json::{Value, json};
use tokio::sync::Notify;
use tokio::time::{sleep, timeout};

use super::contents;
use super::store::blocking;
use super::tables::request;

/// Work in one event, of the records that are read at once: most of them tell of changes, and are left out before.
const LARGEST_BATCH: usize = 10;
const READ_AT_ONCE: usize = 100;
/// How often an idle stream is looked at; a write through the endpoint wakes the reader at once.
const IDLE: Duration = Duration::from_millis(250);
/// The length of the store's sequence numbers.
const POSITION_DIGITS: usize = 21;
const FIRST_RETRY: Duration = Duration::from_millis(50);
const LONGEST_RETRY: Duration = Duration::from_secs(1);

/// Reads one table's stream.
pub(crate) struct StreamReader {
    database: Database,
    table: String,
    written: Arc<Notify>,
    /// How long it waits for a write before it looks for itself.
    idle: Duration,
    /// The last record that is done with, if any.
    done: Option<String>,
    /// Where `done` outlives the program.
    kept_in: Option<PathBuf>,
}

impl StreamReader {
    /// Starts behind the last record that an earlier program was done with, else at the oldest.
    pub(crate) fn new(
        database: Database,
        table: String,
        written: Arc<Notify>,
        kept_in: Option<PathBuf>,
    ) -> Self {
        let done = kept_in.as_deref().and_then(read_position);
        Self {
            database,
            table,
            written,
            idle: IDLE,
            done,
            kept_in,
        }
    }

    /// Runs until it is dropped.
    pub(crate) async fn run<H, F>(mut self, handler: H)
    where
        H: Fn(Value) -> F,
        F: Future<Output = Value> + Send + 'static,
    {
        let mut pause = FIRST_RETRY;
        loop {
            match self.step(&handler).await {
                Ok(Step::Done) => pause = FIRST_RETRY,
                Ok(Step::Idle) => self.wait().await,
                Ok(Step::Failed) => {
                    sleep(pause).await;
                    pause = (pause * 2).min(LONGEST_RETRY);
                }
                Err(error) => {
                    tracing::error!(
                        error = &error as &dyn std::error::Error,
                        "the outbox stream cannot be read"
                    );
                    sleep(LONGEST_RETRY).await;
                }
            }
        }
    }

    async fn wait(&self) {
        // Whether it was woken or has waited long enough, it looks again.
        drop(timeout(self.idle, self.written.notified()).await);
    }

    async fn step<H, F>(&mut self, handler: &H) -> Result<Step, DynoxideError>
    where
        H: Fn(Value) -> F,
        F: Future<Output = Value> + Send + 'static,
    {
        let mut records = self.next_records().await?;
        let is_work = |record: &&Record| record.event_name == "INSERT";
        let full = records
            .iter()
            .enumerate()
            .filter(|(_, it)| is_work(it))
            .nth(LARGEST_BATCH);
        if let Some((behind, _)) = full {
            records.truncate(behind);
        }
        let Some(last) = records.last().map(sequence_number) else {
            return Ok(Step::Idle);
        };
        let work: Vec<&Record> = records.iter().filter(is_work).collect();
        let failed = match work.as_slice() {
            [] => None,
            batch => first_failure(batch, tokio::spawn(handler(event(batch))).await),
        };
        let Some(failed) = failed else {
            self.done_with(last);
            return Ok(Step::Done);
        };
        let before = (records.iter().map(sequence_number))
            .take_while(|number| *number < failed)
            .last();
        // What failed behind others is the next, and waits only if it fails again.
        Ok(match before {
            Some(before) => {
                self.done_with(before);
                Step::Done
            }
            None => Step::Failed,
        })
    }

    async fn next_records(&self) -> Result<Vec<Record>, DynoxideError> {
        let (table, done) = (self.table.clone(), self.done.clone());
        blocking(&self.database, move |database| {
            records(database, &table, done.as_deref())
        })
        .await
    }

    fn done_with(&mut self, sequence_number: String) {
        if let Some(path) = &self.kept_in
            && let Err(error) = write_position(path, &sequence_number)
        {
            tracing::warn!(%error, "work already done will be offered again after a restart");
        }
        self.done = Some(sequence_number);
    }
}

fn read_position(path: &Path) -> Option<String> {
    let position = std::fs::read_to_string(path).ok()?;
    let is_whole =
        position.len() == POSITION_DIGITS && position.bytes().all(|byte| byte.is_ascii_digit());
    is_whole.then_some(position)
}

/// Renamed into place, so that no reader ever finds half of it.
fn write_position(path: &Path, position: &str) -> io::Result<()> {
    let unfinished = path.with_extension("new");
    std::fs::write(&unfinished, position)?;
    std::fs::rename(unfinished, path)
}

enum Step {
    Done,
    Idle,
    Failed,
}

fn records(
    database: &Database,
    table: &str,
    done: Option<&str>,
) -> Result<Vec<Record>, DynoxideError> {
    let mut from = json!({
        "StreamArn": stream_arn(table, "latest"),
        "ShardId": shard_id(table),
        "ShardIteratorType": "TRIM_HORIZON",
    });
    if let Some(done) = done {
        from["ShardIteratorType"] = "AFTER_SEQUENCE_NUMBER".into();
        from["SequenceNumber"] = done.into();
    }
    let iterator = database.get_shard_iterator(request(from)?)?.shard_iterator;
    let body = json!({ "ShardIterator": iterator, "Limit": READ_AT_ONCE });
    Ok(database.get_records(request(body)?)?.records)
}

/// The event of all work that still lies in the outbox, for whoever hands it over by hand. Nothing is noted: what is done is no
/// longer there, and what is not done is offered again.
pub(crate) fn waiting(database: &Database, prefix: &str) -> Result<Value, DynoxideError> {
    let table = format!("{prefix}outbox");
    let ids = json!({ "TableName": table, "ProjectionExpression": "id" });
    let there = contents::items(database, &ids)?;
    let mut waiting = Vec::new();
    let mut done = None;
    loop {
        let page = records(database, &table, done.as_deref())?;
        let Some(last) = page.last().map(sequence_number) else {
            return Ok(event(&waiting.iter().collect::<Vec<_>>()));
        };
        waiting.extend(page.into_iter().filter(|record| {
            record.event_name == "INSERT" && there.contains(&record.dynamodb.keys)
        }));
        done = Some(last);
    }
}

fn sequence_number(record: &Record) -> String {
    record.dynamodb.sequence_number.clone()
}

/// The event that Lambda would make of the records.
fn event(batch: &[&Record]) -> Value {
    let records = serde_json::to_value(batch).expect("records are JSON on the wire");
    json!({ "Records": records })
}

/// The lowest sequence number that has to be offered again. An answer that names none, or one that was not asked
/// about, fails the whole batch; so does a handler that panicked.
fn first_failure(batch: &[&Record], answer: Result<Value, impl Display>) -> Option<String> {
    let first = batch.first().map(|record| sequence_number(record));
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) => {
            tracing::error!(%error, "the outbox's worker broke off");
            return first;
        }
    };
    let failures = answer["batchItemFailures"].as_array()?;
    let named = failures
        .iter()
        .map(|failure| failure["itemIdentifier"].as_str().unwrap_or_default());
    let known = |number: &str| {
        batch
            .iter()
            .any(|record| record.dynamodb.sequence_number == number)
    };
    let lowest = named
        .map(|number| known(number).then(|| number.to_owned()))
        .min()?;
    lowest.or(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emulators::tables::create_missing;
    use std::sync::Mutex;

    struct World {
        database: Database,
        seen: Arc<Mutex<Vec<Vec<String>>>>,
    }

    impl World {
        fn new() -> Self {
            let database = Database::memory().unwrap();
            create_missing(&database, "x-").unwrap();
            Self {
                database,
                seen: Arc::default(),
            }
        }

        fn put(&self, id: &str) {
            let body = json!({ "TableName": "x-outbox", "Item": { "id": { "S": id } } });
            self.database.put_item(request(body).unwrap()).unwrap();
        }

        fn put_all(&self, ids: &[&str]) {
            for id in ids {
                self.put(id);
            }
        }

        fn reader(&self, kept_in: Option<PathBuf>) -> StreamReader {
            StreamReader::new(
                self.database.clone(),
                "x-outbox".into(),
                Arc::default(),
                kept_in,
            )
        }

        /// Takes one step with a handler that answers `answer(event)`.
        async fn step(&self, reader: &mut StreamReader, answer: fn(&Value) -> Value) -> Step {
            let handler = |event: Value| {
                let ids = event["Records"].as_array().unwrap().iter();
                let ids = ids.map(|r| {
                    r["dynamodb"]["Keys"]["id"]["S"]
                        .as_str()
                        .unwrap()
                        .to_owned()
                });
                self.seen.lock().unwrap().push(ids.collect());
                async move { answer(&event) }
            };
            reader.step(&handler).await.unwrap()
        }

        fn seen(&self) -> Vec<String> {
            self.seen
                .lock()
                .unwrap()
                .iter()
                .map(|ids| ids.join(" "))
                .collect()
        }
    }

    fn all_done(_: &Value) -> Value {
        json!({ "batchItemFailures": [] })
    }

    fn second_fails(event: &Value) -> Value {
        let number = &event["Records"][1]["dynamodb"]["SequenceNumber"];
        json!({ "batchItemFailures": [{ "itemIdentifier": number }] })
    }

    fn breaks(_: &Value) -> Value {
        panic!("on purpose")
    }

    fn names_nothing(_: &Value) -> Value {
        json!({ "batchItemFailures": [{ "itemIdentifier": "" }] })
    }

    #[tokio::test]
    async fn the_event_is_lambdas() {
        let world = World::new();
        world.put("a");
        let batch = records(&world.database, "x-outbox", None).unwrap();
        let event = event(&batch.iter().collect::<Vec<_>>());
        let record = &event["Records"][0];
        assert_eq!(record["eventName"], "INSERT");
        assert_eq!(record["eventSource"], "aws:dynamodb");
        assert!(record["eventID"].is_string());
        assert_eq!(record["dynamodb"]["Keys"], json!({ "id": { "S": "a" } }));
        assert_eq!(record["dynamodb"]["StreamViewType"], "KEYS_ONLY");
        assert!(record["dynamodb"]["SequenceNumber"].is_string());
        assert!(record["dynamodb"].get("NewImage").is_none());
    }

    #[tokio::test]
    async fn a_failure_is_offered_again_with_what_follows() {
        let world = World::new();
        world.put_all(&["a", "b", "c"]);
        let mut reader = world.reader(None);
        assert!(matches!(
            world.step(&mut reader, second_fails).await,
            Step::Done
        ));
        assert!(matches!(
            world.step(&mut reader, all_done).await,
            Step::Done
        ));
        assert!(matches!(
            world.step(&mut reader, all_done).await,
            Step::Idle
        ));
        assert_eq!(world.seen(), ["a b c", "b c"]);
    }

    #[tokio::test]
    async fn a_worker_that_broke_gets_the_whole_batch_again() {
        let world = World::new();
        world.put_all(&["a", "b"]);
        let mut reader = world.reader(None);
        assert!(matches!(
            world.step(&mut reader, breaks).await,
            Step::Failed
        ));
        assert!(matches!(
            world.step(&mut reader, names_nothing).await,
            Step::Failed
        ));
        assert!(matches!(
            world.step(&mut reader, |_| Value::Null).await,
            Step::Done
        ));
        assert_eq!(world.seen(), ["a b", "a b", "a b"]);
    }

    #[tokio::test]
    async fn only_inserts_are_offered_in_batches_of_ten() {
        let world = World::new();
        (0..9).for_each(|n| world.put(&n.to_string()));
        world.put("0");
        let key = json!({ "TableName": "x-outbox", "Key": { "id": { "S": "0" } } });
        world.database.delete_item(request(key).unwrap()).unwrap();
        world.put("9");
        (10..25).for_each(|n| world.put(&n.to_string()));
        let mut reader = world.reader(None);
        while !matches!(world.step(&mut reader, all_done).await, Step::Idle) {}
        let batches = [
            "0 1 2 3 4 5 6 7 8 9",
            "10 11 12 13 14 15 16 17 18 19",
            "20 21 22 23 24",
        ];
        assert_eq!(world.seen(), batches);
    }

    #[test]
    fn what_waits_is_told_as_often_as_it_is_asked_for_and_until_it_is_done() {
        let world = World::new();
        (10..35).for_each(|n| world.put(&n.to_string()));
        let key = json!({ "TableName": "x-outbox", "Key": { "id": { "S": "11" } } });
        world.database.delete_item(request(key).unwrap()).unwrap();
        // What was worked on has an item that was written again.
        world.put("12");
        for _ in 0..2 {
            let told = waiting(&world.database, "x-").unwrap();
            let ids = told["Records"].as_array().unwrap().iter();
            let ids: Vec<_> = ids
                .map(|r| {
                    r["dynamodb"]["Keys"]["id"]["S"]
                        .as_str()
                        .unwrap()
                        .to_owned()
                })
                .collect();
            let expected: Vec<_> = (10..35)
                .filter(|n| *n != 11)
                .map(|n| n.to_string())
                .collect();
            assert_eq!(ids, expected);
        }
    }

    #[tokio::test]
    async fn a_restart_goes_on_where_it_was() {
        let world = World::new();
        let folder = std::env::temp_dir().join(format!("rekey-stream-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let kept_in = Some(folder.join("position"));
        world.put_all(&["a", "b"]);
        world
            .step(&mut world.reader(kept_in.clone()), second_fails)
            .await;
        world.step(&mut world.reader(kept_in), all_done).await;
        std::fs::remove_dir_all(folder).unwrap();
        assert_eq!(world.seen(), ["a b", "b"]);
    }

    #[tokio::test]
    async fn a_write_wakes_an_idle_reader() {
        let world = World::new();
        let mut reader = world.reader(None);
        reader.idle = Duration::from_hours(1);
        let written = Arc::clone(&reader.written);
        let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel();
        let running = tokio::spawn(reader.run(move |event| {
            sender.send(event).unwrap();
            async { Value::Null }
        }));
        for id in ["a", "b", "c"] {
            world.put(id);
            written.notify_one();
            let event = receiver.recv().await.unwrap();
            assert_eq!(event["Records"][0]["dynamodb"]["Keys"]["id"]["S"], id);
        }
        running.abort();
    }
}
