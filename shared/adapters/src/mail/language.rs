//! The languages that mails are written in, and which of them a person gets.

use domain::Locale;

/// A language that mails are written in; its words are in `words/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are what they are called")]
pub enum Language {
    English,
    German,
    French,
    Spanish,
    Japanese,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::English,
        Self::German,
        Self::French,
        Self::Spanish,
        Self::Japanese,
    ];

    /// The first of `wishes` that is one of ours, or else English. The region does not matter: `de-AT` is German.
    pub fn of(wishes: &[Option<&Locale>]) -> Self {
        let mut ours = wishes.iter().flatten().filter_map(|wish| Self::named(wish));
        ours.next().unwrap_or(Self::English)
    }

    fn named(locale: &Locale) -> Option<Self> {
        let name = locale.as_str().split('-').next()?;
        Self::ALL
            .into_iter()
            .find(|language| name.eq_ignore_ascii_case(language.tag()))
    }

    /// Its tag (RFC 5646).
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Japanese => "ja",
        }
    }

    /// Its words, as Fluent wants them.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::English => include_str!("../../words/en.ftl"),
            Self::German => include_str!("../../words/de.ftl"),
            Self::French => include_str!("../../words/fr.ftl"),
            Self::Spanish => include_str!("../../words/es.ftl"),
            Self::Japanese => include_str!("../../words/ja.ftl"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_wish_that_is_ours_is_granted() {
        let wish = |tag: &str| Locale::parse(tag).expect("a tag");
        let of = |tags: &[&str]| {
            let wishes: Vec<_> = tags.iter().map(|tag| wish(tag)).collect();
            let wishes: Vec<_> = wishes.iter().map(Some).collect();
            Language::of(&wishes)
        };
        for (tags, language) in [
            (&["de"][..], Language::German),
            (&["de-AT"], Language::German),
            (&["FR-ca"], Language::French),
            (&["es-419", "de"], Language::Spanish),
            (&["ja-JP"], Language::Japanese),
            (&["pt-BR"], Language::English),
            (&["pt-BR", "fr"], Language::French),
            (&["en-GB", "fr"], Language::English),
            (&["deu"], Language::English),
            (&[], Language::English),
        ] {
            assert_eq!(of(tags), language, "{tags:?}");
        }
        assert_eq!(Language::of(&[None, Some(&wish("ja"))]), Language::Japanese);
    }
}
