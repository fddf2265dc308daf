//! A file of words as it was written. Where its sentences are is found while the program is built: a start has better to do.

/// The words of one language.
pub struct File {
    /// All of it.
    pub text: &'static str,
    places: &'static [Place],
}

/// Where a sentence is, in bytes from the beginning of its file.
#[derive(Clone, Copy)]
pub struct Place {
    name: usize,
    after_name: usize,
    end: usize,
}

/// The [`File`](crate::words::File) with that text, which is a constant.
#[macro_export]
macro_rules! words_file {
    ($text:expr) => {{
        const TEXT: &str = $text;
        const COUNT: usize = $crate::words::Place::count(TEXT);
        $crate::words::File::new(TEXT, &const { $crate::words::Place::all::<COUNT>(TEXT) })
    }};
}

impl File {
    /// A text and the places of its sentences; see [`words_file!`](crate::words_file).
    pub const fn new(text: &'static str, places: &'static [Place]) -> Self {
        Self { text, places }
    }

    /// Each sentence, with its name first, in the order of the file.
    pub fn sentences(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let (text, places) = (self.text, self.places);
        let sentence = |place: &Place| {
            let name = &text[place.name..place.after_name];
            (name, &text[place.name..place.end])
        };
        places.iter().map(sentence)
    }

    /// The names of all sentences.
    pub fn ids(&self) -> impl Iterator<Item = &'static str> {
        self.sentences().map(|(name, _)| name)
    }

    pub(super) fn sentence(&self, id: &str) -> Option<&'static str> {
        let mut all = self.sentences();
        all.find(|(name, _)| *name == id).map(|(_, text)| text)
    }
}

/// Fluent begins a message, and nothing else, with a letter in the first column
/// (<https://projectfluent.org/fluent/guide/text.html>); a test compares this with what Fluent reads.
impl Place {
    /// How many sentences a file has.
    pub const fn count(text: &str) -> usize {
        let text = text.as_bytes();
        let (mut count, mut at) = (0, beginning(text, 0));
        while at < text.len() {
            count += 1;
            at = beginning(text, at + 1);
        }
        count
    }

    /// Where they are.
    pub const fn all<const COUNT: usize>(text: &str) -> [Self; COUNT] {
        let text = text.as_bytes();
        let nowhere = Self {
            name: 0,
            after_name: 0,
            end: 0,
        };
        let (mut all, mut nth) = ([nowhere; COUNT], 0);
        let mut at = beginning(text, 0);
        while nth < COUNT {
            let end = beginning(text, at + 1);
            all[nth] = Self {
                name: at,
                after_name: after_name(text, at),
                end,
            };
            (at, nth) = (end, nth + 1);
        }
        all
    }
}

/// The first letter, from there on, with which a line begins; or the end.
const fn beginning(text: &[u8], mut at: usize) -> usize {
    while at < text.len() && !(text[at].is_ascii_alphabetic() && (at == 0 || text[at - 1] == b'\n'))
    {
        at += 1;
    }
    at
}

/// The end of the name that begins there.
const fn after_name(text: &[u8], mut at: usize) -> usize {
    while text[at] != b' ' && text[at] != b'=' {
        at += 1;
    }
    at
}
