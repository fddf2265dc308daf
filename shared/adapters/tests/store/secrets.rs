//! What stands in the tables gives nothing away.

use adapters::entropy::secret;
use adapters::hasher::Hasher;
use adapters::settings::Hashing;
use adapters::store::Credential;
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use domain::bearer::Session;
use domain::{BearerToken, LinkRecord, Password};

use crate::world::{HOUR, World, at, issue};

const PASSWORD: &str = "violet trombone under the stairs";

/// A text that may have its bytes in it, by every writing that a table could have.
fn writings(bytes: &[u8]) -> Vec<String> {
    let hex = hex::encode(bytes);
    let base64 = [STANDARD.encode(bytes), URL_SAFE_NO_PAD.encode(bytes)];
    // A part that begins within a group of three bytes is written otherwise.
    let shifted = [STANDARD.encode(&bytes[1..]), STANDARD.encode(&bytes[2..])];
    [hex.clone(), hex.to_uppercase()]
        .into_iter()
        .chain(base64)
        .chain(shifted)
        .collect()
}

fn assert_absent(tables: &str, what: &str, bytes: &[u8]) {
    for text in writings(bytes) {
        let prefix = text.get(..10).unwrap_or(&text);
        assert!(!tables.contains(prefix), "{what} stands in the tables");
    }
}

// T-202, T-1101
#[tokio::test]
async fn no_table_holds_a_token_a_secret_or_a_password() {
    let (world, ana) = World::with_ana().await;
    let hasher = Hasher::new(
        Hashing {
            memory_kib: 19_456,
            passes: 2,
        },
        &[],
    );
    let (link, token) = issue(&ana, 1, at(0));
    let bearer = BearerToken::new(ana.id, secret());
    let session = Session {
        account_id: ana.id,
        epoch: ana.epoch,
        expires_at: at(HOUR),
    };
    let hash = hasher.hash(Password::new(PASSWORD)).await;
    let credential = Credential {
        hash,
        must_change: false,
        changed_at: at(0),
    };
    let store = &world.store;
    let mut writes = vec![
        store.issue_link(&ana, &LinkRecord::default(), &link, None),
        store.start_session(&session, bearer.digest(), at(0)),
        store.set_credential(ana.id, &credential),
    ];
    writes.extend(store.change_identifiers(None, Some(&ana)));
    writes.extend(store.change_search(None, Some(&ana)));
    world.commits(writes).await;

    let tables = world.tables().await.to_string();
    for secret in [token.expose(), bearer.expose()] {
        assert!(!tables.contains(secret.as_str()));
        let bytes = URL_SAFE_NO_PAD.decode(secret.as_bytes()).expect("a token");
        assert_absent(&tables, "a secret", &bytes[16..]);
    }
    assert!(!tables.contains("trombone"));
    assert_absent(&tables, "the password", PASSWORD.as_bytes());
    // What may stand there does, so that the search is known to find what it looks for.
    let there = [&link.digest.0, &bearer.digest().0, &[1; 32]];
    for bytes in there {
        assert!(tables.contains(&STANDARD.encode(bytes)), "{tables}");
    }
}

// T-202
#[tokio::test]
async fn no_nonce_stands_anywhere_after_its_link_was_used_revoked_replaced_or_its_window_is_over() {
    let nonce = STANDARD.encode([1; 32]);
    for end in 0..4 {
        let (world, ana, link) = World::with_link().await;
        assert!(world.tables().await.to_string().contains(&nonce));
        let (store, read) = (&world.store, world.links(ana.id).await);
        let write = match end {
            0 => store.use_link(ana.id, link.digest, at(1)),
            1 => store.revoke_link(ana.id, &read, at(1)),
            2 => store.issue_link(&ana, &read, &issue(&ana, 2, at(HOUR)).0, None),
            _ => store.erase_nonce(ana.id, link.digest, at(HOUR)),
        };
        world.commits(vec![write]).await;
        assert!(!world.tables().await.to_string().contains(&nonce), "{end}");
    }
}

#[test]
fn a_credential_says_that_its_hash_is_hidden() {
    let credential = Credential {
        hash: "$argon2id$v=19$m=19456".to_owned(),
        must_change: false,
        changed_at: at(0),
    };
    assert_eq!(format!("{credential:?}"), "Credential(redacted)");
}
