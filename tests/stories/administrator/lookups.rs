//! Why did somebody get no mail? Answered for what was typed, for as long as the same link could be sent again.

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{Answer, KeyOf, NEW_PASSWORD, World, time};

/// The reasons, newest first.
async fn reasons(world: &World, bearer: &str, identifier: &str) -> Vec<Value> {
    let answer = world.look_up(bearer, identifier).await.expect(200);
    assert_eq!(answer.members(), ["reasons"]);
    answer.json()["reasons"]
        .as_array()
        .expect("reasons are a list")
        .clone()
}

/// The one reason, which must have been asked for or not.
async fn the_reason(world: &World, bearer: &str, identifier: &str, asked: bool) -> Value {
    let reasons = reasons(world, bearer, identifier).await;
    assert_eq!(reasons.len(), 1, "{identifier}: {reasons:?}");
    let reason = reasons[0].clone();
    assert_eq!(reason["asked_at"].is_string(), asked, "{reason}");
    time(&reason["at"]);
    reason
}

async fn asked_for(world: &World, identifier: &str) {
    world.ask(identifier).await.expect(202);
    world.settle().await;
}

// C13
#[tokio::test]
async fn a_sent_mail_and_a_used_link_are_told() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    assert!(
        reasons(&world, &adam, "ana@example.com").await.is_empty(),
        "nobody has asked, and nothing would be in the way"
    );
    let token = world.token_asked_for("ana@example.com").await;
    let sent = the_reason(&world, &adam, " ANA@Example.com ", true).await;
    assert_eq!(sent["reason"], "sent", "{sent}");
    assert!(sent["rule"].is_null(), "{sent}");
    let late = time(&sent["at"]).duration_since(time(&sent["asked_at"]));
    assert!(
        late >= SignedDuration::ZERO && late < SignedDuration::from_secs(60),
        "{sent}"
    );
    world.advance("5m").await;
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    let redeemed = the_reason(&world, &adam, "ana@example.com", true).await;
    assert_eq!(redeemed["reason"], "redeemed", "{redeemed}");
    assert_eq!(redeemed["asked_at"], sent["asked_at"]);
    let later = time(&redeemed["at"]).duration_since(time(&sent["at"]));
    assert!(later >= SignedDuration::from_mins(5), "{redeemed}");
}

// C13
#[tokio::test]
async fn a_refused_mail_is_told() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world.mail_mode("reject").await;
    asked_for(&world, "ana@example.com").await;
    let reason = the_reason(&world, &adam, "ana@example.com", true).await;
    assert_eq!(reason["reason"], "rejected", "{reason}");
}

// C13, T-701
#[tokio::test]
async fn an_ask_beyond_the_limit_is_told_as_limited() {
    let world = World::with(&[("LIMIT_MAILS_PER_ACCOUNT", "1")]).await;
    let adam = world.sign_in("adam@example.com").await;
    asked_for(&world, "ana@example.com").await;
    asked_for(&world, "ana@example.com").await;
    let told = reasons(&world, &adam, "ana@example.com").await;
    let words: Vec<&Value> = told.iter().map(|reason| &reason["reason"]).collect();
    assert_eq!(words, ["limited", "sent"], "newest first: {told:?}");
    assert!(time(&told[0]["asked_at"]) > time(&told[1]["asked_at"]));
}

// C13, B5, B6, B7, B19, T-103
#[tokio::test]
async fn whoever_the_public_page_does_not_help_is_told_with_the_rule() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    for (identifier, rule, bearers) in [
        ("ivan@example.com", "invited", 1),
        ("eve@example.com", "account-expired", 1),
        ("dora@example.com", "account-disabled", 1),
        ("noemail", "no-email", 1),
        ("twin1", "email-not-unique", 1),
        ("twins@example.com", "email-not-unique", 2),
        ("sofia@example.com", "administrator", 1),
        ("adam@example.com", "administrator", 1),
    ] {
        let before = reasons(&world, &adam, identifier).await;
        assert_eq!(before.len(), bearers, "one for each: {before:?}");
        asked_for(&world, identifier).await;
        let after = reasons(&world, &adam, identifier).await;
        assert!(!after.is_empty(), "{identifier}");
        for (told, asked) in [(before, false), (after, true)] {
            for reason in told {
                assert_eq!(
                    (&reason["reason"], &reason["rule"]),
                    (&json!("not-eligible"), &json!(rule)),
                    "{identifier}: {reason}"
                );
                assert_eq!(reason["asked_at"].is_string(), asked, "{reason}");
            }
        }
    }
    assert!(world.mails().await.is_empty());
    assert!(world.table("links").await.is_empty());
}

// C3, C13
#[tokio::test]
async fn a_person_who_signs_in_elsewhere_is_told_as_mailed() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    asked_for(&world, "sam@example.com").await;
    let reason = the_reason(&world, &adam, "sam@example.com", true).await;
    assert_eq!(reason["reason"], "sent", "the mail that says so: {reason}");
}

// C13, T-117
#[tokio::test]
async fn what_matches_nothing_is_told_as_nobodys() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    for identifier in [
        "nobody@example.com",
        "nobody",
        "a",
        "no address at all!",
        "two@at@example.com",
        "ána@example.com",
        "ana\u{200b}@example.com",
        "🦉",
        "%",
        "#",
        "ana@example.com&identifier=x",
    ] {
        let before = the_reason(&world, &adam, identifier, false).await;
        assert_eq!(before["reason"], "no-account", "{identifier}");
        asked_for(&world, identifier).await;
        let after = the_reason(&world, &adam, identifier, true).await;
        assert_eq!(after["reason"], "no-account", "{identifier}: {after}");
        assert!(after["rule"].is_null(), "{after}");
    }
}

/// An answer without its times, and with its headers but their length's reason, the times, being of one length.
fn but_for_times(answer: &Answer) -> (u16, Vec<(String, String)>, Value) {
    let mut body = answer.json();
    for reason in body["reasons"].as_array_mut().expect("a list") {
        for member in ["at", "asked_at"] {
            if let Some(at) = reason.get_mut(member) {
                time(at);
                *at = json!("then");
            }
        }
    }
    (answer.status, answer.steady_headers(), body)
}

// C13, T-408
#[tokio::test]
async fn another_tenants_account_is_told_exactly_as_nobody() {
    let world = World::with(&[
        ("LIMIT_MAILS_PER_ACCOUNT", "2"),
        ("LIMIT_ASKS_PER_ADDRESS", "100"),
    ])
    .await;
    world
        .olivia_edits("gus@example.com", json!({"username": "gus"}))
        .await;
    let adam = world.sign_in("adam@example.com").await;
    let pairs = [
        ("gus@example.com", "nus@example.com"),
        ("gus", "nus"),
        ("gina@example.com", "nina@example.com"),
        ("olivia@example.com", "nlivia@example.com"),
    ];
    let looked_up = async |identifier: &str| {
        world.forget_calls().await;
        let answer = world.look_up(&adam, identifier).await;
        let calls = world.calls_of("admin-generate").await;
        let operations: Vec<_> = calls.iter().map(|call| call["operation"].clone()).collect();
        (answer, operations)
    };
    let is_alike = async |when: &str| {
        for (elsewhere, nobody) in pairs {
            let ((elsewhere, theirs), (nobody, ours)) =
                (looked_up(elsewhere).await, looked_up(nobody).await);
            assert_eq!(theirs, ours, "{when}: as many calls");
            assert_eq!(
                but_for_times(&elsewhere),
                but_for_times(&nobody),
                "{when}: {elsewhere:?}"
            );
        }
    };
    is_alike("before").await;
    let mut token = None;
    for ask in 1..=3 {
        for (elsewhere, nobody) in pairs {
            asked_for(&world, elsewhere).await;
            asked_for(&world, nobody).await;
        }
        is_alike(&format!("after {ask} asks, the last of them limited")).await;
        token = token.or(world.mails_to("gus@example.com").await[0].token());
    }
    world
        .redeem(&token.unwrap(), NEW_PASSWORD)
        .await
        .expect(200);
    is_alike("after the link was used").await;
    world.mail_mode("reject").await;
    for (elsewhere, nobody) in pairs {
        asked_for(&world, elsewhere).await;
        asked_for(&world, nobody).await;
    }
    is_alike("after a mail was refused").await;
    world
        .olivia_edits("gus@example.com", json!({"standing": "disabled"}))
        .await;
    asked_for(&world, "gus@example.com").await;
    asked_for(&world, "nus@example.com").await;
    is_alike("after it was disabled").await;
    let gina = world.sign_in("gina@example.com").await;
    let own = reasons(&world, &gina, "gus@example.com").await;
    assert_eq!(own[0]["reason"], "not-eligible", "its own tenant is told");
}

/// An ask that waits for the mail service is on record for longer; another tenant's is told for no longer than nobody's.
#[tokio::test]
async fn another_tenants_account_is_not_told_of_for_longer_than_nobody() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world.mail_mode("down").await;
    let pair = ["gus@example.com", "nus@example.com"];
    for identifier in pair {
        asked_for(&world, identifier).await;
    }
    for minutes in [10, 15, 14, 2] {
        world.advance(&format!("{minutes}m")).await;
        world.run_cleanup().await;
        world.settle().await;
        let [gus, nus] = [
            world.look_up(&adam, pair[0]).await,
            world.look_up(&adam, pair[1]).await,
        ];
        assert_eq!(
            but_for_times(&gus),
            but_for_times(&nus),
            "after {minutes} more minutes"
        );
    }
}

/// What became of a link is told of the ask that it was sent for, not of those after it.
#[tokio::test]
async fn that_a_link_was_used_is_told_after_a_newer_one_was_issued() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let token = world.token_asked_for("ana@example.com").await;
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    asked_for(&world, "ana@example.com").await;
    let told = reasons(&world, &adam, "ana@example.com").await;
    let words: Vec<&Value> = told.iter().map(|reason| &reason["reason"]).collect();
    assert_eq!(words, ["sent", "redeemed"], "newest first: {told:?}");
    // A link that nobody used ends otherwise, and is told as its mail was.
    let ana = world.account_id("ana@example.com").await;
    for email in ["ana.new@example.com", "ana@example.com"] {
        world.olivia_edits(&ana, json!({"email": email})).await;
    }
    asked_for(&world, "ana@example.com").await;
    let told = reasons(&world, &adam, "ana@example.com").await;
    let words: Vec<&Value> = told.iter().map(|reason| &reason["reason"]).collect();
    assert_eq!(words, ["sent", "sent", "sent"], "{told:?}");
}

/// Whoever looks wants to know of every mail, and an administrator's was not asked for on the public page.
#[tokio::test]
async fn an_administrators_mail_is_told_too() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let reset = async || {
        let reset = world.reset_link(&adam, "ivan@example.com", json!({}));
        reset.await.expect(200).json()
    };
    let told = async || {
        let told = reasons(&world, &adam, "ivan@example.com").await;
        let words = told.iter().map(|reason| reason["reason"].clone());
        words.collect::<Vec<_>>()
    };
    world.mail_mode("reject").await;
    reset().await;
    assert_eq!(told().await, ["rejected", "not-eligible"]);
    world.mail_mode("accept").await;
    reset().await;
    assert_eq!(told().await, ["sent", "not-eligible"]);
    let token = world.wait_for_mail("ivan@example.com").await.token();
    let token = token.expect("a link");
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    assert_eq!(told().await, ["redeemed"], "and is helped by the page now");
    world.advance("7d").await;
    let adam = world.sign_in("adam@example.com").await;
    assert!(reasons(&world, &adam, "ivan@example.com").await.is_empty());
}

// C13, T-408
#[tokio::test]
async fn of_an_address_borne_in_two_tenants_the_own_half_is_told() {
    let world = World::start().await;
    world
        .olivia_edits(
            "gus@example.com",
            json!({"username": "gus", "email": "ana@example.com", "standing": "disabled"}),
        )
        .await;
    let adam = world.sign_in("adam@example.com").await;
    let gina = world.sign_in("gina@example.com").await;
    asked_for(&world, "ana@example.com").await;
    world.settle().await;
    let of_ana = reasons(&world, &adam, "ana@example.com").await;
    let of_gus = reasons(&world, &gina, "ana@example.com").await;
    for (told, expected) in [(of_ana, "sent"), (of_gus, "not-eligible")] {
        assert!(
            !told.is_empty() && told.iter().all(|reason| reason["reason"] == expected),
            "{told:?}"
        );
    }
}

// C13
#[tokio::test]
async fn facts_are_kept_for_the_resend_window_at_most() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    for identifier in ["ana@example.com", "eve@example.com", "nobody@example.com"] {
        asked_for(&world, identifier).await;
    }
    world.advance("39m30s").await;
    for identifier in ["ana@example.com", "eve@example.com", "nobody@example.com"] {
        the_reason(&world, &adam, identifier, true).await;
    }
    world.advance("31s").await;
    assert!(reasons(&world, &adam, "ana@example.com").await.is_empty());
    let eve = the_reason(&world, &adam, "eve@example.com", false).await;
    assert_eq!(
        (&eve["reason"], &eve["rule"]),
        (&json!("not-eligible"), &json!("account-expired")),
        "the table is told still"
    );
    let nobody = the_reason(&world, &adam, "nobody@example.com", false).await;
    assert_eq!(nobody["reason"], "no-account");
}

#[tokio::test]
async fn what_was_asked_for_names_nobody_where_it_is_kept() {
    let world = World::start().await;
    asked_for(&world, "ana@example.com").await;
    asked_for(&world, "nobody@example.com").await;
    let asks = json!(world.table("asks").await);
    assert_eq!(asks.as_array().map(Vec::len), Some(2), "{asks}");
    assert!(!asks.to_string().contains("example.com"), "{asks}");
    for ask in asks.as_array().unwrap() {
        assert!(ask["ttl"].is_number(), "{ask}");
    }
}

// T-403
#[tokio::test]
async fn who_is_no_administrator_looks_nothing_up() {
    let world = World::start().await;
    let path = "/v1/admin/lookups?identifier=ana@example.com";
    world.get(path).send().await.not_authenticated();
    let key = |token: &str| world.get(path).bearer(token);
    key(world.service_key()).send().await.not_allowed("scope");
    let ana = world.account_id("ana@example.com").await;
    let of_a_user = key(world.service_key()).header("X-Rekey-Actor", &ana);
    of_a_user.send().await.not_allowed("scope");
    let adam = world.account_id("adam@example.com").await;
    for (scopes, highest_role) in [
        (["verify"].as_slice(), "owner"),
        (["admin"].as_slice(), "user"),
    ] {
        let made = KeyOf {
            scopes,
            highest_role,
            tenant: None,
        };
        let token = world.make_key(made).await;
        let of_adam = key(&token).header("X-Rekey-Actor", &adam);
        of_adam.send().await.not_allowed("scope");
    }
}

#[tokio::test]
async fn a_question_that_is_none_is_refused() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let long = format!("?identifier={}", "a".repeat(255));
    for query in [
        "",
        "?",
        "?identifier",
        "?identifier=",
        "?identifier=%20%20",
        "?email=ana@example.com",
        "?identifier=ana%FF@example.com",
        "?identifier=ana@example.com&tenant=globex",
        "?identifier=ana@example.com&identifier=eve@example.com",
        long.as_str(),
    ] {
        let path = format!("/v1/admin/lookups{query}");
        let answer = world.get(&path).bearer(&adam).send().await;
        assert_eq!(answer.status, 400, "{query} {answer:?}");
        answer.problem(400);
    }
    let longest = "a".repeat(254);
    the_reason(&world, &adam, &longest, false).await;
}

#[tokio::test]
async fn looking_up_changes_nothing() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world.token_asked_for("ana@example.com").await;
    let before = world.tables().await;
    for identifier in ["ana@example.com", "eve@example.com", "nobody@example.com"] {
        world.look_up(&adam, identifier).await.expect(200);
    }
    assert_eq!(world.tables().await, before);
}
