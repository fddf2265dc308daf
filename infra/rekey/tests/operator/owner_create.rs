//! `rekey owner create`.

use axum::http::StatusCode;
use rekey::commands::owner_create::{NewOwner, run};
use rekey::commands::{Error, Form, Outcome};

use crate::world::{PASSWORD, World, token_in};

const OLGA: NewOwner<'static> = NewOwner {
    email: "Olga@example.com",
    name: "Olga Owner",
    username: Some("olga"),
};

pub async fn create(world: &World, owner: &NewOwner<'_>) -> Result<String, Error> {
    let mut out = Vec::new();
    let outcome = run(&world.app, owner, Form::Text, &mut out).await?;
    assert_eq!(outcome, Outcome::Done);
    Ok(String::from_utf8(out).expect("text"))
}

#[tokio::test]
async fn an_owner_is_made_active_and_chooses_the_password_by_the_link() {
    let world = World::start().await;
    let told = create(&world, &OLGA).await.unwrap();
    let account = world.account("olga@example.com").await;
    assert_eq!(
        (account.role.name(), account.standing.name(), account.tenant),
        ("owner", "active", None)
    );
    assert_eq!(world.hash_of("olga").await, None);
    let token = token_in(&told);
    assert_eq!(world.redeem(&token, PASSWORD).await, StatusCode::OK);
    assert_eq!(world.redeem(&token, PASSWORD).await, StatusCode::GONE);
    for identifier in ["olga", "olga@example.com"] {
        assert_eq!(world.sign_in(identifier, PASSWORD).await, 201);
    }
}

/// Whoever tried again would be refused, and nobody would have the link.
#[tokio::test]
async fn an_owner_whose_making_was_not_answered_has_a_link_all_the_same() {
    let world = World::start().await;
    world.fault("lose-answer", 60, "TransactWriteItems");
    let told = create(&world, &OLGA).await.unwrap();
    world.fault("lose-answer", 0, "TransactWriteItems");
    assert_eq!(
        world.redeem(&token_in(&told), PASSWORD).await,
        StatusCode::OK
    );
}

#[tokio::test]
async fn the_history_tells_of_the_operator_and_no_table_holds_the_link() {
    let world = World::start().await;
    let token = token_in(&create(&world, &OLGA).await.unwrap());
    let mut places = Vec::new();
    for what in ["account-created", "link-issued"] {
        let entries = world.audit(what).await;
        assert_eq!(entries.len(), 1, "{what}");
        assert_eq!(entries[0]["actor"], "operator");
        places.push(entries[0]["at_id"].to_string());
    }
    assert!(places.is_sorted(), "the account comes first: {places:?}");
    assert!(!world.tables().await.to_string().contains(&token));
}

#[tokio::test]
async fn an_identifier_that_is_taken_is_refused_and_changes_nothing() {
    let world = World::start().await;
    let others = "username,email\nolga,\n,olga@example.com\n";
    world.with_accounts(others).await;
    let before = world.tables().await;
    for owner in [
        NewOwner {
            email: "new@example.com",
            ..OLGA
        },
        NewOwner {
            username: None,
            ..OLGA
        },
    ] {
        let refused = create(&world, &owner).await.unwrap_err();
        assert_eq!(refused.exit_code(), 4, "{refused}");
    }
    assert_eq!(world.tables().await, before);
}

#[tokio::test]
async fn of_two_at_once_one_is_made() {
    let world = World::start().await;
    let alone = NewOwner {
        username: None,
        ..OLGA
    };
    let (one, two) = tokio::join!(create(&world, &alone), create(&world, &alone));
    assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1);
    assert_eq!(world.table("accounts").await.len(), 1);
    assert_eq!(world.table("links").await.len(), 1);
}

#[tokio::test]
async fn what_cannot_be_is_wrong_usage() {
    let world = World::start().await;
    for owner in [
        NewOwner {
            email: "nonsense",
            ..OLGA
        },
        NewOwner { name: " ", ..OLGA },
        NewOwner {
            username: Some("o l"),
            ..OLGA
        },
    ] {
        let error = create(&world, &owner).await.unwrap_err();
        assert_eq!(error.exit_code(), 2, "{error}");
    }
    assert!(world.table("accounts").await.is_empty());
}
