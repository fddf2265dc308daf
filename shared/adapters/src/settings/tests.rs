use domain::Origin;

use super::*;
use crate::color::Color;

const KEY: &str = "0123456789abcdef0123456789abcdef";

/// The least that is needed, and what a test sets besides.
fn read(set: &[(&str, &str)]) -> Result<Settings, SettingError> {
    Settings::read(|name| {
        let base = [("BASE_URL", "https://reset.example.com")];
        let found = set.iter().chain(&base).find(|(of, _)| *of == name);
        found.map(|(_, value)| (*value).to_owned())
    })
}

fn settings(set: &[(&str, &str)]) -> Settings {
    read(set).expect("they are right")
}

fn error(name: &str, value: &str) -> SettingError {
    read(&[(name, value)]).expect_err(value)
}

#[test]
fn defaults_are_what_the_contract_says() {
    let settings = settings(&[]);
    assert_eq!(settings.base_url, "https://reset.example.com");
    assert_eq!(
        *settings.link("TOKEN"),
        "https://reset.example.com/reset#TOKEN"
    );
    assert_eq!(
        *settings.not_me_link("TOKEN"),
        "https://reset.example.com/not-me#TOKEN"
    );
    assert_eq!(
        (settings.brand.name.as_str(), &settings.brand.support),
        ("Rekey", &None)
    );
    assert_eq!(
        (settings.brand.color, &settings.sign_in_url),
        (Color::default(), &None)
    );
    assert_eq!(
        (&settings.mail_from, &settings.mail_configuration_set),
        (&None, &None)
    );
    assert!(settings.allowed_origins.is_empty());
    assert_eq!(
        settings.lifetimes.of(Origin::SelfService),
        SignedDuration::from_hours(1)
    );
    assert_eq!(
        settings.lifetimes.of(Origin::Admin),
        SignedDuration::from_hours(24)
    );
    assert_eq!(
        settings.lifetimes.of(Origin::Invitation),
        SignedDuration::from_hours(168)
    );
    assert_eq!(settings.show_link, ShowLink::OnRequest);
    assert!(settings.manual_set);
    assert_eq!(
        settings.must_change_lifetime,
        SignedDuration::from_hours(72)
    );
    assert_eq!(settings.password_rules.minimum(), 15);
    assert_eq!(
        settings.hashing,
        Hashing {
            memory_kib: 19_456,
            passes: 2
        }
    );
    assert!(settings.link_keys.is_none() && settings.pepper_keys.is_empty());
    assert_eq!(settings.table_prefix, "rekey-");
    assert_eq!(settings.log_level, tracing::Level::INFO);
    for limit in Limit::ALL {
        assert_eq!(settings.limit(*limit), limit.default_count());
    }
}

#[test]
fn an_empty_variable_is_an_unset_one() {
    let names = [
        "LINK_TEMPLATE",
        "SIGN_IN_URL",
        "BRAND_NAME",
        "SUPPORT_CONTACT",
        "BRAND_COLOR",
        "ALLOWED_ORIGINS",
        "MAIL_FROM",
        "MAIL_CONFIGURATION_SET",
        "PRESET",
        "SELF_SERVICE_LIFETIME",
        "ADMIN_LIFETIME",
        "INVITATION_LIFETIME",
        "RESEND_WINDOW",
        "SHOW_LINK",
        "MANUAL_SET",
        "MUST_CHANGE_LIFETIME",
        "PASSWORD_MIN_LENGTH",
        "ARGON2_MEMORY_KIB",
        "ARGON2_PASSES",
        "LINK_KEYS",
        "PEPPER_KEYS",
        "TABLE_PREFIX",
        "LIMIT_MAILS",
        "LOG_LEVEL",
    ];
    let told = |settings: Settings| {
        let told = format!("{settings:?}");
        // Behind it stand the limits, in no order.
        told.split("limits").next().map(str::to_owned)
    };
    let empty = settings(&names.map(|name| (name, "")));
    assert_eq!(empty.limit(Limit::Mails), 5000);
    assert_eq!(told(empty), told(settings(&[])));
    assert_eq!(error("BASE_URL", "").name, "BASE_URL");
}

/// Every setting that can be wrong, and how.
const WRONG: [(&str, &[&str]); 27] = [
    (
        "BASE_URL",
        &[
            "reset.example.com",
            "http://reset.example.com",
            "http://localhost.evil.test",
            "https://",
            "https:///",
            "https:///reset",
            "https://:443",
            "https://?x",
            "https://evil@/",
            "http://localhost@evil.test",
            "http://localhost:80@evil.test",
            "ftp://localhost",
            "javascript:alert(1)",
            "https://a b",
            "https://a/?q",
            "https://a/#f",
            "https://a/\"",
            "https://ä.example",
        ],
    ),
    (
        "LINK_TEMPLATE",
        &[
            "https://app.example.com/reset",
            "https://a/{token}/{token}",
            "http://a.example/{token}",
            "https://a/{TOKEN}",
            "/reset#{token}",
            "https://a/{token}'",
            "https:///{token}",
        ],
    ),
    (
        "SIGN_IN_URL",
        &[
            "app.example.com",
            "http://app.example.com",
            "javascript:alert(1)",
            "https:///sign-in",
        ],
    ),
    (
        "BRAND_COLOR",
        &[
            "blue",
            "#25a",
            "2255aa",
            "#2255ag",
            "#2255aaff",
            "#2255aa;x",
        ],
    ),
    (
        "ALLOWED_ORIGINS",
        &[
            "*",
            "app.example.com",
            "https://a/",
            "https://*.a",
            "https://",
            "https://:443",
            "null",
            "https://a,b",
        ],
    ),
    (
        "MAIL_FROM",
        &[
            "no-reply",
            "a@b",
            "Help <no-reply>",
            "a@b.example, c@d.example",
            "a@b.example\r\nBcc: c@d.example",
        ],
    ),
    ("PRESET", &["Standard", "strict", "15m"]),
    (
        "SELF_SERVICE_LIFETIME",
        &[
            "1",
            "8d",
            "59s",
            "0s",
            "-1h",
            "1.5h",
            "one hour",
            "9999999999d",
        ],
    ),
    ("ADMIN_LIFETIME", &["7d1s", "30s", "x"]),
    ("INVITATION_LIFETIME", &["169h", "1s", "x"]),
    ("RESEND_WINDOW", &["0s", "2h", "8d", "x"]),
    ("SHOW_LINK", &["never", "Always", "on_request"]),
    ("MANUAL_SET", &["yes", "true", "1", "OFF"]),
    ("MUST_CHANGE_LIFETIME", &["0s", "72", "-1h"]),
    (
        "PASSWORD_MIN_LENGTH",
        &["7", "0", "257", "-1", "15.0", "fifteen", "99999999999"],
    ),
    (
        "ARGON2_MEMORY_KIB",
        &["19455", "0", "x", "2097152", "-1", "19456k", "4294967296"],
    ),
    ("ARGON2_PASSES", &["1", "0", "21", "x"]),
    (
        "LINK_KEYS",
        &[
            "0123456789abcdef0123456789abcdef",
            "[]",
            "{}",
            r#"{"a":1}"#,
            r#"{"a":"short"}"#,
            r#"{"":"0123456789abcdef0123456789abcdef"}"#,
            r#"{"a b":"0123456789abcdef0123456789abcdef"}"#,
            r#"{"a":"0123456789abcdef0123456789abcdef"} x"#,
            r#"{"a":"0123456789abcdef0123456789abcdef","a":"another456789abcdef0123456789abcd"}"#,
        ],
    ),
    ("PEPPER_KEYS", &["{}", r#"{"a":"short"}"#, r#"{"a":null}"#]),
    ("TABLE_PREFIX", &["rekey/", "a b", "ä-"]),
    (
        "LIMIT_ASKS_PER_ADDRESS",
        &["0", "-1", "many", "4294967296", "1.0"],
    ),
    ("LIMIT_MAILS_PER_ACCOUNT", &["0"]),
    ("LIMIT_MAILS", &["0"]),
    ("LIMIT_FAILURES", &["0"]),
    ("LIMIT_REDEEMS_PER_ADDRESS", &["x"]),
    ("LIMIT_PIN_PER_DAY", &["0"]),
    (
        "LOG_LEVEL",
        &["trace", "TRACE", "verbose", "Info", "info,aws=trace"],
    ),
];

#[test]
fn a_wrong_setting_stops_the_start_with_its_name_and_what_it_wants() {
    for (name, values) in WRONG {
        for value in values {
            let error = read(&[(name, value)]).expect_err(&format!("{name}={value}"));
            assert_eq!(error.name, name, "{value}");
            assert_eq!(
                error.to_string(),
                format!("the setting {name} wants {}", error.wants)
            );
            assert!(error.wants.len() > 5, "{name}={value}: {error}");
        }
    }
}

#[test]
fn a_host_may_be_any() {
    for url in [
        "https://a",
        "https://a.example:8443/x",
        "https://192.0.2.1/",
        "https://[2001:db8::1]:8443/x",
    ] {
        assert_eq!(
            settings(&[("SIGN_IN_URL", url)]).sign_in_url.as_deref(),
            Some(url)
        );
    }
}

#[test]
fn a_setting_that_is_no_text_stops_the_start() {
    for name in [
        "BASE_URL",
        "LINK_TEMPLATE",
        "SIGN_IN_URL",
        "BRAND_NAME",
        "SUPPORT_CONTACT",
        "MAIL_FROM",
        "MAIL_CONFIGURATION_SET",
        "LINK_KEYS",
        "OIDC_AUDIENCE",
        "TABLE_PREFIX",
    ] {
        // As the environment is read, where bytes are no text.
        let error = error(name, "M\u{FFFD}ller <a@b.example>");
        assert_eq!(
            (error.name.as_str(), error.wants.as_str()),
            (name, "text in UTF-8")
        );
    }
}

#[test]
fn a_missing_base_url_stops_the_start() {
    let error = Settings::read(|_| None).expect_err("nothing is set");
    assert_eq!(error.name, "BASE_URL");
}

#[test]
fn a_refused_key_is_not_told() {
    let error = error("LINK_KEYS", r#"{"a":"a secret that is too short"}"#);
    assert!(
        !format!("{error} {error:?}").contains("too short\""),
        "{error}"
    );
    assert!(!format!("{error:?}").contains("a secret"));
}

// T-1105
#[test]
fn written_settings_tell_no_key() {
    let keys = format!(r#"{{"2026-05":"{KEY}"}}"#);
    let told = format!(
        "{:?}",
        settings(&[("LINK_KEYS", &keys), ("PEPPER_KEYS", &keys)])
    );
    assert!(
        told.contains("2026-05") && told.contains("redacted"),
        "{told}"
    );
    assert!(
        !told.contains(&KEY[..8]) && !told.contains("48, 49, 50"),
        "{told}"
    );
}

#[test]
fn keys_keep_their_order_newest_first() {
    let keys = format!(r#" {{ "z-new": "{KEY}", "a-old": "{KEY}x", "m": "{KEY}y" }} "#);
    let settings = settings(&[("LINK_KEYS", &keys), ("PEPPER_KEYS", &keys)]);
    let names: Vec<_> = settings
        .pepper_keys
        .iter()
        .map(|key| key.id.as_str())
        .collect();
    assert_eq!(names, ["z-new", "a-old", "m"]);
    assert_eq!(
        *settings.pepper_keys[1].bytes,
        format!("{KEY}x").into_bytes()
    );
    let link_keys = settings.link_keys.expect("three");
    assert_eq!(link_keys.newest().id(), "z-new");
    assert!(link_keys.get("m").is_some() && link_keys.get("other").is_none());
}

#[test]
fn presets_and_names_over_them_reach_the_lifetimes() {
    let of = |set: &[(&str, &str)], origin| settings(set).lifetimes.of(origin);
    let minutes = SignedDuration::from_mins;
    assert_eq!(
        of(&[("PRESET", "helpdesk")], Origin::Invitation),
        minutes(15)
    );
    let named = [("PRESET", "association"), ("ADMIN_LIFETIME", "1h30m")];
    assert_eq!(of(&named, Origin::Admin), minutes(90));
    assert_eq!(
        settings(&named).lifetimes.window_of(minutes(90)),
        minutes(60)
    );
    let window = [("RESEND_WINDOW", "30m")];
    assert_eq!(
        settings(&window).lifetimes.window_of(minutes(60)),
        minutes(30)
    );
}

#[test]
fn every_choice_can_be_made() {
    let shows = [
        ("fallback", ShowLink::Fallback),
        ("on-request", ShowLink::OnRequest),
        ("always", ShowLink::Always),
    ];
    for (name, show) in shows {
        assert_eq!(settings(&[("SHOW_LINK", name)]).show_link, show);
    }
    assert!(settings(&[("MANUAL_SET", "on")]).manual_set);
    assert!(!settings(&[("MANUAL_SET", "off")]).manual_set);
    for (name, level) in [
        ("error", tracing::Level::ERROR),
        ("debug", tracing::Level::DEBUG),
    ] {
        assert_eq!(settings(&[("LOG_LEVEL", name)]).log_level, level);
    }
    for limit in Limit::ALL {
        assert_eq!(settings(&[(&limit.setting(), "12")]).limit(*limit), 12);
    }
}

#[test]
fn less_memory_needs_more_passes() {
    let hashing = |memory: &str, passes: &str| {
        read(&[("ARGON2_MEMORY_KIB", memory), ("ARGON2_PASSES", passes)])
            .map(|settings| settings.hashing)
    };
    assert!(hashing("19456", "2").is_ok() && hashing("65536", "3").is_ok());
    assert!(hashing("47104", "1").is_ok());
    assert_eq!(
        hashing("47103", "1").expect_err("one pass").name,
        "ARGON2_PASSES"
    );
    assert_eq!(
        hashing("19455", "20").expect_err("too little").name,
        "ARGON2_MEMORY_KIB"
    );
    assert!(hashing("1048576", "20").is_ok());
}

#[test]
fn http_is_for_this_machine_alone() {
    let local = [
        "http://localhost",
        "http://localhost:8787",
        "http://localhost/x",
        "http://127.0.0.1:1",
        "http://[::1]:1/",
    ];
    for url in local {
        assert!(read(&[("BASE_URL", url)]).is_ok(), "{url}");
    }
}

#[test]
fn a_slash_at_the_end_of_the_base_is_not_doubled() {
    let settings = settings(&[("BASE_URL", "https://a.example/rekey//")]);
    assert_eq!(*settings.link("T"), "https://a.example/rekey/reset#T");
}

#[test]
fn an_applications_own_page_carries_the_link() {
    let settings = settings(&[("LINK_TEMPLATE", "https://app.example.com/new?t={token}&x=1")]);
    assert_eq!(*settings.link("T"), "https://app.example.com/new?t=T&x=1");
}

#[test]
fn origins_are_a_list() {
    let settings = settings(&[(
        "ALLOWED_ORIGINS",
        " https://a.example ,http://localhost:3000,, https://B.example:443",
    )]);
    // As browsers send them, because they are compared to the letter.
    assert_eq!(
        settings.allowed_origins,
        [
            "https://a.example",
            "http://localhost:3000",
            "https://b.example"
        ]
    );
}

#[test]
fn a_sender_may_have_a_name() {
    for from in [
        "no-reply@example.com",
        "Help desk <help@example.com>",
        "bounce@simulator.amazonses.com",
    ] {
        assert_eq!(
            settings(&[("MAIL_FROM", from)]).mail_from.as_deref(),
            Some(from)
        );
    }
}

#[test]
fn another_issuer_is_set_wholly_or_not_at_all() {
    assert_eq!(settings(&[]).oidc, None);
    let issuer = ("OIDC_ISSUER", "https://login.example.com/staff/");
    let (audience, scope) = (("OIDC_AUDIENCE", "rekey"), ("OIDC_SCOPE", "administer"));
    let oidc = settings(&[issuer, audience, scope])
        .oidc
        .expect("it is set");
    assert_eq!(oidc.issuer, "https://login.example.com/staff/");
    assert_eq!(oidc.account_claim, "sub");
    let missing = |set: &[(&str, &str)]| read(set).expect_err("something is missing").name;
    assert_eq!(missing(&[issuer, audience]), "OIDC_SCOPE");
    assert_eq!(missing(&[issuer, scope]), "OIDC_AUDIENCE");
    assert_eq!(
        missing(&[issuer, audience, ("OIDC_SCOPE", "one two")]),
        "OIDC_SCOPE"
    );
    for part in [audience, scope] {
        assert_eq!(missing(&[part]), "OIDC_ISSUER");
    }
    assert_eq!(settings(&[("OIDC_ACCOUNT_CLAIM", "sub")]).oidc, None);
    assert_eq!(
        error("OIDC_ISSUER", "http://login.example.com").name,
        "OIDC_ISSUER"
    );
}
