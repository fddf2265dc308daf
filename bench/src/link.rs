//! A link that lives for thousands of years and stays unused, so that a redeem can be measured whole, hash and all, again and again.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{AccountId, LinkKey, Nonce, ResetToken};
use serde_json::{Value, json};

/// Whose it is; no other call names this account.
const HOLDER: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAW";

fn token() -> ResetToken {
    let key = LinkKey::new("bench", vec![1; 32].into()).expect("a key");
    let holder = AccountId::parse(HOLDER).expect("an id");
    ResetToken::derive(&key, holder, &Nonce([2; 32]))
}

/// What redeems it.
pub fn redemption() -> Value {
    json!({"token": *token().expose(), "password": "violet trombone under the stairs"})
}

/// What the store answers when the link and its account are asked for; `None` where something else is.
pub fn on_record(asked: &[u8]) -> Option<String> {
    let asked = String::from_utf8_lossy(asked);
    if !asked.contains(HOLDER) {
        return None;
    }
    let (issued, ends) = (
        json!({"N": "1700000000.000"}),
        json!({"N": "200000000000.000"}),
    );
    let digest = STANDARD.encode(token().digest().0);
    let link = json!({
        "account_id": {"S": HOLDER}, "id": {"S": HOLDER}, "digest": {"B": digest}, "key_id": {"S": "bench"},
        "origin": {"S": "self-service"}, "issued_by": {"S": "public"}, "issued_at": issued,
        "resend_until": issued, "expires_at": ends, "epoch": {"N": "1"},
        "delivery": {"S": "sent"}, "delivery_at": issued,
    });
    let account = json!({
        "id": {"S": HOLDER}, "email": {"S": "ana@example.com"}, "name": {"S": "Ana"}, "tenant": {"S": "acme"},
        "role": {"S": "user"}, "standing": {"S": "active"}, "version": {"N": "1"}, "epoch": {"N": "1"},
        "epoch_at": issued, "created_at": issued,
    });
    let items = json!({"rekey-links": [link], "rekey-accounts": [account]});
    Some(json!({"Responses": items, "UnprocessedKeys": {}}).to_string())
}
