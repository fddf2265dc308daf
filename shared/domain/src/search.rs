//! Under which terms the directory finds an account.

use std::collections::BTreeSet;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

use crate::account::{Account, Tenant};

/// A name is found by at most so many of its distinct words, and by what follows them.
const NAME_WORDS: usize = 8;

/// Of a longer term so many bytes are kept, and of what is searched for: with an account's id behind it, a term is a sort key,
/// of which `DynamoDB` takes 1,024 bytes. Two hundred characters may have more, written in letters that are composed of others.
const LONGEST: usize = 900;

/// The terms of an account: email, username, the name, and the name from each of its first words on, canonical, and those once
/// more in plain letters; and the empty term, which lists every account once.
pub fn terms(account: &Account) -> BTreeSet<String> {
    let mut names = name_endings(&account.name);
    names.insert(canonical(&account.name));
    let plain: Vec<String> = names.iter().map(|term| in_plain_letters(term)).collect();
    let mut terms = BTreeSet::from([String::new()]);
    terms.extend(account.email.iter().map(ToString::to_string));
    terms.extend(account.username.iter().map(ToString::to_string));
    terms.extend(names);
    terms.extend(plain);
    terms
}

/// As somebody writes it who has no such letters, or no such marks: `öberg` is found by `oberg`, too, and `o'neill-diaz` by
/// `oneill diaz`.
fn in_plain_letters(term: &str) -> String {
    let decomposed = DecomposingNormalizerBorrowed::new_nfd().normalize(term);
    let mut plain = String::new();
    for letter in decomposed.chars() {
        match letter {
            // The block "Combining Diacritical Marks".
            '\u{300}'..='\u{36F}' | '\'' => {}
            '-' => plain.push(' '),
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'đ' | 'ð' => plain.push('d'),
            'þ' => plain.push_str("th"),
            'ı' => plain.push('i'),
            other => plain.push(other),
        }
    }
    canonical(&plain)
}

/// The name from each of its first distinct words on.
fn name_endings(name: &str) -> BTreeSet<String> {
    let name = composed(name);
    let (mut words, mut endings) = (BTreeSet::new(), BTreeSet::new());
    let mut rest = name.as_str();
    while let Some(start) = rest.find(|c| !divides_words(c)) {
        let ending = &rest[start..];
        let end = ending.find(divides_words).unwrap_or(ending.len());
        if words.len() < NAME_WORDS && words.insert(&ending[..end]) {
            endings.insert(cut(ending));
        }
        rest = &ending[end..];
    }
    endings
}

/// Spaces and punctuation. A mark belongs to the letter before it: Hindi cannot be written without.
fn divides_words(c: char) -> bool {
    let general_punctuation = ('\u{2000}'..='\u{206F}').contains(&c);
    c.is_whitespace() || c.is_ascii_punctuation() || general_punctuation
}

/// What is searched for, in the form that terms have: composed and lower-cased. `İ` is found by an `i`, a sigma is one letter
/// wherever it stands, so that a name is found by its beginning, and an apostrophe is one whichever the keyboard has.
pub fn canonical(text: &str) -> String {
    cut(&composed(text))
}

fn composed(text: &str) -> String {
    let lowered = text.trim_matches(' ').to_lowercase();
    let lowered = lowered.replace("i\u{307}", "i").replace('ς', "σ");
    let lowered = lowered.replace(['’', '‘', 'ʼ', '`', '´'], "'");
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

/// The scope of who is confined to that tenant, or to none.
pub fn scope_within(tenant: Option<&Tenant>) -> String {
    tenant.map_or_else(|| EVERYWHERE.to_owned(), scope_of)
}

/// The scope of all tenants.
pub const EVERYWHERE: &str = "*";
