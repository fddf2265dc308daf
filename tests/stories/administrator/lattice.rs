//! Every actor against every target: inside the own tenant, never on oneself, never upward.

mod whole;

use serde_json::json;
use tests::{Answer, NEW_PASSWORD, NOBODY, World};

/// What an actor is told about a target.
#[derive(Clone, Copy, Debug)]
enum Told {
    Unknown,
    Itself,
    Upward,
}

fn check(answer: &Answer, told: Told) {
    match told {
        Told::Unknown => {
            answer.refused(404, "account-unknown");
        }
        Told::Itself => answer.not_allowed("self"),
        Told::Upward => answer.not_allowed("upward"),
    }
}

/// Every pair that is refused.
const REFUSED: [(&str, &str, Told); 16] = [
    ("adam@example.com", "adam@example.com", Told::Itself),
    ("adam@example.com", "sofia@example.com", Told::Upward),
    ("adam@example.com", "olivia@example.com", Told::Unknown),
    ("adam@example.com", "oscar@example.com", Told::Unknown),
    ("adam@example.com", "gina@example.com", Told::Unknown),
    ("adam@example.com", "gus@example.com", Told::Unknown),
    ("adam@example.com", NOBODY, Told::Unknown),
    ("gina@example.com", "gina@example.com", Told::Itself),
    ("gina@example.com", "ana@example.com", Told::Unknown),
    ("gina@example.com", "eve@example.com", Told::Unknown),
    ("gina@example.com", "adam@example.com", Told::Unknown),
    ("gina@example.com", "olivia@example.com", Told::Unknown),
    ("olivia@example.com", "olivia@example.com", Told::Itself),
    ("oscar@example.com", "oscar@example.com", Told::Itself),
    ("olivia@example.com", NOBODY, Told::Unknown),
    ("oscar@example.com", NOBODY, Told::Unknown),
];

// T-403, T-406, T-408, T-424, T-502
#[tokio::test]
async fn what_an_actor_may_not_touch_stays_untouched() {
    let world = World::start().await;
    let mut bearers = Vec::new();
    for actor in [
        "adam@example.com",
        "gina@example.com",
        "olivia@example.com",
        "oscar@example.com",
    ] {
        bearers.push((actor, world.sign_in(actor).await));
    }
    let bearer = |actor: &str| {
        bearers
            .iter()
            .find(|(known, _)| *known == actor)
            .unwrap()
            .1
            .as_str()
    };
    world.olivia().await;
    let before = world.records().await;
    for (actor, target, told) in REFUSED {
        let by = bearer(actor);
        check(&world.reset_link(by, target, json!({})).await, told);
        check(
            &world
                .reset_link(by, target, json!({"delivery": "link"}))
                .await,
            told,
        );
        check(&world.set_password(by, target, NEW_PASSWORD).await, told);
        check(&world.set_password(by, target, "short").await, told);
        check(&world.reveal(by, target).await, told);
        check(&world.revoke_link(by, target).await, told);
        check(
            &world
                .edit_under(by, target, json!(1), json!({"name": "Changed"}))
                .await,
            told,
        );
    }
    world.nothing_happened_since(&before).await;
}

// T-408
#[tokio::test]
async fn another_tenants_account_and_nobodys_are_refused_alike() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let nobody = world.reset_link(&adam, NOBODY, json!({})).await;
    let elsewhere = world.reset_link(&adam, "gus@example.com", json!({})).await;
    assert_eq!(
        (elsewhere.status, elsewhere.bytes()),
        (nobody.status, nobody.bytes())
    );
    assert_eq!(elsewhere.steady_headers(), nobody.steady_headers());
    let nobody = world.set_password(&adam, NOBODY, NEW_PASSWORD).await;
    let elsewhere = world
        .set_password(&adam, "gus@example.com", NEW_PASSWORD)
        .await;
    assert_eq!(
        (elsewhere.status, elsewhere.bytes()),
        (nobody.status, nobody.bytes())
    );
}

#[tokio::test]
async fn an_account_id_that_is_none_is_not_found() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let ana = world.account_id("ana@example.com").await;
    let ids = [
        "x",
        "ana@example.com",
        "..",
        "%2e%2e",
        "0",
        "%00",
        "81ARZ3NDEKTSV4RRFFQ69G5FAV",
        "%F0%9F%A6%89",
    ]
    .map(str::to_owned);
    for id in ids
        .into_iter()
        .chain([format!("{ana}0"), ana[1..].to_owned()])
    {
        let path = format!("/v1/admin/accounts/{id}/reset-link");
        let answer = world
            .post(&path)
            .bearer(&adam)
            .json(&json!({}))
            .send()
            .await;
        assert_eq!(answer.status, 404, "{id} {answer:?}");
    }
    assert!(world.table("links").await.is_empty());
}

// T-406
#[tokio::test]
async fn an_administrator_helps_the_users_of_the_own_company() {
    let world = World::start().await;
    let gina = world.sign_in("gina@example.com").await;
    let token = world.token_handed_over(&gina, "gus@example.com").await;
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    world
        .set_password(&gina, "gus@example.com", NEW_PASSWORD)
        .await
        .expect(200);
}

#[tokio::test]
async fn a_confined_owner_helps_inside_the_tenant_only() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    world
        .edit(&olivia, "ana@example.com", json!({"role": "owner"}))
        .await
        .expect(200);
    let ana = world.sign_in("ana@example.com").await;
    world.token_handed_over(&ana, "adam@example.com").await;
    world
        .reset_link(&ana, "oscar@example.com", json!({}))
        .await
        .refused(404, "account-unknown");
    world
        .reset_link(&ana, "gus@example.com", json!({}))
        .await
        .refused(404, "account-unknown");
    world
        .reset_link(&ana, "ana@example.com", json!({}))
        .await
        .not_allowed("self");
    let moved = world
        .edit(&ana, "ivan@example.com", json!({"tenant": "globex"}))
        .await;
    moved.refused(403, "not-allowed");
    assert_eq!(world.account("ivan@example.com").await["tenant"], "acme");
    let listed = world.list(&ana, "").await.expect(200);
    assert!(
        !listed.text().contains("gus@example.com") && !listed.text().contains("olivia@example.com")
    );
}
