//! The environment that the template gives is exactly what the code reads.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use adapters::settings::Settings;
use domain::Limit;
use rekey::template::{functions, template, variables_of_all};
use serde_json::{Value, json};
use tests::root;

/// In the cloud these come from Secrets Manager, by the ARN in the setting of the same name with `_SECRET`.
const SECRETS: [&str; 2] = ["LINK_KEYS", "PEPPER_KEYS"];

fn of(properties: &Value) -> BTreeSet<&str> {
    let own = properties["Environment"]["Variables"].as_object();
    own.into_iter()
        .flatten()
        .map(|(name, _)| name.as_str())
        .collect()
}

/// What a function finds when every parameter has its default.
fn by_default() -> BTreeMap<&'static str, String> {
    let value = |value: &Value| match value["Ref"].as_str() {
        Some(parameter) => template()["Parameters"][parameter]["Default"].clone(),
        None => value.clone(),
    };
    let text = |value: Value| match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    variables_of_all()
        .iter()
        .filter_map(|(name, given)| Some((name.as_str(), text(value(given))?)))
        .collect()
}

#[test]
fn the_template_sets_exactly_the_settings_that_the_code_reads() {
    let read = RefCell::new(BTreeSet::new());
    let settings = Settings::read(|name| {
        read.borrow_mut().insert(name.to_owned());
        // Where an issuer is set, what belongs to it is read too.
        let value = match name {
            "BASE_URL" => "https://accounts.example.com",
            "OIDC_ISSUER" => "https://id.example.com",
            "OIDC_AUDIENCE" | "OIDC_SCOPE" => "rekey",
            _ => return None,
        };
        Some(value.to_owned())
    });
    settings.expect("each has a default");
    let read = read
        .into_inner()
        .into_iter()
        .filter(|name| !SECRETS.contains(&name.as_str()));
    let of_some = functions().flat_map(|(_, properties)| of(properties));
    let of_some = of_some.filter(|name| !is_place_of_a_secret(name));
    let of_all = variables_of_all().keys().map(String::as_str);
    assert_eq!(
        of_all
            .chain(of_some)
            .map(str::to_owned)
            .collect::<BTreeSet<_>>(),
        read.collect()
    );
}

#[test]
fn the_values_of_the_template_are_the_defaults_of_the_code() {
    let given = by_default();
    let read = |name: &str| match name {
        "BASE_URL" => Some("https://accounts.example.com".to_owned()),
        "MAIL_CONFIGURATION_SET" | "MAIL_FROM" => None,
        name => given.get(name).cloned(),
    };
    let ours = Settings::read(read).expect("the template's settings are right");
    let defaults =
        Settings::read(|name| read(name).filter(|_| name == "BASE_URL")).expect("defaults");
    for limit in Limit::ALL {
        assert_eq!(ours.limit(*limit), defaults.limit(*limit), "{limit:?}");
    }
    assert_eq!(described(&ours), described(&defaults));
}

fn described(settings: &Settings) -> String {
    let Settings {
        sign_in_url,
        brand,
        allowed_origins,
        lifetimes,
        show_link,
        manual_set,
        must_change_lifetime,
        password_rules,
        hashing,
        table_prefix,
        log_level,
        ..
    } = settings;
    let link = settings.link("token");
    format!(
        "{sign_in_url:?} {brand:?} {allowed_origins:?} {lifetimes:?} {show_link:?} {manual_set} {must_change_lifetime:?} \
         {password_rules:?} {hashing:?} {table_prefix} {log_level} {link:?}"
    )
}

/// Who issues links has their keys, who hashes passwords has the pepper, and nobody else has either.
#[test]
fn secrets_are_given_to_those_who_use_them() {
    for (name, properties) in functions() {
        let places = &properties["Environment"]["Variables"];
        let issues = speaks_of(name, &["issuing_"]);
        let hashes = speaks_of(name, &["app.hasher", "verifying::verify"]);
        let expected = [
            ("LINK_KEYS_SECRET", issues.then_some("LinkKeys")),
            ("PEPPER_KEYS_SECRET", hashes.then_some("PepperKeys")),
        ];
        for (place, secret) in expected {
            assert_eq!(places[place]["Ref"].as_str(), secret, "{place} of {name}");
        }
    }
}

/// Who lets people in by a session lets them in by another issuer's token too, where one is set.
#[test]
fn an_issuers_settings_are_given_to_those_who_authenticate() {
    let settings = [
        "OIDC_ISSUER",
        "OIDC_AUDIENCE",
        "OIDC_SCOPE",
        "OIDC_ACCOUNT_CLAIM",
    ];
    for (name, properties) in functions() {
        let given = of(properties).into_iter();
        let given: BTreeSet<_> = given.filter(|name| !is_place_of_a_secret(name)).collect();
        let expected = if speaks_of(name, &["authentication::"]) {
            BTreeSet::from(settings)
        } else {
            BTreeSet::new()
        };
        assert_eq!(given, expected, "{name}");
    }
}

/// Whether any of these words is in the function's source.
fn speaks_of(function: &str, words: &[&str]) -> bool {
    let sources = root().join("functions").join(function).join("src");
    let files = std::fs::read_dir(sources).expect("a folder");
    files
        .map(|file| std::fs::read_to_string(file.expect("an entry").path()).unwrap_or_default())
        .any(|source| words.iter().any(|word| source.contains(word)))
}

fn is_place_of_a_secret(name: &str) -> bool {
    let setting = name.strip_suffix("_SECRET");
    setting.is_some_and(|setting| SECRETS.contains(&setting))
}

/// Values that are right, and values that are not.
type Cases = (&'static [&'static str], &'static [&'static str]);

/// A parameter that the code would refuse stops the deployment, and not every function at its start: of each, what is right and
/// what is not, to the template and to the code alike.
#[test]
fn what_would_stop_a_function_stops_the_deployment() {
    let url: Cases = (
        &[
            "https://example.com/sign-in?to=%2F",
            "https://example.com:8443",
        ],
        &[
            "example.com",
            "http://example.com",
            "https://exam ple.com",
            "https://example.com@",
            "https://example.com/<'>",
        ],
    );
    let lifetime: Cases = (
        &["15m", "1h30m", "1h0m", "168h", "7d"],
        &["1 hour", "15", "h", "30s", "0h", "8d", "200h", "159h9999m"],
    );
    let cases: [(&str, Cases); 11] = [
        (
            "BrandColor",
            (&["#2255aa", "#FFFFFF"], &["2255aa", "#25a", "blue"]),
        ),
        ("SignInUrl", url),
        ("OidcIssuer", url),
        ("OidcScope", (&["rekey/admin"], &["openid rekey"])),
        (
            "LinkTemplate",
            (
                &[
                    "https://example.com/#{token}",
                    "https://example.com/{token}/set",
                ],
                &[
                    "https://example.com",
                    "example.com/{token}",
                    "{token}",
                    "https://example.com/{token}#{token}",
                ],
            ),
        ),
        (
            "AllowedOrigins",
            (
                &[
                    "https://app.example.com",
                    "https://app.example.com, http://localhost:3000",
                ],
                &["app.example.com", "https://app.example.com/", "https://"],
            ),
        ),
        ("SelfServiceLifetime", lifetime),
        ("AdminLifetime", lifetime),
        ("InvitationLifetime", lifetime),
        ("ResendWindow", (&["5m"], &["1 hour", "15", "h", "0m"])),
        (
            "MailFrom",
            (
                &["help@example.com", "Example <help@example.com>"],
                &[
                    "example.com",
                    "Example",
                    "Example help@example.com>",
                    "help@localhost",
                    "help@example..com",
                    "hélp@example.com",
                    "he lp@example.com",
                ],
            ),
        ),
    ];
    for (parameter, (right, wrong)) in cases {
        let setting = setting_of(parameter);
        for value in right {
            assert!(template_takes(parameter, value), "{parameter}: {value}");
            assert!(code_takes(&setting, value), "{setting}: {value}");
        }
        for value in wrong {
            assert!(!template_takes(parameter, value), "{parameter}: {value}");
            assert!(!code_takes(&setting, value), "{setting}: {value}");
        }
        assert!(
            template_takes(parameter, ""),
            "{parameter} may be left empty"
        );
    }
}

/// `BrandColor` is `BRAND_COLOR`.
fn setting_of(parameter: &str) -> String {
    let mut setting = String::new();
    for letter in parameter.chars() {
        if letter.is_uppercase() && !setting.is_empty() {
            setting.push('_');
        }
        setting.push(letter.to_ascii_uppercase());
    }
    setting
}

fn template_takes(parameter: &str, value: &str) -> bool {
    let pattern = template()["Parameters"][parameter]["AllowedPattern"].as_str();
    let pattern = pattern.unwrap_or_else(|| panic!("{parameter} has a pattern"));
    let whole = format!("^(?:{pattern})$");
    jsonschema::is_valid(&json!({"pattern": whole}), &json!(value))
}

fn code_takes(setting: &str, value: &str) -> bool {
    let read = Settings::read(|name| match name {
        name if name == setting => Some(value.to_owned()),
        "BASE_URL" => Some("https://accounts.example.com".to_owned()),
        "OIDC_ISSUER" if setting == "OIDC_SCOPE" => Some("https://id.example.com".to_owned()),
        "OIDC_AUDIENCE" | "OIDC_SCOPE" if setting.starts_with("OIDC_") => Some("rekey".to_owned()),
        _ => None,
    });
    read.is_ok()
}
