//! Links for many accounts at once: looked at first, then started, then followed.

mod later;
mod thousand;

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tests::{KeyOf, NEW_PASSWORD, NOBODY, PASSWORD, World, row_of, token_in, token_of};

/// Who of the demo accounts gets what from Adam of acme, by CONTRACT §3.
const BY_ADAM: [(&str, &str, Option<&str>); 15] = [
    ("ana@example.com", "mail", None),
    ("ivan@example.com", "mail", None),
    ("noemail", "hand-over", Some("no-email")),
    ("twin1", "hand-over", Some("email-not-unique")),
    ("twin2", "hand-over", Some("email-not-unique")),
    ("eve@example.com", "refused", Some("account-expired")),
    ("dora@example.com", "refused", Some("account-disabled")),
    ("sam@example.com", "refused", Some("managed-by-sso")),
    ("adam@example.com", "refused", Some("self")),
    ("sofia@example.com", "refused", Some("upward")),
    ("gina@example.com", "refused", Some("account-unknown")),
    ("gus@example.com", "refused", Some("account-unknown")),
    ("olivia@example.com", "refused", Some("account-unknown")),
    ("oscar@example.com", "refused", Some("account-unknown")),
    (NOBODY, "refused", Some("account-unknown")),
];

async fn ids(world: &World, targets: impl IntoIterator<Item = &str>) -> Vec<String> {
    let mut ids = Vec::new();
    for target in targets {
        ids.push(world.account_id(target).await);
    }
    ids
}

async fn order_of(world: &World, targets: &[&str]) -> Value {
    json!({"account_ids": ids(world, targets.iter().copied()).await})
}

/// The ids of the rows, sorted.
fn ids_in(answer: &Value) -> Vec<String> {
    let rows = answer["rows"].as_array().expect("rows are a list");
    let id = |row: &Value| row["account_id"].as_str().expect("an id").to_owned();
    let mut ids: Vec<_> = rows.iter().map(id).collect();
    ids.sort();
    ids
}

/// How many mails with a link each address has.
async fn links_mailed(world: &World) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for mail in world.mails().await {
        if mail.token().is_some() {
            *counts.entry(mail.to[0].clone()).or_default() += 1;
        }
    }
    counts
}

// B10, T-406, T-408, T-424
#[tokio::test]
async fn a_preview_says_who_would_get_what_and_why_not_and_does_nothing() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let targets = BY_ADAM.map(|(target, _, _)| target);
    let order = order_of(&world, &targets).await;
    let before = world.tables().await;
    let preview = world.preview(&adam, order).await;
    let mut members: Vec<&String> = preview.as_object().unwrap().keys().collect();
    members.sort();
    assert_eq!(members, ["counts", "rows"]);
    assert_eq!(
        preview["counts"],
        json!({"total": 15, "mail": 2, "hand-over": 3, "refused": 10})
    );
    for (target, outcome, reason) in BY_ADAM {
        let row = row_of(&preview, &world.account_id(target).await);
        assert_eq!(
            (&row["outcome"], row["reason"].as_str()),
            (&json!(outcome), reason),
            "{target}: {row}"
        );
        if outcome == "mail" {
            let to = row["to"].as_str().expect("where it goes");
            assert!(!to.contains(target) && to.contains('@'), "masked: {row}");
        } else {
            assert!(row["to"].is_null(), "{row}");
        }
    }
    for known in ["gus", "gina", "olivia", "globex"] {
        assert!(!preview.to_string().contains(known), "{known}: {preview}");
    }
    assert_eq!(world.tables().await, before, "nothing is written");
    assert!(world.mails().await.is_empty());
}

// B9, A3
#[tokio::test]
async fn what_the_preview_says_is_what_is_done() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let targets = BY_ADAM.map(|(target, _, _)| target);
    let order = order_of(&world, &targets).await;
    let started = world.order_links(&adam, &order).await.expect(202);
    assert_eq!(started.members(), ["accepted", "batch_id"]);
    assert_eq!(started.json()["accepted"], 5);
    let batch = started.json()["batch_id"].as_str().unwrap().to_owned();
    world.settle().await;
    let answer = world.progress(&adam, &batch).await.expect(200);
    assert_eq!(answer.members(), ["done", "rows", "total"]);
    let progress = answer.json();
    assert_eq!(
        (&progress["total"], &progress["done"]),
        (&json!(15), &json!(15))
    );
    for (target, outcome, reason) in BY_ADAM {
        let row = row_of(&progress, &world.account_id(target).await);
        let reset = &row["reset"];
        match outcome {
            "mail" => {
                assert_eq!(
                    (&reset["status"], &reset["origin"], &reset["state"]),
                    (&json!("sent"), &json!("bulk"), &json!("live")),
                    "{target}: {row}"
                );
                assert!(reset["link"].is_null(), "{row}");
                let mails = world.mails_to(target).await;
                assert_eq!(mails.len(), 1, "{target}");
                assert!(!answer.text().contains(&token_of(&mails[0])));
            }
            "hand-over" => {
                assert_eq!(
                    (&reset["status"], reset["reason"].as_str()),
                    (&json!("hand-over"), reason),
                    "{target}: {row}"
                );
                assert_eq!(world.state(&token_in(reset)).await, "live");
            }
            _ => {
                assert!(reset.is_null(), "{target}: {row}");
                assert_eq!(row["refused"].as_str(), reason, "{target}: {row}");
            }
        }
    }
    assert_eq!(world.table("links").await.len(), 5);
    assert_eq!(world.mails().await.len(), 2);
    for target in ["ana@example.com", "twin1"] {
        world.password_is(target, PASSWORD).await;
    }
    let token = token_of(&world.mails_to("ivan@example.com").await[0]);
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    assert_eq!(
        world.account("ivan@example.com").await["standing"],
        "active"
    );
}

// B10
#[tokio::test]
async fn a_text_that_is_no_id_is_a_row_in_the_preview_and_in_the_batch_alike() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let ana = world.account_id("ana@example.com").await;
    let order = json!({"account_ids": [ana, "no id", "🦉"]});
    let preview = world.preview(&adam, order.clone()).await;
    assert_eq!(
        preview["counts"],
        json!({"total": 3, "mail": 1, "hand-over": 0, "refused": 2})
    );
    assert_eq!(row_of(&preview, "no id")["reason"], "account-unknown");
    let batch = world.start_batch(&adam, &order).await;
    world.settle().await;
    let progress = world.progress(&adam, &batch).await.expect(200).json();
    assert_eq!(
        (&progress["total"], &progress["done"]),
        (&json!(3), &json!(3)),
        "what was previewed is what is told: {progress}"
    );
    assert_eq!(ids_in(&progress), ids_in(&preview));
}

#[tokio::test]
async fn a_text_that_hides_an_id_or_holds_a_link_is_nobodys_and_is_not_kept() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let ana = world.account_id("ana@example.com").await;
    let token = world.token_handed_over(&adam, "noemail").await;
    let link = format!("{}/reset#{token}", world.url());
    let order = json!({"account_ids": [format!("{ana}\r"), token, link, ana]});
    let preview = world.preview(&adam, order.clone()).await;
    assert_eq!(row_of(&preview, "(no id)")["reason"], "account-unknown");
    let batch = world.start_batch(&adam, &order).await;
    world.settle().await;
    let progress = world.progress(&adam, &batch).await.expect(200);
    assert_eq!(progress.json()["total"], 2, "{progress:?}");
    assert_eq!(world.mails().await.len(), 1, "Ana's own row is mailed");
    let kept = json!(world.table("batches").await).to_string();
    assert!(!kept.contains(&token[..10]), "{kept}");
}

// B9
#[tokio::test]
async fn an_account_named_twice_is_one_row() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let ana = world.account_id("ana@example.com").await;
    let order = json!({"account_ids": [&ana, NOBODY, &ana, &ana, NOBODY]});
    let preview = world.preview(&adam, order.clone()).await;
    assert_eq!(preview["counts"]["total"], 2, "{preview}");
    row_of(&preview, &ana);
    let batch = world.start_batch(&adam, &order).await;
    world.settle().await;
    let progress = world.progress(&adam, &batch).await.json();
    assert_eq!(progress["total"], 2, "{progress}");
    assert_eq!(world.mails().await.len(), 1);
}

// B9
#[tokio::test]
async fn a_search_gives_links_to_just_those_whom_the_list_shows() {
    let world = World::start().await;
    world
        .olivia_edits("ana@example.com", json!({"name": "Ana Twinkle"}))
        .await;
    let adam = world.sign_in("adam@example.com").await;
    for search in [
        "twin",
        "TWIN",
        "",
        "a",
        "example.com",
        "#",
        "twin1#",
        "*",
        "gus",
        "🦉",
    ] {
        let listed = world.pages(&adam, search, 100).await.concat();
        let mut listed: Vec<String> = listed
            .iter()
            .map(|account| account["id"].as_str().unwrap().to_owned())
            .collect();
        listed.sort();
        let preview = world.preview(&adam, json!({"search": search})).await;
        assert_eq!(ids_in(&preview), listed, "search {search:?}");
        assert_eq!(preview["counts"]["total"], listed.len());
    }
    let batch = world.start_batch(&adam, &json!({"search": "twin"})).await;
    world.settle().await;
    let progress = world.progress(&adam, &batch).await.json();
    assert_eq!(
        ids_in(&progress).len(),
        3,
        "twin1, twin2 and Ana Twinkle: {progress}"
    );
    assert_eq!(world.mails().await.len(), 1);
}

// B9, T-406
#[tokio::test]
async fn an_owner_without_tenant_gives_links_in_every_tenant_and_to_administrators() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    let targets = [
        "adam@example.com",
        "gina@example.com",
        "gus@example.com",
        "oscar@example.com",
        "olivia@example.com",
    ];
    let preview = world
        .preview(&olivia, order_of(&world, &targets).await)
        .await;
    assert_eq!(
        preview["counts"],
        json!({"total": 5, "mail": 4, "hand-over": 0, "refused": 1})
    );
    let own = row_of(&preview, &world.account_id("olivia@example.com").await);
    assert_eq!(own["reason"], "self");
}

// T-104, T-105, T-423, T-512
#[tokio::test]
async fn an_order_that_is_none_does_nothing() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let ana = world.account_id("ana@example.com").await;
    let before = world.tables().await;
    let too_many: Vec<String> = (0..1_001).map(|number| format!("{number:026}")).collect();
    for order in [
        json!({}),
        json!([]),
        json!({"account_ids": []}),
        json!({"account_ids": too_many}),
        json!({"account_ids": [&ana], "search": "ana"}),
        json!({"account_ids": null}),
        json!({"account_ids": &ana}),
        json!({"account_ids": [7]}),
        json!({"account_ids": [null]}),
        json!({"account_ids": [[&ana]]}),
        json!({"search": null}),
        json!({"search": 7}),
        json!({"search": ["ana"]}),
        json!({"search": "a".repeat(255)}),
        json!({"account_ids": [&ana], "delivery": "sms"}),
        json!({"account_ids": [&ana], "delivery": null}),
        json!({"account_ids": [&ana], "preview": "yes"}),
        json!({"account_ids": [&ana], "preview": null}),
        json!({"account_ids": [&ana], "tenant": "globex"}),
        json!({"account_ids": [&ana], "lifetime": "1h"}),
        json!({"delivery": "email"}),
    ] {
        let answer = world.order_links(&adam, &order).await;
        assert_eq!(answer.status, 400, "{order} {answer:?}");
        answer.problem(400);
    }
    let post = || world.post("/v1/admin/reset-links").bearer(&adam);
    let twice = format!(r#"{{"account_ids":["{ana}"],"account_ids":["{ana}"]}}"#);
    for body in ["", "{", twice.as_str()] {
        let answer = post().body("application/json", body).send().await;
        answer.problem(400);
    }
    let enormous = json!({"search": "a".repeat(70_000)}).to_string();
    let answer = post().body("application/json", enormous).send().await;
    answer.problem(413);
    post().form(&[("search", "ana")]).send().await.problem(415);
    assert_eq!(world.tables().await, before);
    assert!(world.mails().await.is_empty());
}

// T-401, T-403, T-1203
#[tokio::test]
async fn who_is_no_administrator_starts_nothing() {
    let world = World::start().await;
    let ana = world.account_id("ana@example.com").await;
    let order = json!({"account_ids": [&ana]});
    let before = world.records().await;
    let post = || world.post("/v1/admin/reset-links").json(&order);
    post().send().await.not_authenticated();
    post().bearer("nonsense").send().await.not_authenticated();
    let key = || post().bearer(world.service_key());
    key().send().await.not_allowed("scope");
    let of_a_user = key().header("X-Rekey-Actor", &ana);
    of_a_user.send().await.not_allowed("scope");
    world
        .get(&format!("/v1/admin/reset-links/{NOBODY}"))
        .send()
        .await
        .not_authenticated();
    world.nothing_happened_since(&before).await;
    assert!(world.table("batches").await.is_empty());
}

// B18
#[tokio::test]
async fn a_key_starts_a_batch_as_far_as_key_and_account_reach() {
    let world = World::start().await;
    let olivia_id = world.account_id("olivia@example.com").await;
    let key = KeyOf {
        scopes: &["admin"],
        highest_role: "admin",
        tenant: Some("acme"),
    };
    let key = world.make_key(key).await;
    let targets = ["ana@example.com", "adam@example.com", "gus@example.com"];
    let order = order_of(&world, &targets).await;
    let post = world.post("/v1/admin/reset-links").bearer(&key);
    let post = post.header("X-Rekey-Actor", &olivia_id);
    let started = post.json(&order).send().await.expect(202).json();
    assert_eq!(started["accepted"], 1);
    let batch = started["batch_id"].as_str().unwrap();
    world.settle().await;
    let path = format!("/v1/admin/reset-links/{batch}");
    let get = world.get(&path).bearer(&key);
    let get = get.header("X-Rekey-Actor", &olivia_id);
    let progress = get.send().await.expect(200).json();
    for (target, refused) in [
        ("adam@example.com", "upward"),
        ("gus@example.com", "account-unknown"),
    ] {
        let row = row_of(&progress, &world.account_id(target).await);
        assert_eq!(row["refused"], refused, "{target}: {row}");
    }
    assert_eq!(
        links_mailed(&world).await,
        BTreeMap::from([("ana@example.com".to_owned(), 1)])
    );
}

// B9, A15, D7, D9, T-408
#[tokio::test]
async fn handed_over_links_are_shown_to_the_starter_alone_and_only_inside_the_window() {
    let world = World::start().await;
    world
        .olivia_edits(
            "ivan@example.com",
            json!({"role": "admin", "standing": "active"}),
        )
        .await;
    let adam = world.sign_in("adam@example.com").await;
    let order = order_of(&world, &["noemail", "twin1", "ana@example.com"]).await;
    let batch = world.start_batch(&adam, &order).await;
    world.settle().await;
    let shown = world.row(&adam, &batch, "noemail").await;
    let token = token_in(&shown["reset"]);
    let revealed = world.reveal(&adam, "noemail").await.expect(200).json();
    assert_eq!(token_in(&revealed), token);

    let set = world
        .set_lasting_password(&world.olivia().await, "sofia@example.com", PASSWORD)
        .await;
    set.expect(200);
    let colleague = world.sign_in("sofia@example.com").await;
    for other in [&colleague, &world.olivia().await] {
        let answer = world.progress(other, &batch).await.expect(200);
        assert_eq!(answer.json()["done"], 3, "progress is told");
        assert!(
            !answer.text().contains(&token) && !answer.text().contains("/reset#"),
            "the link is not: {answer:?}"
        );
    }
    let gina = world.sign_in("gina@example.com").await;
    let elsewhere = world.progress(&gina, &batch).await;
    let nowhere = world.progress(&gina, NOBODY).await;
    assert_eq!((elsewhere.status, nowhere.status), (404, 404));
    assert_eq!(elsewhere.bytes(), nowhere.bytes());

    world.advance("15h59m").await;
    let adam = world.sign_in("adam@example.com").await;
    let late = world.row(&adam, &batch, "noemail").await;
    assert_eq!(token_in(&late["reset"]), token);
    world.advance("1m").await;
    let after = world.progress(&adam, &batch).await.expect(200);
    assert!(!after.text().contains(&token), "{after:?}");
    let row = world.row(&adam, &batch, "noemail").await;
    assert_eq!(row["reset"]["status"], "hand-over", "told still: {row}");
    assert!(row["reset"]["link"].is_null(), "without the link: {row}");
    assert_eq!(after.json()["done"], 3);
    assert_eq!(
        world.state(&token).await,
        "live",
        "the link itself lives on"
    );
}

// T-402
#[tokio::test]
async fn whoever_lost_a_role_since_sees_no_links_upward() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    for (username, members) in [
        (
            "otto",
            json!({"email": "otto@example.com", "tenant": "acme"}),
        ),
        ("oda", json!({"tenant": "acme"})),
    ] {
        let mut owner = json!({"username": username, "role": "owner", "send_link": false});
        owner
            .as_object_mut()
            .expect("members")
            .extend(members.as_object().expect("members").clone());
        world.create(&olivia, owner).await.expect(201);
        let set = world
            .set_lasting_password(&olivia, username, PASSWORD)
            .await;
        set.expect(200);
    }
    let otto = world.sign_in("otto@example.com").await;
    let order = order_of(&world, &["oda"]).await;
    let batch = world.start_batch(&otto, &order).await;
    world.settle().await;
    let shown = world.row(&otto, &batch, "oda").await;
    let token = token_in(&shown["reset"]);

    world
        .olivia_edits("otto@example.com", json!({"role": "admin"}))
        .await;
    let otto = world.sign_in("otto@example.com").await;
    let now = world.progress(&otto, &batch).await.expect(200);
    assert_eq!(now.json()["rows"][0]["reset"]["status"], "hand-over");
    assert!(!now.text().contains(&token), "{now:?}");
    world.reveal(&otto, "oda").await.expect(403);
}

// T-408
#[tokio::test]
async fn an_account_that_has_left_the_tenant_is_a_row_like_nobodys() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let ivan = world.account_id("ivan@example.com").await;
    let order = json!({"account_ids": [&ivan, NOBODY]});
    let batch = world.start_batch(&adam, &order).await;
    world.settle().await;
    let row = world.row(&adam, &batch, &ivan).await;
    assert_eq!(row["reset"]["status"], "sent", "{row}");
    let moved = json!({"tenant": "globex", "email": "ivan@globex.example"});
    world.olivia_edits(&ivan, moved).await;
    let mut row = world.row(&adam, &batch, &ivan).await;
    row["account_id"] = json!(NOBODY);
    assert_eq!(row, world.row(&adam, &batch, NOBODY).await);
}

#[tokio::test]
async fn a_row_names_no_address_that_its_mail_did_not_go_to() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let targets = ["ana@example.com", "ivan@example.com"];
    let ana = world.account_id(targets[0]).await;
    let order = order_of(&world, &targets).await;
    let batch = world.start_batch(&adam, &order).await;
    world.settle().await;
    let mailed_to = world.row(&adam, &batch, &ana).await["reset"]["to"].clone();
    assert!(mailed_to.is_string());
    world
        .olivia_edits(&ana, json!({"email": "x@elsewhere.example"}))
        .await;
    let row = world.row(&adam, &batch, &ana).await;
    assert_eq!(row["reset"]["state"], "revoked", "{row}");
    assert!(row["reset"]["to"].is_null(), "{row}");
    let token = token_of(&world.mails_to(targets[1]).await[0]);
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    let row = world.row(&adam, &batch, targets[1]).await;
    assert_eq!(row["reset"]["state"], "used", "{row}");
    assert!(row["reset"]["to"].is_string(), "it is the same: {row}");
}

#[tokio::test]
async fn a_batch_that_is_none_is_not_there() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    for id in [NOBODY, "x", "..", "%00", "%F0%9F%A6%89", "0"] {
        let answer = world.progress(&adam, id).await;
        assert_eq!(answer.status, 404, "{id} {answer:?}");
    }
}

#[tokio::test]
async fn the_rows_tell_what_became_of_the_links_since() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let order = order_of(&world, &["ana@example.com", "noemail", "twin1"]).await;
    let batch = world.start_batch(&adam, &order).await;
    world.settle().await;
    let token = token_of(&world.mails_to("ana@example.com").await[0]);
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    world.revoke_link(&adam, "noemail").await.expect(204);
    for (target, state) in [
        ("ana@example.com", "used"),
        ("noemail", "revoked"),
        ("twin1", "live"),
    ] {
        let row = world.row(&adam, &batch, target).await;
        assert_eq!(row["reset"]["state"], state, "{target}: {row}");
        assert_eq!(
            row["reset"]["link"].is_string(),
            target == "twin1",
            "a dead link is not shown: {row}"
        );
    }
}

// A1, B9
#[tokio::test]
async fn links_asked_for_by_hand_are_handed_over_and_not_mailed() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let mut order = order_of(&world, &["ana@example.com", "noemail", "eve@example.com"]).await;
    order["delivery"] = json!("link");
    let preview = world.preview(&adam, order.clone()).await;
    assert_eq!(
        preview["counts"],
        json!({"total": 3, "mail": 0, "hand-over": 2, "refused": 1})
    );
    let batch = world.start_batch(&adam, &order).await;
    world.settle().await;
    assert!(world.mails().await.is_empty());
    for target in ["ana@example.com", "noemail"] {
        let row = world.row(&adam, &batch, target).await;
        assert_eq!(
            (&row["reset"]["status"], &row["reset"]["reason"]),
            (&json!("hand-over"), &json!("requested")),
            "{row}"
        );
        let token = token_in(&row["reset"]);
        world.redeem(&token, NEW_PASSWORD).await.expect(200);
    }
}

// A1, B9
#[tokio::test]
async fn a_link_that_was_mailed_before_is_handed_over_by_a_row_too() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let ana = "ana@example.com";
    let sent = world.reset_link(&adam, ana, json!({})).await.expect(200);
    assert_eq!(sent.json()["status"], "sent");
    let mailed = token_of(&world.wait_for_mail(ana).await);
    let delivery = world.account(ana).await["reset"]["delivery"].clone();
    let mut order = order_of(&world, &[ana]).await;
    order["delivery"] = json!("link");
    world.advance("10m").await;
    let batch = world.start_batch(&adam, &order).await;
    world.settle().await;
    let row = world.row(&adam, &batch, ana).await;
    let reset = &row["reset"];
    assert_eq!(
        (&reset["status"], &reset["reason"]),
        (&json!("hand-over"), &json!("requested")),
        "{row}"
    );
    assert_eq!(token_in(reset), mailed);
    assert_eq!(reset["delivery"], delivery, "of the mail nothing is new");
    world.reset_link(&adam, ana, json!({})).await.expect(200);
    let row = world.row(&adam, &batch, ana).await;
    assert_eq!(token_in(&row["reset"]), mailed, "the row stays: {row}");
    assert_eq!(world.account(ana).await["reset"]["status"], "sent");
}

#[tokio::test]
async fn with_fallback_only_what_mail_cannot_carry_is_shown() {
    let world = World::with(&[("SHOW_LINK", "fallback")]).await;
    let adam = world.sign_in("adam@example.com").await;
    let mut order = order_of(&world, &["ana@example.com", "noemail"]).await;
    let before = world.records().await;
    order["delivery"] = json!("link");
    world
        .order_links(&adam, &order)
        .await
        .refused(403, "link-not-shown");
    world.nothing_happened_since(&before).await;
    assert!(world.table("batches").await.is_empty());
    order["delivery"] = json!("email");
    let batch = world.start_batch(&adam, &order).await;
    world.settle().await;
    let mailed = world.row(&adam, &batch, "ana@example.com").await;
    assert_eq!(mailed["reset"]["status"], "sent", "{mailed}");
    assert!(mailed["reset"]["link"].is_null(), "{mailed}");
    let shown = world.row(&adam, &batch, "noemail").await;
    assert_eq!(world.state(&token_in(&shown["reset"])).await, "live");
}

// T-411
#[tokio::test]
async fn rows_whose_mail_is_refused_are_handed_over() {
    for (mode, reason) in [
        ("reject", "mail-rejected"),
        ("paused", "mail-rejected"),
        ("down", "mail-unconfirmed"),
        ("lose-answer", "mail-unconfirmed"),
    ] {
        let world = World::start().await;
        let adam = world.sign_in("adam@example.com").await;
        world.mail_mode(mode).await;
        let order = order_of(&world, &["ana@example.com"]).await;
        let batch = world.start_batch(&adam, &order).await;
        world.settle().await;
        world.mail_mode("accept").await;
        world.work_the_outbox_off().await;
        let row = world.row(&adam, &batch, "ana@example.com").await;
        let reset = &row["reset"];
        let mails = world.mails_to("ana@example.com").await;
        assert!(mails.len() <= 1, "{mode}: never twice");
        if reset["status"] == "hand-over" {
            assert_eq!(reset["reason"], reason, "{mode}: {row}");
            let token = token_in(reset);
            assert!(mails.iter().all(|mail| token_of(mail) == token), "{mode}");
            assert_eq!(world.state(&token).await, "live");
        } else {
            assert_eq!(
                (&reset["status"], mails.len()),
                (&json!("sent"), 1),
                "{mode}: mailed, or handed over: {row}"
            );
        }
    }
}

#[tokio::test]
async fn without_a_sender_every_row_is_handed_over() {
    let world = World::with(&[("MAIL_FROM", "")]).await;
    let adam = world.sign_in("adam@example.com").await;
    let order = order_of(&world, &["ana@example.com", "ivan@example.com"]).await;
    let preview = world.preview(&adam, order.clone()).await;
    assert_eq!(preview["counts"]["hand-over"], 2, "{preview}");
    let batch = world.start_batch(&adam, &order).await;
    world.settle().await;
    for target in ["ana@example.com", "ivan@example.com"] {
        let row = world.row(&adam, &batch, target).await;
        assert_eq!(row["reset"]["reason"], "mail-not-configured", "{row}");
        token_in(&row["reset"]);
    }
}

// D8, D20
#[tokio::test]
async fn a_batch_inside_the_window_sends_the_same_links_again() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let handed_over = world.token_handed_over(&adam, "ana@example.com").await;
    let order = order_of(&world, &["ana@example.com"]).await;
    for mails in 1..=2 {
        let batch = world.start_batch(&adam, &order).await;
        world.settle().await;
        let row = world.row(&adam, &batch, "ana@example.com").await;
        assert_eq!(row["reset"]["origin"], "admin", "of the issue: {row}");
        assert_eq!(row["reset"]["resent"], true, "{row}");
        let sent = world.mails_to("ana@example.com").await;
        assert_eq!(sent.len(), mails);
        assert_eq!(token_of(&sent[0]), handed_over);
    }
}

// T-423
#[tokio::test]
async fn rows_are_not_counted_among_the_links_of_the_hour() {
    let world = World::with(&[("LIMIT_LINKS_PER_ADMIN", "1")]).await;
    let adam = world.sign_in("adam@example.com").await;
    let order = order_of(&world, &["ana@example.com", "ivan@example.com", "noemail"]).await;
    let batch = world.start_batch(&adam, &order).await;
    world.settle().await;
    assert_eq!(world.progress(&adam, &batch).await.json()["done"], 3);
    assert_eq!(world.mails().await.len(), 2);
    let after = world.reset_link(&adam, "twin1", json!({})).await;
    after.expect(200);
    world.reset_link(&adam, "twin2", json!({})).await.limited();
    world.start_batch(&adam, &order).await;
}

/// Starts a batch whose rows have to wait, lets something happen meanwhile, and lets the rows have their turn.
async fn waiting_row_after(
    target: &str,
    meanwhile: impl AsyncFnOnce(&World, &str),
) -> (World, Value) {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let id = world.account_id(target).await;
    world.mail_mode("throttle").await;
    let order = json!({"account_ids": [&id]});
    let batch = world.start_batch(&adam, &order).await;
    world.settle().await;
    assert!(!world.outbox().await.is_empty(), "the row waits");
    assert_eq!(world.progress(&adam, &batch).await.json()["done"], 0);
    meanwhile(&world, &adam).await;
    world.mail_mode("accept").await;
    world.work_the_outbox_off().await;
    let progress = world.progress(&adam, &batch).await.expect(200).json();
    assert_eq!(progress["done"], 1, "{progress}");
    let row = row_of(&progress, &id);
    (world, row)
}

// T-308, T-607, T-608
#[tokio::test]
async fn an_account_edited_before_its_row_had_its_turn_gets_no_link() {
    for changes in [
        json!({"email": "ana.new@example.com"}),
        json!({"standing": "disabled"}),
        json!({"role": "admin"}),
        json!({"tenant": "globex"}),
    ] {
        let (world, row) = waiting_row_after("ana@example.com", async |world, _| {
            world.olivia_edits("ana@example.com", changes.clone()).await;
        })
        .await;
        assert_eq!(
            links_mailed(&world).await,
            BTreeMap::new(),
            "{changes}: {row}"
        );
        assert!(row["reset"]["link"].is_null(), "{changes}: {row}");
        assert_ne!(row["reset"]["status"], "sent", "{changes}: {row}");
    }
}

// T-305, T-607
#[tokio::test]
async fn an_account_whose_link_was_revoked_before_its_row_had_its_turn_gets_none() {
    let (world, row) = waiting_row_after("ana@example.com", async |world, adam| {
        world.revoke_link(adam, "ana@example.com").await.expect(204);
    })
    .await;
    assert_eq!(links_mailed(&world).await, BTreeMap::new(), "{row}");
    assert_ne!(row["reset"]["status"], "sent", "{row}");
}

// T-306
#[tokio::test]
async fn an_account_whose_password_was_set_before_its_row_had_its_turn_gets_no_link() {
    let (world, row) = waiting_row_after("ana@example.com", async |world, adam| {
        world
            .set_lasting_password(adam, "ana@example.com", NEW_PASSWORD)
            .await
            .expect(200);
    })
    .await;
    assert_eq!(links_mailed(&world).await, BTreeMap::new(), "{row}");
    world.password_is("ana@example.com", NEW_PASSWORD).await;
}

#[tokio::test]
async fn a_row_that_waited_is_mailed_once_when_mail_works_again() {
    let (world, row) = waiting_row_after("ana@example.com", async |_, _| {}).await;
    assert_eq!(row["reset"]["status"], "sent", "{row}");
    assert_eq!(row["reset"]["resent"], false, "its own link: {row}");
    assert_eq!(
        links_mailed(&world).await,
        BTreeMap::from([("ana@example.com".to_owned(), 1)])
    );
}

#[tokio::test]
async fn a_row_that_waits_tells_its_link_as_queued() {
    waiting_row_after("ana@example.com", async |world, adam| {
        let batch = &world.table("batches").await[0]["batch_id"];
        let batch = batch.as_str().expect("an id");
        let row = world.row(adam, batch, "ana@example.com").await;
        assert_eq!(
            (&row["reset"]["status"], &row["reset"]["state"]),
            (&json!("queued"), &json!("live")),
            "{row}"
        );
        assert!(row["reset"]["link"].is_null(), "{row}");
    })
    .await;
}

/// Starts a batch of Ana's row while the mail service does not take mail, in a world whose windows are ten minutes.
async fn row_while_mail_is(mode: &str) -> (World, String, String) {
    let world = World::with(&[("ADMIN_LIFETIME", "15m")]).await;
    let adam = world.sign_in("adam@example.com").await;
    world.mail_mode(mode).await;
    let order = order_of(&world, &["ana@example.com"]).await;
    let batch = world.start_batch(&adam, &order).await;
    world.settle().await;
    (world, adam, batch)
}

// T-411, T-605
#[tokio::test]
async fn a_row_is_tried_again_when_the_mail_service_was_down_or_failed() {
    for mode in ["down", "error"] {
        let (world, adam, batch) = row_while_mail_is(mode).await;
        assert_eq!(
            world.progress(&adam, &batch).await.json()["done"],
            0,
            "{mode}"
        );
        world.mail_mode("accept").await;
        world.work_the_outbox_off().await;
        let row = world.row(&adam, &batch, "ana@example.com").await;
        assert_eq!(row["reset"]["status"], "sent", "{mode}: {row}");
        assert_eq!(
            links_mailed(&world).await,
            BTreeMap::from([("ana@example.com".to_owned(), 1)])
        );
    }
}

// T-411, T-605
#[tokio::test]
async fn a_row_whose_window_ends_before_the_mail_service_is_back_is_handed_over() {
    let (world, adam, batch) = row_while_mail_is("error").await;
    world.work_the_outbox_off().await;
    let row = world.row(&adam, &batch, "ana@example.com").await;
    assert_eq!(
        (&row["reset"]["status"], &row["reset"]["reason"]),
        (&json!("hand-over"), &json!("mail-unconfirmed")),
        "{row}"
    );
    let token = token_in(&row["reset"]);
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
}

// T-411, T-605
#[tokio::test]
async fn a_row_that_has_its_turn_only_after_its_window_is_handed_over_too() {
    let (world, adam, batch) = row_while_mail_is("down").await;
    world.advance("11m").await;
    world.run_cleanup().await;
    world.work_the_outbox_off().await;
    let row = world.row(&adam, &batch, "ana@example.com").await;
    assert!(row["refused"].is_null(), "{row}");
    assert_eq!(
        (&row["reset"]["status"], &row["reset"]["reason"]),
        (&json!("hand-over"), &json!("mail-unconfirmed")),
        "nothing waits any more: {row}"
    );
    assert_eq!(row["reset"]["delivery"]["state"], "none", "{row}");
}

#[tokio::test]
async fn when_the_store_fails_no_batch_is_started() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let order = order_of(&world, &["ana@example.com", "noemail"]).await;
    let before = world.records().await;
    world.store_fault("error", 300, None).await;
    let answer = world.order_links(&adam, &order).await;
    world.mend_the_store().await;
    answer.refused(503, "try-again-later");
    world.nothing_happened_since(&before).await;
    assert!(world.outbox().await.is_empty());
}

#[tokio::test]
async fn a_store_that_fails_now_and_then_loses_no_row_and_sends_none_twice() {
    for fault in ["lose-answer", "error", "throttle"] {
        let world = World::start().await;
        let adam = world.sign_in("adam@example.com").await;
        let order = order_of(&world, &["ana@example.com", "ivan@example.com", "noemail"]).await;
        let batch = world.start_batch(&adam, &order).await;
        world
            .store_fault(fault, 12, Some("TransactWriteItems"))
            .await;
        world.work_the_outbox_off().await;
        let progress = world.progress(&adam, &batch).await.expect(200).json();
        assert_eq!(progress["done"], 3, "{fault}: {progress}");
        let mailed = links_mailed(&world).await;
        for target in ["ana@example.com", "ivan@example.com"] {
            let row = row_of(&progress, &world.account_id(target).await);
            let mails = mailed.get(target).copied().unwrap_or_default();
            assert!(mails <= 1, "{fault}: {target} twice");
            assert!(
                mails == 1 || row["reset"]["link"].is_string(),
                "{fault}: {target} is lost: {row}"
            );
        }
    }
}
