//! What the log and the metrics tell, and what they never hold. That they hold no secret is looked for at the end of every
//! world of every story; here it is shown that this would be found.

use std::time::Duration;

use serde_json::{Value, json};
use tests::{NEW_PASSWORD, OTHER_PASSWORD, PASSWORD, World, has_no_part, has_no_trace};
use tokio::time::sleep;

const ANA: &str = "ana@example.com";
const PAUSE: Duration = Duration::from_millis(20);

/// The values of one metric, with what tells them apart.
fn of(metrics: &[Value], name: &str, dimension: &str) -> Vec<(String, f64)> {
    let measured = metrics
        .iter()
        .filter_map(|line| Some((line, line[name].as_f64()?)));
    measured
        .map(|(line, value)| {
            (
                line[dimension].as_str().unwrap_or_default().to_owned(),
                value,
            )
        })
        .collect()
}

fn counted(words: &[&str]) -> Vec<(String, f64)> {
    words.iter().map(|word| ((*word).to_owned(), 1.0)).collect()
}

/// What is told once so many mails are: the last turn tells of itself after its work has left the outbox.
async fn with_mails(world: &World, prefix: &str, mails: usize) -> Vec<Value> {
    for _ in 0..500 {
        let metrics = world.metrics(prefix);
        if of(&metrics, "MailDelay", "-").len() == mails {
            return metrics;
        }
        sleep(PAUSE).await;
    }
    panic!("{mails} mails are not told");
}

#[tokio::test]
async fn a_reset_is_counted_and_timed_from_the_ask_to_the_redemption() {
    let prefix = "counts-";
    let world = World::with(&[("TABLE_PREFIX", prefix)]).await;
    let token = world.token_asked_for(ANA).await;
    world.ask("nobody@example.com").await.expect(202);
    world.redeem(&token, "short").await.problem(422);
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    world.redeem(&token, OTHER_PASSWORD).await.problem(410);
    world.redeem("no token", OTHER_PASSWORD).await.problem(404);
    world.settle().await;

    let metrics = with_mails(&world, prefix, 2).await;
    assert_eq!(of(&metrics, "Asks", "-"), counted(&["", ""]));
    assert_eq!(of(&metrics, "AskTime", "-").len(), 2);
    assert_eq!(
        of(&metrics, "MailOutcome", "Outcome"),
        counted(&["sent", "sent"]),
        "link and notice"
    );
    let states = ["live", "redeemed", "used", "unknown"];
    assert_eq!(of(&metrics, "Redemptions", "State"), counted(&states));
    let times = of(&metrics, "RedemptionTime", "State");
    assert_eq!(times.len(), 4);
    // The quickest of three: a busy machine may be late with one.
    let look = times[0].1.min(times[2].1).min(times[3].1);
    assert!(
        times[1].1 > look,
        "a hash takes longer than a look: {times:?}"
    );
}

#[tokio::test]
async fn refusals_are_counted_by_rule() {
    let prefix = "refusals-";
    let world = World::with(&[("TABLE_PREFIX", prefix), ("MANUAL_SET", "off")]).await;
    let adam = world.sign_in("adam@example.com").await;
    world
        .set_password(&adam, ANA, NEW_PASSWORD)
        .await
        .refused(403, "manual-set-off");
    world
        .reset_link(&adam, "adam@example.com", json!({}))
        .await
        .not_allowed("self");
    world
        .reset_link(&adam, "01ARZ3NDEKTSV4RRFFQ69G5FAV", json!({}))
        .await
        .problem(404);
    let rules = counted(&["manual-set-off", "not-allowed"]);
    assert_eq!(of(&world.metrics(prefix), "Refusals", "Rule"), rules);
}

#[tokio::test]
async fn spent_mails_and_limits_out_of_reach_are_counted() {
    let prefix = "spent-";
    let world = World::with(&[("TABLE_PREFIX", prefix), ("LIMIT_MAILS", "1")]).await;
    world.mail_asked_for(ANA).await;
    world.ask(ANA).await.expect(202);
    world.ask("nobody@example.com").await.expect(202);
    world.settle().await;
    assert!(of(&world.metrics(prefix), "LimitsUnreachable", "-").is_empty());
    world
        .store_fault("error", 200, Some("TransactWriteItems"))
        .await;
    world.ask(ANA).await.problem(503);
    world.mend_the_store().await;
    let metrics = world.metrics(prefix);
    assert_eq!(of(&metrics, "MailBudgetSpent", "-"), counted(&[""]));
    assert_eq!(of(&metrics, "LimitsUnreachable", "-"), counted(&[""]));
    assert_eq!(
        of(&metrics, "Asks", "-").len(),
        3,
        "an ask that was not accepted is none"
    );
}

#[tokio::test]
async fn the_age_of_the_oldest_work_is_told_each_minute_due_or_not() {
    let prefix = "age-";
    let world = World::with(&[("TABLE_PREFIX", prefix)]).await;
    world.run_cleanup().await;
    world.mail_mode("paused").await;
    world.ask(ANA).await.expect(202);
    world.settle().await;
    world.advance("5m").await;
    world.run_cleanup().await;
    world.settle().await;
    world.run_cleanup().await;
    let ages = of(&world.metrics(prefix), "OutboxAge", "-");
    assert_eq!(ages.len(), 3, "{ages:?}");
    assert!(ages[0].1 < 1.0, "nothing waits: {ages:?}");
    for (_, age) in &ages[1..] {
        assert!(
            (300.0..400.0).contains(age),
            "since it was asked for: {ages:?}"
        );
    }
    assert_eq!(
        of(&world.metrics(prefix), "MailOutcome", "Outcome"),
        counted(&["paused", "paused"])
    );
}

/// The steps of one reset are found by one id: the answer to the ask, the mail, the turn.
#[tokio::test]
async fn an_ask_and_the_mail_that_comes_of_it_are_told_under_one_id() {
    let world = World::start().await;
    world.ask(ANA).await.expect(202);
    world.settle().await;
    let id = world.account_id(ANA).await;
    let turn = world
        .log_about(&id)
        .into_iter()
        .find(|line| line["work.outcome"].is_string());
    let work_id = turn.expect("the turn is told")["work.id"].clone();
    let steps = world.log_about(work_id.as_str().expect("an id"));
    let messages: Vec<_> = steps
        .iter()
        .filter_map(|line| line["message"].as_str())
        .collect();
    for step in ["answered", "mail was taken", "work ended"] {
        assert_eq!(
            messages.iter().filter(|message| **message == step).count(),
            1,
            "{step}: {messages:?}"
        );
    }
    let answered = steps
        .iter()
        .find(|line| line["message"] == "answered")
        .expect("it was just counted");
    assert!(answered["request.id"].is_string(), "{answered}");
    assert_eq!(answered["http.route"], "/v1/password-resets");
}

#[tokio::test]
async fn what_a_page_tells_of_a_failure_the_log_tells_too() {
    let world = World::start().await;
    world
        .store_fault("error", 200, Some("TransactWriteItems"))
        .await;
    let ask = world
        .post("/v1/password-resets")
        .form(&[("identifier", ANA)]);
    let answer = ask.send().await.expect(503);
    world.mend_the_store().await;
    let id = answer.header("x-request-id").expect("every answer has it");
    let lines = world.log_about(id);
    let line = |message: &str| lines.iter().find(|line| line["message"] == message);
    assert!(line("the store could not be used").is_some());
    let answered = line("answered").expect("every answer is told");
    assert_eq!(answered["http.problem"], "try-again-later");
}

// T-1104
#[tokio::test]
async fn nobody_writes_lines_of_their_own_into_the_log() {
    let world = World::start().await;
    let token = world.token_asked_for(ANA).await;
    let forged = "x\r\n{\"level\":\"ERROR\",\"message\":\"forged\"}\u{1b}[31m";
    world
        .post("/v1/password-resets")
        .json(&json!({"identifier": forged}))
        .send()
        .await
        .problem(400);
    world.sign_in_with(forged, forged).await.problem(401);
    // A link whose mark was mistyped: its token becomes part of the path.
    for path in [
        format!("/reset/{token}"),
        format!("/reset%23{token}"),
        format!("/v1/admin/accounts/{ANA}"),
        "/%0d%0a%1b%5b31m".to_owned(),
    ] {
        let status = world.get(&path).send().await.status;
        assert!(status < 500, "{path}: {status}");
    }
    let leaks = world.leaks();
    assert!(leaks.is_empty(), "{leaks:?}");
    assert!(world.log_about("forged").is_empty());
}

// T-505, T-1101, T-1103: a journey past everything that fails, too.
#[tokio::test]
async fn problems_and_other_peoples_mails_hold_no_secret() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let token = world.token_asked_for(ANA).await;
    let secrets = [
        &*token,
        &*adam,
        PASSWORD,
        NEW_PASSWORD,
        OTHER_PASSWORD,
        world.service_key(),
    ];
    let mut told = Vec::new();
    for fault in ["error", "throttle", "lose-answer"] {
        world
            .store_fault(fault, 200, Some("TransactWriteItems"))
            .await;
        told.push(world.redeem(&token, NEW_PASSWORD).await);
        told.push(world.change_password(ANA, PASSWORD, OTHER_PASSWORD).await);
        told.push(world.ask(ANA).await);
        told.push(world.sign_in_with("adam@example.com", PASSWORD).await);
        world.mend_the_store().await;
        world.settle().await;
    }
    told.push(world.redeem(&token, OTHER_PASSWORD).await);
    told.push(world.set_password(&adam, ANA, PASSWORD).await);
    told.push(
        world
            .reset_link(&adam, "olivia@example.com", json!({}))
            .await,
    );
    assert!(told.iter().any(|answer| answer.status == 503));
    for answer in told.iter().filter(|answer| answer.status != 201) {
        for secret in secrets {
            holds_nothing_of(answer.text(), secret);
        }
    }
    world.settle().await;
    for mail in world.mails().await {
        let own = mail.token();
        for secret in secrets
            .into_iter()
            .filter(|secret| own.as_deref() != Some(*secret))
        {
            holds_nothing_of(&mail.whole(), secret);
        }
    }
    let tables = Value::from(world.tables().await).to_string();
    for secret in secrets {
        holds_nothing_of(&tables, secret);
    }
}

/// Of a token not even eight characters.
fn holds_nothing_of(text: &str, secret: &str) {
    has_no_trace(text, secret);
    if secret.len() == 64 {
        has_no_part(text, secret);
    }
}

/// What the end of every world looks for would be found: each form of each secret, once.
#[tokio::test]
async fn a_secret_in_the_log_would_be_found() {
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
    let world = World::start().await;
    let token = world.token_asked_for(ANA).await;
    let adam = world.sign_in("adam@example.com").await;
    let pin = "840271936518";
    world
        .put("/v1/admin/me/pin")
        .bearer(&adam)
        .json(&json!({"current_password": PASSWORD, "pin": pin}))
        .send()
        .await
        .expect(204);
    let secret = URL_SAFE_NO_PAD.decode(&token).expect("base64")[16..].to_vec();
    let hex = hex::encode(&secret);
    let body = STANDARD.encode(json!({"token": token, "password": NEW_PASSWORD}).to_string());
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    let forms = [
        &token,
        &token[24..32],
        &hex[..8],
        &STANDARD.encode(&secret)[..8],
        &body,
        &adam[24..32],
        PASSWORD,
        "correct%20horse%20battery%20staple",
        &STANDARD.encode(NEW_PASSWORD),
        pin,
        ANA,
        "ana%40example.com",
        &world.service_key()[24..32],
    ];
    for form in forms {
        assert!(
            world.would_leak(&json!({"message": format!("so {form} it is")}).to_string()),
            "{form}"
        );
    }
    for harmless in [
        "{\"message\":\"answered\",\"http.route\":\"/v1/password\"}",
        "{\"account.id\":\"01ARZ3NDEKTSV4RRFFQ69G5FAV\"}",
    ] {
        assert!(!world.would_leak(harmless), "{harmless}");
    }
    let drawn = format!("Some(\"{}\")", hex[..8].to_uppercase());
    let answered_by = |target| json!({"target": target, "request_id": drawn}).to_string();
    assert!(!world.would_leak(&answered_by("aws_sdk_dynamodb::operation::update_item")));
    assert!(world.would_leak(&answered_by("request")));
    for no_line in [
        "panicked at",
        "{\"message\":\"a\"}\n{\"message\":\"b\"}",
        "[]",
        "{\"message\":\"a\",\"message\":\"b\"}",
    ] {
        assert!(world.would_leak(no_line), "{no_line}");
    }
}
