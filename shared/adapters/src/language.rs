//! The languages that mails and pages are written in, and which of them a person gets.

use domain::Locale;

/// A language that mails and pages are written in; its words are in `words/`.
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

    /// What its speakers call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::French => "Français",
            Self::Spanish => "Español",
            Self::Japanese => "日本語",
        }
    }

    /// The way its letters run, as HTML writes it.
    pub const fn direction(self) -> &'static str {
        match self {
            Self::English | Self::German | Self::French | Self::Spanish | Self::Japanese => "ltr",
        }
    }

    /// What a browser's `Accept-Language` (RFC 9110 §12.5.4) likes best of ours; of equal wishes the first.
    pub fn accepted(header: &str) -> Option<Self> {
        let wishes = header.split(',').filter_map(Wish::parse);
        let ours: Vec<_> = wishes
            .filter_map(|wish| Some((wish.weight, Self::named(&wish.locale)?)))
            .collect();
        // `max_by` takes the last of equals.
        let best = ours
            .into_iter()
            .rev()
            .max_by(|(one, _), (other, _)| one.total_cmp(other));
        best.map(|(_, language)| language)
    }
}

/// One member of an `Accept-Language` header.
struct Wish {
    locale: Locale,
    /// Never none: `q=0` means "not this one".
    weight: f32,
}

impl Wish {
    fn parse(text: &str) -> Option<Self> {
        let (tag, parameter) = text.split_once(';').unwrap_or((text, "q=1"));
        let weight: f32 = parameter.trim().strip_prefix("q=")?.parse().ok()?;
        let locale = Locale::parse(tag.trim())?;
        (0.001..=1.0)
            .contains(&weight)
            .then_some(Self { locale, weight })
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

    #[test]
    fn a_browser_gets_what_it_likes_best_of_ours() {
        for (header, language) in [
            ("de", Some(Language::German)),
            ("de-CH,de;q=0.9,en;q=0.8", Some(Language::German)),
            ("pt-BR,pt;q=0.9,fr;q=0.2,ja;q=0.3", Some(Language::Japanese)),
            ("en;q=0.5,es", Some(Language::Spanish)),
            ("fr;q=0.5,es;q=0.5", Some(Language::French)),
            ("de;q=0,es;q=0.001", Some(Language::Spanish)),
            ("de;q=2,es;q=0.1", Some(Language::Spanish)),
            ("de;q=NaN, ja ; q=x", None),
            ("*", None),
            (",,;", None),
            ("", None),
        ] {
            assert_eq!(Language::accepted(header), language, "{header}");
        }
    }
}
