//! Every fact leaves an entry, and no entry holds what it must not.

use serde_json::{Value, json};
use tests::{NEW_PASSWORD, OTHER_PASSWORD, PASSWORD, World, has_no_trace};

struct Trail {
    world: World,
    account_id: String,
    seen: usize,
}

impl Trail {
    async fn of(identifier: &str) -> Self {
        let world = World::start().await;
        let account_id = world.account_id(identifier).await;
        let seen = world.items_of("audit", &account_id).await.len();
        Self {
            world,
            account_id,
            seen,
        }
    }

    /// Fails the test unless there are more entries than the last time.
    async fn grows(&mut self, fact: &str) {
        self.world.settle().await;
        let entries = self.world.items_of("audit", &self.account_id).await.len();
        assert!(entries > self.seen, "no entry for {fact}");
        self.seen = entries;
    }

    async fn text(&self) -> String {
        Value::from(self.world.table("audit").await).to_string()
    }
}

// T-418, T-505, T-1101, T-1107
#[tokio::test]
async fn every_fact_leaves_an_entry_without_secrets_and_without_addresses() {
    let mut trail = Trail::of("ana@example.com").await;
    let adam = trail.world.sign_in("adam@example.com").await;
    let asked = trail.world.token_asked_for("ana@example.com").await;
    trail.grows("an ask").await;
    trail.world.revoke(&asked).await.expect(200);
    trail.grows("a holder's revocation").await;
    let handed_over = trail
        .world
        .token_handed_over(&adam, "ana@example.com")
        .await;
    trail.grows("a hand-over").await;
    trail
        .world
        .reveal(&adam, "ana@example.com")
        .await
        .expect(200);
    trail.grows("a reveal").await;
    trail
        .world
        .reset_link(&adam, "ana@example.com", json!({}))
        .await
        .expect(200);
    trail.grows("a re-send").await;
    trail
        .world
        .revoke_link(&adam, "ana@example.com")
        .await
        .expect(204);
    trail.grows("an administrator's revocation").await;
    let redeemed = trail.world.token_asked_for("ana@example.com").await;
    trail.grows("another ask").await;
    trail
        .world
        .redeem(&redeemed, NEW_PASSWORD)
        .await
        .expect(200);
    trail.grows("a redemption").await;
    trail
        .world
        .set_password(&adam, "ana@example.com", OTHER_PASSWORD)
        .await
        .expect(200);
    trail.grows("a password set by hand").await;
    trail
        .world
        .change_password("ana@example.com", OTHER_PASSWORD, PASSWORD)
        .await
        .expect(200);
    trail.grows("a password changed by its owner").await;
    trail
        .world
        .edit(&adam, "ana@example.com", json!({"name": "Ana Nova"}))
        .await
        .expect(200);
    trail.grows("an edit").await;
    let text = trail.text().await;
    for secret in [&asked, &handed_over, &redeemed, &adam] {
        has_no_trace(&text, secret);
    }
    for secret in [
        PASSWORD,
        NEW_PASSWORD,
        OTHER_PASSWORD,
        "ana@example.com",
        "adam@example.com",
    ] {
        has_no_trace(&text, secret);
    }
}

#[tokio::test]
async fn an_administrators_acts_name_the_administrator() {
    let mut trail = Trail::of("ana@example.com").await;
    let adam_id = trail.world.account_id("adam@example.com").await;
    let adam = trail.world.sign_in("adam@example.com").await;
    trail
        .world
        .token_handed_over(&adam, "ana@example.com")
        .await;
    trail.grows("a hand-over").await;
    trail
        .world
        .set_password(&adam, "ana@example.com", NEW_PASSWORD)
        .await
        .expect(200);
    trail.grows("a password set by hand").await;
    let entries = trail.world.items_of("audit", &trail.account_id).await;
    let named = entries
        .iter()
        .filter(|entry| entry.to_string().contains(&adam_id))
        .count();
    assert!(named >= 2, "{entries:?}");
}

#[tokio::test]
async fn what_fails_for_lack_of_the_store_leaves_no_entry_of_a_fact() {
    let trail = Trail::of("ana@example.com").await;
    let token = trail.world.token_asked_for("ana@example.com").await;
    let entries = trail.world.items_of("audit", &trail.account_id).await;
    trail
        .world
        .store_fault("error", 200, Some("TransactWriteItems"))
        .await;
    trail.world.redeem(&token, NEW_PASSWORD).await.problem(503);
    trail.world.mend_the_store().await;
    trail.world.settle().await;
    assert_eq!(
        trail.world.items_of("audit", &trail.account_id).await,
        entries
    );
}

#[tokio::test]
async fn a_lost_answer_of_the_store_leaves_one_entry() {
    let trail = Trail::of("ana@example.com").await;
    let token = trail.world.token_asked_for("ana@example.com").await;
    let before = trail.world.items_of("audit", &trail.account_id).await.len();
    trail.world.redeem(&token, NEW_PASSWORD).await.expect(200);
    trail.world.settle().await;
    let usual = trail.world.items_of("audit", &trail.account_id).await.len() - before;
    let other = Trail::of("ana@example.com").await;
    let token = other.world.token_asked_for("ana@example.com").await;
    let before = other.world.items_of("audit", &other.account_id).await.len();
    other
        .world
        .store_fault("lose-answer", 1, Some("TransactWriteItems"))
        .await;
    other.world.redeem(&token, NEW_PASSWORD).await.expect(200);
    other.world.settle().await;
    assert_eq!(
        other.world.items_of("audit", &other.account_id).await.len() - before,
        usual
    );
}
