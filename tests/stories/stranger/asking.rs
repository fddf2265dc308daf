//! Asking for a link and getting it by mail.

use std::time::{Duration, Instant};

use serde_json::json;
use tests::{NEW_PASSWORD, PASSWORD, World, token_of};

// T-101, T-604, T-606
#[tokio::test]
async fn an_ask_mails_one_link_to_the_stored_address() {
    let world = World::start().await;
    let answer = world.ask("ana@example.com").await.expect(202);
    assert_eq!(answer.members(), ["message"]);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    world.settle().await;
    let mails = world.mails().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, ["ana@example.com"]);
    assert_eq!(world.wait_for_mail("ana@example.com").await.at, mails[0].at);
}

/// The quickest of three: a busy machine may be late with one.
#[tokio::test]
async fn work_is_taken_within_a_second() {
    let world = World::start().await;
    let mut quickest = Duration::MAX;
    for identifier in ["ana@example.com", "gus@example.com", "sam@example.com"] {
        world.ask(identifier).await.expect(202);
        let asked = Instant::now();
        world.wait_for_mail(identifier).await;
        quickest = quickest.min(asked.elapsed());
    }
    assert!(quickest < Duration::from_secs(1), "{quickest:?}");
}

// T-604
#[tokio::test]
async fn the_mail_carries_its_link_once_and_says_who_when_and_what_if_it_was_not_you() {
    let world = World::with(&[("BRAND_NAME", "Halibut")]).await;
    let mail = world.mail_asked_for("ana@example.com").await;
    let (link, token) = (mail.reset_link().unwrap(), mail.token().unwrap());
    assert_eq!(mail.headers["Auto-Submitted"], "auto-generated");
    assert_eq!(mail.subject.lines().count(), 1);
    assert!(mail.subject.contains("Halibut"), "{}", mail.subject);
    for body in [&mail.text, &mail.html] {
        assert!(body.contains("Halibut"), "{body}");
        assert_eq!(
            body.matches(link).count(),
            1,
            "the link is there once: {body}"
        );
        assert!(
            body.replace(link, "").contains(&token),
            "a code to paste: {body}"
        );
        assert!(body.contains("/not-me"), "{body}");
    }
    assert!(
        mail.text.lines().any(|line| line.trim() == link),
        "{}",
        mail.text
    );
    for loads in ["<img", "<script", "<link", "url(", "src="] {
        assert!(!mail.html.contains(loads), "{loads} in {}", mail.html);
    }
}

#[tokio::test]
async fn the_link_leads_to_the_reset_page_with_a_token_of_64_characters() {
    let world = World::with(&[("BASE_URL", "https://id.example.org")]).await;
    let mail = world.mail_asked_for("ana@example.com").await;
    let token = token_of(&mail);
    assert_eq!(
        mail.reset_link(),
        Some(format!("https://id.example.org/reset#{token}").as_str())
    );
    assert_eq!(token.len(), 64);
}

// T-417
#[tokio::test]
async fn nothing_in_a_request_changes_the_link() {
    let world = World::with(&[("BASE_URL", "https://id.example.org")]).await;
    let request = world
        .post("/v1/password-resets")
        .json(&json!({"identifier": "ana@example.com"}));
    let request = request
        .header("Host", "evil.example")
        .header("X-Forwarded-Host", "evil.example");
    let request = request
        .header("Origin", "https://evil.example")
        .header("Referer", "https://evil.example/");
    request
        .header("X-Forwarded-Proto", "gopher")
        .header("Forwarded", "host=evil.example")
        .send()
        .await
        .expect(202);
    let mail = world.wait_for_mail("ana@example.com").await;
    assert!(
        mail.reset_link()
            .unwrap()
            .starts_with("https://id.example.org/reset#")
    );
    assert!(!mail.whole().contains("evil.example"), "{}", mail.whole());
}

#[tokio::test]
async fn the_link_follows_the_operators_template() {
    let template = "https://app.example.org/choose?from=mail#{token}";
    let world = World::with(&[("LINK_TEMPLATE", template)]).await;
    let mail = world.mail_asked_for("ana@example.com").await;
    let token = token_of(&mail);
    assert_eq!(
        mail.reset_link(),
        Some(template.replace("{token}", &token).as_str())
    );
    assert_eq!(world.state(&token).await, "live");
}

// T-133
#[tokio::test]
async fn asking_touches_neither_the_account_nor_the_credential() {
    let world = World::start().await;
    let before = world.tables().await;
    world.token_asked_for("ana@example.com").await;
    let after = world.tables().await;
    for table in [
        "accounts",
        "credentials",
        "identifiers",
        "search",
        "sessions",
    ] {
        assert_eq!(after[table], before[table], "{table}");
    }
    world.password_is("ana@example.com", PASSWORD).await;
}

// T-129
#[tokio::test]
async fn asking_again_inside_the_window_mails_the_same_link_with_the_same_expiry() {
    let world = World::start().await;
    let first = world.token_asked_for("ana@example.com").await;
    let expires_at = world.inspect(&first).await.json()["expires_at"].clone();
    world.advance("39m30s").await;
    let second = world.token_asked_for("ana@example.com").await;
    assert_eq!(second, first);
    let inspected = world.inspect(&first).await.json();
    assert_eq!(
        (&inspected["state"], &inspected["expires_at"]),
        (&json!("live"), &expires_at)
    );
}

// T-130
#[tokio::test]
async fn asking_after_the_window_mails_a_new_link_and_the_old_one_is_replaced() {
    let world = World::start().await;
    let first = world.token_asked_for("ana@example.com").await;
    world.advance("40m").await;
    assert_eq!(
        world.state(&first).await,
        "live",
        "the window ends before the link does"
    );
    let second = world.token_asked_for("ana@example.com").await;
    assert_ne!(second, first);
    assert_eq!(world.state(&first).await, "replaced");
    world
        .redeem(&first, NEW_PASSWORD)
        .await
        .refused(410, "link-replaced");
    world.redeem(&second, NEW_PASSWORD).await.expect(200);
}

#[tokio::test]
async fn ten_asks_at_once_make_one_link() {
    let world = World::with(&[("LIMIT_MAILS_PER_ACCOUNT", "100")]).await;
    let ask = || {
        world
            .post("/v1/password-resets")
            .json(&json!({"identifier": "ana@example.com"}))
    };
    for answer in tests::all_at_once((0..10).map(|_| ask())).await {
        answer.expect(202);
    }
    world.settle().await;
    let mails = world.mails_to("ana@example.com").await;
    let mut tokens: Vec<_> = mails.iter().map(token_of).collect();
    assert_eq!(tokens.len(), 10);
    tokens.dedup();
    assert_eq!(tokens.len(), 1, "every mail carries the same link");
    assert_eq!(world.state(&tokens[0]).await, "live");
}

// T-115
#[tokio::test]
async fn case_and_spaces_at_the_ends_do_not_matter() {
    let world = World::start().await;
    world.ask("  ANA@Example.COM ").await.expect(202);
    world.settle().await;
    let mails = world.mails().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, ["ana@example.com"]);
}

#[tokio::test]
async fn a_username_finds_the_account_and_the_mail_goes_to_its_address() {
    let world = World::start().await;
    world
        .olivia_edits("ana@example.com", json!({"username": "ana.k"}))
        .await;
    world.ask(" Ana.K ").await.expect(202);
    world.settle().await;
    assert_eq!(world.mails_to("ana@example.com").await.len(), 1);
}

// T-119
#[tokio::test]
async fn a_domain_is_found_in_unicode_and_in_punycode() {
    let world = World::start().await;
    world
        .olivia_edits("ana@example.com", json!({"email": "ana@bücher.example"}))
        .await;
    world.settle().await;
    world.ask("ana@bücher.example").await.expect(202);
    world.ask("Ana@XN--Bcher-KVA.example").await.expect(202);
    world.settle().await;
    let mails = world.mails_to("ana@xn--bcher-kva.example").await;
    assert_eq!(mails.len(), 2, "{:?}", world.mails().await);
    assert_eq!(token_of(&mails[0]), token_of(&mails[1]));
}

#[tokio::test]
async fn an_address_borne_in_two_tenants_gets_a_mail_for_each_account() {
    let world = World::start().await;
    world
        .olivia_edits("ana@example.com", json!({"username": "ana"}))
        .await;
    world
        .olivia_edits(
            "gus@example.com",
            json!({"username": "gus", "email": "ana@example.com"}),
        )
        .await;
    world.settle().await;
    world.ask("ana@example.com").await.expect(202);
    world.settle().await;
    let mails = world.mails_to("ana@example.com").await;
    let (one, other) = (token_of(&mails[0]), token_of(&mails[1]));
    assert_eq!(mails.len(), 2);
    assert_ne!(one, other);
    world.redeem(&one, NEW_PASSWORD).await.expect(200);
    assert_eq!(
        world.state(&other).await,
        "live",
        "the other account's link is its own"
    );
    let changed = [
        world.verify("ana", NEW_PASSWORD).await.status,
        world.verify("gus", NEW_PASSWORD).await.status,
    ];
    assert!(
        changed == [200, 401] || changed == [401, 200],
        "{changed:?}"
    );
    world
        .verify("ana@example.com", PASSWORD)
        .await
        .refused(401, "wrong-credentials");
}

#[tokio::test]
async fn a_form_asks_too_and_is_answered_with_a_page() {
    let world = World::start().await;
    let ask = |identifier| {
        world
            .post("/v1/password-resets")
            .form(&[("identifier", identifier)])
            .send()
    };
    let known = ask("ana@example.com").await.expect(202);
    let unknown = ask("nobody@example.com").await.expect(202);
    assert!(
        known
            .header("content-type")
            .unwrap()
            .starts_with("text/html"),
        "{known:?}"
    );
    assert!(known.text().contains("<html"), "{}", known.text());
    assert_eq!(known.bytes(), unknown.bytes());
    assert_eq!(known.steady_headers(), unknown.steady_headers());
    world.settle().await;
    assert_eq!(world.mails().await.len(), 1);
    assert_eq!(
        world.state(&token_of(&world.mails().await[0])).await,
        "live"
    );
}

#[tokio::test]
async fn an_edit_during_an_ask_leaves_no_living_link_at_the_old_address() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    let path = world.path("ana@example.com", "").await;
    for round in 0..6 {
        let record = world.account(path.rsplit('/').next().unwrap()).await;
        let old = record["email"].as_str().unwrap().to_owned();
        let changes =
            json!({"version": record["version"], "email": format!("ana{round}@example.com")});
        let answers = tests::all_at_once([
            world
                .post("/v1/password-resets")
                .json(&json!({"identifier": old})),
            world.patch(&path).bearer(&olivia).json(&changes),
        ])
        .await;
        assert_eq!((answers[0].status, answers[1].status), (202, 200));
        world.settle().await;
        for mail in world.mails_to(&old).await {
            if let Some(token) = mail.token() {
                assert_ne!(world.state(&token).await, "live", "round {round}");
            }
        }
        world.advance("1h").await;
    }
}

// T-605
#[tokio::test]
async fn a_mails_tags_hold_ids_and_nothing_else() {
    let world = World::start().await;
    for identifier in ["ana@example.com", "sam@example.com"] {
        world.ask(identifier).await.expect(202);
    }
    world
        .change_password("gus@example.com", tests::PASSWORD, tests::NEW_PASSWORD)
        .await
        .expect(200);
    world.settle().await;
    let caught = world.get("/_local/mail").send().await.expect(200).json();
    let caught = caught.as_array().expect("the mails are a list");
    assert_eq!(caught.len(), 3, "a link, an explanation and a notice");
    for mail in caught {
        let account = world.account_id(mail["to"][0].as_str().expect("one")).await;
        let kind = mail["tags"]["kind"].as_str().unwrap_or_default();
        let kinds = ["reset-link", "managed-elsewhere", "password-changed"];
        assert!(kinds.contains(&kind), "{mail}");
        let mut tags = serde_json::json!({"kind": kind, "rekey-account": account});
        if let Some(link) = world.items_of("links", &account).await.first() {
            tags["rekey-link"] = link["id"].clone();
        }
        assert_eq!(mail["tags"], tags, "{mail}");
    }
}
