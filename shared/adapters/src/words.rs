//! Words in several languages, kept in Fluent files: one book for the mails, others for the pages.
//!
//! A folder of words has a file for each [`Language`] (`en.ftl` is the one that the others follow); [`book!`](crate::book)
//! binds it into the program. A test compares the languages with [`Book::differences`].

mod differences;
mod scripts;

use std::sync::{Arc, OnceLock};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use fluent_syntax::ast::{Entry, Message};

use crate::language::Language;

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
    resource: Arc<FluentResource>,
    bundle: FluentBundle<Arc<FluentResource>>,
}

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
        let bundle = &self.page(language).bundle;
        let pattern = bundle
            .get_message(id)
            .and_then(|found| found.value())
            .unwrap_or_else(|| {
                panic!("there is no message {id}: a test compares words and templates")
            });
        let values: FluentArgs<'_> = values.iter().cloned().collect();
        let mut errors = Vec::new();
        let said = bundle.format_pattern(pattern, Some(&values), &mut errors);
        debug_assert!(errors.is_empty(), "{id} in {language:?}: {errors:?}");
        said.into_owned()
    }

    /// The file of a language, as it was written.
    pub fn text(&self, language: Language) -> &'static str {
        self.texts[language as usize]
    }

    /// The names of all sentences.
    pub fn ids(&self, language: Language) -> impl Iterator<Item = &str> {
        self.messages(language).map(|message| message.id.name)
    }

    fn messages(&self, language: Language) -> impl Iterator<Item = &Message<&str>> {
        let entries = self.page(language).resource.entries();
        entries.filter_map(|entry| match entry {
            Entry::Message(message) => Some(message),
            _ => None,
        })
    }

    /// Read when it is first needed: a function that starts should not read five languages to speak one.
    fn page(&self, language: Language) -> &Page {
        self.pages[language as usize].get_or_init(|| Page::read(self.text(language), language))
    }
}

impl Page {
    fn read(text: &str, language: Language) -> Self {
        let resource = FluentResource::try_new(text.to_owned());
        let resource = Arc::new(resource.expect("the words can be read, see the tests"));
        let tag = language.tag().parse().expect("the tag is one");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // The marks that Fluent can put around values (U+2068, U+2069) would be copied with codes and names, and some mail
        // programs show them as boxes. Names from right to left do well without: they stand between words or marks of the
        // sentence, never beside a number, and who puts them in takes out what could turn the sentence itself.
        bundle.set_use_isolating(false);
        bundle
            .add_resource(Arc::clone(&resource))
            .expect("no message is there twice, see the tests");
        Self { resource, bundle }
    }
}
