//! Work that can never succeed ends, with a reason on record and one line in the log, and holds nothing else up.

use serde_json::{Value, json};
use tests::{Folder, NEW_PASSWORD, NOBODY, PASSWORD, World, time};

const ANA: &str = "ana@example.com";
const GHOST: &str = "ghost@example.com";

/// An id of long ago, so that the work is due.
const OLD: &str = "01ARZ3NDEKTSV4RRFFQ69G5FA";

/// The moment by the world's clock, in seconds.
async fn now(world: &World) -> i64 {
    let clock = world
        .post("/_local/clock")
        .json(&json!({"advance": "1s"}))
        .send()
        .await;
    time(&clock.expect(200).json()["now"]).as_second()
}

/// An item of the outbox in the store's own JSON, put in now.
fn work(now: i64, number: u32, members: &Value) -> Value {
    let id = format!("{OLD}{number}");
    let mut item = json!({
        "id": {"S": id}, "work_id": {"S": id}, "attempts": {"N": "0"},
        "asked_at": {"N": now.to_string()},
    });
    let (into, members) = (item.as_object_mut(), members.as_object().cloned());
    into.expect("an object").extend(members.expect("an object"));
    item
}

fn notice(now: i64, number: u32, to: &str) -> Value {
    let members = json!({
        "kind": {"S": "notice"}, "account_id": {"S": NOBODY}, "to": {"S": to}, "change": {"S": "password-by-link"},
        "changed_at": {"N": now.to_string()},
    });
    work(now, number, &members)
}

/// Lets the schedule send everything that is due round, three times over.
async fn goes_round(world: &World) {
    // What was put straight into the table is not on the stream.
    world.run_cleanup().await;
    for _ in 0..3 {
        world.retry_the_outbox().await;
    }
}

/// The one end of work in the log.
fn ends(world: &World, id: &str) -> Vec<[String; 3]> {
    let mut turns = world.turns_about(id);
    turns.retain(|turn| turn[0] != "work waits");
    turns
}

fn end(message: &str, outcome: &str, reason: &str) -> [String; 3] {
    [message, outcome, reason].map(str::to_owned)
}

/// Its history lacks the line then; the person does not get the same mail again and again.
#[tokio::test]
async fn a_notice_whose_end_could_not_be_recorded_is_mailed_once() {
    let world = World::start().await;
    let work = notice(now(&world).await, 1, ANA);
    let keys = json!({"id": work["id"]});
    world.load("outbox", vec![work]).await;
    let record = json!({"eventName": "INSERT", "dynamodb": {"Keys": keys, "SequenceNumber": "1"}});
    let event = json!({"Records": [record]});
    let hand_over = || world.post("/_local/run/deliver").json(&event);
    // As often as one write is tried.
    world
        .store_fault("error", 5, Some("TransactWriteItems"))
        .await;
    let answer = hand_over().send().await;
    assert_eq!(answer.expect(200).json(), json!({"batchItemFailures": []}));
    hand_over().send().await.expect(200);
    assert_eq!(world.outbox().await, Vec::<Value>::new());
    assert_eq!(world.mails_to(ANA).await.len(), 1);
}

#[tokio::test]
async fn cleanup_says_what_the_store_failed_and_does_it_in_the_next_run() {
    let world = World::start().await;
    let now = now(&world).await;
    let due = [1, 2].map(|number| notice(now, number, ANA));
    world.load("outbox", due.to_vec()).await;
    let run = async || {
        let run = world.post("/_local/run/cleanup").send().await;
        run.expect(200).json()
    };
    // As often as one write is tried: the other work does not wait for it.
    world
        .store_fault("error", 5, Some("TransactWriteItems"))
        .await;
    let failed = run().await;
    assert!(failed["error"].is_string(), "{failed}");
    assert_eq!(run().await["sent_round"], 1);
    world.settle().await;
    assert_eq!(world.mails_to(ANA).await.len(), 2);
    assert_eq!(world.outbox().await, Vec::<Value>::new());
}

// T-611
#[tokio::test]
async fn work_that_cannot_be_read_is_set_aside_with_its_reason_and_holds_up_nothing() {
    let world = World::start().await;
    let now = now(&world).await;
    let unreadable = [
        (
            work(now, 1, &json!({"kind": {"S": "a kind of tomorrow"}})),
            "kind",
        ),
        (work(now, 2, &json!({})), "kind"),
        (
            work(now, 3, &json!({"kind": {"S": "ask"}})),
            "identifier_digest",
        ),
        (notice(now, 4, "änne@example.com"), "to"),
        (notice(now, 5, "two@example.com,three@example.com"), "to"),
    ];
    let items = unreadable.iter().map(|(item, _)| item.clone()).collect();
    world.mail_mode("down").await;
    world.ask(ANA).await.expect(202);
    world.settle().await;
    world.load("outbox", items).await;
    world.mail_mode("accept").await;
    goes_round(&world).await;
    assert_eq!(world.mails_to(ANA).await.len(), 1, "good work goes on");
    assert_eq!(world.mails().await.len(), 1);
    let left = world.outbox().await;
    assert_eq!(left.len(), unreadable.len(), "{left:?}");
    for (item, reason) in &unreadable {
        let work_id = &item["work_id"]["S"];
        let aside = left.iter().find(|left| &left["work_id"] == work_id);
        let aside = aside.unwrap_or_else(|| panic!("{work_id} is kept for whoever looks"));
        assert_eq!(aside["set_aside"], *reason, "{aside}");
        let told = world.log_about(aside["id"].as_str().expect("an id"));
        assert_eq!(told.len(), 1, "told once, and not each minute: {told:?}");
        assert_eq!(told[0]["level"], "ERROR");
        assert_eq!(told[0]["message"], "work was given up");
        assert_eq!(told[0]["work.outcome"], "set-aside");
        assert_eq!(told[0]["work.reason"], *reason);
    }
}

/// As somebody who mends an item by hand may leave it.
#[tokio::test]
async fn work_whose_times_are_no_times_waits_for_nothing() {
    let world = World::start().await;
    let now = now(&world).await;
    let items = ["claimed_until", "not_before"].map(|name| {
        let mut item = notice(now, 1, ANA);
        item[name] = json!({"S": "tomorrow"});
        item
    });
    for item in items {
        world.load("outbox", vec![item]).await;
        goes_round(&world).await;
        assert!(world.outbox().await.is_empty());
    }
    assert_eq!(world.mails_to(ANA).await.len(), 2);
}

#[tokio::test]
async fn work_for_an_account_that_cannot_be_read_is_given_up_and_told() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let id = world.account_id(ANA).await;
    world.mail_mode("throttle").await;
    world
        .start_batch(&adam, &json!({"account_ids": [id]}))
        .await;
    world.settle().await;
    world.load("accounts", vec![json!({"id": {"S": id}})]).await;
    world.mail_mode("accept").await;
    world.ask(ANA).await.expect(202);
    goes_round(&world).await;
    assert!(world.mails().await.is_empty());
    let outbox = world.outbox().await;
    assert_eq!(outbox.len(), 2, "{outbox:?}");
    assert!(
        outbox.iter().all(|work| work["set_aside"].is_string()),
        "{outbox:?}"
    );
    let asks = world.table("asks").await;
    assert_eq!(asks.len(), 1);
    assert_eq!(asks[0]["outcome"], "undelivered", "{asks:?}");
    let rows = world.table("batches").await;
    let row = rows
        .iter()
        .find(|row| row["account_id"] == *id || row["row"] == *id);
    assert_eq!(
        row.map(|row| &row["state"]),
        Some(&json!("refused")),
        "{rows:?}"
    );
    assert_eq!(
        ends(&world, &id).len(),
        1,
        "the row; the ask had found nobody yet"
    );
    let told: Vec<Value> = world
        .log_about(outbox[0]["work_id"].as_str().expect("an id"))
        .into_iter()
        .filter(|line| line["work.outcome"] == "set-aside")
        .collect();
    assert_eq!(told.len(), 1, "{told:?}");
}

/// Work that makes its worker crash each time would come round for ever.
#[tokio::test]
async fn work_whose_turns_never_come_to_an_end_is_set_aside() {
    let world = World::start().await;
    let now = now(&world).await;
    let with_turns = |number, turns: &str| {
        let mut item = notice(now, number, "ana@example.com");
        item["turns"] = json!({"N": turns});
        item
    };
    let items = vec![with_turns(8, "29"), with_turns(9, "30")];
    world.load("outbox", items).await;
    goes_round(&world).await;
    assert_eq!(
        ends(&world, &format!("{OLD}8")),
        [end("work ended", "sent", "")],
        "the thirtieth turn may still succeed"
    );
    assert_eq!(
        ends(&world, &format!("{OLD}9")),
        [end("work was given up", "set-aside", "turns")]
    );
    let left = world.outbox().await;
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!(left[0]["set_aside"], "turns");
}

#[tokio::test]
async fn work_for_an_account_that_is_gone_ends() {
    let world = World::start().await;
    let bears =
        json!({"identifier": {"S": format!("email:{GHOST}")}, "account_ids": {"SS": [NOBODY]}});
    world.load("identifiers", vec![bears]).await;
    let adam = world.account_id("adam@example.com").await;
    let now = now(&world).await;
    let row = json!({
        "kind": {"S": "bulk-row"}, "account_id": {"S": NOBODY}, "batch_id": {"S": format!("{OLD}0")},
        "actor": {"S": format!("account:{adam}")}, "actor_id": {"S": adam}, "actor_role": {"S": "owner"},
        "hand_over": {"BOOL": false},
    });
    world
        .load("outbox", vec![notice(now, 1, GHOST), work(now, 2, &row)])
        .await;
    world.ask(GHOST).await.expect(202);
    goes_round(&world).await;
    assert!(world.outbox().await.is_empty());
    let mails = world.mails_to(GHOST).await;
    assert_eq!(
        mails.len(),
        1,
        "the notice goes to the address of the change all the same"
    );
    assert_eq!(mails[0].token(), None);
    let asks = world.table("asks").await;
    assert_eq!(asks[0]["outcome"], "no-account", "{asks:?}");
    let rows = world.table("batches").await;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["state"], "refused", "{rows:?}");
    assert!(rows[0].to_string().contains("account-unknown"), "{rows:?}");
}

#[tokio::test]
async fn an_ask_whose_link_cannot_be_derived_any_more_ends() {
    let key = |name: &str| {
        let bytes = name.repeat(32);
        format!("{{\"{name}\":\"{}\"}}", base64(&bytes))
    };
    let folder = Folder::new();
    let (old, new) = (key("a"), key("b"));
    let world = World::kept_in(folder.path(), &[("LINK_KEYS", &old)]).await;
    let id = world.account_id(ANA).await;
    world.mail_mode("down").await;
    world.ask(ANA).await.expect(202);
    world.settle().await;
    let link = world.items_of("links", &id).await;
    drop(world);
    let world = World::kept_in(folder.path(), &[("LINK_KEYS", &new)]).await;
    goes_round(&world).await;
    assert!(world.outbox().await.is_empty());
    assert!(world.mails().await.is_empty());
    let now = world.items_of("links", &id).await;
    assert_eq!(
        now[0]["digest"], link[0]["digest"],
        "the work makes no second link"
    );
    assert_eq!(world.table("asks").await[0]["outcome"], "outdated");
    assert_eq!(ends(&world, &id), [end("work ended", "outdated", "")]);
    // Who asks anew gets a link under the new key.
    let token = world.token_asked_for(ANA).await;
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
}

fn base64(text: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(text)
}

// T-608
#[tokio::test]
async fn an_ask_that_no_mail_service_takes_ends_with_the_window() {
    let world = World::start().await;
    let id = world.account_id(ANA).await;
    for mode in ["paused", "down"] {
        world.advance("1h").await;
        world.mail_mode(mode).await;
        world.ask(ANA).await.expect(202);
        world.settle().await;
        let before = ends(&world, &id).len();
        world.advance("39m").await;
        goes_round(&world).await;
        assert!(world.outbox().await.is_empty(), "{mode}");
        let told = ends(&world, &id).split_off(before);
        assert_eq!(
            told,
            [end("work was given up", "undelivered", "")],
            "{mode}"
        );
        let olivia = world.olivia().await;
        let history = world.history(&olivia, ANA, "").await.expect(200).json();
        let last = &history["history"][0];
        assert_eq!(last["what"], "mail-answered", "{last}");
        assert_eq!(last["details"]["outcome"], "undelivered", "{last}");
        // Just over, and told for another while to whoever is rung up about it.
        assert_eq!(looked_up(&world).await, "undelivered", "{mode}");
    }
    assert!(world.mails().await.is_empty());
}

/// What a look-up says first of Ana.
async fn looked_up(world: &World) -> Value {
    let told = world.look_up(&world.olivia().await, ANA).await;
    told.expect(200).json()["reasons"][0]["reason"].clone()
}

#[tokio::test]
async fn an_ask_that_was_set_aside_before_its_account_was_read_is_told_too() {
    let world = World::start().await;
    let id = world.account_id(ANA).await;
    let digest = json!({"B": base64("32 bytes that no token ever made")});
    let unreadable = json!({"account_id": {"S": id}, "digest": digest});
    world.load("links", vec![unreadable]).await;
    world.ask(ANA).await.expect(202);
    goes_round(&world).await;
    assert!(world.outbox().await[0]["set_aside"].is_string());
    let mended = json!({"account_id": {"S": id}});
    world.load("links", vec![mended]).await;
    assert_eq!(looked_up(&world).await, "undelivered");
}

/// The link of before goes out again by an ask, and the mail service takes nothing until the ask is over.
#[tokio::test]
async fn a_link_does_not_wait_for_a_mail_that_nobody_tries_any_more() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    world.reset_link(&olivia, ANA, json!({})).await.expect(200);
    world.mail_mode("down").await;
    world.ask(ANA).await.expect(202);
    world.settle().await;
    let reset = async || world.account(ANA).await["reset"].clone();
    assert_eq!(reset().await["status"], "queued");
    world.advance("41m").await;
    goes_round(&world).await;
    assert!(world.outbox().await.is_empty());
    let told = reset().await;
    assert_eq!(
        (&told["status"], &told["reason"]),
        (&json!("hand-over"), &json!("mail-unconfirmed")),
        "{told}"
    );
}

/// Changes the credential, or the address, of a demo account.
async fn change(world: &World, how: &str) {
    let adam = world.sign_in("adam@example.com").await;
    match how {
        "password-by-link" => {
            let token = world.token_handed_over(&adam, ANA).await;
            world.redeem(&token, NEW_PASSWORD).await.expect(200);
        }
        "password-by-holder" => {
            let changed = world.change_password(ANA, PASSWORD, NEW_PASSWORD).await;
            changed.expect(200);
        }
        "password-by-administrator" => {
            let set = world.set_lasting_password(&adam, ANA, NEW_PASSWORD).await;
            set.expect(200);
        }
        "password-removed" => {
            let sso = json!({"provider": "Example SSO", "url": "https://sso.example.com/"});
            let edited = world.edit(&adam, ANA, json!({"sso": sso})).await;
            edited.expect(200);
        }
        _ => {
            let edited = world
                .edit(&adam, ANA, json!({"email": "ana.new@example.com"}))
                .await;
            edited.expect(200);
        }
    }
}

const CHANGES: [&str; 5] = [
    "password-by-link",
    "password-by-holder",
    "password-by-administrator",
    "password-removed",
    "address",
];

async fn last_notice(world: &World, id: &str) -> Value {
    let olivia = world.olivia().await;
    let history = world.history(&olivia, id, "").await.expect(200).json();
    let entries = history["history"].as_array().expect("a list").clone();
    let mut notices = entries
        .into_iter()
        .filter(|entry| entry["what"] == "notice-answered");
    let notice = notices.next().expect("one stands in the history");
    assert_eq!(notices.next(), None, "one notice, told once");
    notice
}

async fn stands(world: &World, how: &str, id: &str) {
    match how {
        "address" => assert_eq!(world.account(id).await["email"], "ana.new@example.com"),
        "password-removed" => world.password_is_not(ANA, PASSWORD).await,
        _ => {
            world.password_is(ANA, NEW_PASSWORD).await;
            world.password_is_not(ANA, PASSWORD).await;
        }
    }
}

// T-615, T-616
#[tokio::test]
async fn a_notice_of_every_change_reaches_the_address_of_then_however_late() {
    for how in CHANGES {
        let world = World::start().await;
        let id = world.account_id(ANA).await;
        world.mail_mode("down").await;
        change(&world, how).await;
        world.settle().await;
        stands(&world, how, &id).await;
        assert_eq!(world.outbox().await.len(), 1, "{how}: one notice waits");
        // Whoever has the account now cannot have the notice of how they got it.
        let olivia = world.olivia().await;
        let moved = json!({"email": "elsewhere@example.com", "username": "ana"});
        world.edit(&olivia, &id, moved).await.expect(200);
        world.settle().await;
        world.mail_mode("accept").await;
        world.advance("3h").await;
        world.run_cleanup().await;
        world.settle().await;
        assert!(world.outbox().await.is_empty(), "{how}");
        let mails = world.mails_to(ANA).await;
        let notice = mails.last().unwrap_or_else(|| panic!("{how}: no notice"));
        assert_eq!(notice.token(), None, "{how}");
        for secret in [PASSWORD, NEW_PASSWORD, "ana.new@example.com"] {
            assert!(!notice.whole().contains(secret), "{how}");
        }
        assert!(
            world.mails_to("elsewhere@example.com").await.is_empty(),
            "{how}"
        );
    }
}

// T-616
#[tokio::test]
async fn a_notice_that_nobody_takes_is_given_up_after_a_day_and_the_change_stands() {
    for how in CHANGES {
        let world = World::start().await;
        let id = world.account_id(ANA).await;
        world.mail_mode("down").await;
        change(&world, how).await;
        world.settle().await;
        world.advance("23h").await;
        goes_round(&world).await;
        assert_eq!(world.outbox().await.len(), 1, "{how}: it is still tried");
        world.advance("1h").await;
        goes_round(&world).await;
        assert!(world.outbox().await.is_empty(), "{how}");
        assert!(world.mails().await.is_empty(), "{how}");
        stands(&world, how, &id).await;
        let reason = "no connection to the mail service";
        assert_eq!(
            ends(&world, &id),
            [end("work was given up", "undelivered", reason)],
            "{how}"
        );
        let notice = last_notice(&world, &id).await;
        assert_eq!(notice["details"]["change"], how, "{notice}");
        assert_eq!(notice["details"]["outcome"], "undelivered", "{notice}");
        assert_eq!(notice["details"]["reason"], reason, "{notice}");
    }
}

#[tokio::test]
async fn a_notice_that_was_rejected_is_not_tried_again_and_the_change_stands() {
    for how in CHANGES {
        let world = World::start().await;
        let id = world.account_id(ANA).await;
        world.mail_mode("reject").await;
        change(&world, how).await;
        world.settle().await;
        assert!(world.outbox().await.is_empty(), "{how}");
        stands(&world, how, &id).await;
        let notice = last_notice(&world, &id).await;
        assert_eq!(notice["details"]["outcome"], "rejected", "{notice}");
    }
}

#[tokio::test]
async fn without_a_sender_no_notice_waits_for_one() {
    for how in CHANGES {
        let world = World::with(&[("MAIL_FROM", "")]).await;
        let id = world.account_id(ANA).await;
        change(&world, how).await;
        world.settle().await;
        stands(&world, how, &id).await;
        assert!(world.outbox().await.is_empty(), "{how}");
    }
}

#[tokio::test]
async fn an_explanation_is_told_in_the_history_as_what_became_of_it() {
    for (mode, what, outcome) in [
        ("accept", "explanation-sent", "sent"),
        ("reject", "mail-answered", "rejected"),
    ] {
        let world = World::start().await;
        let id = world.account_id("sam@example.com").await;
        world.mail_mode(mode).await;
        world.ask("sam@example.com").await.expect(202);
        world.settle().await;
        assert!(world.outbox().await.is_empty());
        let olivia = world.olivia().await;
        let history = world.history(&olivia, &id, "").await.expect(200).json();
        let entry = &history["history"][0];
        assert_eq!(
            [&entry["what"], &entry["details"]["outcome"]],
            [what, outcome]
        );
        assert_eq!(entry["actor"], "public", "{entry}");
        let found = world
            .look_up(&olivia, "sam@example.com")
            .await
            .expect(200)
            .json();
        assert_eq!(found["reasons"][0]["reason"], outcome, "{found}");
    }
    let world = World::with(&[("MAIL_FROM", "")]).await;
    world.ask("sam@example.com").await.expect(202);
    world.settle().await;
    assert!(
        world.outbox().await.is_empty(),
        "nothing loops for want of a sender"
    );
}

#[tokio::test]
async fn an_ask_that_is_refused_stands_in_the_history_with_its_rule() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    for (identifier, rule) in [
        ("ivan@example.com", "invited"),
        ("eve@example.com", "account-expired"),
        ("dora@example.com", "account-disabled"),
        ("noemail", "no-email"),
        ("twin1", "email-not-unique"),
        ("adam@example.com", "administrator"),
    ] {
        let id = world.account_id(identifier).await;
        world.ask(identifier).await.expect(202);
        world.settle().await;
        let history = world.history(&olivia, &id, "").await.expect(200).json();
        let entry = history["history"]
            .as_array()
            .expect("a list")
            .iter()
            .find(|entry| entry["what"] == "ask-refused");
        let entry = entry.unwrap_or_else(|| panic!("{identifier}: {history}"));
        assert_eq!(
            [&entry["actor"], &entry["details"]["rule"]],
            ["public", rule]
        );
        assert_eq!(ends(&world, &id), [end("work ended", "not-eligible", rule)]);
    }
}
