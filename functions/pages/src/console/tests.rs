//! The console's words and scripts fit together, and its scripts cannot make markup of what they are told.

use std::collections::BTreeSet;

use adapters::Language;
use adapters::web::page::ANSWERS;
use domain::audit::What;
use domain::help::Refusal;
use domain::{DeliveryState, Forbidden, HandOver, LinkState, Origin, Role, Standing};

use super::WORDS;
use crate::tests::{ASSETS, all_between, files, no_difference};

fn scripts() -> Vec<(String, String)> {
    files(&format!("{ASSETS}/console"))
}

fn ids() -> BTreeSet<String> {
    WORDS
        .file(Language::English)
        .ids()
        .map(str::to_owned)
        .collect()
}

/// The API's words that the console says, by family.
fn families() -> Vec<(&'static str, Vec<&'static str>)> {
    let named = |words: &[&'static str]| words.to_vec();
    vec![
        ("what", What::ALL.iter().map(|word| word.name()).collect()),
        (
            "delivery",
            DeliveryState::ALL.iter().map(|word| word.name()).collect(),
        ),
        (
            "reason",
            HandOver::ALL.iter().map(|word| word.name()).collect(),
        ),
        (
            "origin",
            Origin::ALL.iter().map(|word| word.name()).collect(),
        ),
        (
            "rule",
            Forbidden::ALL.iter().map(|word| word.name()).collect(),
        ),
        ("role", Role::ALL.iter().map(|word| word.name()).collect()),
        (
            "standing",
            Standing::ALL.iter().map(|word| word.name()).collect(),
        ),
        ("status", named(&["sent", "hand-over", "queued"])),
        ("state", states()),
        ("plan", named(&["mail", "hand-over", "refused"])),
        ("actor", named(&["public", "operator", "system"])),
        ("carrier", named(&["mail", "hand-over"])),
        ("applies-to", named(&["sign-in", "admin-area"])),
        (
            "member",
            named(&[
                "name", "email", "username", "tenant", "role", "standing", "sso", "locale",
            ]),
        ),
        (
            "csv",
            named(&["name", "username", "email", "reason", "link", "expires-at"]),
        ),
        (
            "outcome",
            named(&[
                "sent",
                "rejected",
                "paused",
                "throttled",
                "unreachable",
                "unclear",
                "undelivered",
            ]),
        ),
        ("lookup", lookups()),
        ("lookup-advice", lookups()),
        (
            "lookup-rule",
            named(&["invited", "administrator", "no-email", "email-not-unique"]),
        ),
    ]
}

/// All but the one that is told as the status.
fn states() -> Vec<&'static str> {
    let ends = [
        LinkState::Expired,
        LinkState::Used,
        LinkState::Replaced(jiff::Timestamp::UNIX_EPOCH),
        LinkState::Revoked,
        LinkState::Unknown,
    ];
    ends.iter().map(|state| state.name()).collect()
}

/// What the look-up may answer: what became of an ask, or of its mail.
fn lookups() -> Vec<&'static str> {
    vec![
        "no-account",
        "not-eligible",
        "limited",
        "outdated",
        "queued",
        "rejected",
        "undelivered",
        "sent",
        "delivered",
        "delayed",
        "bounced",
        "suppressed",
        "complained",
        "redeemed",
    ]
}

#[test]
fn every_language_says_the_same_with_the_same_values() {
    no_difference(&WORDS);
}

#[test]
fn every_word_of_the_api_has_a_sentence() {
    let ids = ids();
    for (family, words) in families() {
        for word in words {
            assert!(ids.contains(&format!("{family}-{word}")), "{family}-{word}");
        }
    }
    let answers: BTreeSet<&str> = ANSWERS.file(Language::English).ids().collect();
    for refusal in Refusal::ALL {
        let id = format!("problem-{refusal}");
        assert!(answers.contains(id.as_str()), "{id}");
    }
}

#[test]
fn every_sentence_is_said_and_what_is_said_is_a_sentence() {
    let (scripts, ids) = (scripts(), ids());
    for said in all_between(&scripts, "say(\"") {
        let known =
            ids.contains(&said) || ANSWERS.file(Language::English).ids().any(|id| id == said);
        assert!(known, "there is no message {said}");
    }
    let of_families: BTreeSet<String> = families()
        .iter()
        .flat_map(|(family, words)| words.iter().map(move |word| format!("{family}-{word}")))
        .collect();
    let answers: BTreeSet<&str> = ANSWERS.file(Language::English).ids().collect();
    for id in &ids {
        let quoted = format!("\"{id}\"");
        let said = scripts.iter().any(|(_, text)| text.contains(&quoted))
            || ["title", "needs-scripts"].contains(&id.as_str())
            || of_families.contains(id)
            // A problem that administrators are told of in other words.
            || answers.contains(id.as_str());
        assert!(said, "nothing says {id}");
    }
}

/// The contract's own messages, to the letter.
#[test]
fn english_says_what_the_api_says() {
    let say = |id: &str| WORDS.say(Language::English, id, &[]);
    assert_eq!(say("status-sent"), "Reset password email sent.");
    assert_eq!(
        say("status-hand-over"),
        "Give the link to the person yourself."
    );
    assert_eq!(
        say("created-sent"),
        "Account successfully created and reset password email sent."
    );
}

/// T-811: whatever an account is called, nothing reads it as markup, as a script or as a style.
#[test]
fn no_script_makes_markup_of_text() {
    let markup = [
        "innerHTML",
        "outerHTML",
        "insertAdjacent",
        "document.write",
        "DOMParser",
        "setHTML",
        "createContextualFragment",
        "srcdoc",
        "eval(",
        "new Function",
        "javascript:",
        ".style",
        "localStorage",
        "document.cookie",
    ];
    for (name, text) in scripts() {
        for forbidden in markup {
            assert!(!text.contains(forbidden), "{name} has {forbidden}");
        }
    }
}

/// T-813: one module stores one thing.
#[test]
fn only_the_session_is_stored() {
    for (name, text) in scripts() {
        let stores = text.contains("sessionStorage.")
            || text.contains("indexedDB")
            || text.contains("caches.");
        assert_eq!(stores, name == "session.js", "{name}");
    }
}

#[test]
fn modules_stay_small() {
    for (name, text) in scripts() {
        assert!(text.lines().count() <= 250, "{name}");
    }
}
