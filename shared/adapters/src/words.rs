//! Words in several languages, kept in Fluent files: one book for the mails, others for the pages.
//!
//! A folder of words has a file for each [`Language`] (`en.ftl` is the one that the others follow); [`book!`](crate::book)
//! binds it into the program. A test compares the languages with [`Book::differences`].

mod differences;
mod mentions;
mod scripts;

use std::sync::{Mutex, OnceLock, PoisonError};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Message, Pattern};

use crate::language::Language;
use mentions::Mentions;

pub use fluent_bundle::FluentValue as Value;

/// What stands in a sentence's gaps, by name. Values are never read as Fluent.
pub type Values<'a> = [(&'static str, FluentValue<'a>)];

const LANGUAGES: usize = Language::ALL.len();

/// The words of one purpose in every language.
pub struct Book {
    texts: [&'static str; LANGUAGES],
    pages: [OnceLock<Page>; LANGUAGES],
}

/// The words of one language.
struct Page {
    /// Each sentence as it is written, under its name, in the order of the file.
    written: Vec<(&'static str, &'static str)>,
    /// Those that somebody has needed so far: who starts has better to do than to read all of them for a few.
    read: Mutex<Read>,
}

/// Sentences that can be said.
type Read = FluentBundle<FluentResource>;

/// The [`Book`](crate::words::Book) in a folder of this crate.
#[macro_export]
macro_rules! book {
    ($folder:literal) => {
        $crate::words::Book::new([
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $folder, "/en.ftl")),
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $folder, "/de.ftl")),
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $folder, "/fr.ftl")),
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $folder, "/es.ftl")),
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $folder, "/ja.ftl")),
        ])
    };
}

impl Book {
    /// From texts in the order of [`Language::ALL`]; see [`book!`](crate::book).
    pub const fn new(texts: [&'static str; LANGUAGES]) -> Self {
        Self {
            texts,
            pages: [const { OnceLock::new() }; LANGUAGES],
        }
    }

    /// The sentence of that name, with `values` in its gaps.
    pub fn say(&self, language: Language, id: &str, values: &Values<'_>) -> String {
        let values: FluentArgs<'_> = values.iter().cloned().collect();
        self.page(language).reading([id], |read| {
            let mut errors = Vec::new();
            let said = read.format_pattern(sentence(read, id), Some(&values), &mut errors);
            debug_assert!(errors.is_empty(), "{id} in {language:?}: {errors:?}");
            said.into_owned()
        })
    }

    /// The file of a language, as it was written.
    pub fn text(&self, language: Language) -> &'static str {
        self.texts[language as usize]
    }

    /// The names of all sentences.
    pub fn ids(&self, language: Language) -> impl Iterator<Item = &'static str> {
        self.page(language).written.iter().map(|(id, _)| *id)
    }

    fn page(&self, language: Language) -> &Page {
        self.pages[language as usize].get_or_init(|| Page::open(self.text(language), language))
    }
}

impl Page {
    fn open(text: &'static str, language: Language) -> Self {
        let tag = language.tag().parse().expect("the tag is one");
        let mut read = FluentBundle::new_concurrent(vec![tag]);
        // The marks that Fluent can put around values (U+2068, U+2069) would be copied with codes and names, and some mail
        // programs show them as boxes. Names from right to left do well without: they stand between words or marks of the
        // sentence, never beside a number, and who puts them in takes out what could turn the sentence itself.
        read.set_use_isolating(false);
        Self {
            written: sentences(text).collect(),
            read: Mutex::new(read),
        }
    }

    /// Does something with these sentences and those that stand in them; whoever names one that is not there fails to find it.
    fn reading<'a, T>(
        &self,
        ids: impl IntoIterator<Item = &'a str>,
        work: impl FnOnce(&Read) -> T,
    ) -> T {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        self.read_more(&mut read, ids);
        work(&read)
    }

    fn read_more<'a>(&self, read: &mut Read, ids: impl IntoIterator<Item = &'a str>) {
        let missing = ids.into_iter().filter(|id| !read.has_message(id));
        let missing: Vec<&str> = missing.filter_map(|id| self.text_of(id)).collect();
        if missing.is_empty() {
            return;
        }
        let more = FluentResource::try_new(missing.join("\n"));
        let more = more.expect("the words can be read, see the tests");
        let mentioned = Mentions::of(messages(&more)).messages;
        read.add_resource(more)
            .expect("no message is there twice, see the tests");
        self.read_more(read, mentioned.iter().map(String::as_str));
    }

    fn text_of(&self, id: &str) -> Option<&'static str> {
        let mut written = self.written.iter();
        written.find(|(name, _)| *name == id).map(|(_, text)| *text)
    }
}

/// The sentences of a file, each with its name. Fluent begins a message, and nothing else, with a letter in the first column
/// (<https://projectfluent.org/fluent/guide/text.html>); a test compares this with what Fluent reads.
fn sentences(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let begins = |at: usize| text[at..].starts_with(|first: char| first.is_ascii_alphabetic());
    let lines = text.match_indices('\n').map(|(at, _)| at + 1);
    let mut beginnings = std::iter::once(0)
        .chain(lines)
        .filter(move |at| begins(*at))
        .peekable();
    std::iter::from_fn(move || {
        let from = beginnings.next()?;
        let to = beginnings.peek().copied().unwrap_or(text.len());
        let sentence = &text[from..to];
        let (name, _) = sentence.split_once('=')?;
        Some((name.trim_end(), sentence))
    })
}

fn messages(resource: &FluentResource) -> impl Iterator<Item = &Message<&str>> {
    resource.entries().filter_map(|entry| match entry {
        Entry::Message(message) => Some(message),
        _ => None,
    })
}

fn sentence<'a>(read: &'a Read, id: &str) -> &'a Pattern<&'a str> {
    let found = read.get_message(id).and_then(|found| found.value());
    found.unwrap_or_else(|| panic!("there is no message {id}: a test compares words and templates"))
}
