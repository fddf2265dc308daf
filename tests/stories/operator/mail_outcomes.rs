//! The closed list of what may become of a mail, line by line: what the public page's ask comes to, and what the
//! administrator's call answers. An operator reads the same in the log.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tests::{Answer, NEW_PASSWORD, PASSWORD, World, token_in, token_of};

const ANA: &str = "ana@example.com";

/// What an ask of the public page comes to.
#[derive(Clone, Copy, PartialEq)]
enum Public {
    /// The mail is out.
    Sent,
    /// Refused for good.
    Rejected,
    /// Refused, and tried again until the resend window would be over.
    RejectedForNow,
    /// Tried again.
    Queued,
}

/// One line of the list.
struct Line {
    mode: &'static str,
    public: Public,
    /// The word for it in the log.
    word: &'static str,
    /// Why the administrator gets the link, if so.
    reason: Option<&'static str>,
    /// How often the administrator's call tries, as far as the mail service notices.
    tries: usize,
    /// How many mails go out all the same.
    mails: usize,
}

const fn line(
    mode: &'static str,
    public: Public,
    word: &'static str,
    reason: Option<&'static str>,
    tries: usize,
) -> Line {
    Line {
        mode,
        public,
        word,
        reason,
        tries,
        mails: 0,
    }
}

const REJECTED: Option<&str> = Some("mail-rejected");
const UNCONFIRMED: Option<&str> = Some("mail-unconfirmed");

const LIST: [Line; 14] = [
    Line {
        mails: 1,
        ..line("accept", Public::Sent, "sent", None, 1)
    },
    line("reject", Public::Rejected, "rejected", REJECTED, 1),
    line("not-verified", Public::Rejected, "rejected", REJECTED, 1),
    line("bad-request", Public::Rejected, "rejected", REJECTED, 1),
    line("not-found", Public::Rejected, "rejected", REJECTED, 1),
    line("paused", Public::RejectedForNow, "paused", REJECTED, 1),
    line("suspended", Public::RejectedForNow, "paused", REJECTED, 1),
    line(
        "limit-exceeded",
        Public::RejectedForNow,
        "paused",
        REJECTED,
        1,
    ),
    line(
        "access-denied",
        Public::RejectedForNow,
        "paused",
        REJECTED,
        1,
    ),
    line("throttle", Public::Queued, "throttled", UNCONFIRMED, 2),
    line("error", Public::Queued, "unreachable", UNCONFIRMED, 2),
    // Whoever is refused a connection is not noticed.
    line("down", Public::Queued, "unreachable", UNCONFIRMED, 0),
    line("timeout", Public::Queued, "unclear", UNCONFIRMED, 1),
    Line {
        mails: 1,
        ..line("lose-answer", Public::Queued, "unclear", UNCONFIRMED, 1)
    },
];

/// The calls of a function, without their times.
async fn calls_of(world: &World, function: &str) -> Vec<Value> {
    let calls = world.calls_of(function).await;
    calls
        .iter()
        .map(|call| json!([call["service"], call["operation"], call["table"]]))
        .collect()
}

async fn sends(world: &World, function: &str) -> usize {
    let calls = world.calls_of(function).await;
    calls
        .iter()
        .filter(|call| call["operation"] == "SendEmail")
        .count()
}

/// Asks; answers what was said, and the calls in front of it.
async fn ask(world: &World, identifier: &str) -> (Answer, Vec<Value>) {
    world.forget_calls().await;
    let answer = world.ask(identifier).await.expect(202);
    (answer, calls_of(world, "request").await)
}

/// What the look-up tells last, and the record's delivery.
async fn told(world: &World) -> [String; 2] {
    let olivia = world.olivia().await;
    let found = world.look_up(&olivia, ANA).await.expect(200).json();
    let delivery = world.account(ANA).await["reset"]["delivery"]["state"].clone();
    [&found["reasons"][0]["reason"], &delivery]
        .map(|word| word.as_str().unwrap_or_default().to_owned())
}

// T-102, T-122, T-607
async fn public_path(line: &Line) {
    let mode = line.mode;
    let world = World::start().await;
    let id = world.account_id(ANA).await;
    let (usual, usual_calls) = ask(&world, "nobody@example.com").await;
    world.settle().await;
    world.mail_mode(mode).await;
    let (answer, calls) = ask(&world, ANA).await;
    assert_eq!(answer.bytes(), usual.bytes(), "{mode}");
    assert_eq!(answer.steady_headers(), usual.steady_headers(), "{mode}");
    assert_eq!(
        calls, usual_calls,
        "{mode}: nothing of mail is in front of the answer"
    );
    world.settle().await;

    let (reason, message, waits) = match line.public {
        Public::Sent => ("sent", "work ended", false),
        Public::Rejected => ("rejected", "work was given up", false),
        Public::RejectedForNow => ("rejected", "work waits", true),
        Public::Queued => ("queued", "work waits", true),
    };
    assert_eq!(told(&world).await, [reason, reason], "{mode}");
    let turns = world.turns_about(&id);
    assert_eq!(turns.len(), 1, "{mode}: one line for one turn: {turns:?}");
    assert_eq!(
        [&*turns[0][0], &*turns[0][1]],
        [message, line.word],
        "{mode}"
    );
    let has_a_reason = !turns[0][2].is_empty();
    assert_eq!(
        has_a_reason,
        line.public != Public::Sent,
        "{mode}: {turns:?}"
    );
    assert_eq!(world.outbox().await.len(), usize::from(waits), "{mode}");
    assert_eq!(world.mails().await.len(), line.mails, "{mode}");
    world.password_is(ANA, PASSWORD).await;

    world.mail_mode("accept").await;
    world.retry_the_outbox().await;
    assert!(world.outbox().await.is_empty(), "{mode}");
    let mails = world.mails().await;
    assert_eq!(mails.len(), line.mails + usize::from(waits), "{mode}");
    let now = if waits { "sent" } else { reason };
    assert_eq!(told(&world).await, [now, now], "{mode}");
    let links = world.items_of("links", &id).await;
    assert_eq!(links.len(), 1, "{mode}");
    assert_eq!(links[0]["previous_digest"], Value::Null, "{mode}: one link");
    if let Some(first) = mails.first() {
        let token = token_of(first);
        assert!(mails.iter().all(|mail| token_of(mail) == token), "{mode}");
        world.redeem(&token, NEW_PASSWORD).await.expect(200);
    }
}

// T-411
async fn administrators_call(line: &Line) {
    let mode = line.mode;
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let id = world.account_id(ANA).await;
    world.mail_mode(mode).await;
    world.forget_calls().await;
    let asked = Instant::now();
    let reset = world
        .reset_link(&adam, ANA, json!({}))
        .await
        .expect(200)
        .json();
    assert!(asked.elapsed() < Duration::from_secs(8), "{mode}");
    let status = if line.reason.is_some() {
        "hand-over"
    } else {
        "sent"
    };
    assert_eq!(reset["status"], status, "{mode}: {reset}");
    assert_eq!(reset["reason"], json!(line.reason), "{mode}: {reset}");
    assert_eq!(reset["link"].is_string(), line.reason.is_some(), "{mode}");
    for foreign in ["Exception", "MessageRejected", "SES", "amazon", "error:"] {
        assert!(!reset.to_string().contains(foreign), "our words: {reset}");
    }
    assert_eq!(sends(&world, "admin-generate").await, line.tries, "{mode}");
    assert_eq!(world.mails().await.len(), line.mails, "{mode}");
    let attempts = world.log_about(&id);
    let words: Vec<&Value> = attempts
        .iter()
        .map(|attempt| &attempt["mail.outcome"])
        .filter(|word| word.is_string())
        .collect();
    let twice = if line.mode == "down" { 2 } else { line.tries };
    assert_eq!(
        words,
        vec![line.word; twice],
        "{mode}: each attempt is told"
    );

    // What it had told stays the truth when mail works again: the same link goes out, and it works.
    world.mail_mode("accept").await;
    world.retry_the_outbox().await;
    assert_eq!(
        world.mails().await.len(),
        line.mails,
        "{mode}: nothing waits"
    );
    let again = world
        .reset_link(&adam, ANA, json!({}))
        .await
        .expect(200)
        .json();
    assert_eq!(
        [&again["status"], &again["resent"]],
        [&json!("sent"), &json!(true)],
        "{mode}"
    );
    let mails = world.mails_to(ANA).await;
    let token = token_of(&mails[0]);
    assert!(mails.iter().all(|mail| token_of(mail) == token), "{mode}");
    if line.reason.is_some() {
        assert_eq!(
            token_in(&reset),
            token,
            "{mode}: mail and link are the same link"
        );
    }
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
}

macro_rules! each_line {
    ($($name:ident: $number:literal,)*) => {$(
        mod $name {
            #[tokio::test]
            async fn is_told_in_the_record_and_not_to_the_public() {
                super::public_path(&super::LIST[$number]).await;
            }

            #[tokio::test]
            async fn is_told_to_the_administrator_in_the_same_call() {
                super::administrators_call(&super::LIST[$number]).await;
            }
        }
    )*};
}

each_line! {
    a_mail_that_is_taken: 0,
    a_rejected_mail: 1,
    a_sender_that_is_not_verified: 2,
    a_bad_request: 3,
    a_missing_configuration_set: 4,
    paused_sending: 5,
    a_suspended_mail_account: 6,
    an_exceeded_quota: 7,
    a_missing_right: 8,
    throttling: 9,
    a_failing_service: 10,
    a_refused_connection: 11,
    no_answer_in_time: 12,
    a_lost_answer: 13,
}

#[tokio::test]
async fn without_a_sender_the_ask_ends_and_the_administrator_gets_the_link() {
    let world = World::with(&[("MAIL_FROM", "")]).await;
    let id = world.account_id(ANA).await;
    world.ask(ANA).await.expect(202);
    world.settle().await;
    assert_eq!(told(&world).await, ["rejected", "none"]);
    assert!(world.outbox().await.is_empty());
    let turn = ["work was given up", "rejected", "mail-not-configured"];
    assert_eq!(world.turns_about(&id), [turn.map(str::to_owned)]);
    let adam = world.sign_in("adam@example.com").await;
    let reset = world
        .reset_link(&adam, ANA, json!({}))
        .await
        .expect(200)
        .json();
    assert_eq!(reset["reason"], "mail-not-configured", "{reset}");
    world
        .redeem(&token_in(&reset), NEW_PASSWORD)
        .await
        .expect(200);
}

// T-416
#[tokio::test]
async fn only_the_administrators_call_asks_beforehand_whether_an_address_is_suppressed() {
    let suppressed = "suppressionlist@simulator.amazonses.com";
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world.ask(suppressed).await.expect(202);
    world.settle().await;
    assert_eq!(
        world.mails_to(suppressed).await.len(),
        1,
        "taken, and never sent on"
    );
    let reset = world
        .reset_link(&adam, suppressed, json!({}))
        .await
        .expect(200)
        .json();
    assert_eq!(
        [&reset["status"], &reset["reason"]],
        ["hand-over", "mail-suppressed"]
    );
    assert_eq!(
        world.mails_to(suppressed).await.len(),
        1,
        "not mailed in vain"
    );
    let asking: Vec<Value> = world
        .calls()
        .await
        .into_iter()
        .filter(|call| call["operation"] == "GetSuppressedDestination")
        .map(|call| call["function"].clone())
        .collect();
    assert_eq!(asking, ["admin-generate"]);
}

/// The worker waits five seconds for a mail that hangs. An answer that waited for it would take as long; a second is more
/// than the median of answers takes on a machine with too much to do.
// T-121
#[tokio::test]
async fn an_answer_does_not_take_longer_while_mail_hangs() {
    let world = World::with(&[("LIMIT_ASKS_PER_ADDRESS", "1000")]).await;
    let mut taken = [Vec::new(), Vec::new()];
    for _ in 0..15 {
        for (mode, times) in ["accept", "timeout"].into_iter().zip(&mut taken) {
            world.mail_mode(mode).await;
            let asked = Instant::now();
            world.ask(ANA).await.expect(202);
            times.push(asked.elapsed());
        }
    }
    let [usual, hanging] = taken.map(|mut times| {
        times.sort();
        times[times.len() / 2]
    });
    let difference = hanging.abs_diff(usual);
    assert!(
        difference < Duration::from_secs(1),
        "{hanging:?}, and {usual:?} usually"
    );
}
