//! A thousand rows, and a program that ends in their middle.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};
use tests::{Folder, PASSWORD, World, is_put_off, row_of, token_in};
use tokio::time::sleep;

const PAUSE: Duration = Duration::from_millis(20);
const LONG_PAUSE: Duration = Duration::from_millis(1_500);

fn adam() -> Value {
    json!({"email": "adam@example.com", "name": "Xaver", "tenant": "acme", "role": "admin", "password": PASSWORD})
}

fn people(count: usize) -> impl Iterator<Item = Value> {
    (0..count).map(|number| {
        let email = format!("u{number:04}@people.example");
        json!({"email": email, "tenant": "acme"})
    })
}

/// The people of the world, by address.
async fn ids(world: &World) -> BTreeMap<String, String> {
    let text = |account: &Value, member: &str| account[member].as_str().map(str::to_owned);
    let everybody = world.everybody().await;
    let of_people = everybody.iter().filter_map(|account| {
        let email = text(account, "email").filter(|email| email.ends_with("@people.example"))?;
        Some((email, text(account, "id")?))
    });
    of_people.collect()
}

/// How many mails with a link each address has.
fn count(addresses: impl IntoIterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for address in addresses {
        *counts.entry(address).or_default() += 1;
    }
    counts
}

/// Waits until what is left in the outbox is put off. The tables are large here, so it looks less often than others.
async fn come_to_rest(world: &World) {
    for _ in 0..300 {
        let outbox = world.outbox().await;
        if outbox.iter().all(is_put_off) {
            return;
        }
        sleep(LONG_PAUSE).await;
    }
    panic!("the outbox does not come to rest");
}

/// Waits until nothing has changed in the outbox for a while: what is left there was claimed by a program that ended, or waits.
async fn stand_still(world: &World) {
    let mut before = world.outbox().await;
    for _ in 0..300 {
        sleep(LONG_PAUSE).await;
        let now = world.outbox().await;
        if now == before {
            return;
        }
        before = now;
    }
    panic!("the outbox does not stand still");
}

/// Fails the test unless every row is done: mailed once, or handed over; none twice, none lost.
fn each_has_one_link(
    progress: &Value,
    ids: &BTreeMap<String, String>,
    mails: &BTreeMap<String, usize>,
) -> (usize, usize) {
    assert_eq!(progress["total"], ids.len(), "every account has its row");
    assert_eq!(progress["done"], ids.len(), "every row is done");
    let rows = progress["rows"].as_array().expect("rows are a list");
    let rows: BTreeMap<&str, &Value> = rows
        .iter()
        .map(|row| (row["account_id"].as_str().expect("an id"), &row["reset"]))
        .collect();
    let (mut mailed, mut handed_over) = (0, 0);
    for (address, id) in ids {
        let reset = rows[&**id];
        let count = mails.get(address).copied().unwrap_or_default();
        assert!(count <= 1, "{address} has {count} mails");
        if reset["status"] == "hand-over" {
            token_in(reset);
            handed_over += 1;
        } else {
            assert_eq!((&reset["status"], count), (&json!("sent"), 1), "{address}");
            mailed += 1;
        }
    }
    (mailed, handed_over)
}

// B9, B10, T-423, T-607, T-1001
#[tokio::test]
async fn a_thousand_rows_under_a_throttled_mail_service_have_one_mail_each() {
    let world = World::among(people(1_000).chain([adam()]), &[]).await;
    let adam = world.sign_in("adam@example.com").await;
    let ids = ids(&world).await;
    assert_eq!(ids.len(), 1_000);
    let all: Vec<&String> = ids.values().collect();
    let before = world.tables().await;
    for order in [json!({"account_ids": all}), json!({"search": "u"})] {
        let preview = world.preview(&adam, order).await;
        assert_eq!(
            preview["counts"],
            json!({"total": 1_000, "mail": 1_000, "hand-over": 0, "refused": 0})
        );
    }
    // Adam himself is one too many.
    for order in [
        json!({"search": "", "preview": true}),
        json!({"search": "", "delivery": "link"}),
    ] {
        let answer = world.order_links(&adam, &order).await;
        answer.refused(422, "too-many-rows");
    }
    assert_eq!(world.tables().await, before, "nothing is written");

    world.mail_mode_times("throttle", 500).await;
    let order = json!({"account_ids": all});
    let started = world.order_links(&adam, &order).await.expect(202).json();
    assert_eq!(started["accepted"], 1_000);
    let batch = started["batch_id"].as_str().unwrap();
    come_to_rest(&world).await;
    let early = world.progress(&adam, batch).await.expect(200).json();
    // More than those where the schedule has come round meanwhile: what is put off for the first time is due.
    assert!(
        early["done"].as_u64() >= Some(500),
        "the others are mailed: {}",
        early["done"]
    );
    for _ in 0..8 {
        if world.outbox().await.is_empty() {
            break;
        }
        world.advance("10m").await;
        world.run_cleanup().await;
        come_to_rest(&world).await;
    }
    let progress = world.progress(&adam, batch).await.expect(200).json();
    let sent = world.mails().await.into_iter().map(|mail| mail.to.concat());
    let (mailed, handed_over) = each_has_one_link(&progress, &ids, &count(sent));
    assert_eq!(
        (mailed, handed_over),
        (1_000, 0),
        "what was surely not taken is mailed in the end"
    );

    world.advance("17h").await;
    for _ in 0..8 {
        world.run_cleanup().await;
        let tables = Value::from(world.tables().await).to_string();
        if !tables.contains(r#""nonce""#) {
            return;
        }
    }
    panic!("when the window is over no nonce is left");
}

// B9, T-607, T-1001
#[tokio::test]
async fn a_batch_whose_program_is_killed_in_its_middle_is_finished_by_the_next() {
    const ROWS: usize = 90;
    let folder = Folder::new();
    let first = World::program(folder.path(), people(ROWS).chain([adam()])).await;
    let adam = first.sign_in("adam@example.com").await;
    let ids = ids(&first).await;
    let all: Vec<&String> = ids.values().collect();
    let batch = first.start_batch(&adam, &json!({"account_ids": all})).await;
    // Some are mailed, some wait for the mail service, and the rest is on its way when the program is killed.
    while first.mails().await.len() < ROWS / 5 {
        sleep(PAUSE).await;
    }
    first.mail_mode_times("throttle", 20).await;
    let before = loop {
        let mails = first.mails().await;
        if mails.len() > ROWS / 3 {
            break mails;
        }
        sleep(PAUSE).await;
    };
    first.kill();

    let second = World::program(folder.path(), []).await;
    assert!(!second.outbox().await.is_empty(), "rows wait");
    // Else its own claims would lapse below, and their rows count as those of the one that was killed.
    stand_still(&second).await;
    second.work_the_outbox_off().await;
    let adam = second.sign_in("adam@example.com").await;
    let progress = second.progress(&adam, &batch).await.expect(200).json();
    let after = second.mails().await;
    assert!(!after.is_empty(), "the next one sends what waited");
    // What was sent between the last look and the end is not known here; the record says so.
    let seen = before.iter().chain(&after).map(|mail| mail.to.concat());
    let mails = count(seen);
    assert_eq!(progress["total"], ROWS);
    assert_eq!(progress["done"], ROWS, "none is lost: {progress}");
    let mut handed_over = 0;
    for (address, id) in &ids {
        let reset = row_of(&progress, id)["reset"].clone();
        let count = mails.get(address).copied().unwrap_or_default();
        assert!(count <= 1, "{address} has {count} mails");
        if reset["status"] == "hand-over" {
            assert_eq!(reset["reason"], "mail-unconfirmed", "{address}: {reset}");
            let token = token_in(&reset);
            assert_eq!(second.state(&token).await, "live", "{address}");
            handed_over += 1;
        } else {
            assert_eq!(reset["status"], "sent", "{address}: {reset}");
        }
    }
    assert!(
        handed_over <= 10,
        "only what was under way is handed over: {handed_over}"
    );
}
