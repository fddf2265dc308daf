//! What a stranger is told when the store fails: the same as everybody.

use std::collections::BTreeSet;

use tests::{NEW_PASSWORD, PASSWORD, World, token_of};

// T-707, T-1006
#[tokio::test]
async fn an_outbox_that_cannot_be_written_is_told_to_everybody_alike() {
    for fault in ["error", "throttle"] {
        let world = World::start().await;
        world
            .store_fault(fault, 100, Some("TransactWriteItems"))
            .await;
        let known = world.ask("ana@example.com").await;
        let unknown = world.ask("nobody@example.com").await;
        known.refused(503, "try-again-later");
        assert_eq!(known.bytes(), unknown.bytes());
        assert_eq!(known.steady_headers(), unknown.steady_headers());
        world.mend_the_store().await;
        world.settle().await;
        assert!(
            world.mails().await.is_empty(),
            "what was refused is not done later"
        );
        world.password_is("ana@example.com", PASSWORD).await;
        world.token_asked_for("ana@example.com").await;
    }
}

#[tokio::test]
async fn an_ask_whose_store_answer_was_lost_is_worked_on_once() {
    let world = World::start().await;
    world
        .store_fault("lose-answer", 1, Some("TransactWriteItems"))
        .await;
    world.ask("ana@example.com").await.expect(202);
    world.settle().await;
    assert_eq!(world.mails().await.len(), 1);
}

/// The store's operations that the outbox's worker uses to mail a link.
async fn operations_of_the_worker() -> BTreeSet<String> {
    let world = World::start().await;
    world.token_asked_for("ana@example.com").await;
    let calls = world.calls_of("deliver").await;
    let of_the_store = calls.iter().filter(|call| call["service"] == "dynamodb");
    of_the_store
        .filter_map(|call| call["operation"].as_str())
        .map(str::to_owned)
        .collect()
}

// T-607, T-1001
#[tokio::test]
async fn an_accepted_ask_ends_in_one_link_by_mail_whatever_the_store_does_to_the_worker() {
    for operation in operations_of_the_worker().await {
        for (fault, times) in [("error", 8), ("throttle", 8), ("lose-answer", 1)] {
            let world = World::start().await;
            if operation == "TransactWriteItems" {
                // The ask itself is such a write: let it through.
                world.mail_mode_times("down", 1).await;
                world.ask("ana@example.com").await.expect(202);
                world.settle().await;
                world.store_fault(fault, times, Some(&operation)).await;
            } else {
                world.store_fault(fault, times, Some(&operation)).await;
                world.ask("ana@example.com").await.expect(202);
            }
            world.work_the_outbox_off().await;
            let mails = world.mails_to("ana@example.com").await;
            assert!(!mails.is_empty(), "{fault} of {operation}");
            let tokens: BTreeSet<_> = mails.iter().map(token_of).collect();
            assert_eq!(tokens.len(), 1, "{fault} of {operation}");
            world
                .redeem(&token_of(&mails[0]), NEW_PASSWORD)
                .await
                .expect(200);
        }
    }
}
