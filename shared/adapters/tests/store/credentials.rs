//! Credentials: replaced only in the place of the one verified; the PIN stays whatever happens.

use adapters::store::{Credential, Guard, StoreError};
use rekey::emulators::Fault;

use crate::world::{World, ana, at, id};

fn credential(hash: &str) -> Credential {
    Credential {
        hash: hash.to_owned(),
        must_change: false,
        changed_at: at(0),
    }
}

async fn world_with(hash: &str) -> World {
    let (world, ana) = World::with_ana().await;
    world
        .commits(vec![world.store.set_credential(ana.id, &credential(hash))])
        .await;
    world
}

async fn hash(world: &World) -> Option<String> {
    let read = world
        .store
        .account_with_credential(ana().id)
        .await
        .expect("the store answers");
    read.1.map(|credential| credential.hash)
}

#[tokio::test]
async fn account_and_credential_are_read_together() {
    let (world, ana) = World::with_ana().await;
    let read = async || {
        world
            .store
            .account_with_credential(ana.id)
            .await
            .expect("an answer")
    };
    let (account, none) = read().await;
    assert!(account == Some(ana.clone()) && none.is_none());
    let set = Credential {
        must_change: true,
        changed_at: at(5),
        ..credential("a")
    };
    world
        .commits(vec![world.store.set_credential(ana.id, &set)])
        .await;
    let credential = read().await.1.expect("it was set");
    assert_eq!(
        (credential.hash.as_str(), credential.must_change),
        ("a", true)
    );
    assert_eq!(credential.changed_at, at(5));
    let lasting = Credential {
        must_change: false,
        ..set
    };
    world
        .commits(vec![world.store.set_credential(ana.id, &lasting)])
        .await;
    assert!(!read().await.1.expect("it was set").must_change);
}

#[tokio::test]
async fn a_password_replaces_only_the_one_that_was_verified() {
    let world = world_with("second").await;
    let replace = |verified| {
        world
            .store
            .replace_credential(ana().id, &credential(verified), &credential("third"))
    };
    world
        .refuses(Guard::Credential, vec![replace("first")])
        .await;
    world.commits(vec![replace("second")]).await;
    // Two changes with the same old password cannot both win.
    world
        .refuses(Guard::Credential, vec![replace("second")])
        .await;
    assert_eq!(hash(&world).await.as_deref(), Some("third"));
}

#[tokio::test]
async fn a_password_that_was_taken_away_is_not_replaced() {
    let world = world_with("first").await;
    world
        .commits(vec![world.store.remove_credential(ana().id)])
        .await;
    assert_eq!(hash(&world).await, None);
    let replace =
        world
            .store
            .replace_credential(ana().id, &credential("first"), &credential("second"));
    world.refuses(Guard::Credential, vec![replace]).await;
}

#[tokio::test]
async fn a_hash_is_upgraded_only_while_it_is_the_one_verified() {
    let world = world_with("old").await;
    let upgrade = async |verified| {
        let verified = credential(verified);
        world
            .store
            .upgrade_hash(ana().id, &verified, "new")
            .await
            .expect("no fault");
    };
    upgrade("another").await;
    assert_eq!(hash(&world).await.as_deref(), Some("old"));
    upgrade("old").await;
    assert_eq!(hash(&world).await.as_deref(), Some("new"));
}

#[tokio::test]
async fn a_hash_is_not_upgraded_where_none_is_left() {
    let world = world_with("old").await;
    world
        .commits(vec![world.store.remove_credential(ana().id)])
        .await;
    let upgraded = world
        .store
        .upgrade_hash(ana().id, &credential("old"), "new")
        .await;
    assert!(upgraded.is_ok() && hash(&world).await.is_none());
}

#[tokio::test]
async fn a_store_that_fails_is_not_told_as_an_upgrade() {
    let world = world_with("old").await;
    world.spoil("UpdateItem", Fault::Error, 100);
    let upgraded = world
        .store
        .upgrade_hash(ana().id, &credential("old"), "new")
        .await;
    assert!(matches!(upgraded, Err(StoreError::Unavailable(_))));
    assert_eq!(hash(&world).await.as_deref(), Some("old"));
}

#[tokio::test]
async fn only_those_with_a_password_have_a_hash() {
    let world = world_with("hers").await;
    let ids = [ana().id, id(9)];
    let hashes = async || world.store.password_hashes(&ids).await.expect("an answer");
    assert_eq!(hashes().await, [(ana().id, "hers".to_owned())].into());
    let set = world
        .store
        .set_pin(ana().id, &credential("hers"), "a pin's hash");
    world.commits(vec![set]).await;
    let remove = world.store.remove_credential(ana().id);
    world.commits(vec![remove]).await;
    assert!(hashes().await.is_empty());
}

#[tokio::test]
async fn a_pin_is_set_only_with_the_password_that_was_verified() {
    let world = world_with("second").await;
    let set = |verified| {
        world
            .store
            .set_pin(ana().id, &credential(verified), "a pin's hash")
    };
    world.refuses(Guard::Credential, vec![set("first")]).await;
    world.commits(vec![set("second")]).await;
    assert_eq!(pin(&world).await.as_deref(), Some("a pin's hash"));
}

async fn pin(world: &World) -> Option<String> {
    world
        .store
        .pin_hash(ana().id)
        .await
        .expect("the store answers")
}

#[tokio::test]
async fn the_pin_stays_whatever_becomes_of_the_password() {
    let world = world_with("first").await;
    let store = &world.store;
    let (first, second) = (credential("first"), credential("second"));
    world
        .commits(vec![store.set_pin(ana().id, &first, "pin")])
        .await;
    store
        .upgrade_hash(ana().id, &first, "second")
        .await
        .expect("no fault");
    let changes = [
        store.replace_credential(ana().id, &second, &credential("third")),
        store.set_credential(ana().id, &credential("fourth")),
        store.remove_credential(ana().id),
        store.set_credential(ana().id, &credential("fifth")),
    ];
    for change in changes {
        world.commits(vec![change]).await;
        assert_eq!(pin(&world).await.as_deref(), Some("pin"));
    }
    assert_eq!(hash(&world).await.as_deref(), Some("fifth"));
}
