//! Words in several languages, kept in Fluent files: one book for the mails, others for the pages.
//!
//! A folder of words has a file for each [`Language`] (`en.ftl` is the one that the others follow); [`book!`](crate::book)
//! binds it into the program. A test compares the languages with [`Book::differences`].

mod differences;
mod file;
mod mentions;
mod scripts;

use std::sync::{Mutex, OnceLock, PoisonError};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Message, Pattern};

use crate::language::Language;
use mentions::Mentions;

pub use file::{File, Place};

pub use fluent_bundle::FluentValue as Value;

/// What stands in a sentence's gaps, by name. Values are never read as Fluent.
pub type Values<'a> = [(&'static str, FluentValue<'a>)];

const LANGUAGES: usize = Language::ALL.len();

/// The words of one purpose in every language.
pub struct Book {
    languages: [File; LANGUAGES],
    read: [OnceLock<Mutex<Read>>; LANGUAGES],
}

/// Sentences that can be said: those that somebody has needed so far. Who starts has better to do than to read all of them
/// for a few.
type Read = FluentBundle<FluentResource>;

/// The [`Book`](crate::words::Book) in a folder of this crate.
#[macro_export]
macro_rules! book {
    ($folder:literal) => {
        $crate::words::Book::new([
            $crate::book!($folder, "/en.ftl"),
            $crate::book!($folder, "/de.ftl"),
            $crate::book!($folder, "/fr.ftl"),
            $crate::book!($folder, "/es.ftl"),
            $crate::book!($folder, "/ja.ftl"),
        ])
    };
    ($folder:literal, $file:literal) => {
        $crate::words_file!(include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/",
            $folder,
            $file
        )))
    };
}

impl Book {
    /// From files in the order of [`Language::ALL`]; see [`book!`](crate::book).
    pub const fn new(languages: [File; LANGUAGES]) -> Self {
        Self {
            languages,
            read: [const { OnceLock::new() }; LANGUAGES],
        }
    }

    /// The sentence of that name, with `values` in its gaps.
    pub fn say(&self, language: Language, id: &str, values: &Values<'_>) -> String {
        let values: FluentArgs<'_> = values.iter().cloned().collect();
        self.reading(language, [id], |read| {
            let mut errors = Vec::new();
            let said = read.format_pattern(sentence(read, id), Some(&values), &mut errors);
            debug_assert!(errors.is_empty(), "{id} in {language:?}: {errors:?}");
            said.into_owned()
        })
    }

    /// The file of a language.
    pub fn file(&self, language: Language) -> &File {
        &self.languages[language as usize]
    }

    /// Does something with these sentences and those that stand in them; whoever names one that is not there fails to find it.
    fn reading<'a, T>(
        &self,
        language: Language,
        ids: impl IntoIterator<Item = &'a str>,
        work: impl FnOnce(&Read) -> T,
    ) -> T {
        let read = self.read[language as usize].get_or_init(|| Mutex::new(nothing(language)));
        let mut read = read.lock().unwrap_or_else(PoisonError::into_inner);
        read_more(self.file(language), &mut read, ids);
        work(&read)
    }
}

fn nothing(language: Language) -> Read {
    let tag = language.tag().parse().expect("the tag is one");
    let mut read = FluentBundle::new_concurrent(vec![tag]);
    // The marks that Fluent can put around values (U+2068, U+2069) would be copied with codes and names, and some mail
    // programs show them as boxes. Names from right to left do well without: they stand between words or marks of the
    // sentence, never beside a number, and who puts them in takes out what could turn the sentence itself.
    read.set_use_isolating(false);
    read
}

fn read_more<'a>(file: &File, read: &mut Read, ids: impl IntoIterator<Item = &'a str>) {
    let missing = ids.into_iter().filter(|id| !read.has_message(id));
    let missing: Vec<&str> = missing.filter_map(|id| file.sentence(id)).collect();
    if missing.is_empty() {
        return;
    }
    let more = FluentResource::try_new(missing.join("\n"));
    let more = more.expect("the words can be read, see the tests");
    let mentioned = Mentions::of(messages(&more)).messages;
    read.add_resource(more)
        .expect("no message is there twice, see the tests");
    read_more(file, read, mentioned.iter().map(String::as_str));
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
