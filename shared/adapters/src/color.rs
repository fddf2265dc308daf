//! The brand's colour, which a deployer chose without thinking of mails and of dark pages.

/// A brand's colour, and what can be read on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color([u8; 3]);

impl Default for Color {
    fn default() -> Self {
        Self([0x1f, 0x4e, 0x8c])
    }
}

const WHITE: Color = Color([0xff; 3]);
const BLACK: Color = Color([0; 3]);

/// What WCAG 2.2 (1.4.3, level AA) wants between text and what it stands on.
const LEGIBLE: f64 = 4.5;

impl Color {
    /// Takes `#rrggbb` and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let digits: Option<Vec<u8>> = digits
            .chars()
            .map(|digit| u8::try_from(digit.to_digit(16)?).ok())
            .collect();
        let [r, red, g, green, b, blue] = digits?.try_into().ok()?;
        Some(Self([r * 16 + red, g * 16 + green, b * 16 + blue]))
    }

    /// `#rrggbb`, safe to stand in a style sheet.
    pub(crate) fn hex(self) -> String {
        let [red, green, blue] = self.0;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// Black or white, whichever has the higher contrast; it is never less than 4.58.
    pub(crate) fn ink(self) -> Self {
        if self.contrast(BLACK) > self.contrast(WHITE) {
            BLACK
        } else {
            WHITE
        }
    }

    /// The colour itself where it can be read on `paper`, or else the first of its shades towards that paper's ink.
    pub(crate) fn legible_on(self, paper: Self) -> Self {
        let shades = (0..=20).map(|step| self.towards(paper.ink(), step));
        let mut legible = shades.filter(|shade| shade.contrast(paper) >= LEGIBLE);
        legible.next().unwrap_or(paper.ink())
    }

    /// `step` twentieths of the way.
    fn towards(self, other: Self, step: u16) -> Self {
        let mix = |from: u8, to: u8| (u16::from(from) * (20 - step) + u16::from(to) * step) / 20;
        let parts = self.0.iter().zip(other.0);
        let mut mixed = parts.map(|(from, to)| u8::try_from(mix(*from, to)).unwrap_or(u8::MAX));
        Self([(); 3].map(|()| mixed.next().unwrap_or_default()))
    }

    /// The contrast ratio of WCAG 2.2, from 1 to 21.
    fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The relative luminance of WCAG 2.2.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let value = f64::from(part) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
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
            "#+12345",
            "#123;}body{",
            "",
            "url(https://evil.test)",
            "#fff",
            " #ffffff",
            "#ＦＦＦＦＦＦ",
        ] {
            assert_eq!(Color::parse(wrong), None, "{wrong}");
        }
        let colors = [
            ("#FFFFFF", "#ffffff", BLACK),
            ("#000000", "#000000", WHITE),
            ("#Ffd400", "#ffd400", BLACK),
            ("#0b57d0", "#0b57d0", WHITE),
        ];
        for (text, hex, ink) in colors {
            let color = Color::parse(text).expect("a color");
            assert_eq!((color.hex().as_str(), color.ink()), (hex, ink));
        }
    }

    #[test]
    fn any_color_can_be_read_after_it_was_made_legible() {
        let papers = ["#ffffff", "#f3f5f7", "#14171c", "#20242b"]
            .map(|hex| Color::parse(hex).expect("a color"));
        let parts = [0, 51, 102, 153, 204, 255];
        for red in parts {
            for green in parts {
                for blue in parts {
                    let color = Color([red, green, blue]);
                    assert!(color.contrast(color.ink()) >= LEGIBLE, "{color:?}");
                    for paper in papers {
                        let legible = color.legible_on(paper);
                        assert!(legible.contrast(paper) >= LEGIBLE, "{color:?} on {paper:?}");
                        let was_legible = color.contrast(paper) >= LEGIBLE;
                        assert_eq!(legible == color, was_legible, "{color:?} on {paper:?}");
                    }
                }
            }
        }
    }
}
