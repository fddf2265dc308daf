//! Identifiers: a username is one account's, an address may be several accounts'.

use adapters::store::Guard;
use domain::{Account, AccountId, EmailAddress, Identifier, Username};

use crate::world::{World, ana, id};

fn other() -> Account {
    Account {
        id: id(2),
        username: Username::parse("other").ok(),
        ..ana()
    }
}

async fn bearers(world: &World, typed: &str) -> Vec<AccountId> {
    let identifier = Identifier::parse(typed).expect("an identifier");
    let mut bearers = world
        .store
        .bearers_of(&identifier)
        .await
        .expect("the store answers");
    bearers.sort();
    bearers
}

async fn adds(world: &World, account: &Account) {
    world
        .commits(world.store.change_identifiers(None, Some(account)))
        .await;
}

#[tokio::test]
async fn an_account_is_found_by_what_it_bears_in_any_case() {
    let world = World::start().await;
    adds(&world, &ana()).await;
    for typed in ["ana", " ANA ", "ana@example.com", "Ana@EXAMPLE.com"] {
        assert_eq!(bearers(&world, typed).await, [ana().id], "{typed}");
    }
    assert_eq!(bearers(&world, "nobody").await, []);
}

#[tokio::test]
async fn a_username_is_one_accounts() {
    let world = World::start().await;
    adds(&world, &ana()).await;
    let taken = Account {
        username: ana().username,
        email: None,
        ..other()
    };
    let writes = world.store.change_identifiers(None, Some(&taken));
    world.refuses(Guard::Username, writes).await;
    let writes = world.store.change_identifiers(Some(&other()), Some(&taken));
    world.refuses(Guard::Username, writes).await;
    assert_eq!(bearers(&world, "ana").await, [ana().id]);
}

#[tokio::test]
async fn an_address_is_shared() {
    let world = World::start().await;
    adds(&world, &ana()).await;
    adds(&world, &other()).await;
    assert_eq!(
        bearers(&world, "ana@example.com").await,
        [ana().id, other().id]
    );
    let moved = Account {
        email: EmailAddress::parse("b@example.com").ok(),
        ..ana()
    };
    world
        .commits(world.store.change_identifiers(Some(&ana()), Some(&moved)))
        .await;
    assert_eq!(bearers(&world, "ana@example.com").await, [other().id]);
    assert_eq!(bearers(&world, "b@example.com").await, [ana().id]);
}

#[tokio::test]
async fn a_username_that_was_given_up_is_free() {
    let world = World::start().await;
    adds(&world, &ana()).await;
    let renamed = Account {
        username: None,
        ..ana()
    };
    world
        .commits(world.store.change_identifiers(Some(&ana()), Some(&renamed)))
        .await;
    assert_eq!(bearers(&world, "ana").await, []);
    let heir = Account {
        username: ana().username,
        ..other()
    };
    adds(&world, &heir).await;
    assert_eq!(bearers(&world, "ana").await, [heir.id]);
}

#[tokio::test]
async fn an_edit_of_other_members_writes_nothing_here() {
    let world = World::start().await;
    let renamed = Account {
        name: "Ana Other".to_owned(),
        ..ana()
    };
    assert!(
        world
            .store
            .change_identifiers(Some(&ana()), Some(&renamed))
            .is_empty()
    );
    assert!(world.store.change_identifiers(None, None).is_empty());
}

#[tokio::test]
async fn all_bearers_of_several_identifiers_are_read_at_once() {
    let world = World::start().await;
    adds(&world, &ana()).await;
    let wanted =
        ["ana", "ana@example.com", "nobody"].map(|typed| Identifier::parse(typed).expect("one"));
    let found = world
        .store
        .bearers_of_each(&wanted)
        .await
        .expect("the store answers");
    assert_eq!(found, [[ana().id], [ana().id]]);
    assert_eq!(world.calls("BatchGetItem"), 1);
}

#[tokio::test]
async fn an_address_is_claimed_only_while_those_who_were_read_bear_it() {
    let world = World::start().await;
    let claim = |bearers: &[AccountId]| {
        let without_username = Account {
            username: None,
            ..other()
        };
        world.store.claim_identifiers(&without_username, bearers)
    };
    // One who was read has gone.
    world.refuses(Guard::Bearers, claim(&[id(3)])).await;
    adds(&world, &ana()).await;
    // One has come since, another than who was read, or one more.
    for read in [vec![], vec![id(3)], vec![ana().id, id(3)]] {
        world.refuses(Guard::Bearers, claim(&read)).await;
    }
    world.commits(claim(&[ana().id])).await;
    assert_eq!(
        bearers(&world, "ana@example.com").await,
        [ana().id, other().id]
    );
}

#[tokio::test]
async fn of_two_accounts_made_for_one_address_at_once_one_is_made() {
    let world = World::start().await;
    let claim = |account: &Account| world.store.claim_identifiers(account, &[]);
    world.commits(claim(&ana())).await;
    world.refuses(Guard::Bearers, claim(&other())).await;
    let same_name = Account {
        email: None,
        ..ana()
    };
    world
        .refuses(
            Guard::Username,
            claim(&Account {
                id: id(2),
                ..same_name
            }),
        )
        .await;
}
