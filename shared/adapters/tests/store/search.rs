//! The directory's index: accounts are found by what they are called now, in their scopes alone.

use domain::search::{EVERYWHERE, scope_of};
use domain::{Account, Tenant, Username};

use crate::world::{World, ana, id};

fn scope(tenant: &str) -> String {
    scope_of(&Tenant::parse(tenant).expect("a tenant"))
}

const NOBODY: [u8; 0] = [];

/// The numbers of the accounts that are found, in the order of the index.
async fn found(world: &World, scope: &str, prefix: &str) -> Vec<u8> {
    let page = world.store.search(scope, prefix, None, 50).await;
    let page = page.expect("the store answers");
    assert_eq!(page.next, None);
    let number = |account| (1..=9).find(|number| id(*number) == account);
    let numbers = page.found.into_iter().map(|(_, account)| number(account));
    numbers.map(|number| number.expect("one of ours")).collect()
}

async fn enters(world: &World, account: &Account) {
    world
        .commits(world.store.change_search(None, Some(account)))
        .await;
}

fn anabel() -> Account {
    Account {
        id: id(2),
        username: Username::parse("anabel").ok(),
        email: None,
        name: "Anabel Other".to_owned(),
        tenant: Tenant::parse("globex"),
        ..ana()
    }
}

#[tokio::test]
async fn an_account_is_found_by_the_beginning_of_each_term_in_its_scopes_alone() {
    let world = World::start().await;
    enters(&world, &ana()).await;
    enters(&world, &anabel()).await;
    assert_eq!(found(&world, &scope("acme"), "example").await, [1]);
    assert_eq!(found(&world, &scope("acme"), "anab").await, NOBODY);
    assert_eq!(found(&world, &scope("globex"), "anab").await, [2, 2]);
    assert_eq!(found(&world, EVERYWHERE, "other").await, [2]);
    assert_eq!(found(&world, EVERYWHERE, "nobody").await, NOBODY);
    // The mark behind a term is no part of it.
    assert_eq!(found(&world, EVERYWHERE, "example#").await, NOBODY);
    assert_eq!(found(&world, EVERYWHERE, "#").await, NOBODY);
}

#[tokio::test]
async fn nothing_searched_for_lists_every_account_of_the_scope_once() {
    let world = World::start().await;
    enters(&world, &ana()).await;
    enters(&world, &anabel()).await;
    assert_eq!(found(&world, EVERYWHERE, "").await, [1, 2]);
    assert_eq!(found(&world, &scope("globex"), "").await, [2]);
}

#[tokio::test]
async fn a_change_writes_what_differs_and_takes_away_what_was() {
    let world = World::start().await;
    enters(&world, &ana()).await;
    let after = Account {
        name: "Ana Renamed".to_owned(),
        tenant: Tenant::parse("globex"),
        ..ana()
    };
    let renamed = Account {
        name: after.name.clone(),
        ..ana()
    };
    // The whole name and one of its words, in two scopes, there and away.
    let writes = world.store.change_search(Some(&ana()), Some(&renamed));
    assert_eq!(writes.len(), 8);
    world.commits(writes).await;
    assert_eq!(found(&world, &scope("acme"), "renamed").await, [1]);
    assert_eq!(found(&world, EVERYWHERE, "example").await, NOBODY);

    world
        .commits(world.store.change_search(Some(&renamed), Some(&after)))
        .await;
    assert_eq!(found(&world, &scope("acme"), "").await, NOBODY);
    assert_eq!(found(&world, &scope("globex"), "renamed").await, [1]);

    world
        .commits(world.store.change_search(Some(&after), None))
        .await;
    assert_eq!(world.tables().await["search"], serde_json::json!([]));
}

#[tokio::test]
async fn a_page_ends_where_the_next_begins() {
    let world = World::start().await;
    enters(&world, &ana()).await;
    enters(&world, &anabel()).await;
    let mut places = Vec::new();
    let mut after: Option<String> = None;
    loop {
        let page = world
            .store
            .search(EVERYWHERE, "an", after.as_deref(), 2)
            .await;
        let page = page.expect("the store answers");
        assert!(page.found.len() <= 2);
        places.extend(page.found);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let terms: Vec<&str> = places.iter().map(|(term, _)| term.as_str()).collect();
    let all = [
        "ana",
        "ana example",
        "ana@example.com",
        "anabel",
        "anabel other",
    ];
    assert_eq!(
        terms.iter().filter(|term| !all.contains(term)).count(),
        0,
        "{terms:?}"
    );
    assert_eq!(terms.len(), all.len(), "{terms:?}");
}
