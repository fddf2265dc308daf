//! `rekey mail doctor`.

use rekey::commands::mail_doctor::{Examination, run};
use rekey::commands::{Error, Form, Outcome};
use serde_json::Value;

use crate::world::World;

async fn examine(
    world: &World,
    to: Option<&str>,
    send: bool,
) -> Result<(Outcome, Vec<Value>), Error> {
    let mut out = Vec::new();
    let outcome = run(&world.app, &Examination { to, send }, Form::Json, &mut out).await?;
    Ok((outcome, serde_json::from_slice(&out).expect("JSON")))
}

fn health(findings: &[Value], what: &str) -> String {
    let found = findings.iter().find(|finding| finding["what"] == what);
    found.expect("a finding")["health"]
        .as_str()
        .expect("a health")
        .to_owned()
}

#[tokio::test]
async fn a_missing_sender_is_told_and_not_in_order() {
    let world = World::with(&[("MAIL_FROM", "")]).await;
    let (outcome, findings) = examine(&world, None, false).await.unwrap();
    assert_eq!(outcome, Outcome::NotInOrder);
    assert_eq!(outcome.exit_code(), 1);
    assert_eq!(health(&findings, "sender"), "fail");
}

#[tokio::test]
async fn a_mail_service_that_tells_little_is_not_taken_for_a_broken_one() {
    let world = World::start().await;
    let (outcome, findings) = examine(&world, None, false).await.unwrap();
    assert_eq!(outcome, Outcome::Done);
    for what in ["account", "identity", "configuration set"] {
        assert_eq!(health(&findings, what), "warn");
    }
}

#[tokio::test]
async fn a_suppressed_address_is_told() {
    let world = World::start().await;
    let to = Some("suppressionlist@simulator.amazonses.com");
    let (outcome, findings) = examine(&world, to, false).await.unwrap();
    assert_eq!(outcome, Outcome::NotInOrder);
    assert_eq!(health(&findings, "suppression"), "fail");
}

#[tokio::test]
async fn a_sample_is_sent_only_when_asked_for() {
    let world = World::start().await;
    let to = Some("ana@example.com");
    let (_, findings) = examine(&world, to, false).await.unwrap();
    assert!(findings.iter().all(|finding| finding["what"] != "sample"));
    assert_eq!(world.mails(), 0);
    let (outcome, findings) = examine(&world, to, true).await.unwrap();
    assert_eq!(
        (outcome, health(&findings, "sample").as_str()),
        (Outcome::Done, "ok")
    );
    assert_eq!(world.mails(), 1);
    let error = examine(&world, Some("nonsense"), true).await.unwrap_err();
    assert_eq!(error.exit_code(), 2);
}
