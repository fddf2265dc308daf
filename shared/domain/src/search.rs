//! Under which terms the directory finds an account.

use std::collections::BTreeSet;

use icu_normalizer::ComposingNormalizerBorrowed;

use crate::account::{Account, Tenant};

/// At most so many distinct words of a name are searched for.
const NAME_WORDS: usize = 8;

/// Of a longer term so many bytes are kept, and of what is searched for: with an account's id behind it, a term is a sort key,
/// of which `DynamoDB` takes 1,024 bytes. Two hundred characters may have more, written in letters that are composed of others.
const LONGEST: usize = 900;

/// The terms of an account: email, username, the name and its first words, canonical; and the empty term, which lists
/// every account once.
pub fn terms(account: &Account) -> BTreeSet<String> {
    let mut terms = BTreeSet::from([String::new()]);
    terms.extend(account.email.iter().map(ToString::to_string));
    terms.extend(account.username.iter().map(ToString::to_string));
    terms.insert(canonical(&account.name));
    terms.extend(name_words(&account.name));
    terms
}

fn name_words(name: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for word in composed(name)
        .split(divides_words)
        .filter(|word| !word.is_empty())
    {
        if words.len() < NAME_WORDS {
            words.insert(cut(word));
        }
    }
    words
}

/// Spaces and punctuation. A mark belongs to the letter before it: Hindi cannot be written without.
fn divides_words(c: char) -> bool {
    let general_punctuation = ('\u{2000}'..='\u{206F}').contains(&c);
    c.is_whitespace() || c.is_ascii_punctuation() || general_punctuation
}

/// What is searched for, in the form that terms have: composed and lower-cased. `İ` is found by an `i`, and a sigma is one
/// letter wherever it stands, so that a name is found by its beginning.
pub fn canonical(text: &str) -> String {
    cut(&composed(text))
}

fn composed(text: &str) -> String {
    let lowered = text.trim_matches(' ').to_lowercase();
    let lowered = lowered.replace("i\u{307}", "i").replace('ς', "σ");
    ComposingNormalizerBorrowed::new_nfc()
        .normalize(&lowered)
        .into_owned()
}

fn cut(text: &str) -> String {
    text[..text.floor_char_boundary(LONGEST)].to_owned()
}

/// The scopes that an account is found in: its tenant's, and everybody's.
pub fn scopes(tenant: Option<&Tenant>) -> Vec<String> {
    tenant
        .map(scope_of)
        .into_iter()
        .chain([EVERYWHERE.to_owned()])
        .collect()
}

/// The scope of one tenant.
pub fn scope_of(tenant: &Tenant) -> String {
    format!("tenant#{tenant}")
}

/// The scope of all tenants.
pub const EVERYWHERE: &str = "*";
