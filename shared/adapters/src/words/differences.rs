//! What tests look at: that every language says the same things with the same values.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentResource;

use super::mentions::Mentions;
use super::{Book, messages};
use crate::language::Language;

impl Book {
    /// Where a language has other messages than English, or says one with other values, in words; and where its sentences
    /// taken one by one are not those that Fluent reads. A test wants none.
    pub fn differences(&self) -> Vec<String> {
        let english = self.values(Language::English);
        let others = Language::ALL.into_iter().flat_map(|language| {
            let theirs = self.values(language);
            let ids: BTreeSet<_> = english.keys().chain(theirs.keys()).cloned().collect();
            let english = &english;
            let differ = ids.into_iter().filter_map(move |id| {
                let (ours, theirs) = (english.get(&id), theirs.get(&id));
                (ours != theirs).then(|| format!("{id}: {ours:?}, in {language:?} {theirs:?}"))
            });
            differ.collect::<Vec<_>>()
        });
        let taken_apart = Language::ALL.into_iter();
        let taken_apart = taken_apart.filter(|language| !self.is_the_same_apart(*language));
        let taken_apart = taken_apart.map(|language| format!("{language:?} is cut wrongly"));
        others.chain(taken_apart).collect()
    }

    /// The messages that stand in other messages.
    pub fn mentioned(&self, language: Language) -> BTreeSet<String> {
        Mentions::of(messages(&read(self.file(language).text))).messages
    }

    /// The values that each message has gaps for, those of the messages in it included.
    fn values(&self, language: Language) -> BTreeMap<String, BTreeSet<String>> {
        let all = read(self.file(language).text);
        let mentions: BTreeMap<_, _> = messages(&all)
            .map(|message| (message.id.name, Mentions::of([message])))
            .collect();
        let whole = mentions.values().map(|mentioned| {
            let inner = mentioned.messages.iter();
            let inner = inner.flat_map(|id| mentions[id.as_str()].values.clone());
            inner.chain(mentioned.values.iter().cloned()).collect()
        });
        let ids = mentions.keys().map(|id| (*id).to_owned());
        ids.zip(whole).collect()
    }

    /// Whether each sentence read alone, under its name, is what it is in the whole file.
    fn is_the_same_apart(&self, language: Language) -> bool {
        let file = self.file(language);
        let apart = file.sentences().map(|(id, text)| (id, read(text)));
        let apart: Vec<_> = apart.collect();
        let apart = apart
            .iter()
            .flat_map(|(id, one)| messages(one).map(move |it| (*id, it)));
        messages(&read(file.text))
            .map(|it| (it.id.name, it))
            .eq(apart)
    }
}

fn read(text: &str) -> FluentResource {
    FluentResource::try_new(text.to_owned()).expect("the words can be read")
}
