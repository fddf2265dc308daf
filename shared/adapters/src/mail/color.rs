//! The brand's colour, which a deployer chose without thinking of mails.

/// A brand's colour, and the one of black and white that can be read on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Color {
    /// `#rrggbb`, safe to stand in a style sheet.
    pub(super) background: String,
    pub(super) ink: &'static str,
}

impl Default for Color {
    fn default() -> Self {
        Self {
            background: "#1f4e8c".to_owned(),
            ink: WHITE,
        }
    }
}

const WHITE: &str = "#ffffff";
const BLACK: &str = "#000000";

impl Color {
    /// Takes `#rgb` and `#rrggbb` and nothing else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let digits = match digits.len() {
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            6 => digits.to_ascii_lowercase(),
            _ => return None,
        };
        let rgb = u32::from_str_radix(&digits, 16).ok()?;
        Some(Self {
            ink: readable_on(rgb),
            background: format!("#{}", digits.to_ascii_lowercase()),
        })
    }
}

/// Black or white, whichever has the higher contrast by WCAG 2.2 (relative luminance; they are equal at 0.179).
fn readable_on(rgb: u32) -> &'static str {
    let part = |shift: u32| {
        let value = f64::from((rgb >> shift) & 0xff) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    let luminance = 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0);
    if luminance > 0.179 { BLACK } else { WHITE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_color_is_a_color() {
        for wrong in [
            "red",
            "#12",
            "#12345g",
            "#123;}body{",
            "",
            "url(https://evil.test)",
            "#ＦＦＦ",
        ] {
            assert_eq!(Color::parse(wrong), None, "{wrong}");
        }
        let colors = [
            ("#FFF", "#ffffff", BLACK),
            ("#000000", "#000000", WHITE),
            ("#Ffd400", "#ffd400", BLACK),
            ("#0b57d0", "#0b57d0", WHITE),
        ];
        for (text, background, ink) in colors {
            assert_eq!(
                Color::parse(text),
                Some(Color {
                    background: background.into(),
                    ink
                })
            );
        }
    }
}
