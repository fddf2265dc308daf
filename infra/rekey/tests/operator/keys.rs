//! `rekey keys`.

use domain::Role;
use rekey::commands::keys::{NewKey, create, list, revoke};
use rekey::commands::{Error, Form, Outcome};
use serde_json::{Value, json};

use crate::world::World;

const APP: NewKey<'static> = NewKey {
    name: "the application",
    may_verify: true,
    may_administer: false,
    highest_role: None,
    tenant: None,
    expires: None,
};

async fn made(world: &World, key: &NewKey<'_>) -> Result<Value, Error> {
    let mut out = Vec::new();
    let outcome = create(&world.app, key, Form::Json, &mut out).await?;
    assert_eq!(outcome, Outcome::Done);
    Ok(serde_json::from_slice(&out).expect("JSON"))
}

async fn listed(world: &World) -> Vec<Value> {
    let mut out = Vec::new();
    let outcome = list(&world.app, Form::Json, &mut out).await;
    assert_eq!(outcome.expect("a list"), Outcome::Done);
    serde_json::from_slice(&out).expect("JSON")
}

/// What the key gets for a right password.
async fn verified(world: &World, key: &Value) -> u16 {
    let body = json!({"identifier": "ana", "password": "correct horse"});
    let token = key["token"].as_str();
    let (status, _) = world.post("/v1/credentials/verify", token, body).await;
    status.as_u16()
}

async fn world() -> World {
    let world = World::start().await;
    world
        .with_accounts("{\"username\":\"ana\",\"tenant\":\"acme\",\"password\":\"correct horse\"}")
        .await;
    world
}

#[tokio::test]
async fn a_key_verifies_until_it_is_revoked() {
    let world = world().await;
    let key = made(&world, &APP).await.unwrap();
    let other = made(&world, &APP).await.unwrap();
    assert_eq!(verified(&world, &key).await, 200);
    let mut out = Vec::new();
    let id = key["id"].as_str().unwrap();
    let outcome = revoke(&world.app, id, Form::Text, &mut out).await;
    assert_eq!(outcome.unwrap(), Outcome::Done);
    assert_eq!(verified(&world, &key).await, 401);
    assert_eq!(verified(&world, &other).await, 200);
    let error = revoke(&world.app, id, Form::Text, &mut out)
        .await
        .unwrap_err();
    assert_eq!(error.exit_code(), 1, "{error}");
    for what in ["key-created", "key-revoked"] {
        assert!(
            world
                .audit(what)
                .await
                .iter()
                .any(|entry| entry["account_id"] == id)
        );
    }
}

#[tokio::test]
async fn a_key_ends_by_itself_when_it_was_to() {
    let world = world().await;
    let key = made(
        &world,
        &NewKey {
            expires: Some("2d"),
            ..APP
        },
    )
    .await
    .unwrap();
    world.advance(47);
    assert_eq!(verified(&world, &key).await, 200);
    world.advance(2);
    assert_eq!(verified(&world, &key).await, 401);
}

#[tokio::test]
async fn a_key_does_what_it_was_made_for_and_no_more() {
    let world = world().await;
    let elsewhere = NewKey {
        tenant: Some("globex"),
        ..APP
    };
    assert_eq!(
        verified(&world, &made(&world, &elsewhere).await.unwrap()).await,
        401
    );
    let administers = NewKey {
        may_verify: false,
        may_administer: true,
        highest_role: Some(Role::Admin),
        ..APP
    };
    assert_ne!(
        verified(&world, &made(&world, &administers).await.unwrap()).await,
        200
    );
}

#[tokio::test]
async fn keys_are_listed_without_their_tokens() {
    let world = world().await;
    let keys = [
        made(&world, &APP).await.unwrap(),
        made(
            &world,
            &NewKey {
                may_administer: true,
                highest_role: Some(Role::Owner),
                tenant: Some("acme"),
                ..APP
            },
        )
        .await
        .unwrap(),
    ];
    world.sign_in("ana", "correct horse").await;
    let listed = listed(&world).await;
    assert_eq!(listed.len(), 2);
    for (of_list, made) in listed.iter().zip(&keys) {
        for member in [
            "id",
            "name",
            "scopes",
            "highest_role",
            "tenant",
            "expires_at",
        ] {
            assert_eq!(of_list[member], made[member]);
        }
        assert!(of_list.get("token").is_none());
    }
    let mut out = Vec::new();
    list(&world.app, Form::Text, &mut out).await.unwrap();
    let table = String::from_utf8(out).unwrap();
    assert_eq!(table.lines().count(), 3, "{table}");
    assert!(
        !world
            .tables()
            .await
            .to_string()
            .contains(keys[0]["token"].as_str().unwrap())
    );
}

#[tokio::test]
async fn a_key_that_cannot_be_is_wrong_usage() {
    let world = world().await;
    for key in [
        NewKey { name: "", ..APP },
        NewKey {
            tenant: Some("Acme Inc."),
            ..APP
        },
        NewKey {
            expires: Some("soon"),
            ..APP
        },
        NewKey {
            expires: Some("0s"),
            ..APP
        },
        NewKey {
            may_administer: true,
            ..APP
        },
        NewKey {
            may_administer: true,
            highest_role: Some(Role::User),
            ..APP
        },
    ] {
        assert_eq!(made(&world, &key).await.unwrap_err().exit_code(), 2);
    }
    assert!(listed(&world).await.is_empty());
}
