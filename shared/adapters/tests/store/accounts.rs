//! Accounts: edited on what was read, and no password or link on a state that has gone.

use adapters::store::{Credential, Expected, Guard, Write};
use domain::{Account, LinkRecord, Role, Sso, Standing};
use jiff::Timestamp;

use crate::world::{World, ana, at, id, issue};

async fn world_with(account: &Account) -> World {
    let world = World::start().await;
    world
        .commits(vec![world.store.create_account(account)])
        .await;
    world
}

fn numbered(number: u8) -> Account {
    Account {
        id: id(number),
        ..ana()
    }
}

fn sso() -> Option<Sso> {
    Sso::new("Example SSO", "https://sso.example.com/recover")
}

/// An edit that raises the epoch, as one between a read and its write would.
async fn edit_between(world: &World, before: &Account) -> Account {
    let after = Account {
        version: before.version + 1,
        epoch: before.epoch + 1,
        epoch_at: at(1),
        ..before.clone()
    };
    world
        .commits(vec![world.store.edit_account(before, &after)])
        .await;
    after
}

fn credential(changed_at: Timestamp) -> Credential {
    Credential {
        hash: "a hash".to_owned(),
        must_change: false,
        changed_at,
    }
}

#[tokio::test]
async fn an_account_is_read_back_with_all_that_it_has() {
    let everything = Account {
        sso: sso(),
        locale: domain::Locale::parse("pt-BR"),
        ..ana()
    };
    let nothing = Account {
        id: id(2),
        username: None,
        email: None,
        name: String::new(),
        tenant: None,
        ..ana()
    };
    for account in [everything, nothing] {
        let world = world_with(&account).await;
        assert_eq!(world.account(account.id).await, account);
    }
}

#[tokio::test]
async fn an_account_is_made_once() {
    let (world, ana) = World::with_ana().await;
    let again = Account {
        name: "Another".to_owned(),
        ..ana
    };
    world
        .refuses(Guard::Account, vec![world.store.create_account(&again)])
        .await;
}

#[tokio::test]
async fn an_edit_is_refused_when_the_version_or_the_epoch_is_another() {
    let (world, ana) = World::with_ana().await;
    let after = Account {
        name: "Ana Other".to_owned(),
        version: ana.version + 1,
        ..ana.clone()
    };
    let looks = [
        Account {
            version: ana.version - 1,
            ..ana.clone()
        },
        Account {
            version: ana.version + 1,
            ..ana.clone()
        },
        Account {
            epoch: ana.epoch - 1,
            ..ana.clone()
        },
        Account {
            epoch: ana.epoch + 1,
            ..ana.clone()
        },
    ];
    for look in looks {
        world
            .refuses(
                Guard::Account,
                vec![world.store.edit_account(&look, &after)],
            )
            .await;
    }
    world
        .commits(vec![world.store.edit_account(&ana, &after)])
        .await;
    assert_eq!(world.account(ana.id).await, after);
}

#[tokio::test]
async fn an_account_that_is_not_there_is_not_edited() {
    let world = World::start().await;
    world
        .refuses(
            Guard::Account,
            vec![world.store.edit_account(&ana(), &ana())],
        )
        .await;
}

#[tokio::test]
async fn of_two_edits_on_the_same_look_one_wins() {
    let (world, ana) = World::with_ana().await;
    edit_between(&world, &ana).await;
    let other = Account {
        name: "Ana Other".to_owned(),
        ..ana.clone()
    };
    world
        .refuses(Guard::Account, vec![world.store.edit_account(&ana, &other)])
        .await;
}

#[tokio::test]
async fn a_change_of_the_password_raises_version_and_epoch() {
    let (world, ana) = World::with_ana().await;
    world
        .commits(vec![world.store.raise_epoch((&ana).into(), at(5), false)])
        .await;
    let expected = Account {
        version: ana.version + 1,
        epoch: ana.epoch + 1,
        epoch_at: at(5),
        ..ana.clone()
    };
    assert_eq!(world.account(ana.id).await, expected);
}

/// Issue, redeem and set by hand, as their functions write them.
fn decided_on(world: &World, account: &Account) -> [Vec<Write>; 4] {
    let store = &world.store;
    let (link, _) = issue(account, 1, at(2));
    let expected = Expected::from(account);
    let set = || store.set_credential(account.id, &credential(at(2)));
    [
        vec![
            store.issue_link(account, &LinkRecord::default(), &link, None),
            store.expect_epoch(expected),
        ],
        vec![store.raise_epoch(expected, at(2), true), set()],
        vec![store.raise_epoch(expected, at(2), false), set()],
        vec![store.expect_epoch(expected)],
    ]
}

// T-306, T-308
#[tokio::test]
async fn nothing_is_decided_on_an_epoch_that_has_risen_since() {
    let (world, ana) = World::with_ana().await;
    edit_between(&world, &ana).await;
    for writes in decided_on(&world, &ana) {
        world.refuses(Guard::Account, writes).await;
    }
}

#[tokio::test]
async fn nothing_is_decided_on_an_account_that_has_gone() {
    let world = World::start().await;
    for writes in decided_on(&world, &ana()) {
        world.refuses(Guard::Account, writes).await;
    }
}

// T-306
#[tokio::test]
async fn a_link_is_not_used_when_the_epoch_has_risen_since_the_look() {
    let (world, ana, link) = World::with_link().await;
    edit_between(&world, &ana).await;
    let writes = vec![
        world.store.use_link(ana.id, link.digest, at(2)),
        world.store.raise_epoch((&ana).into(), at(2), true),
        world.store.set_credential(ana.id, &credential(at(2))),
    ];
    world.refuses(Guard::Account, writes).await;
}

#[tokio::test]
async fn a_password_is_set_only_where_it_lets_the_person_in() {
    for standing in Standing::ALL {
        let account = Account {
            standing: *standing,
            ..ana()
        };
        let world = world_with(&account).await;
        for activate in [false, true] {
            let write = world.store.raise_epoch((&account).into(), at(1), activate);
            match (standing, activate) {
                (Standing::Active, false) | (Standing::Invited, true) => {
                    world.commits(vec![write]).await;
                    let after = world.account(account.id).await;
                    assert_eq!(
                        (after.standing, after.epoch),
                        (Standing::Active, account.epoch + 1)
                    );
                }
                (Standing::Active, true) => {}
                _ => world.refuses(Guard::Account, vec![write]).await,
            }
        }
    }
}

#[tokio::test]
async fn an_active_account_stays_active_when_a_link_sets_its_password() {
    let (world, ana) = World::with_ana().await;
    world
        .commits(vec![world.store.raise_epoch((&ana).into(), at(1), true)])
        .await;
    assert_eq!(world.account(ana.id).await.standing, Standing::Active);
}

// T-510: whatever the epoch, an SSO `user` gets no password here, and SSO staff do.
#[tokio::test]
async fn an_sso_user_gets_no_password() {
    for role in Role::ALL {
        let account = Account {
            role: *role,
            sso: sso(),
            ..ana()
        };
        let world = world_with(&account).await;
        for activate in [false, true] {
            let read = world.account(account.id).await;
            let write = world.store.raise_epoch((&read).into(), at(1), activate);
            if *role == Role::User {
                world.refuses(Guard::Account, vec![write]).await;
            } else {
                world.commits(vec![write]).await;
            }
        }
    }
}

#[tokio::test]
async fn accounts_are_read_in_the_order_of_their_ids_without_those_that_are_missing() {
    let world = World::start().await;
    for number in [1, 2, 3] {
        world
            .commits(vec![world.store.create_account(&numbered(number))])
            .await;
    }
    let mut ids = vec![id(3), id(9), id(1), id(2), id(1)];
    let all = world.store.accounts(&ids).await.expect("the store answers");
    assert_eq!(all, [3, 1, 2].map(numbered));
    // More than the store takes at once.
    ids.extend((10..=150).map(id));
    let all = world.store.accounts(&ids).await.expect("the store answers");
    assert_eq!(all, [3, 1, 2].map(numbered));
    assert_eq!(world.store.accounts(&[]).await.expect("no question"), []);
}

#[tokio::test]
async fn owners_are_those_who_are_active() {
    let world = World::start().await;
    let accounts = [
        (1, Role::Owner, Standing::Active),
        (2, Role::Owner, Standing::Disabled),
        (3, Role::Admin, Standing::Active),
        (4, Role::Owner, Standing::Active),
    ];
    for (number, role, standing) in accounts {
        let account = Account {
            role,
            standing,
            ..numbered(number)
        };
        world
            .commits(vec![world.store.create_account(&account)])
            .await;
    }
    let owners = world
        .store
        .active_owners()
        .await
        .expect("the store answers");
    let mut owners: Vec<_> = owners.into_iter().map(|owner| owner.id).collect();
    owners.sort();
    assert_eq!(owners, [id(1), id(4)]);
}

#[tokio::test]
async fn all_accounts_are_read_page_by_page() {
    let world = World::start().await;
    for number in 1..=5 {
        world
            .commits(vec![world.store.create_account(&numbered(number))])
            .await;
    }
    let (mut read, mut after) = (Vec::new(), None);
    loop {
        let page = world
            .store
            .scan_accounts(after, 2)
            .await
            .expect("the store answers");
        assert!(page.accounts.len() <= 2);
        read.extend(page.accounts.into_iter().map(|account| account.id));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    read.sort();
    assert_eq!(read, [1, 2, 3, 4, 5].map(id));
}
