//! What happens to people while rows wait, and to links that somebody carries.

use serde_json::{Value, json};
use tests::{NEW_PASSWORD, World, token_in, token_of};

use super::{order_of, row_while_mail_is};

/// An order is carried out with what its starter may do at the row's turn.
#[tokio::test]
async fn whoever_may_no_longer_send_links_sends_none() {
    let changes = [
        (json!({"standing": "disabled"}), "scope"),
        (json!({"role": "user"}), "scope"),
        (json!({"tenant": "globex"}), "scope"),
        // What changes nothing about that.
        (json!({"name": "Adam Anders"}), ""),
    ];
    for (change, rule) in changes {
        let (world, _, batch) = row_while_mail_is("down").await;
        world.olivia_edits("adam@example.com", change.clone()).await;
        world.forget_mails().await;
        world.mail_mode("accept").await;
        world.work_the_outbox_off().await;
        let mails = world.mails_to("ana@example.com").await.len();
        assert_eq!(mails, usize::from(rule.is_empty()), "{change}");
        let olivia = world.olivia().await;
        let row = world.row(&olivia, &batch, "ana@example.com").await;
        assert_eq!(row["refused"].as_str().unwrap_or_default(), rule, "{row}");
        // The link that the first turn made waits for nothing any more.
        let record = world.account("ana@example.com").await;
        let waits = record["reset"]["status"] == "queued";
        assert!(!waits, "{change}: {record}");
    }
}

/// Who asked for links to carry carries them, whatever a stranger asks for meanwhile.
#[tokio::test]
async fn a_strangers_ask_takes_no_link_from_who_carries_it() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let mut order = order_of(&world, &["ana@example.com"]).await;
    order["delivery"] = json!("link");
    let batch = world.start_batch(&adam, &order).await;
    world.settle().await;
    let row = async || world.row(&adam, &batch, "ana@example.com").await["reset"].clone();
    let token = token_in(&row().await);
    world.ask("ana@example.com").await.expect(202);
    world.settle().await;
    let since = row().await;
    assert_eq!(token_in(&since), token, "{since}");
    assert_eq!(since["delivery"]["state"], "sent", "{since}");
}

/// Where links are shown only when mail cannot carry them, mail that fails is no less broken when a stranger asks.
#[tokio::test]
async fn a_link_handed_over_for_want_of_mail_stays_so_until_a_mail_is_taken() {
    let world = World::with(&[("SHOW_LINK", "fallback")]).await;
    let adam = world.sign_in("adam@example.com").await;
    for (mode, reason) in [
        ("reject", "mail-rejected"),
        ("timeout", "mail-unconfirmed"),
        ("down", "mail-unconfirmed"),
    ] {
        world.mail_mode(mode).await;
        let reset = world.reset_link(&adam, "ana@example.com", json!({}));
        let reset = reset.await.expect(200).json();
        assert_eq!(reset["reason"], reason, "{reset}");
        let token = token_in(&reset);
        world.mail_mode("down").await;
        world.ask("ana@example.com").await.expect(202);
        world.settle().await;
        let shown = world.reveal(&adam, "ana@example.com").await.expect(200);
        assert_eq!(token_in(&shown.json()), token, "{mode}");
        world.mail_mode("accept").await;
        world.work_the_outbox_off().await;
        let record = world.account("ana@example.com").await;
        assert_eq!(record["reset"]["status"], "sent", "{mode}: {record}");
        world
            .reveal(&adam, "ana@example.com")
            .await
            .refused(403, "link-not-shown");
        world
            .revoke_link(&adam, "ana@example.com")
            .await
            .expect(204);
    }
}

/// What a mail met with is known by an event as well, and holds until another mail is taken; then no other ask opens it again.
#[tokio::test]
async fn a_mail_that_came_back_hands_its_link_over_until_another_is_taken() {
    let bouncing = "bounce@simulator.amazonses.com";
    let world = World::with(&[("SHOW_LINK", "fallback")]).await;
    let adam = world.sign_in("adam@example.com").await;
    let sent = world.reset_link(&adam, bouncing, json!({})).await;
    assert_eq!(sent.expect(200).json()["status"], "sent");
    while world.account(bouncing).await["reset"]["status"] != "hand-over" {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    world.mail_mode("down").await;
    world.ask(bouncing).await.expect(202);
    world.settle().await;
    let record = world.account(bouncing).await;
    assert_eq!(record["reset"]["reason"], "mail-bounced", "{record}");
    world.reveal(&adam, bouncing).await.expect(200);

    // Refused, then taken, then asked for once more while mail is down.
    world.mail_mode("reject").await;
    let refused = world.reset_link(&adam, "ana@example.com", json!({}));
    assert_eq!(refused.await.expect(200).json()["reason"], "mail-rejected");
    for mode in ["accept", "down"] {
        world.mail_mode(mode).await;
        world.ask("ana@example.com").await.expect(202);
        world.settle().await;
    }
    assert_eq!(status(&world).await, "queued");
    world
        .reveal(&adam, "ana@example.com")
        .await
        .refused(403, "link-not-shown");
}

/// The address has become somebody else's too: the ask ends, and its link waits for no mail.
#[tokio::test]
async fn a_link_whose_address_is_shared_before_its_mail_is_taken_does_not_wait() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    world.mail_mode("down").await;
    world.ask("ana@example.com").await.expect(202);
    world.settle().await;
    assert_eq!(status(&world).await, "queued");
    let ana = world.account_id("ana@example.com").await;
    let double = json!({"email": "ana@example.com", "name": "Another Ana", "tenant": "acme", "send_link": false});
    world.create(&olivia, double).await.expect(201);
    world.work_the_outbox_off().await;
    let record = world.account(&ana).await;
    assert_eq!(
        [&record["reset"]["status"], &record["reset"]["reason"]],
        ["hand-over", "mail-unconfirmed"],
        "{record}"
    );
}

/// The same of a link of before that the ask was to send again.
#[tokio::test]
async fn a_link_of_before_whose_address_is_shared_does_not_wait_either() {
    let world = World::start().await;
    let (olivia, ana) = (world.olivia().await, "ana@example.com");
    world.reset_link(&olivia, ana, json!({})).await.expect(200);
    world.mail_mode("down").await;
    world.ask(ana).await.expect(202);
    world.settle().await;
    let id = world.account_id(ana).await;
    let double = json!({"email": ana, "name": "Another Ana", "tenant": "acme", "send_link": false});
    world.create(&olivia, double).await.expect(201);
    world.work_the_outbox_off().await;
    let record = world.account(&id).await;
    assert_eq!(
        [&record["reset"]["status"], &record["reset"]["reason"]],
        ["hand-over", "mail-unconfirmed"],
        "{record}"
    );
}

/// The mail is out, and the store does not take the record of it until the person has used the link.
#[tokio::test]
async fn a_row_whose_mail_has_gone_out_unrecorded_is_not_told_as_refused() {
    let world = World::start().await;
    let (adam, ana) = (world.sign_in("adam@example.com").await, "ana@example.com");
    let order = json!({"account_ids": [world.account_id(ana).await]});
    let fault = |times: u32| {
        json!({
            "fault": "error", "function": "deliver", "operation": "TransactWriteItems", "after": 1, "times": times,
        })
    };
    let set = async |times| {
        let order = world.post("/_local/store-faults").json(&fault(times));
        order.send().await.expect(200);
    };
    set(10_000).await;
    let batch = world.start_batch(&adam, &order).await;
    let token = token_of(&world.wait_for_mail(ana).await);
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    // As often as one write is tried.
    let failed = async || {
        let calls = world.calls_of("deliver").await;
        calls.iter().filter(|call| !call["fault"].is_null()).count()
    };
    while failed().await < 5 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    set(0).await;
    world.work_the_outbox_off().await;
    let row = world.row(&adam, &batch, ana).await;
    assert!(row["refused"].is_null(), "{row}");
    assert_eq!(
        [&row["reset"]["reason"], &row["reset"]["state"]],
        ["mail-unconfirmed", "used"],
        "{row}"
    );
    assert_eq!(world.mails_to(ana).await.len(), 2, "the link, and a notice");
}

async fn status(world: &World) -> Value {
    world.account("ana@example.com").await["reset"]["status"].clone()
}

/// A reminder: the rows send links of before again, and whoever started them may no longer do so.
#[tokio::test]
async fn a_link_of_before_that_a_row_was_to_send_waits_no_longer_when_the_row_has_ended() {
    let world = World::start().await;
    let (adam, ana) = (world.sign_in("adam@example.com").await, "ana@example.com");
    world.reset_link(&adam, ana, json!({})).await.expect(200);
    world.mail_mode("throttle").await;
    let order = json!({"account_ids": [world.account_id(ana).await]});
    world.start_batch(&adam, &order).await;
    world.settle().await;
    assert_eq!(status(&world).await, "queued");
    world
        .olivia_edits("adam@example.com", json!({"standing": "disabled"}))
        .await;
    world.work_the_outbox_off().await;
    let record = world.account(ana).await;
    assert_eq!(
        [&record["reset"]["status"], &record["reset"]["reason"]],
        ["hand-over", "mail-unconfirmed"],
        "{record}"
    );
}
