//! Of any number of simultaneous tries one wins.

use serde_json::json;
use tests::{Answer, NEW_PASSWORD, OTHER_PASSWORD, PASSWORD, Request, World, all_at_once};

fn redeeming(world: &World, token: &str, password: &str) -> Request {
    world
        .post("/v1/password-resets/redeem")
        .json(&json!({"token": token, "password": password}))
}

fn winners(answers: &[Answer]) -> Vec<usize> {
    (0..answers.len())
        .filter(|&place| answers[place].status == 200)
        .collect()
}

// T-310
#[tokio::test]
async fn of_fifty_simultaneous_redemptions_one_wins_and_the_hash_is_the_winners() {
    let world = World::start().await;
    let epoch = world.epoch("ana@example.com").await;
    let token = world.token_asked_for("ana@example.com").await;
    let passwords: Vec<String> = (0..50)
        .map(|number| format!("{number} lamps, a river, nine spoons"))
        .collect();
    let answers = all_at_once(
        passwords
            .iter()
            .map(|password| redeeming(&world, &token, password)),
    )
    .await;
    let winners = winners(&answers);
    assert_eq!(winners.len(), 1, "{answers:?}");
    for (place, answer) in answers.iter().enumerate() {
        if place != winners[0] {
            answer.refused(410, "link-used");
        }
    }
    world.settle().await;
    assert_eq!(
        world.mails_to("ana@example.com").await.len(),
        2,
        "the link and one notice"
    );
    assert_eq!(world.epoch("ana@example.com").await, epoch + 1);
    world
        .password_is("ana@example.com", &passwords[winners[0]])
        .await;
    world
        .password_is_not("ana@example.com", &passwords[(winners[0] + 1) % 50])
        .await;
    world.password_is_not("ana@example.com", PASSWORD).await;
    assert_eq!(world.state(&token).await, "used");
}

#[tokio::test]
async fn a_link_is_either_redeemed_or_revoked() {
    let world = World::with(&[("LIMIT_REDEEMS_PER_ADDRESS", "1000")]).await;
    let mut password = PASSWORD.to_owned();
    for round in 0..6 {
        world.advance("1h").await;
        let token = world.token_asked_for("ana@example.com").await;
        let new = format!("{round} lamps, a river, nine spoons");
        let revoking = world
            .post("/v1/password-resets/revoke")
            .json(&json!({"token": token}));
        let answers = all_at_once([redeeming(&world, &token, &new), revoking]).await;
        let told = answers[1].clone().expect(200).json()["state"].clone();
        if answers[0].status == 200 {
            assert_eq!(told, "used", "round {round}");
            password = new;
        } else {
            answers[0].refused(410, "link-revoked");
            assert_eq!(told, "revoked", "round {round}");
        }
        assert_eq!(told, world.state(&token).await);
        world.password_is("ana@example.com", &password).await;
        world.settle().await;
    }
}

#[tokio::test]
async fn who_is_told_success_had_it_and_who_is_told_failure_changed_nothing() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let path = world.path("ana@example.com", "/password").await;
    for round in 0..4 {
        world.advance("1h").await;
        let token = world.token_asked_for("ana@example.com").await;
        let epoch = world.epoch("ana@example.com").await;
        let by_link = format!("{round} lamps, a river, nine spoons");
        let by_hand = format!("{round} owls, a harbour, ten forks");
        let set = json!({"password": by_hand, "must_change": false});
        let answers = all_at_once([
            redeeming(&world, &token, &by_link),
            world.put(&path).bearer(&adam).json(&set),
        ])
        .await;
        let changes = winners(&answers).len();
        assert!(changes >= 1, "{answers:?}");
        assert_eq!(world.epoch("ana@example.com").await, epoch + changes as u64);
        let good = [
            world.verify("ana@example.com", &by_link).await,
            world.verify("ana@example.com", &by_hand).await,
        ];
        let good = winners(&good);
        assert_eq!(good.len(), 1, "one password is the account's");
        assert_eq!(
            answers[good[0]].status, 200,
            "and it was told so: {answers:?}"
        );
        world.settle().await;
    }
}

#[tokio::test]
async fn an_edit_and_a_redemption_at_once_never_leave_a_new_password_on_a_disabled_account_untold()
{
    let world = World::start().await;
    let olivia = world.olivia().await;
    let token = world.token_asked_for("ana@example.com").await;
    let record = world.account("ana@example.com").await;
    let path = world.path("ana@example.com", "").await;
    let disabling = json!({"version": record["version"], "standing": "disabled"});
    let answers = all_at_once([
        redeeming(&world, &token, NEW_PASSWORD),
        world.patch(&path).bearer(&olivia).json(&disabling),
    ])
    .await;
    match (answers[0].status, answers[1].status) {
        (200, 200 | 409) => {}
        (410, 200) => {
            answers[0].refused(410, "link-revoked");
        }
        _ => panic!("{answers:?}"),
    }
    let (good, bad) = if answers[0].status == 200 {
        (NEW_PASSWORD, PASSWORD)
    } else {
        (PASSWORD, NEW_PASSWORD)
    };
    let verified = world.verify("ana@example.com", good).await;
    assert!([200, 403].contains(&verified.status), "{verified:?}");
    world.password_is_not("ana@example.com", bad).await;
}

#[tokio::test]
async fn two_links_cannot_both_be_redeemed() {
    let world = World::start().await;
    let first = world.token_asked_for("ana@example.com").await;
    world.advance("45m").await;
    let second = world.token_asked_for("ana@example.com").await;
    let answers = all_at_once([
        redeeming(&world, &first, NEW_PASSWORD),
        redeeming(&world, &second, OTHER_PASSWORD),
    ])
    .await;
    assert_eq!(winners(&answers), [1], "{answers:?}");
    world.password_is("ana@example.com", OTHER_PASSWORD).await;
}
