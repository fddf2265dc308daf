//! The committed seeds, and what is thrown: mutations of them.

use std::fmt;
use std::fs;

use proptest::collection::vec;
use proptest::sample::select;
use proptest::strategy::Strategy;

use crate::mutation::{Mutation, mutation};

/// So many mutations of one seed at most: more make noise of it.
const MOST: usize = 6;

/// What is thrown; told as it can be written into a file of the corpus.
#[derive(Clone, PartialEq, Eq)]
pub struct Input(pub Vec<u8>);

impl Input {
    /// As text, with a sign of its own for what is none.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.0).into_owned()
    }

    /// With what this run has in the place of its names, such as `{token}`.
    pub fn with(&self, names: &[(&str, impl AsRef<str>)]) -> Self {
        let mut text = self.0.clone();
        for (name, value) in names {
            text = replaced(&text, name.as_bytes(), value.as_ref().as_bytes());
        }
        Self(text)
    }
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b\"{}\"", self.0.escape_ascii())
    }
}

fn replaced(text: &[u8], name: &[u8], value: &[u8]) -> Vec<u8> {
    let mut made = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.windows(name.len()).position(|window| window == name) {
        made.extend_from_slice(&rest[..at]);
        made.extend_from_slice(value);
        rest = &rest[at + name.len()..];
    }
    made.extend_from_slice(rest);
    made
}

/// The seeds of a target, in the order of their names.
pub fn seeds(target: &str) -> Vec<Input> {
    let folder = tests::root().join("tests/fuzz/corpus").join(target);
    let files = fs::read_dir(&folder).expect("a target has a corpus");
    let mut files: Vec<_> = files
        .map(|file| file.expect("the folder can be read").path())
        .collect();
    files.sort();
    let read = |file| fs::read(file).expect("a seed can be read");
    let seeds = files
        .into_iter()
        .map(|file| Input(without_last_line_end(read(file))));
    seeds.collect()
}

/// Editors end a file with it; the seed is what stands before.
fn without_last_line_end(mut seed: Vec<u8>) -> Vec<u8> {
    if seed.ends_with(b"\n") {
        seed.pop();
    }
    seed
}

/// Mutations of these seeds, and now and then a seed itself.
pub fn mutations_of(seeds: Vec<Input>) -> impl Strategy<Value = Input> {
    let mutations = vec(mutation(), 0..=MOST);
    (select(seeds), mutations).prop_map(|(seed, mutations)| Input(mutated(seed.0, &mutations)))
}

fn mutated(seed: Vec<u8>, mutations: &[Mutation]) -> Vec<u8> {
    mutations
        .iter()
        .fold(seed, |text, mutation| mutation.apply(text))
}

#[test]
fn every_seed_is_there_and_none_stands_alone() {
    let targets = [
        "cursors",
        "hashes",
        "identifiers",
        "imports",
        "mail-events",
        "outbox",
        "stream-records",
        "tokens",
    ];
    for target in targets {
        let seeds = seeds(target);
        assert!(seeds.len() > 2, "{target}: {seeds:?}");
    }
}
