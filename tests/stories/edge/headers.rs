//! The headers of every answer, and the members of every problem.

use serde_json::json;
use tests::{PASSWORD, World};

// T-134, T-819: the headers themselves are asserted by the harness on every answer of every test.
#[tokio::test]
async fn every_answer_has_an_id_of_its_own() {
    let world = World::start().await;
    let mut ids = Vec::new();
    for path in [
        "/v1/health",
        "/v1/health",
        "/v1/nothing",
        "/v1/password",
        "/v1/admin/accounts",
    ] {
        ids.push(
            world
                .get(path)
                .send()
                .await
                .header("x-request-id")
                .unwrap()
                .to_owned(),
        );
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 5, "{ids:?}");
}

#[tokio::test]
async fn a_caller_does_not_choose_the_requests_id() {
    let world = World::start().await;
    for id in ["mine", "a".repeat(5_000).as_str()] {
        let answer = world
            .get("/v1/health")
            .header("X-Request-Id", id)
            .send()
            .await
            .expect(200);
        assert_ne!(answer.header("x-request-id"), Some(id));
    }
}

// T-819
#[tokio::test]
async fn a_problem_tells_people_and_programs_what_is_wrong_and_nothing_of_how_rekey_is_made() {
    let world = World::start().await;
    let problems = [
        world.get("/v1/nothing").send().await.problem(404),
        world.get("/v1/password").send().await.problem(405),
        world
            .post("/v1/password")
            .body("text/plain", "x")
            .send()
            .await
            .problem(415),
        world
            .post("/v1/password")
            .json(&json!({"x": "y".repeat(17_000)}))
            .send()
            .await
            .problem(413),
        world.get("/v1/admin/accounts").send().await.problem(401),
        world
            .post("/v1/password")
            .json(&json!({"identifier": 7}))
            .send()
            .await
            .problem(400),
        world.redeem("no token", PASSWORD).await.problem(404),
    ];
    for problem in problems {
        let text = problem.to_string().to_lowercase();
        for inside in [
            "serde", "expected", "eof", "axum", "rust", "panicked", "dynamo", "argon", "0.1.0",
        ] {
            assert!(!text.contains(inside), "{inside} in {problem}");
        }
    }
}

#[tokio::test]
async fn a_problem_does_not_repeat_what_was_sent() {
    let world = World::start().await;
    let canary = "zebra-canary-7431";
    for body in [
        json!({"identifier": [canary]}),
        json!({canary: 1}),
        json!({"token": canary, "password": canary}),
    ] {
        for path in [
            "/v1/password-resets",
            "/v1/password-resets/redeem",
            "/v1/sessions",
        ] {
            let answer = world.post(path).json(&body).send().await;
            assert!(
                answer.status >= 400 && !answer.text().contains(canary),
                "{answer:?}"
            );
        }
    }
}
