//! Those who write to one account, and the account.

use serde_json::json;
use tests::{PASSWORD, Request, World, token_of};

/// Somebody who writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writer {
    /// Asks for a link.
    Ask,
    /// An administrator has a link sent.
    Send,
    /// An administrator has a link handed over.
    HandOver,
    Redeem,
    /// "This was not me."
    Disown,
    /// An administrator revokes.
    Revoke,
    SetByHand,
    ChangeOwn,
    /// An administrator changes the address.
    Edit,
    Cleanup,
    /// The stream shows the same work again.
    Deliver,
}

impl Writer {
    pub const ALL: [Self; 11] = [
        Self::Ask,
        Self::Send,
        Self::HandOver,
        Self::Redeem,
        Self::Disown,
        Self::Revoke,
        Self::SetByHand,
        Self::ChangeOwn,
        Self::Edit,
        Self::Cleanup,
        Self::Deliver,
    ];

    /// The password that it sets in that turn.
    pub fn password(self, turn: usize) -> String {
        format!("{turn} lamps of {self:?} and nine spoons")
    }

    pub fn request(self, world: &World, target: &Target, turn: usize) -> Request {
        let password = self.password(turn);
        let token = json!({"token": target.token});
        let below = |below: &str| format!("/v1/admin/accounts/{}{below}", target.id);
        let resets = |below: &str| world.post(&format!("/v1/password-resets{below}"));
        let request = match self {
            Self::Ask => resets("").json(&json!({"identifier": target.name})),
            Self::Redeem => {
                resets("/redeem").json(&json!({"token": target.token, "password": password}))
            }
            Self::Disown => resets("/revoke").json(&token),
            Self::ChangeOwn => world.post("/v1/password").json(&json!({
                "identifier": target.name, "current_password": PASSWORD, "new_password": password,
            })),
            Self::Cleanup => world.post("/_local/run/cleanup"),
            Self::Deliver => world.post("/_local/run/deliver").json(&target.record()),
            Self::Send => world.post(&below("/reset-link")).json(&json!({})),
            Self::HandOver => world
                .post(&below("/reset-link"))
                .json(&json!({"delivery": "link"})),
            Self::Revoke => world.delete(&below("/reset-link")),
            Self::SetByHand => world
                .put(&below("/password"))
                .json(&json!({"password": password, "must_change": false})),
            Self::Edit => world
                .patch(&below(""))
                .json(&json!({"version": target.version, "email": target.new_address})),
        };
        match self {
            Self::Send | Self::HandOver | Self::Revoke | Self::SetByHand | Self::Edit => {
                request.bearer(&target.olivia)
            }
            _ => request,
        }
    }
}

/// The account that all write to: it has a link, and an ask whose mail has been put off and is due.
pub struct Target {
    pub id: String,
    pub name: String,
    pub address: String,
    pub new_address: String,
    pub epoch: u64,
    pub version: u64,
    pub token: String,
    due_work: String,
    olivia: String,
}

impl Target {
    /// So many asks have gone before.
    pub const ASKS: usize = 2;

    pub fn username(number: usize) -> String {
        format!("person{number:02}")
    }

    pub fn address(number: usize) -> String {
        format!("person{number:02}@example.com")
    }

    pub async fn prepare(world: &World, number: usize) -> Self {
        let (name, address) = (Self::username(number), Self::address(number));
        let token = token_of(&world.mail_asked_for(&address).await);
        // Until it is due: the schedule may come round at any time.
        world.mail_mode("throttle").await;
        world.ask(&name).await.expect(202);
        world.settle().await;
        let outbox = world.outbox().await;
        assert_eq!(outbox.len(), 1, "the ask waits");
        let due_work = outbox[0]["id"].as_str().expect("work has an id").to_owned();
        world.advance("2m").await;
        world.mail_mode("accept").await;
        let account = world.account(&name).await;
        Self {
            id: world.account_id(&name).await,
            new_address: format!("new-{address}"),
            epoch: account["epoch"].as_u64().expect("an epoch"),
            version: account["version"].as_u64().expect("a version"),
            olivia: world.olivia().await,
            name,
            address,
            token,
            due_work,
        }
    }

    /// The record of the due work, as the stream shows it.
    fn record(&self) -> serde_json::Value {
        let keys = json!({"id": {"S": self.due_work}});
        json!({"Records": [{"eventName": "INSERT", "dynamodb": {"Keys": keys, "SequenceNumber": "1"}}]})
    }
}
