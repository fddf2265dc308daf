//! What the documents say of the repository has to be true of it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders and files at the top that are written by hand.
const WRITTEN: [&str; 10] = [
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "README.md",
    "SECURITY.md",
    "docs",
    "examples",
    "functions",
    "infra",
    "shared",
    "tests",
];

/// T-1208's neighbour: a threat model whose tests have gone promises what nobody checks.
#[test]
fn every_test_that_the_threat_model_names_exists() {
    let model = read("SECURITY.md");
    let named: BTreeSet<&str> = in_backticks(&model)
        .filter(|text| is_a_sentence(text))
        .collect();
    assert!(named.len() > 50, "only {} tests are named", named.len());
    let code: String = written("rs").iter().map(read).collect();
    let missing: Vec<_> = named
        .into_iter()
        .filter(|name| !code.contains(&format!("fn {name}(")))
        .collect();
    assert!(missing.is_empty(), "no test is called {missing:?}");
}

#[test]
fn every_link_inside_the_repository_leads_somewhere() {
    let mut links = 0;
    for document in written("md") {
        let folder = document.parent().expect("a file is in a folder");
        for target in targets(&read(&document)) {
            links += 1;
            let file = folder.join(target);
            assert!(file.exists(), "{} leads to {target}", document.display());
        }
    }
    assert!(links > 4, "only {links} links were found");
}

/// Tests have names of at least four words.
fn is_a_sentence(text: &str) -> bool {
    let plain =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    text.split('_').count() >= 4 && text.chars().all(plain)
}

fn in_backticks(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Where the links of a document lead, without those that leave the repository or stay on the page.
fn targets(text: &str) -> impl Iterator<Item = &str> {
    text.split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', ' ', '#']).next())
        .filter(|target| {
            !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:")
        })
}

/// Every file with that ending that was written by hand.
fn written(ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut places: Vec<PathBuf> = WRITTEN.iter().map(|place| root().join(place)).collect();
    while let Some(place) = places.pop() {
        // What npm has fetched is nobody's writing here.
        if place.is_dir() && !place.ends_with("node_modules") {
            let inside = fs::read_dir(&place).expect("a folder of the repository can be read");
            places.extend(inside.map(|entry| entry.expect("an entry can be read").path()));
        } else if place.extension().is_some_and(|found| found == ending) {
            found.push(place);
        }
    }
    found
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(root().join(path)).expect("a file of the repository can be read")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
