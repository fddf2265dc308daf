//! Every answer of the mail service, and every way of giving none, is one of the closed list of outcomes.

mod stub;

use std::{net::TcpListener, time::Duration};

use adapters::{
    Language,
    aws::Aws,
    clock::Clock,
    mail::{Mail, MailOutcome, MailReason, Mailer, Sender},
    metrics::Metrics,
};
use stub::{Reply, Stub};

const PATIENCE: Duration = Duration::from_secs(5);

fn mail() -> Mail {
    Mail {
        to: "ana@example.com".into(),
        subject: "Grüße".into(),
        text: "the secret link".into(),
        html: "<p>the secret link</p>".into(),
        language: Language::German,
        tags: vec![
            ("work", "01ABC-x_y".into()),
            ("odd", "a b@c".into()),
            ("none", String::new()),
        ],
    }
}

fn mailer_of(environment: impl Fn(&str) -> Option<String>) -> Mailer {
    let client = Aws::from_environment(environment)
        .expect("complete")
        .ses_client();
    Mailer::new(
        client,
        Sender::new("no-reply@example.com", "Acme"),
        Some("rekey".into()),
        Metrics::new("rekey-", Clock::Real),
    )
}

fn mailer(stub: &Stub) -> Mailer {
    mailer_of(stub.environment())
}

/// Sends one mail to a server that answers so, and sees that it was sent once.
async fn outcome_of(reply: Reply) -> MailOutcome {
    let stub = Stub::new(vec![reply]);
    let outcome = mailer(&stub).send(&mail(), PATIENCE).await;
    assert_eq!(stub.seen().connections, 1, "one attempt");
    outcome
}

async fn answered(status: u16, code: &'static str) -> (MailOutcome, MailReason) {
    let outcome = outcome_of(Reply::Answer(
        status,
        code,
        r#"{"message":"ana@example.com said no"}"#,
    ))
    .await;
    let told = code
        .split(':')
        .next()
        .filter(|code| !code.is_empty())
        .unwrap_or("-");
    (
        outcome,
        MailReason::Answered {
            status,
            code: told.to_owned(),
        },
    )
}

#[tokio::test]
async fn a_mail_that_was_taken_is_sent() {
    let outcome = outcome_of(Reply::Answer(200, "", r#"{"MessageId":"0102-abc"}"#)).await;
    assert_eq!(
        outcome,
        MailOutcome::Sent {
            message_id: "0102-abc".into()
        }
    );
}

#[tokio::test]
async fn what_ses_will_never_take_is_rejected() {
    for code in [
        "MessageRejected",
        "MailFromDomainNotVerifiedException",
        "BadRequestException",
    ] {
        let (outcome, reason) = answered(400, code).await;
        assert_eq!(outcome, MailOutcome::Rejected(reason));
    }
    let (outcome, reason) = answered(404, "NotFoundException").await;
    assert_eq!(outcome, MailOutcome::Rejected(reason));
    let (outcome, reason) = answered(400, "MessageRejected:http://internal.amazon.com/").await;
    assert_eq!(outcome, MailOutcome::Rejected(reason));
}

#[tokio::test]
async fn an_account_or_role_that_may_not_send_is_paused() {
    let codes = [
        (400, "SendingPausedException"),
        (400, "AccountSuspendedException"),
        (400, "LimitExceededException"),
        (403, "AccessDeniedException"),
        (400, "AccessDeniedException"),
        (403, "AccessDenied"),
        (403, "SignatureDoesNotMatch"),
        (403, "ExpiredTokenException"),
        (403, "UnrecognizedClientException"),
        (401, ""),
        (403, ""),
    ];
    for (status, code) in codes {
        let (outcome, reason) = answered(status, code).await;
        assert_eq!(outcome, MailOutcome::Paused(reason), "{status} {code}");
    }
}

#[tokio::test]
async fn too_fast_is_throttled() {
    let codes = [
        (429, "TooManyRequestsException"),
        (400, "ThrottlingException"),
        (400, "Throttling"),
        (429, ""),
    ];
    for (status, code) in codes {
        let (outcome, reason) = answered(status, code).await;
        assert_eq!(outcome, MailOutcome::Throttled(reason), "{status} {code}");
    }
}

#[tokio::test]
async fn a_failing_service_is_unreachable() {
    for (status, code) in [
        (500, "InternalFailure"),
        (500, ""),
        (503, "ServiceUnavailable"),
        (502, ""),
    ] {
        let (outcome, reason) = answered(status, code).await;
        assert_eq!(outcome, MailOutcome::Unreachable(reason), "{status} {code}");
    }
    let outcome = outcome_of(Reply::Answer(503, "", "<html>no JSON</html>")).await;
    assert!(
        matches!(outcome, MailOutcome::Unreachable(_)),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn an_answer_that_nobody_knows_is_unclear_and_not_final() {
    for (status, code) in [(400, "BrandNewException"), (400, ""), (418, "")] {
        let (outcome, reason) = answered(status, code).await;
        assert_eq!(outcome, MailOutcome::Unclear(reason), "{status} {code}");
    }
    for body in ["", "{}", "<html>welcome to the hotel</html>"] {
        let outcome = outcome_of(Reply::Answer(200, "", body)).await;
        assert!(
            matches!(outcome, MailOutcome::Unclear(_)),
            "{body}: {outcome:?}"
        );
    }
}

#[tokio::test]
async fn a_connection_that_ends_without_an_answer_is_unclear() {
    let lost = MailOutcome::Unclear(MailReason::AnswerLost);
    assert_eq!(outcome_of(Reply::HangUpAtOnce).await, lost);
    assert_eq!(outcome_of(Reply::HangUpAfterReading).await, lost);
}

#[tokio::test]
async fn no_answer_in_time_is_unclear() {
    let stub = Stub::new(vec![Reply::Silence]);
    let outcome = mailer(&stub)
        .send(&mail(), Duration::from_millis(100))
        .await;
    assert_eq!(outcome, MailOutcome::Unclear(MailReason::TooSlow));
}

#[tokio::test]
async fn nobody_there_is_unreachable() {
    let nobody = TcpListener::bind("127.0.0.1:0")
        .expect("a free port")
        .local_addr()
        .expect("bound");
    for url in [
        format!("http://{nobody}"),
        "http://nowhere.invalid".into(),
        format!("https://{nobody}"),
    ] {
        let stub = Stub::new(vec![Reply::Silence]);
        let environment = |name: &str| match name {
            "AWS_ENDPOINT_URL_SESV2" => Some(url.clone()),
            name => stub.environment()(name),
        };
        let outcome = mailer_of(environment).send(&mail(), PATIENCE).await;
        assert_eq!(
            outcome,
            MailOutcome::Unreachable(MailReason::NotConnected),
            "{url}"
        );
    }
}

#[tokio::test]
async fn a_handshake_that_does_not_end_is_no_connection() {
    let silent = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("https://{}", silent.local_addr().expect("bound"));
    let stub = Stub::new(vec![Reply::Silence]);
    let environment = |name: &str| match name {
        "AWS_ENDPOINT_URL_SESV2" => Some(url.clone()),
        name => stub.environment()(name),
    };
    let outcome = mailer_of(environment).send(&mail(), PATIENCE).await;
    assert_eq!(outcome, MailOutcome::Unreachable(MailReason::NotConnected));
}

#[tokio::test]
async fn a_mail_does_not_go_out_by_a_connection_that_was_closed_meanwhile() {
    let taken = r#"{"MessageId":"0102-abc"}"#;
    let stub = Stub::new(vec![
        Reply::Kept(200, taken),
        Reply::HangUpAtOnce,
        Reply::Answer(200, "", taken),
    ]);
    let mailer = mailer(&stub);
    for _ in 0..2 {
        let outcome = mailer.send(&mail(), PATIENCE).await;
        assert!(matches!(outcome, MailOutcome::Sent { .. }), "{outcome:?}");
        // The other side hangs up, and whoever waits for nothing hears of it.
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(stub.seen().connections, 2);
}

#[tokio::test]
async fn a_server_that_cannot_prove_to_be_amazons_gets_no_mail() {
    let stub = Stub::new(vec![Reply::HangUpAtOnce]);
    let environment = |name: &str| match name {
        "AWS_ENDPOINT_URL_SESV2" => Some(stub.url.replace("http:", "https:")),
        name => stub.environment()(name),
    };
    let outcome = mailer_of(environment).send(&mail(), PATIENCE).await;
    assert_eq!(outcome, MailOutcome::Unreachable(MailReason::NotConnected));
}

// T-605, T-606
#[tokio::test]
async fn the_mail_goes_to_one_recipient_with_its_headers_and_plain_tags() {
    let stub = Stub::new(vec![Reply::Answer(200, "", r#"{"MessageId":"1"}"#)]);
    mailer(&stub).send(&mail(), PATIENCE).await;
    let requests = stub.seen().requests;
    assert!(requests[0].starts_with("POST /v2/email/outbound-emails "));
    for part in [
        r#""Destination":{"ToAddresses":["ana@example.com"]}"#,
        r#""FromEmailAddress":"\"Acme\" <no-reply@example.com>""#,
        r#""ConfigurationSetName":"rekey""#,
        r#""Headers":[{"Name":"Auto-Submitted","Value":"auto-generated"},{"Name":"Content-Language","Value":"de"}]"#,
        r#""EmailTags":[{"Name":"work","Value":"01ABC-x_y"},{"Name":"odd","Value":"a_b_c"}]"#,
        r#""Subject":{"Data":"Grüße","Charset":"UTF-8"}"#,
        r#""ClickTrackingEnabled":"DISABLED""#,
        r#""OpenTrackingEnabled":"DISABLED""#,
    ] {
        assert!(requests[0].contains(part), "{part} in {}", requests[0]);
    }
    // Where answers and failures go is not the message's to say.
    for other in [
        "ListManagementOptions",
        "ReplyToAddresses",
        "FeedbackForwarding",
    ] {
        assert!(!requests[0].contains(other), "{other}");
    }
}

// T-611
#[tokio::test]
async fn an_address_that_is_more_than_an_address_is_sent_nothing() {
    let stub = Stub::new(vec![Reply::Answer(200, "", r#"{"MessageId":"1"}"#)]);
    for to in [
        "a@example.com,b@evil.test",
        "A <a@example.com>",
        "a@b@c",
        "a@example.com\r\nb@evil.test",
        "a b@example.com",
        "@a",
        "a@",
        "",
        "ä@example.com",
    ] {
        let outcome = mailer(&stub)
            .send(
                &Mail {
                    to: to.into(),
                    ..mail()
                },
                PATIENCE,
            )
            .await;
        assert_eq!(
            outcome,
            MailOutcome::Rejected(MailReason::NotSendable),
            "{to}"
        );
    }
    assert_eq!(stub.seen().connections, 0);
}

#[tokio::test]
async fn no_outcome_tells_the_address_or_the_body() {
    for reply in [
        Reply::Answer(
            400,
            "MessageRejected",
            r#"{"message":"ana@example.com secret"}"#,
        ),
        Reply::Answer(500, "ana@example.com secret", "{}"),
        Reply::HangUpAfterReading,
    ] {
        let told = format!("{:?}", outcome_of(reply).await);
        assert!(!told.contains("ana@") && !told.contains("secret"), "{told}");
    }
    let told = format!("{:?}", mail());
    assert!(!told.contains("ana@") && !told.contains("secret"), "{told}");
}

#[tokio::test]
async fn only_a_clear_yes_means_suppressed() {
    let on_list = r#"{"SuppressedDestination":{"EmailAddress":"a@example.com","Reason":"BOUNCE","LastUpdateTime":1700000000}}"#;
    let replies = [
        (Reply::Answer(200, "", on_list), true),
        (Reply::Answer(404, "NotFoundException", "{}"), false),
        (Reply::Answer(403, "AccessDeniedException", "{}"), false),
        (Reply::Answer(500, "", ""), false),
        (Reply::HangUpAfterReading, false),
        (Reply::Silence, false),
    ];
    for (reply, suppressed) in replies {
        let stub = Stub::new(vec![reply]);
        let mailer = mailer(&stub);
        let asked = tokio::time::Instant::now();
        assert_eq!(mailer.suppressed("a@example.com").await, suppressed);
        assert!(asked.elapsed() < Duration::from_secs(3));
        assert_eq!(stub.seen().connections, 1);
    }
}
