//! Sessions and service keys: found by their token alone.

use adapters::entropy::secret;
use adapters::store::{Bearer, Held};
use domain::bearer::{ServiceKey, Session};
use domain::{BearerToken, Role, Tenant};
use zeroize::Zeroizing;

use crate::world::{HOUR, World, ana, at, id};

fn session() -> Session {
    Session {
        account_id: ana().id,
        epoch: ana().epoch,
        expires_at: at(8 * HOUR),
    }
}

/// Ana's session under this secret.
async fn started(world: &World, secret: Zeroizing<[u8; 32]>) -> BearerToken {
    let token = BearerToken::new(ana().id, secret);
    let start = world.store.start_session(&session(), token.digest(), at(0));
    world.commits(vec![start]).await;
    token
}

async fn bearer(world: &World, token: &BearerToken) -> Option<Held> {
    world
        .store
        .bearer(token, None)
        .await
        .expect("the store answers")
}

#[tokio::test]
async fn a_session_is_found_with_its_account_in_one_look_until_it_is_ended() {
    let (world, ana) = World::with_ana().await;
    let token = started(&world, secret()).await;
    let held = bearer(&world, &token).await.expect("a session");
    assert!(matches!(held.bearer, Bearer::Session(found) if found == session()));
    assert_eq!((held.account, held.named), (Some(ana), None));
    assert_eq!(world.calls("BatchGetItem"), 1);
    world.commits(vec![world.store.end_bearer(&token)]).await;
    assert!(bearer(&world, &token).await.is_none());
}

#[tokio::test]
async fn another_secret_or_another_account_finds_no_session() {
    let (world, ana) = World::with_ana().await;
    started(&world, Zeroizing::new([1; 32])).await;
    for other in [(ana.id, [2; 32]), (id(2), [1; 32])] {
        let other = BearerToken::new(other.0, Zeroizing::new(other.1));
        assert!(bearer(&world, &other).await.is_none());
    }
}

#[tokio::test]
async fn a_service_key_is_read_back_with_its_scopes_and_the_account_named_beside_it() {
    let (world, ana) = World::with_ana().await;
    for (may_verify, may_administer) in [(true, false), (false, true), (true, true)] {
        let key = ServiceKey {
            id: id(7),
            name: "portal".to_owned(),
            may_verify,
            may_administer,
            highest_role: Role::Admin,
            tenant: Tenant::parse("acme"),
            expires_at: Some(at(HOUR)),
        };
        let token = BearerToken::new(key.id, secret());
        world
            .commits(vec![world.store.create_key(&key, token.digest(), at(0))])
            .await;
        let held = world
            .store
            .bearer(&token, Some(ana.id))
            .await
            .expect("an answer");
        let held = held.expect("a key");
        assert!(matches!(held.bearer, Bearer::Key(found) if found == key));
        assert_eq!((held.account, held.named.as_ref()), (None, Some(&ana)));
    }
}

#[tokio::test]
async fn a_session_is_forgotten_after_its_end() {
    let (world, _) = World::with_ana().await;
    started(&world, secret()).await;
    let item = world.item("sessions").await;
    assert_eq!(item["ttl"], at(9 * HOUR).as_second());
}

#[tokio::test]
async fn the_operator_finds_service_keys_and_no_sessions() {
    let (world, ana) = World::with_ana().await;
    started(&world, secret()).await;
    assert!(
        world
            .store
            .service_keys()
            .await
            .expect("an answer")
            .is_empty()
    );
    assert!(
        world
            .store
            .service_key(ana.id)
            .await
            .expect("an answer")
            .is_none()
    );
    let of = |number, name: &str| ServiceKey {
        id: id(number),
        name: name.to_owned(),
        may_verify: true,
        may_administer: false,
        highest_role: Role::User,
        tenant: None,
        expires_at: Some(at(HOUR)),
    };
    for (key, made) in [(of(8, "newer"), at(2)), (of(9, "older"), at(1))] {
        let digest = BearerToken::new(key.id, secret()).digest();
        world
            .commits(vec![world.store.create_key(&key, digest, made)])
            .await;
    }
    let keys = world.store.service_keys().await.expect("an answer");
    let names: Vec<&str> = keys.iter().map(|found| found.key.name.as_str()).collect();
    assert_eq!(names, ["older", "newer"]);
    let newer = world.store.service_key(id(8)).await.expect("an answer");
    let newer = newer.expect("it is there");
    assert_eq!((&newer.key, newer.created_at), (&of(8, "newer"), at(2)));
    world.commits(vec![world.store.end_key(&newer)]).await;
    assert_eq!(
        world.store.service_keys().await.expect("an answer").len(),
        1
    );
    let tables = world.tables().await;
    let sessions = tables["sessions"].as_array().expect("rows");
    let key = sessions.iter().find(|item| item["kind"] == "key");
    assert_eq!(key.expect("one is left")["ttl"], at(2 * HOUR).as_second());
}
