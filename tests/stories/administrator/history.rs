//! The history of an account: what happened, who did it, from where; newest first.

use serde_json::{Value, json};
use tests::{NEW_PASSWORD, NOBODY, OTHER_PASSWORD, PASSWORD, World, has_no_trace, time};

/// Every entry of an account's history, page by page.
async fn whole(world: &World, bearer: &str, target: &str) -> Vec<Vec<Value>> {
    let (mut pages, mut query) = (Vec::new(), String::new());
    loop {
        let page = world
            .history(bearer, target, &query)
            .await
            .expect(200)
            .json();
        pages.push(page["history"].as_array().expect("a list").clone());
        match page["next_cursor"].as_str() {
            Some(cursor) => query = format!("?cursor={cursor}"),
            None => return pages,
        }
        assert!(pages.len() < 20, "the history does not end");
    }
}

/// Fails the test unless times only fall.
#[track_caller]
fn is_newest_first(entries: &[Value]) {
    for pair in entries.windows(2) {
        assert!(
            time(&pair[0]["at"]) >= time(&pair[1]["at"]),
            "{} stands before {}",
            pair[0],
            pair[1]
        );
    }
}

/// One account whose history is read after each act.
struct Trail {
    world: World,
    bearer: String,
    account_id: String,
    seen: usize,
}

impl Trail {
    async fn of(world: World, bearer: &str, target: &str) -> Self {
        let account_id = world.account_id(target).await;
        let seen = whole(&world, bearer, &account_id).await.concat().len();
        Self {
            world,
            bearer: bearer.to_owned(),
            account_id,
            seen,
        }
    }

    /// The entries since the last time, newest first.
    async fn news(&mut self) -> Vec<Value> {
        self.world.settle().await;
        let mut entries = whole(&self.world, &self.bearer, &self.account_id)
            .await
            .concat();
        is_newest_first(&entries);
        let all = entries.len();
        entries.truncate(all - self.seen);
        self.seen = all;
        entries
    }

    /// Fails the test unless there is just one new entry of that kind, by that actor, from this machine's address.
    async fn tells(&mut self, what: &str, actor: &str) -> Value {
        let news = self.news().await;
        let mut found = news.iter().filter(|entry| entry["what"] == what);
        let entry = found
            .next()
            .unwrap_or_else(|| panic!("no {what} in {news:?}"));
        assert!(found.next().is_none(), "two of {what} in {news:?}");
        assert_eq!(entry["actor"], actor, "{entry}");
        assert!(
            entry["ip"]
                .as_str()
                .is_some_and(|ip| ip.starts_with("127.0.0.")),
            "{entry}"
        );
        entry.clone()
    }
}

// D5, C8, T-418, T-505, T-1101, T-1103, T-1107
#[tokio::test]
async fn every_act_is_told_with_its_actor_and_address_and_without_secrets() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let actor = format!("account:{}", world.account_id("adam@example.com").await);
    let members = json!({"username": "nora", "email": "nora@example.com", "send_link": false});
    world.create(&adam, members).await.expect(201);
    let mut trail = Trail::of(world, &adam, "nora").await;
    trail.seen = 0;
    trail.tells("account-created", &actor).await;

    let handed_over = trail.world.token_handed_over(&adam, "nora").await;
    let issued = trail.tells("link-issued", &actor).await;
    assert_eq!(issued["details"]["origin"], "admin", "{issued}");
    assert_eq!(issued["details"]["reason"], "requested", "{issued}");
    trail.world.reveal(&adam, "nora").await.expect(200);
    let revealed = trail.tells("link-revealed", &actor).await;
    assert_eq!(
        revealed["details"]["link"], issued["details"]["link"],
        "the entries of one link are joined by its id"
    );
    let send = trail.world.reset_link(&adam, "nora", json!({})).await;
    send.expect(200);
    let resent = trail.tells("link-resent", &actor).await;
    assert_eq!(resent["details"]["link"], issued["details"]["link"]);
    trail.world.revoke(&handed_over).await.expect(200);
    let revoked = trail.tells("link-revoked", "public").await;
    assert_eq!(revoked["details"]["link"], issued["details"]["link"]);
    let second = trail.world.token_handed_over(&adam, "nora").await;
    trail.tells("link-issued", &actor).await;
    trail.world.revoke_link(&adam, "nora").await.expect(204);
    trail.tells("link-revoked", &actor).await;
    let third = trail.world.token_handed_over(&adam, "nora").await;
    let last = trail.tells("link-issued", &actor).await;
    trail.world.redeem(&third, NEW_PASSWORD).await.expect(200);
    let news = trail.news().await;
    for what in ["link-redeemed", "notice-answered"] {
        let told = news.iter().find(|entry| entry["what"] == what);
        let told = told.unwrap_or_else(|| panic!("no {what} in {news:?}"));
        assert_eq!(told["details"]["link"], last["details"]["link"], "{told}");
    }

    let asked = trail.world.token_asked_for("nora@example.com").await;
    let ask = trail.tells("link-issued", "public").await;
    assert_eq!(ask["details"]["origin"], "self-service", "{ask}");
    let set = trail
        .world
        .set_password(&adam, "nora", OTHER_PASSWORD)
        .await;
    set.expect(200);
    trail.tells("password-set", &actor).await;
    let change = trail
        .world
        .change_password("nora", OTHER_PASSWORD, PASSWORD)
        .await;
    change.expect(200);
    let news = trail.news().await;
    assert!(
        news.iter().any(|entry| entry["what"] == "password-changed"),
        "{news:?}"
    );
    let changes = json!({"name": "Nora Nova", "email": "nora.nova@example.com"});
    trail.world.edit(&adam, "nora", changes).await.expect(200);
    let edited = trail.tells("account-edited", &actor).await;
    for member in ["name", "email"] {
        assert!(
            edited["details"].to_string().contains(member),
            "the members are named: {edited}"
        );
    }

    let text = json!(whole(&trail.world, &adam, "nora").await).to_string();
    for secret in [
        &handed_over,
        &second,
        &third,
        &asked,
        &adam,
        PASSWORD,
        NEW_PASSWORD,
        OTHER_PASSWORD,
        "nora@example.com",
        "nora.nova@example.com",
        "adam@example.com",
        "/reset#",
    ] {
        has_no_trace(&text, secret);
    }
}

// T-403, T-1107
#[tokio::test]
async fn a_refused_act_stands_in_the_history_of_its_target() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let actor = format!("account:{}", world.account_id("adam@example.com").await);
    let olivia = world.olivia().await;
    let mut trail = Trail::of(world, &olivia, "sofia@example.com").await;
    let refused = trail
        .world
        .reset_link(&adam, "sofia@example.com", json!({}))
        .await;
    refused.not_allowed("upward");
    let entry = trail.tells("act-refused", &actor).await;
    assert_eq!(entry["details"]["rule"], "upward", "{entry}");
}

#[tokio::test]
async fn signing_in_and_out_stand_in_the_own_history() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    let actor = format!("account:{}", world.account_id("adam@example.com").await);
    let mut trail = Trail::of(world, &olivia, "adam@example.com").await;
    let adam = trail.world.sign_in("adam@example.com").await;
    trail.tells("signed-in", &actor).await;
    let out = trail.world.delete("/v1/sessions/current").bearer(&adam);
    out.send().await.expect(204);
    trail.tells("signed-out", &actor).await;
}

// B9, T-1107
#[tokio::test]
async fn a_batch_stands_in_the_history_of_who_started_it_and_its_links_in_their_accounts() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let actor = format!("account:{}", world.account_id("adam@example.com").await);
    let ana = world.account_id("ana@example.com").await;
    let mut starter = Trail::of(world, &adam, "adam@example.com").await;
    let order = json!({"account_ids": [&ana]});
    let batch = starter.world.start_batch(&adam, &order).await;
    let entry = starter.tells("batch-started", &actor).await;
    assert_eq!(entry["details"]["batch"], json!(batch), "{entry}");
    let entries = whole(&starter.world, &adam, &ana).await.concat();
    let issued = entries.iter().find(|entry| entry["what"] == "link-issued");
    let issued = issued.unwrap_or_else(|| panic!("no link-issued in {entries:?}"));
    assert_eq!(
        (&issued["actor"], &issued["details"]["origin"]),
        (&json!(actor), &json!("bulk")),
        "{issued}"
    );
}

// B21
#[tokio::test]
async fn a_pin_stands_in_the_own_history_without_its_digits() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let actor = format!("account:{}", world.account_id("adam@example.com").await);
    let mut trail = Trail::of(world, &adam, "adam@example.com").await;
    let set = trail.world.set_pin(&adam, PASSWORD, "840271936518").await;
    set.expect(204);
    let entry = trail.tells("pin-set", &actor).await;
    has_no_trace(&entry.to_string(), "840271936518");
}

// C8, C13
#[tokio::test]
async fn an_ask_is_told_with_a_truncated_address_and_the_program() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let ask = world
        .post("/v1/password-resets")
        .header("User-Agent", "Telegraph/1.0");
    ask.json(&json!({"identifier": "ana@example.com"}))
        .send()
        .await
        .expect(202);
    world.settle().await;
    let entries = whole(&world, &adam, "ana@example.com").await.concat();
    let issued = entries.iter().find(|entry| entry["what"] == "link-issued");
    let issued = issued.unwrap_or_else(|| panic!("no link-issued in {entries:?}"));
    assert_eq!(issued["actor"], "public");
    assert_eq!(issued["details"]["user_agent"], "Telegraph/1.0", "{issued}");
    let ip = issued["ip"].as_str().unwrap();
    assert!(
        ip.starts_with("127.0.0.") && ip != "127.0.0.1",
        "truncated: {issued}"
    );
}

// B18
#[tokio::test]
async fn what_a_key_does_for_an_account_names_both() {
    let world = World::start().await;
    let adam_id = world.account_id("adam@example.com").await;
    let path = world.path("ana@example.com", "/reset-link").await;
    let act = world.post(&path).bearer(world.service_key());
    let act = act.header("X-Rekey-Actor", &adam_id);
    act.json(&json!({"delivery": "link"}))
        .send()
        .await
        .expect(200);
    let olivia = world.olivia().await;
    let entries = whole(&world, &olivia, "ana@example.com").await.concat();
    let actor = entries[0]["actor"].as_str().unwrap();
    assert!(
        actor.starts_with("key:") && actor.ends_with(&format!("account:{adam_id}")),
        "{actor}"
    );
}

#[tokio::test]
async fn a_long_history_is_read_in_pages_of_fifty_that_new_entries_do_not_shift() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let id = world.account_id("ana@example.com").await;
    world.token_handed_over(&adam, &id).await;
    for _ in 0..101 {
        world.reveal(&adam, &id).await.expect(200);
    }
    let first = world.history(&adam, &id, "").await.expect(200).json();
    world.reveal(&adam, &id).await.expect(200);
    let mut read = first["history"].as_array().unwrap().clone();
    let mut sizes = vec![read.len()];
    let mut cursor = first["next_cursor"].as_str().map(str::to_owned);
    while let Some(place) = cursor {
        let query = format!("?cursor={place}");
        let page = world.history(&adam, &id, &query).await.expect(200).json();
        let entries = page["history"].as_array().unwrap();
        sizes.push(entries.len());
        read.extend(entries.iter().cloned());
        cursor = page["next_cursor"].as_str().map(str::to_owned);
    }
    is_newest_first(&read);
    let all = world.items_of("audit", &id).await.len();
    assert_eq!(
        read.len(),
        all - 1,
        "every entry but the one since the first page"
    );
    assert_eq!(sizes[..2], [50, 50], "{sizes:?}");
    assert!(sizes[2..].iter().all(|size| *size <= 50), "{sizes:?}");
    let whole = whole(&world, &adam, &id).await.concat();
    assert_eq!(whole[1..], read, "each of them once, in the same order");
}

#[tokio::test]
async fn an_account_without_a_past_has_an_empty_history() {
    let world = World::start().await;
    let gina = world.sign_in("gina@example.com").await;
    let answer = world
        .history(&gina, "gus@example.com", "")
        .await
        .expect(200);
    let entries = answer.json()["history"].as_array().unwrap().len();
    let id = world.account_id("gus@example.com").await;
    assert_eq!(entries, world.items_of("audit", &id).await.len());
    assert!(answer.json()["next_cursor"].is_null());
}

// T-408, T-424
#[tokio::test]
async fn a_history_outside_the_tenant_is_not_there() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let nobody = world.history(&adam, NOBODY, "").await;
    nobody.refused(404, "account-unknown");
    for target in ["gus@example.com", "gina@example.com", "olivia@example.com"] {
        let answer = world.history(&adam, target, "").await;
        assert_eq!(
            (answer.status, answer.bytes()),
            (404, nobody.bytes()),
            "{target}"
        );
        assert_eq!(answer.steady_headers(), nobody.steady_headers(), "{target}");
    }
}

#[tokio::test]
async fn a_history_may_be_read_of_oneself_and_upward() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    for target in ["adam@example.com", "sofia@example.com", "dora@example.com"] {
        world.history(&adam, target, "").await.expect(200);
    }
}

#[tokio::test]
async fn a_cursor_that_is_none_is_refused_and_one_of_another_history_shows_nothing_of_it() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let ivan = world.account_id("ivan@example.com").await;
    for _ in 0..51 {
        world.revoke_link(&adam, &ivan).await.expect(204);
    }
    for query in [
        "?cursor=",
        "?cursor=x",
        "?cursor=nonsense",
        "?cursor=%F0%9F%A6%89",
        "?cursor=AAAA",
        "?limit=5",
        "?search=ana",
        "?cursor=%FF",
    ] {
        let answer = world.history(&adam, "ana@example.com", query).await;
        assert_eq!(answer.status, 400, "{query} {answer:?}");
        answer.problem(400);
    }
    let page = world.history(&adam, "ivan@example.com", "").await.json();
    let cursor = page["next_cursor"]
        .as_str()
        .expect("there are more than 50");
    let twice = format!("?cursor={cursor}&cursor={cursor}");
    let answer = world.history(&adam, "ivan@example.com", &twice).await;
    answer.problem(400);
    let query = format!("?cursor={cursor}");
    let answer = world.history(&adam, "ana@example.com", &query).await;
    assert!([200, 400].contains(&answer.status), "{answer:?}");
    assert!(!answer.text().contains("link-revoked"), "{answer:?}");
}

#[tokio::test]
async fn who_is_no_administrator_reads_no_history() {
    let world = World::start().await;
    let path = world.path("ana@example.com", "/history").await;
    world.get(&path).send().await.not_authenticated();
    let key = world.get(&path).bearer(world.service_key());
    key.send().await.not_allowed("scope");
}
