//! Finding accounts: the list, the search and the record.

use serde_json::{Value, json};
use tests::{NEW_PASSWORD, NOBODY, PASSWORD, World};

fn bearers(list: &Value) -> Vec<String> {
    let accounts = list["accounts"].as_array().expect("accounts are a list");
    let name = |account: &Value| {
        let name = account["username"].as_str().or(account["email"].as_str());
        name.expect("an account is found by something").to_owned()
    };
    let mut names: Vec<_> = accounts.iter().map(name).collect();
    names.sort();
    names
}

const ACME: [&str; 12] = [
    "adam@example.com",
    "ana@example.com",
    "bounce@simulator.amazonses.com",
    "dora@example.com",
    "eve@example.com",
    "ivan@example.com",
    "noemail",
    "sam@example.com",
    "sofia@example.com",
    "suppressionlist@simulator.amazonses.com",
    "twin1",
    "twin2",
];

#[tokio::test]
async fn an_administrator_sees_the_accounts_of_the_own_company_alone() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    assert_eq!(
        bearers(&world.list(&adam, "").await.expect(200).json()),
        ACME
    );
    let gina = world.sign_in("gina@example.com").await;
    assert_eq!(
        bearers(&world.list(&gina, "").await.expect(200).json()),
        ["gina@example.com", "gus@example.com"]
    );
}

#[tokio::test]
async fn an_owner_without_tenant_sees_all_or_the_tenant_asked_for() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    let all = bearers(&world.list(&olivia, "").await.expect(200).json());
    assert_eq!(all.len(), 16, "{all:?}");
    let globex = world
        .list(&olivia, "?tenant=globex")
        .await
        .expect(200)
        .json();
    assert_eq!(bearers(&globex), ["gina@example.com", "gus@example.com"]);
}

#[tokio::test]
async fn asking_for_another_tenant_does_not_widen_a_confined_view() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    for query in [
        "?tenant=globex",
        "?search=gus",
        "?search=gus&tenant=globex",
        "?tenant=",
        "?tenant=acme&tenant=globex",
        "?search=ana%FF",
    ] {
        let answer = world.list(&adam, query).await;
        assert!(answer.status < 500, "{query} {answer:?}");
        assert!(
            !answer.text().contains("gus@example.com"),
            "{query} {answer:?}"
        );
        assert!(
            !answer.text().contains("gina@example.com"),
            "{query} {answer:?}"
        );
    }
}

#[tokio::test]
async fn the_search_is_a_prefix_of_address_username_or_name() {
    let world = World::start().await;
    world
        .olivia_edits(
            "ana@example.com",
            json!({"name": "Zoe Quill", "username": "quokka"}),
        )
        .await;
    let adam = world.sign_in("adam@example.com").await;
    for (search, expected) in [
        ("twin", vec!["twin1", "twin2"]),
        ("twins@", vec!["twin1", "twin2"]),
        ("ANA@example", vec!["quokka"]),
        ("quok", vec!["quokka"]),
        ("zoe", vec!["quokka"]),
        ("Zoe", vec!["quokka"]),
        ("example.com", vec![]),
        ("uokka", vec![]),
        ("nobody", vec![]),
        ("olivia", vec![]),
    ] {
        let found = world
            .list(&adam, &format!("?search={search}"))
            .await
            .expect(200)
            .json();
        assert_eq!(bearers(&found), expected, "{search}");
    }
}

#[tokio::test]
async fn the_search_forgets_what_an_account_was_called_before() {
    let world = World::start().await;
    world
        .olivia_edits("ana@example.com", json!({"email": "zora@example.com"}))
        .await;
    let adam = world.sign_in("adam@example.com").await;
    assert_eq!(
        bearers(&world.list(&adam, "?search=ana@").await.expect(200).json()),
        Vec::<String>::new()
    );
    assert_eq!(
        bearers(&world.list(&adam, "?search=zora").await.expect(200).json()),
        ["zora@example.com"]
    );
}

#[tokio::test]
async fn a_long_list_is_read_page_by_page() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let mut seen = Vec::new();
    let mut query = "?limit=5".to_owned();
    for _ in 0..10 {
        let page = world.list(&adam, &query).await.expect(200).json();
        let names = bearers(&page);
        assert!(names.len() <= 5, "{page}");
        seen.extend(names);
        let Some(cursor) = page["next_cursor"].as_str() else {
            break;
        };
        query = format!("?limit=5&cursor={cursor}");
    }
    seen.sort();
    assert_eq!(seen, ACME, "every account once");
}

#[tokio::test]
async fn a_cursor_of_another_view_does_not_widen_this_one() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    let page = world
        .list(&olivia, "?tenant=globex&limit=1")
        .await
        .expect(200)
        .json();
    let cursor = page["next_cursor"].as_str().expect("there are two");
    let adam = world.sign_in("adam@example.com").await;
    for cursor in [cursor, "nonsense", "AAAA", ""] {
        let answer = world.list(&adam, &format!("?cursor={cursor}")).await;
        assert!(answer.status < 500, "{answer:?}");
        assert!(
            !answer.text().contains("gus@example.com")
                && !answer.text().contains("gina@example.com"),
            "{answer:?}"
        );
    }
}

#[tokio::test]
async fn a_record_shows_the_account_and_what_may_be_done() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let answer = world.record(&adam, "ana@example.com").await.expect(200);
    let record = answer.json();
    assert_eq!(record["email"], "ana@example.com");
    assert_eq!(record["tenant"], "acme");
    assert_eq!(
        (&record["role"], &record["standing"], &record["sso"]),
        (&json!("user"), &json!("active"), &Value::Null)
    );
    assert!(
        record["version"].is_u64() && record["epoch"].is_u64(),
        "{record}"
    );
    assert!(
        record.as_object().unwrap().contains_key("reset") && record["reset"].is_null(),
        "{record}"
    );
    assert_eq!(
        record["can"],
        json!({"reset-link": true, "set-password": true, "edit": true})
    );
    assert!(!answer.text().contains("argon2"), "{answer:?}");
}

#[tokio::test]
async fn the_record_says_by_which_rule_not() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    for (target, rule, edit) in [
        ("adam@example.com", "self", json!("self")),
        ("sofia@example.com", "upward", json!("upward")),
        ("eve@example.com", "account-expired", json!(true)),
        ("dora@example.com", "account-disabled", json!(true)),
        ("sam@example.com", "managed-by-sso", json!(true)),
    ] {
        let can = world.record(&adam, target).await.expect(200).json()["can"].clone();
        assert_eq!(
            can,
            json!({"reset-link": rule, "set-password": rule, "edit": edit}),
            "{target}"
        );
    }
}

#[tokio::test]
async fn the_record_says_why_mail_would_not_carry_a_link() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    for (target, reason) in [
        ("ana@example.com", json!(null)),
        ("ivan@example.com", json!(null)),
        ("noemail", json!("no-email")),
        ("twin1", json!("email-not-unique")),
        ("dora@example.com", json!(null)),
    ] {
        let record = world.record(&adam, target).await.expect(200).json();
        assert_eq!(record["hand_over"], reason, "{target}");
    }
    let world = World::with(&[("MAIL_FROM", "")]).await;
    let adam = world.sign_in("adam@example.com").await;
    let record = world.record(&adam, "ana@example.com").await.expect(200);
    assert_eq!(record.json()["hand_over"], "mail-not-configured");
}

// T-408, T-424
#[tokio::test]
async fn a_record_outside_the_tenant_is_not_there() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let nobody = world.record(&adam, NOBODY).await;
    nobody.refused(404, "account-unknown");
    for target in ["gus@example.com", "gina@example.com", "olivia@example.com"] {
        let answer = world.record(&adam, target).await;
        assert_eq!(
            (answer.status, answer.bytes()),
            (404, nobody.bytes()),
            "{target}"
        );
        assert_eq!(answer.steady_headers(), nobody.steady_headers(), "{target}");
    }
}

#[tokio::test]
async fn the_link_stands_on_the_record_without_the_link_itself_until_the_window_ends() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let token = world.token_asked_for("ana@example.com").await;
    let answer = world.record(&adam, "ana@example.com").await.expect(200);
    let reset = &answer.json()["reset"];
    assert_eq!(
        (&reset["origin"], &reset["state"]),
        (&json!("self-service"), &json!("live")),
        "{reset}"
    );
    assert!(
        reset["link"].is_null() && !answer.text().contains(&token),
        "{reset}"
    );
    let ends = reset["expires_at"].clone();
    world.advance("39m").await;
    let record = async || world.record(&adam, "ana@example.com").await.json();
    let before = record().await;
    assert_eq!(before["reset"]["state"], "live");
    assert!(before["live_until"].is_null(), "{before}");
    world.advance("1m").await;
    let after = record().await;
    assert!(after["reset"].is_null(), "{after}");
    assert_eq!(after["live_until"], ends, "it works still");
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    assert!(record().await["live_until"].is_null());
}

#[tokio::test]
async fn a_link_of_an_administrator_stands_on_the_record_for_whoever_looks() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let token = world.token_handed_over(&adam, "ana@example.com").await;
    world.settle().await;
    for bearer in [&adam, &world.olivia().await] {
        let answer = world.record(bearer, "ana@example.com").await.expect(200);
        let reset = answer.json()["reset"].clone();
        assert_eq!(
            (&reset["origin"], &reset["state"]),
            (&json!("admin"), &json!("live")),
            "{reset}"
        );
        assert!(
            reset["link"].is_null() && !answer.text().contains(&token),
            "{reset}"
        );
    }
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    assert_eq!(
        world.account("ana@example.com").await["reset"]["state"],
        "used"
    );
}

#[tokio::test]
async fn who_is_no_administrator_reads_nothing() {
    let world = World::start().await;
    world
        .get("/v1/admin/accounts")
        .send()
        .await
        .not_authenticated();
    world
        .sign_in_with("ana@example.com", PASSWORD)
        .await
        .refused(401, "wrong-credentials");
}

#[tokio::test]
async fn whatever_is_searched_for_is_only_searched_for() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let long = "a".repeat(3_000);
    for search in [
        "%25",
        "%00",
        "%F0%9F%A6%89",
        "%FF",
        "*",
        "%23tenant",
        "tenant%23globex",
        "a%20b",
        "%22",
        "'",
        long.as_str(),
    ] {
        let answer = world.list(&adam, &format!("?search={search}")).await;
        assert!([200, 400].contains(&answer.status), "{search} {answer:?}");
        assert!(!answer.text().contains("gus@example.com"), "{search}");
    }
    for query in [
        "?limit=0",
        "?limit=-1",
        "?limit=x",
        "?limit=99999999999",
        "?limit=1&limit=2",
        "?unknown=1",
    ] {
        let answer = world.list(&adam, query).await;
        assert!([200, 400].contains(&answer.status), "{query} {answer:?}");
    }
    // Which of two is meant, nobody knows, and gateways join them; what is no text finds nobody.
    for query in [
        "?search=ana&search=eve",
        "?limit=1&limit=1",
        "?tenant=acme&tenant=globex",
        "?search=ana%FF",
    ] {
        world.list(&adam, query).await.problem(400);
    }
}
