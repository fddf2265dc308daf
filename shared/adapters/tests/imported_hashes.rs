//! Hashes that other systems made: they verify, they are outdated, and absurd ones are refused.
//!
//! The fixture was made by the libraries that each line names, on Python 3.11, at low costs so that the test is quick:
//! Django's own hashers (`get_hasher(…).encode`), passlib's handlers (`….using(…).hash`), `bcrypt.hashpw` and
//! `argon2.low_level.hash_secret`.

use adapters::hasher::{Hasher, Unusable, Verdict};
use adapters::settings::Hashing;
use domain::Password;
use serde::Deserialize;

const FIXTURE: &str = include_str!("fixtures/imported_hashes.jsonl");
const SALT: &str = "c2l4dGVlbiBieXRlIHNsdA";
const HASH: &str = "oA/zqmb7gxMfZet8h94PNw";

#[derive(Deserialize)]
struct Line {
    by: String,
    password: String,
    hash: String,
}

fn lines() -> Vec<Line> {
    let lines = FIXTURE.lines();
    lines
        .map(|line| serde_json::from_str(line).expect("a line of the fixture"))
        .collect()
}

fn hasher() -> Hasher {
    let hashing = Hashing {
        memory_kib: 19 * 1024,
        passes: 2,
    };
    Hasher::new(hashing, &[])
}

async fn verdict(password: &str, hash: &str) -> Verdict {
    hasher()
        .verify(Password::new(password), Some(hash.to_owned()))
        .await
}

#[tokio::test]
async fn every_library_s_hash_verifies_and_is_outdated() {
    for line in lines() {
        let own = line.by.ends_with("Rekey's own costs");
        let expected = if own {
            Verdict::Right
        } else {
            Verdict::RightButOutdated
        };
        assert_eq!(hasher().takes(&line.hash), Ok(()), "{}", line.by);
        let told = verdict(&line.password, &line.hash).await;
        assert_eq!(told, expected, "{}", line.by);
    }
}

#[tokio::test]
async fn no_library_s_hash_verifies_another_password() {
    for line in lines() {
        for wrong in [
            "",
            "correct horse battery stapl",
            "Correct horse battery staple",
        ] {
            assert_eq!(
                verdict(wrong, &line.hash).await,
                Verdict::Wrong,
                "{}",
                line.by
            );
        }
    }
}

#[tokio::test]
async fn bcrypt_looks_at_72_bytes_and_django_s_digest_at_all() {
    let of = |by: &str| {
        let line = lines().into_iter().find(|line| line.by.ends_with(by));
        line.expect("a line of the fixture")
    };
    let (cut, whole) = (of("cut after 72 bytes"), of("not cut"));
    let other_end = format!("{}!", &cut.password[..100]);
    assert_eq!(
        verdict(&other_end, &cut.hash).await,
        Verdict::RightButOutdated
    );
    assert_eq!(verdict(&other_end, &whole.hash).await, Verdict::Wrong);
    assert_eq!(
        verdict(&cut.password[..71], &cut.hash).await,
        Verdict::Wrong
    );
}

#[test]
fn what_costs_too_much_is_refused() {
    let bcrypt = "$2b$17$GUgES1KkJpsntjc9ct/7seJaOauqsYKycLuhEg1qEi7puYCHipf0a";
    let too_costly = [
        bcrypt.to_owned(),
        format!("bcrypt_sha256${bcrypt}"),
        format!("$scrypt$ln=21,r=8,p=1${SALT}${HASH}"),
        format!("$scrypt$ln=64,r=8,p=1${SALT}${HASH}"),
        format!("$scrypt$ln=63,r=8,p=1${SALT}${HASH}"),
        format!("$scrypt$ln=20,r=8,p=9${SALT}${HASH}"),
        format!("$scrypt$ln=1,r=1,p=30000000${SALT}${HASH}"),
        format!("scrypt$2097152$salt$8$1${HASH}"),
        format!("pbkdf2_sha256$10000001$salt${HASH}"),
        format!("$pbkdf2-sha512$4294967295${SALT}${HASH}"),
        format!("$argon2id$v=19$m=1048577,t=1,p=1${SALT}${HASH}"),
        format!("$argon2id$v=19$m=1048576,t=9,p=1${SALT}${HASH}"),
        format!(
            "$argon2id$v=19$m=1048577,t=1,p=1${SALT}$PcBo6FiW1pWQ8mrRJ9BCi4DUccv0CcEa0NZuYLUa/Vk"
        ),
        format!("argon2$argon2i$v=19$m=8,t=4294967295,p=1${SALT}${HASH}"),
    ];
    for hash in too_costly {
        assert_eq!(hasher().takes(&hash), Err(Unusable::TooCostly), "{hash}");
    }
}

#[tokio::test]
async fn what_is_no_hash_is_refused_and_verifies_nothing() {
    let unknown = [
        String::new(),
        "correct horse battery staple".to_owned(),
        "!".to_owned(),
        "5f4dcc3b5aa765d61d8327deb882cf99".to_owned(),
        "$1$salt$qJH7.N4xYta3aEG/dfqo/0".to_owned(),
        "md5$salt$0cc175b9c0f1b6a831c399e269772661".to_owned(),
        "$2x$05$GUgES1KkJpsntjc9ct/7seJaOauqsYKycLuhEg1qEi7puYCHipf0a".to_owned(),
        "$2b$03$GUgES1KkJpsntjc9ct/7seJaOauqsYKycLuhEg1qEi7puYCHipf0a".to_owned(),
        "$2b$05$GUgES1KkJpsntjc9ct/7seJaOauqsYKycLuhEg1qEi7puYCHipf0".to_owned(),
        format!("$scrypt$ln=10,r=0,p=1${SALT}${HASH}"),
        format!("$scrypt$ln=10,r=8${SALT}${HASH}"),
        format!("scrypt$1000$salt$8$5${HASH}"),
        format!("scrypt$0$salt$8$5${HASH}"),
        format!("pbkdf2_sha256$0$salt${HASH}"),
        format!("pbkdf2_sha256$+1$salt${HASH}"),
        "pbkdf2_sha256$20000$salt$".to_owned(),
        format!("pbkdf2_md5$20000$salt${HASH}"),
        format!("$argon2id$v=20$m=1024,t=2,p=1${SALT}${HASH}"),
        format!("$argon2id$v=19$m=1024,t=2,p=1,data=AAAA${SALT}${HASH}"),
        format!("$argon2id$v=19$m=1024,t=2,p=1$c2FsdA${HASH}"),
        format!("$argon2id$v=19$m=0,t=2,p=1${SALT}${HASH}"),
    ];
    for hash in unknown {
        assert_eq!(hasher().takes(&hash), Err(Unusable::Unknown), "{hash}");
        assert_eq!(verdict("", &hash).await, Verdict::Wrong, "{hash}");
        assert_eq!(verdict(&hash, &hash).await, Verdict::Wrong, "{hash}");
    }
}

#[tokio::test]
async fn a_hash_made_with_a_key_that_is_gone_is_refused() {
    let key = adapters::keys::parse(r#"{"old":"0123456789abcdef0123456789abcdef"}"#);
    let with_key = Hasher::new(
        Hashing {
            memory_kib: 19 * 1024,
            passes: 2,
        },
        &key.expect("a key"),
    );
    let hash = with_key.hash(Password::new("correct horse")).await;
    assert_eq!(with_key.takes(&hash), Ok(()));
    assert_eq!(hasher().takes(&hash), Err(Unusable::UnknownPepper));
}
