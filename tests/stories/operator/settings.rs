//! A wrong setting stops the start with its name.

use serde_json::json;
use tests::World;

const WRONG: [(&str, &str); 47] = [
    ("BASE_URL", "http://id.example.org"),
    ("BASE_URL", "ftp://id.example.org"),
    ("BASE_URL", "no url"),
    ("BASE_URL", "https:///"),
    ("LINK_TEMPLATE", "https://app.example.org/choose"),
    ("LINK_TEMPLATE", "no url {token}"),
    ("SIGN_IN_URL", "no url"),
    ("SIGN_IN_URL", "javascript:alert(1)"),
    ("ALLOWED_ORIGINS", "no origin"),
    ("MAIL_FROM", "no address"),
    ("PRESET", "weekly"),
    ("SELF_SERVICE_LIFETIME", "8d"),
    ("SELF_SERVICE_LIFETIME", "7d1s"),
    ("SELF_SERVICE_LIFETIME", "0s"),
    ("SELF_SERVICE_LIFETIME", "60"),
    ("SELF_SERVICE_LIFETIME", "1.5h"),
    ("SELF_SERVICE_LIFETIME", "-1h"),
    ("ADMIN_LIFETIME", "8d"),
    ("ADMIN_LIFETIME", "one day"),
    ("INVITATION_LIFETIME", "8d"),
    ("RESEND_WINDOW", "61m"),
    ("RESEND_WINDOW", "soon"),
    ("SHOW_LINK", "never"),
    ("SHOW_LINK", "Always please"),
    ("MANUAL_SET", "maybe"),
    ("MUST_CHANGE_LIFETIME", "for ever"),
    ("PASSWORD_MIN_LENGTH", "7"),
    ("PASSWORD_MIN_LENGTH", "-1"),
    ("PASSWORD_MIN_LENGTH", "many"),
    ("ARGON2_MEMORY_KIB", "19455"),
    ("ARGON2_MEMORY_KIB", "lots"),
    ("ARGON2_PASSES", "1"),
    ("ARGON2_PASSES", "0"),
    ("LIMIT_ASKS_PER_ADDRESS", "-1"),
    ("LIMIT_ASKS_PER_ADDRESS", "none"),
    ("LIMIT_MAILS_PER_ACCOUNT", "1.5"),
    ("LIMIT_MAILS", "99999999999999999999999"),
    ("LIMIT_FAILURES", "x"),
    ("LIMIT_FAILURES_PER_ADDRESS", "x"),
    ("LIMIT_FAILURES_PER_ACCOUNT", "x"),
    ("LIMIT_REDEEMS_PER_ADDRESS", "x"),
    ("LIMIT_LINKS_PER_ADMIN", "x"),
    ("LINK_KEYS", "no keys"),
    ("LINK_KEYS", ""),
    ("PEPPER_KEYS", "no keys"),
    ("OIDC_SCOPE", "rekey.administer"),
    ("LOG_LEVEL", "loud"),
];

#[tokio::test]
async fn a_wrong_setting_stops_the_start_and_is_named() {
    let mut unnoticed = Vec::new();
    for (name, value) in WRONG {
        match World::try_with(&[(name, value)]).await {
            Err(told) if told.contains(name) => {}
            Err(told) => unnoticed.push(format!("{name}={value} is told as: {told}")),
            Ok(_) => unnoticed.push(format!("{name}={value} starts")),
        }
    }
    assert!(unnoticed.is_empty(), "{unnoticed:#?}");
}

#[tokio::test]
async fn a_window_longer_than_a_lifetime_set_by_name_is_refused() {
    for (settings, name) in [
        (
            [("RESEND_WINDOW", "30m"), ("PRESET", "helpdesk")],
            "RESEND_WINDOW",
        ),
        (
            [("RESEND_WINDOW", "50m"), ("ADMIN_LIFETIME", "45m")],
            "RESEND_WINDOW",
        ),
    ] {
        match World::try_with(&settings).await {
            Ok(_) => panic!("Rekey starts with {settings:?}"),
            Err(told) => assert!(told.contains(name), "{settings:?}: {told}"),
        }
    }
}

#[tokio::test]
async fn other_costs_of_the_hash_and_other_words_are_fine() {
    let world = World::with(&[
        ("ARGON2_MEMORY_KIB", "47104"),
        ("ARGON2_PASSES", "1"),
        ("PRESET", "standard"),
        ("SHOW_LINK", "fallback"),
        ("MANUAL_SET", "on"),
        ("PASSWORD_MIN_LENGTH", "8"),
        ("SIGN_IN_URL", "https://app.example.org/sign-in"),
        ("SUPPORT_CONTACT", "help@example.org"),
    ])
    .await;
    let adam = world.sign_in("adam@example.com").await;
    world
        .set_lasting_password(&adam, "ana@example.com", "kqzvxwjy")
        .await
        .expect(200);
    world.password_is("ana@example.com", "kqzvxwjy").await;
    let id = world.account_id("ana@example.com").await;
    let credential = json!(world.items_of("credentials", &id).await).to_string();
    assert!(
        credential.contains("m=47104") && credential.contains("t=1"),
        "{credential}"
    );
}

#[tokio::test]
async fn two_worlds_know_nothing_of_each_other() {
    let (one, other) = (World::start().await, World::start().await);
    let token = one.token_asked_for("ana@example.com").await;
    assert!(other.mails().await.is_empty());
    assert_eq!(other.state(&token).await, "unknown");
    assert_ne!(one.service_key(), other.service_key());
}
