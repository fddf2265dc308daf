//! What `rekey emulators` prints is for a shell, and is all that functions need which something else runs.

use serde_json::{Value, json};
use tests::{Surroundings, build_binaries};

use crate::runtime::Running;
use crate::{request, send};

async fn helper(surroundings: &Surroundings, name: &str) -> Value {
    let url = format!("{}/_local/{name}", surroundings.url());
    let answer = reqwest::get(url).await.expect("the helpers answer");
    let text = answer.text().await.expect("a body");
    serde_json::from_str(&text).unwrap_or_else(|_| panic!("{name}: {text}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_emulators_tell_a_shell_all_that_functions_need() {
    build_binaries();
    let sender = "Pat O'Neill <help@example.com>";
    let surroundings = Surroundings::start(&[("MAIL_FROM", sender), ("TABLE_PREFIX", "mine-")]);
    for line in surroundings.printed().lines() {
        assert!(
            line.starts_with("export ") || line.starts_with("# "),
            "{line}"
        );
    }
    let variables = surroundings.variables();
    assert_eq!(variables["MAIL_FROM"], sender);
    assert!(
        !variables.contains_key("LINK_KEYS"),
        "keys lie where the cloud has them"
    );

    let mut asking = Running::start("request", &variables).await;
    let ask = json!({"identifier": "ana@example.com"});
    let asked = send(
        &mut asking,
        request("POST", "/v1/password-resets", Some(&ask)),
    )
    .await;
    assert_eq!(asked.0, 202, "{asked:?}");

    let waiting = helper(&surroundings, "outbox-event").await;
    assert_eq!(waiting["Records"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        helper(&surroundings, "outbox-event").await,
        waiting,
        "looking takes nothing away"
    );
    let mut deliver = Running::start("deliver", &variables).await;
    assert_eq!(
        deliver.call(waiting).await,
        json!({"batchItemFailures": []})
    );
    assert_eq!(
        helper(&surroundings, "outbox-event").await,
        json!({"Records": []})
    );
    let mails = helper(&surroundings, "mail").await;
    assert_eq!(mails[0]["from"], sender);
    assert_eq!(mails[0]["to"], json!(["ana@example.com"]));

    // The functions have a clock of their own, which nobody moves.
    let clock = format!("{}/_local/clock", surroundings.url());
    let moved = reqwest::Client::new().post(clock).send().await;
    assert_eq!(moved.expect("an answer").status(), 404);
}
