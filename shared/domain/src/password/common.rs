//! What others would try first: listed passwords and words, one unit over and over, walks over the keyboard.

use std::cmp::Ordering;

use zeroize::Zeroizing;

/// Passwords and words of eight characters and more, lower-case, in the order of their bytes; where they come from stands in
/// `lists/README.md`.
const LIST: &str = include_str!("../../lists/common-passwords.txt");

/// The rows of the keyboard that most people know, and the place of their first key. Above a key are those at its own place
/// and at the next.
const ROWS: [(&str, usize); 4] = [
    ("`1234567890-=", 0),
    ("qwertyuiop[]\\", 1),
    ("asdfghjkl;'", 1),
    ("zxcvbnm,./", 1),
];

/// Fewer characters are no walk: words are full of them.
const SHORTEST_WALK: usize = 3;

/// Whether a lower-case text is common as a whole: among other things, the same may stand.
pub(super) fn is_common(folded: &str) -> bool {
    let characters = Zeroizing::new(folded.chars().collect::<Vec<_>>());
    repeats(&characters) || walks(&characters) || is_listed(&characters)
}

/// One unit over and over, the last time perhaps cut short, but of a second time at most by one character: `aaaa…`,
/// `passwordpassword`, `password password`, `abcabcab`.
fn repeats(characters: &[char]) -> bool {
    let length = characters.len();
    (1..length)
        .take_while(|period| 2 * period <= length + 1)
        .any(|period| (period..length).all(|at| characters[at] == characters[at - period]))
}

/// Nothing but walks from one character to one beside it: `abcdefgh`, `987654321`, `qwertyuiopasdfgh`, `1qaz2wsx3edc`.
fn walks(characters: &[char]) -> bool {
    let mut walks = characters.chunk_by(|from, to| are_beside(*from, *to));
    !characters.is_empty() && walks.all(|walk| walk.len() >= SHORTEST_WALK)
}

/// The same, next in the alphabet or among the digits (`0` follows `9`), or neighbours on the keyboard.
fn are_beside(a: char, b: char) -> bool {
    let digits = a.to_digit(10).zip(b.to_digit(10));
    let around = digits.is_some_and(|(a, b)| a.abs_diff(b) == 9);
    let keys = key(a).zip(key(b));
    let touching = keys.is_some_and(|(a, b)| touch(a, b) || touch(b, a));
    (a as u32).abs_diff(b as u32) <= 1 || around || touching
}

/// The row and the place in it.
fn key(character: char) -> Option<(usize, usize)> {
    let mut rows = ROWS.iter().enumerate();
    rows.find_map(|(row, (keys, first))| Some((row, first + keys.find(character)?)))
}

/// Whether the second key is to the left or right of the first, or below it.
fn touch(a: (usize, usize), b: (usize, usize)) -> bool {
    let beside = a.0 == b.0 && a.1.abs_diff(b.1) == 1;
    let below = a.0 + 1 == b.0 && (a.1 == b.1 || a.1 == b.1 + 1);
    beside || below
}

/// Whether the whole text is on the list: as it is, backwards, or with what people write for letters.
fn is_listed(characters: &[char]) -> bool {
    let on_list = |word: &mut dyn Iterator<Item = char>| {
        let word = Zeroizing::new(word.collect::<String>());
        is_on_list(&word)
    };
    let typed = || characters.iter().copied();
    on_list(&mut typed())
        || on_list(&mut typed().rev())
        || ['i', 'l']
            .iter()
            .any(|one| on_list(&mut typed().map(|c| letter(c, *one))))
}

/// The letter that a character may stand for; `1` is one of two.
fn letter(character: char, one: char) -> char {
    match character {
        '4' | '@' => 'a',
        '8' => 'b',
        '(' | '{' | '[' | '<' => 'c',
        '3' => 'e',
        '6' | '9' => 'g',
        '1' | '!' | '|' => one,
        '0' => 'o',
        '5' | '$' => 's',
        '7' | '+' => 't',
        '%' => 'x',
        '2' => 'z',
        other => other,
    }
}

/// Halves what is left of the list, line by line, so that nothing has to be set up before the first password.
fn is_on_list(word: &str) -> bool {
    let mut left = LIST;
    while let Some((before, line, after)) = middle_line(left) {
        left = match word.cmp(line) {
            Ordering::Equal => return true,
            Ordering::Less => before,
            Ordering::Greater => after,
        };
    }
    false
}

/// The line in the middle of whole lines, and those before and after it.
fn middle_line(lines: &str) -> Option<(&str, &str, &str)> {
    let start = lines[..lines.len() / 2]
        .rfind('\n')
        .map_or(0, |end| end + 1);
    let (line, after) = lines[start..].split_once('\n')?;
    Some((&lines[..start], line, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order_and_all_of_it_is_found() {
        let lines: Vec<_> = LIST.lines().collect();
        assert!(lines.len() > 40_000 && LIST.is_ascii() && LIST.ends_with('\n'));
        assert!(lines.is_sorted_by(|a, b| a < b));
        for line in lines {
            assert!(line.len() >= super::super::LOWEST_MINIMUM, "{line}");
            assert_eq!(line, line.to_lowercase());
            assert!(is_on_list(line), "{line}");
        }
        for other in ["", "\n", "a", "zzzzzzzzzzzz", "pass\nword"] {
            assert!(!is_on_list(other), "{other:?}");
        }
    }

    #[test]
    fn keys_touch_those_around_them() {
        let around = [
            ("g", "tyfhvb"),
            ("q", "12wa"),
            ("1", "`2q"),
            ("p", "0-o[l;"),
            ("z", "asx"),
        ];
        for (one, around) in around {
            let others = ROWS.iter().flat_map(|(keys, _)| keys.chars());
            let touching = |other: &char| {
                let keys = key(one.chars().next().expect("one")).zip(key(*other));
                keys.is_some_and(|(a, b)| touch(a, b) || touch(b, a))
            };
            assert_eq!(others.filter(touching).collect::<String>(), around, "{one}");
        }
        assert_eq!(key(' '), None);
    }
}
