//! `rekey owner recover`.

use axum::http::StatusCode;
use rekey::commands::owner_recover::{Recovery, run};
use rekey::commands::{Error, Form, Outcome};
use zeroize::Zeroizing;

use crate::world::{PASSWORD, World, token_in};

const PIN: &str = "271828";
const NEW: &str = "twelve orange foxes in a field";
const ALONE: &str = "{\"email\":\"olga@example.com\",\"name\":\"Olga\",\"role\":\"owner\"}";

async fn only_owner() -> World {
    let world = World::start().await;
    world.with_accounts(ALONE).await;
    world.set_pin("olga@example.com", PIN).await;
    world
}

async fn recover(world: &World, pin: &str, even_so: Option<&str>) -> Result<String, Error> {
    let recovery = Recovery {
        identifier: "olga@example.com",
        even_so,
    };
    let mut out = Vec::new();
    let ask = || Ok(Zeroizing::new(format!("{pin}\n")));
    let outcome = run(&world.app, &recovery, ask, Form::Text, &mut out).await?;
    assert_eq!(outcome, Outcome::Done);
    Ok(String::from_utf8(out).expect("text"))
}

async fn refused(world: &World, pin: &str) -> String {
    let links = world.table("links").await;
    let error = recover(world, pin, None).await.expect_err("a refusal");
    assert_eq!(error.exit_code(), 4, "{error}");
    assert_eq!(world.table("links").await, links);
    error.to_string()
}

#[tokio::test]
async fn the_pin_gets_the_only_owner_a_link_an_entry_and_a_notice() {
    let world = only_owner().await;
    let told = recover(&world, PIN, None).await.unwrap();
    let entries = world.audit("owner-recovered").await;
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0]["actor"], "operator");
    assert_eq!(entries[0]["details"]["tries"], "1");
    let work = world.table("outbox").await;
    assert_eq!(work.len(), 1);
    assert_eq!(
        (&work[0]["change"], &work[0]["to"]),
        (&"owner-recovered".into(), &"olga@example.com".into())
    );
    // Until the link is used the old password is good: the operator changes nothing by himself.
    assert_eq!(world.sign_in("olga@example.com", PASSWORD).await, 201);
    assert_eq!(world.redeem(&token_in(&told), NEW).await, StatusCode::OK);
    assert_eq!(world.sign_in("olga@example.com", NEW).await, 201);
    let tables = world.tables().await.to_string();
    assert!(!tables.contains(PIN) && !tables.contains(&token_in(&told)));
}

#[tokio::test]
async fn a_wrong_pin_is_refused_and_written_down() {
    let world = only_owner().await;
    assert_eq!(
        refused(&world, "000000").await,
        "this is not the PIN; 4 more tries today"
    );
    let entries = world.audit("act-refused").await;
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0]["details"]["rule"], "wrong-pin");
    assert!(world.table("outbox").await.is_empty());
    recover(&world, PIN, None).await.unwrap();
}

#[tokio::test]
async fn after_five_tries_even_the_right_pin_waits_for_the_next_day() {
    let world = only_owner().await;
    for _ in 0..5 {
        refused(&world, "000000").await;
    }
    let told = refused(&world, PIN).await;
    assert!(told.contains("it can be tried again after 20"), "{told}");
    assert_eq!(world.audit("act-refused").await.len(), 6);
    world.advance(24);
    recover(&world, PIN, None).await.unwrap();
}

#[tokio::test]
async fn many_tries_at_once_are_not_more_than_five() {
    let world = only_owner().await;
    let tries = (0..12).map(|_| recover(&world, "000000", None));
    let mut limited = 0;
    for error in futures(tries).await {
        limited += usize::from(error.unwrap_err().to_string().contains("5 times today"));
    }
    assert_eq!(limited, 7);
}

async fn futures<F: Future>(all: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut waiting: Vec<_> = all.map(Box::pin).collect();
    let mut done = Vec::new();
    std::future::poll_fn(|context| {
        waiting.retain_mut(|future| match future.as_mut().poll(context) {
            std::task::Poll::Ready(output) => {
                done.push(output);
                false
            }
            std::task::Poll::Pending => true,
        });
        if waiting.is_empty() {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    done
}

#[tokio::test]
async fn while_another_owner_is_active_it_needs_a_reason() {
    let world = only_owner().await;
    let other = "{\"email\":\"otto@example.com\",\"role\":\"owner\"}";
    world.with_accounts(other).await;
    let told = refused(&world, PIN).await;
    assert!(told.contains("--even-so"), "{told}");
    assert_eq!(world.table("limits").await.len(), 0, "no try was counted");
    recover(&world, PIN, Some("Otto is at sea")).await.unwrap();
    let entry = &world.audit("owner-recovered").await[0];
    assert_eq!(
        (
            &entry["details"]["reason"],
            &entry["details"]["other_owners"]
        ),
        (&"Otto is at sea".into(), &"1".into())
    );
}

#[tokio::test]
async fn owners_who_are_not_active_do_not_stand_in_the_way() {
    let world = only_owner().await;
    let others = "email,role,standing\na@example.com,owner,disabled\nb@example.com,owner,expired\n\
                  c@example.com,owner,invited\nd@example.com,admin,active\n";
    world.with_accounts(others).await;
    recover(&world, PIN, None).await.unwrap();
}

#[tokio::test]
async fn without_a_pin_or_an_owner_there_is_nothing_to_prove_it_by() {
    let world = World::start().await;
    world.with_accounts(ALONE).await;
    assert!(refused(&world, PIN).await.contains("no PIN"));
    let world = World::start().await;
    world
        .with_accounts("{\"email\":\"olga@example.com\",\"role\":\"admin\"}")
        .await;
    assert!(refused(&world, PIN).await.contains("no owner"));
}

#[tokio::test]
async fn an_owner_who_is_disabled_is_not_let_in() {
    let world = World::start().await;
    let row = "{\"email\":\"olga@example.com\",\"role\":\"owner\",\"standing\":\"disabled\"}";
    world.with_accounts(row).await;
    world.set_pin("olga@example.com", PIN).await;
    assert!(refused(&world, PIN).await.contains("account-disabled"));
}

#[tokio::test]
async fn asking_again_in_the_window_gives_the_same_link() {
    let world = only_owner().await;
    let first = token_in(&recover(&world, PIN, None).await.unwrap());
    let second = token_in(&recover(&world, PIN, None).await.unwrap());
    assert_eq!(first, second);
}
