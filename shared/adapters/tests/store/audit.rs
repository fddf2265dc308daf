//! The audit: every entry of an account's history once, newest first, page by page.

use adapters::store::ToldEntry;
use domain::audit::{Entry, What};
use domain::{AccountId, Actor};

use crate::world::{World, at, id, ulid};

async fn page(world: &World, account: AccountId, before: Option<&str>) -> (Vec<ToldEntry>, bool) {
    let page = world.store.history(account, before, 2).await;
    page.expect("the store answers")
}

#[tokio::test]
async fn a_history_is_told_newest_first_and_page_by_page() {
    let world = World::start().await;
    for second in 0..3 {
        let entry = Entry::new(
            ulid(),
            id(1),
            at(second * 1_000),
            What::ActRefused,
            Actor::Public,
        );
        let entry = entry.from_ip("192.0.2.0/24").with("number", second);
        world.commits(vec![world.store.write_entry(&entry)]).await;
    }
    let of_another = Entry::new(ulid(), id(2), at(0), What::ActRefused, Actor::System);
    world
        .commits(vec![world.store.write_entry(&of_another)])
        .await;

    let (first, has_more) = page(&world, id(1), None).await;
    let numbers: Vec<&str> = first
        .iter()
        .map(|told| told.details["number"].as_str())
        .collect();
    assert_eq!((numbers.as_slice(), has_more), (&["2", "1"][..], true));
    let (second, has_more) = page(&world, id(1), Some(&first[1].place)).await;
    assert_eq!((second.len(), has_more), (1, false));
    let oldest = &second[0];
    assert_eq!(oldest.at, at(0));
    assert_eq!(
        (oldest.what.as_str(), oldest.actor.as_str()),
        ("act-refused", "public")
    );
    assert_eq!(oldest.ip.as_deref(), Some("192.0.2.0/24"));
    assert_eq!(oldest.details["number"], "0");

    let (other, has_more) = page(&world, id(2), None).await;
    assert_eq!(
        (other.len(), other[0].ip.as_deref(), has_more),
        (1, None, false)
    );
    assert_eq!(page(&world, id(3), None).await.0.len(), 0);
}
