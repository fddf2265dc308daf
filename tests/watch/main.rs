//! The whole journey through Lambda's real runtime loop: every function a process of its own, called by the paths that API
//! Gateway has, and with events as the outbox's stream, the schedule and the mail service send them. `make lambda` brings what
//! it needs.

use serde_json::{Value, json};
use tests::{NEW_PASSWORD, OTHER_PASSWORD, World, token_of};

/// Hands what waits in the outbox to `deliver`, as the stream would; answers how much it was.
async fn deliver_what_waits(world: &World) -> usize {
    let event = world.get("/_local/outbox-event").send().await;
    let event = event.expect(200).json();
    let records = event["Records"].as_array().map(Vec::len);
    let answer = world.invoke("deliver", &event);
    assert_eq!(answer, json!({"batchItemFailures": []}));
    assert_eq!(world.outbox().await, Vec::<Value>::new());
    records.expect("an event has records")
}

async fn subjects_to(world: &World, address: &str) -> Vec<String> {
    let mails = world.mails_to(address).await;
    mails.into_iter().map(|mail| mail.subject).collect()
}

/// What SES tells the bus when a mail has arrived.
async fn arrived(world: &World, account: &str) -> Value {
    let links = world.items_of("links", account).await;
    let tags = json!({"rekey-account": [account], "rekey-link": [links[0]["id"]]});
    json!({
        "version": "0", "source": "aws.ses", "detail-type": "Email Delivered", "time": "2026-11-22T12:00:00Z",
        "detail": {"eventType": "Delivery", "mail": {"tags": tags}},
    })
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "`make lambda` brings cargo-lambda"]
async fn the_main_journey_goes_through_the_real_runtime_function_by_function() {
    let world = World::watched().await;

    // pages
    let page = world.get("/forgot").send().await.expect(200);
    assert!(page.text().contains("<form"), "{page:?}");
    world.get("/nowhere").send().await.problem(404);

    // request, deliver
    world.ask("ana@example.com").await.expect(202);
    world.ask("nobody@example.com").await.expect(202);
    assert_eq!(deliver_what_waits(&world).await, 2);
    let mails = world.mails().await;
    assert_eq!(mails.len(), 1, "nobody gets no mail: {mails:?}");
    let link = mails[0].reset_link().expect("the mail has the link");
    assert!(
        link.starts_with(&format!("{}/reset#", world.url())),
        "{link}"
    );
    let token = token_of(&mails[0]);

    // redeem
    assert_eq!(world.state(&token).await, "live");
    world
        .redeem(&token, "short")
        .await
        .refused(422, "password-rejected");
    let redeemed = world.redeem(&token, NEW_PASSWORD).await.expect(200).json();
    assert_eq!(redeemed["applies_to"], "sign-in");
    world
        .redeem(&token, OTHER_PASSWORD)
        .await
        .refused(410, "link-used");
    assert_eq!(deliver_what_waits(&world).await, 1);
    let subjects = subjects_to(&world, "ana@example.com").await;
    assert_eq!(subjects.len(), 2, "the link and the notice: {subjects:?}");

    // sessions, accounts
    world.password_is("ana@example.com", NEW_PASSWORD).await;
    let adam = world.sign_in("adam@example.com").await;
    let found = world.search(&adam, "ana").await.expect(200).json();
    assert_eq!(found["accounts"][0]["email"], "ana@example.com");
    let ana = world.account_id("ana@example.com").await;

    // admin-generate, mail-events
    let sent = world.reset_link(&adam, &ana, json!({})).await.expect(200);
    assert_eq!(sent.json()["status"], "sent", "{sent:?}");
    let event = arrived(&world, &ana).await;
    assert_eq!(world.invoke("mail-events", &event), Value::Null);
    let record = world.account(&ana).await;
    assert_eq!(record["reset"]["delivery"]["state"], "delivered");
    let handed = json!({"delivery": "link"});
    let handed = world.reset_link(&adam, &ana, handed).await.expect(200);
    assert_eq!(handed.json()["status"], "hand-over", "{handed:?}");

    // manual-set, change-own
    world
        .set_password(&adam, &ana, OTHER_PASSWORD)
        .await
        .expect(200);
    let changed = world.change_password("ana@example.com", OTHER_PASSWORD, NEW_PASSWORD);
    changed.await.expect(200);
    assert_eq!(deliver_what_waits(&world).await, 2);
    assert_eq!(subjects_to(&world, "ana@example.com").await.len(), 5);
    world.password_is("ana@example.com", NEW_PASSWORD).await;

    // cleanup
    let cleaned = world.invoke("cleanup", &json!({}));
    assert_eq!(cleaned, json!({"sent_round": 0, "nonces_erased": 0}));
}
