//! What the mail service tells minutes later: delivered, bounced, suppressed, complained.

use jiff::Timestamp;
use serde_json::{Value, json};
use tests::{NEW_PASSWORD, World, row_of, time, token_in};

const BOUNCING: &str = "bounce@simulator.amazonses.com";
const SUPPRESSED: &str = "suppressionlist@simulator.amazonses.com";

/// The record of an account, as Adam sees it.
async fn record(world: &World, adam: &str, target: &str) -> Value {
    world.record(adam, target).await.expect(200).json()
}

/// The same once the delivery has that state.
async fn record_when(world: &World, adam: &str, target: &str, state: &str) -> Value {
    for _ in 0..200 {
        let record = record(world, adam, target).await;
        if record["reset"]["delivery"]["state"] == state {
            return record;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the delivery never becomes {state}");
}

/// Hands the event of this moment to the function, as the bus would; each is later than the one before.
async fn tell(world: &World, target: &str, link: &str, kind: &str, detail: Value) {
    world.advance("2s").await;
    tell_of(world, target, link, kind, (world.now(), detail)).await;
}

/// The same of another moment.
async fn tell_of(
    world: &World,
    target: &str,
    link: &str,
    kind: &str,
    (at, detail): (Timestamp, Value),
) {
    let id = world.account_id(target).await;
    let mut event = json!({
        "version": "0", "source": "aws.ses", "time": format!("{at:.0}"),
        "detail": {"eventType": kind, "mail": {"tags": {"rekey-account": [id], "rekey-link": [link]}}},
    });
    if let (Some(into), Some(members)) = (event["detail"].as_object_mut(), detail.as_object()) {
        into.extend(members.clone());
    }
    if let Some(to) = detail.get("to") {
        event["detail"]["mail"]["destination"] = json!([to]);
    }
    let answer = world
        .request("POST", "/_local/run/mail-events")
        .json(&event)
        .send()
        .await;
    assert_eq!(answer.expect(200).json(), json!({"recorded": true}));
}

fn permanent(sub_type: &str) -> Value {
    json!({"bounce": {"bounceType": "Permanent", "bounceSubType": sub_type}})
}

/// The name of the account's link in the audit and in the tags of its mails.
async fn link_id(world: &World, target: &str) -> String {
    let id = world.account_id(target).await;
    let links = world.items_of("links", &id).await;
    links[0]["id"].as_str().expect("a link").to_owned()
}

// T-612, T-1107
#[tokio::test]
async fn a_mail_that_bounces_later_is_handed_over_for_the_rest_of_the_window() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let sent = world
        .reset_link(&adam, BOUNCING, json!({}))
        .await
        .expect(200)
        .json();
    assert_eq!(sent["status"], "sent");
    let record = record_when(&world, &adam, BOUNCING, "bounced").await;
    assert_eq!(record["reset"]["status"], "hand-over");
    assert_eq!(record["reset"]["reason"], "mail-bounced");
    // The bus tells whole seconds.
    let bounced_at = time(&record["reset"]["delivery"]["at"]);
    assert!(bounced_at >= time(&sent["delivery"]["at"]), "{record}");
    assert_eq!(record["reset"]["state"], "live");
    assert!(record["mail_failing"]["since"].is_string(), "{record}");
    assert!(
        record["mail_failing"]["advice"]
            .as_str()
            .is_some_and(|advice| advice.contains("address"))
    );
    let shown = world.reveal(&adam, BOUNCING).await.expect(200).json();
    world
        .redeem(&token_in(&shown), NEW_PASSWORD)
        .await
        .expect(200);
}

// T-416
#[tokio::test]
async fn a_suppressed_address_turns_the_record_to_suppressed_for_links_of_either_origin() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world.ask(SUPPRESSED).await.expect(202);
    let record = record_when(&world, &adam, SUPPRESSED, "suppressed").await;
    assert_eq!(record["reset"]["status"], "hand-over");
    assert_eq!(record["reset"]["reason"], "mail-suppressed");
    assert_eq!(record["reset"]["origin"], "self-service");
    world.reveal(&adam, SUPPRESSED).await.expect(200);
}

// T-612
#[tokio::test]
async fn events_may_come_twice_and_in_no_order() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world
        .reset_link(&adam, "ana@example.com", json!({}))
        .await
        .expect(200);
    let link = link_id(&world, "ana@example.com").await;
    let state = async || {
        record(&world, &adam, "ana@example.com").await["reset"]["delivery"]["state"].clone()
    };
    tell(&world, "ana@example.com", &link, "Delivery", json!({})).await;
    assert_eq!(state().await, "delivered");
    tell(&world, "ana@example.com", &link, "Send", json!({})).await;
    tell(&world, "ana@example.com", &link, "DeliveryDelay", json!({})).await;
    assert_eq!(
        state().await,
        "delivered",
        "what came before does not come after"
    );
    let id = world.account_id("ana@example.com").await;
    let entries = world.items_of("audit", &id).await.len();
    tell(&world, "ana@example.com", &link, "Delivery", json!({})).await;
    assert_eq!(
        world.items_of("audit", &id).await.len(),
        entries,
        "the same event twice is one"
    );
    tell(&world, "ana@example.com", &link, "Complaint", json!({})).await;
    assert_eq!(state().await, "complained");
    tell(
        &world,
        "ana@example.com",
        &link,
        "Bounce",
        permanent("General"),
    )
    .await;
    tell(&world, "ana@example.com", &link, "Delivery", json!({})).await;
    assert_eq!(state().await, "bounced");
}

/// Somebody is on holiday: their mailbox has the mail, and answers it.
#[tokio::test]
async fn what_a_mailbox_answers_takes_nothing_back_in_whatever_order_it_is_told() {
    let answer = || json!({"bounce": {"bounceType": "Transient", "bounceSubType": "General"}});
    let order = [("Delivery", json!({})), ("Bounce", answer())];
    for events in [order.clone(), [order[1].clone(), order[0].clone()]] {
        let world = World::start().await;
        let adam = world.sign_in("adam@example.com").await;
        let ana = "ana@example.com";
        let sent = world.reset_link(&adam, ana, json!({})).await;
        sent.expect(200);
        let link = link_id(&world, ana).await;
        for (kind, detail) in events {
            tell(&world, ana, &link, kind, detail).await;
        }
        let record = record(&world, &adam, ana).await;
        assert_eq!(record["reset"]["delivery"]["state"], "delivered");
        assert_eq!(record["reset"]["status"], "sent");
        assert!(record["mail_failing"].is_null(), "{record}");
    }
}

/// A server that takes a mail and then sends it back has both told of, in no order.
#[tokio::test]
async fn that_a_mail_was_taken_before_it_came_back_says_nothing_for_the_address() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let ana = "ana@example.com";
    let sent = world.reset_link(&adam, ana, json!({})).await;
    sent.expect(200);
    let link = link_id(&world, ana).await;
    let taken_at = world.now();
    tell(&world, ana, &link, "Bounce", permanent("General")).await;
    tell_of(&world, ana, &link, "Delivery", (taken_at, json!({}))).await;
    let record = record(&world, &adam, ana).await;
    assert_eq!(record["reset"]["delivery"]["state"], "bounced");
    assert!(record["mail_failing"].is_object(), "{record}");
}

// T-612
#[tokio::test]
async fn events_that_are_unknown_or_about_something_else_change_nothing() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world
        .reset_link(&adam, "ana@example.com", json!({}))
        .await
        .expect(200);
    let link = link_id(&world, "ana@example.com").await;
    let before = world.records().await;
    tell(&world, "ana@example.com", &link, "Open", json!({})).await;
    tell(&world, "ana@example.com", &link, "Subscription", json!({})).await;
    tell(
        &world,
        "ana@example.com",
        "01M8200000000000000000000A",
        "Delivery",
        json!({}),
    )
    .await;
    for event in [
        json!({}),
        json!({"detail": {"eventType": "Bounce"}}),
        json!({"detail": {"mail": {"tags": {}}}}),
    ] {
        let answer = world
            .request("POST", "/_local/run/mail-events")
            .json(&event)
            .send()
            .await;
        assert_eq!(answer.expect(200).json(), json!({"recorded": true}));
    }
    world.nothing_happened_since(&before).await;
}

#[tokio::test]
async fn an_address_that_takes_mail_again_or_is_replaced_is_no_longer_said_to_fail() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world
        .reset_link(&adam, "ana@example.com", json!({}))
        .await
        .expect(200);
    let link = link_id(&world, "ana@example.com").await;
    tell(
        &world,
        "ana@example.com",
        &link,
        "Bounce",
        permanent("NoEmail"),
    )
    .await;
    assert!(record(&world, &adam, "ana@example.com").await["mail_failing"].is_object());
    tell(&world, "ana@example.com", &link, "Delivery", json!({})).await;
    assert!(record(&world, &adam, "ana@example.com").await["mail_failing"].is_null());
    tell(
        &world,
        "ana@example.com",
        &link,
        "Bounce",
        permanent("NoEmail"),
    )
    .await;
    let id = world.account_id("ana@example.com").await;
    world
        .olivia_edits("ana@example.com", json!({"email": "ana.new@example.com"}))
        .await;
    let edited = world
        .request("GET", &format!("/v1/admin/accounts/{id}"))
        .bearer(&adam)
        .send()
        .await;
    assert!(edited.expect(200).json()["mail_failing"].is_null());
}

#[tokio::test]
async fn an_address_on_the_mail_services_list_is_told_after_the_window_too() {
    // Known with the first link, with the same one sent again, and with a row of a batch.
    for before in [None, Some(json!({"delivery": "link"}))] {
        let world = World::start().await;
        let adam = world.sign_in("adam@example.com").await;
        if let Some(before) = before {
            let shown = world.reset_link(&adam, SUPPRESSED, before).await;
            assert_eq!(shown.expect(200).json()["reason"], "requested");
            let record = record(&world, &adam, SUPPRESSED).await;
            assert!(record["mail_failing"].is_null(), "{record}");
        }
        let reset = world.reset_link(&adam, SUPPRESSED, json!({})).await;
        assert_eq!(reset.expect(200).json()["reason"], "mail-suppressed");
        fails_after_the_window(&world).await;
    }
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let order = json!({"account_ids": [world.account_id(SUPPRESSED).await]});
    let started = world
        .request("POST", "/v1/admin/reset-links")
        .bearer(&adam)
        .json(&order)
        .send()
        .await;
    started.expect(202);
    record_when(&world, &adam, SUPPRESSED, "suppressed").await;
    fails_after_the_window(&world).await;
}

async fn fails_after_the_window(world: &World) {
    world.advance("17h").await;
    let adam = world.sign_in("adam@example.com").await;
    let later = record(world, &adam, SUPPRESSED).await;
    assert!(later["reset"].is_null(), "{later}");
    let since = &later["mail_failing"]["since"];
    assert!(since.is_string(), "{later}");
    // Whoever looks at what a batch would do is told as well.
    let id = world.account_id(SUPPRESSED).await;
    let ivan = world.account_id("ivan@example.com").await;
    let preview = world.preview(&adam, json!({"account_ids": [id, ivan]}));
    let preview = preview.await;
    let row = row_of(&preview, &id);
    assert_eq!(
        (&row["outcome"], &row["failing_since"]),
        (&json!("mail"), since)
    );
    assert!(row_of(&preview, &ivan)["failing_since"].is_null());
}

#[tokio::test]
async fn a_look_up_tells_the_late_truth() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    for (target, told) in [(BOUNCING, "bounced"), (SUPPRESSED, "suppressed")] {
        world.ask(target).await.expect(202);
        record_when(&world, &adam, target, told).await;
        world.settle().await;
        assert_eq!(all_looked_up(&world, &adam, target).await, [told]);
    }
    let ana = "ana@example.com";
    world.mail_asked_for(ana).await;
    let link = link_id(&world, ana).await;
    for (kind, told) in [("Delivery", "delivered"), ("Complaint", "complained")] {
        tell(&world, ana, &link, kind, json!({})).await;
        assert_eq!(looked_up(&world, &adam, ana).await, told);
    }
}

#[tokio::test]
async fn a_look_up_tells_that_mail_comes_back_whatever_it_was_about() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    for (elsewhere, told) in [
        ("bounce+sso@simulator.amazonses.com", "bounced"),
        ("suppressionlist+sso@simulator.amazonses.com", "suppressed"),
    ] {
        let account = json!({
            "email": elsewhere, "name": "Elsewhere",
            "sso": {"provider": "Example SSO", "url": "https://sso.example.com/recover"},
        });
        let created = world.create(&adam, account).await.expect(201).json();
        let id = created["account"]["id"].as_str().expect("an id");
        world.ask(elsewhere).await.expect(202);
        until_failing(&world, &adam, id).await;
        world.settle().await;
        assert_eq!(
            all_looked_up(&world, &adam, elsewhere).await,
            [told, "sent"]
        );
    }

    let sent = world.reset_link(&adam, BOUNCING, json!({})).await;
    sent.expect(200);
    until_failing(&world, &adam, BOUNCING).await;
    assert_eq!(all_looked_up(&world, &adam, BOUNCING).await, ["bounced"]);
    let sent = world.reset_link(&adam, SUPPRESSED, json!({})).await;
    sent.expect(200);
    record_when(&world, &adam, SUPPRESSED, "suppressed").await;
    assert_eq!(
        all_looked_up(&world, &adam, SUPPRESSED).await,
        ["suppressed"]
    );

    world
        .olivia_edits(BOUNCING, json!({"email": "mended@example.com"}))
        .await;
    // The old address is told of it, and that mail bounces too.
    world.settle().await;
    let none: [&str; 0] = [];
    assert_eq!(
        all_looked_up(&world, &adam, "mended@example.com").await,
        none
    );
    let mended = record(&world, &adam, "mended@example.com").await;
    assert!(mended["mail_failing"].is_null(), "{mended}");
}

/// Events come late: one about the address of before must not be held against today's, nor speak for it.
#[tokio::test]
async fn what_happens_at_the_old_address_says_nothing_of_the_new_one() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let ana = "ana@example.com";
    world.mail_asked_for(ana).await;
    let link = link_id(&world, ana).await;
    let to = |address: &str, mut detail: Value| {
        detail["to"] = json!(address);
        detail
    };
    world
        .olivia_edits(ana, json!({"email": "new@example.com"}))
        .await;
    let failing = async || record(&world, &adam, "new@example.com").await["mail_failing"].clone();
    let bounce = || permanent("General");
    let events = [
        (ana, "Bounce", bounce(), false),
        ("New@example.com", "Bounce", bounce(), true),
        (ana, "Delivery", json!({}), true),
        ("new@example.com", "Delivery", json!({}), false),
    ];
    for (address, kind, detail, fails) in events {
        tell(&world, "new@example.com", &link, kind, to(address, detail)).await;
        assert_eq!(failing().await.is_object(), fails, "{kind} at {address}");
    }
}

/// Waits until the record says that mail to the address fails.
async fn until_failing(world: &World, adam: &str, target: &str) {
    for _ in 0..200 {
        if record(world, adam, target).await["mail_failing"].is_object() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("mail to {target} is never said to fail");
}

/// Everything that the look-up tells.
async fn all_looked_up(world: &World, adam: &str, target: &str) -> Vec<Value> {
    let told = world.look_up(adam, target).await.expect(200).json();
    let reasons = told["reasons"].as_array().expect("a list");
    reasons
        .iter()
        .map(|reason| reason["reason"].clone())
        .collect()
}

/// What the look-up tells first.
async fn looked_up(world: &World, adam: &str, target: &str) -> Value {
    let told = world.look_up(adam, target).await.expect(200).json();
    told["reasons"][0]["reason"].clone()
}
