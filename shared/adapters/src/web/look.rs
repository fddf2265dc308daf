//! How pages look: the design, tinted with the brand's colour.

use std::fmt::Write as _;
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use crate::color::Color;
use crate::settings::Brand;

const DESIGN: &str = include_str!("../../assets/page.css");
const ICON: &str = include_str!("../../assets/icon.svg");

/// The darkest surface of the light design, and the lightest of the dark one, with a little to spare: what can be read on
/// these can be read on all.
const LIGHT: &str = "#e6edf6";
const DARK: &str = "#2a2f38";

/// Style sheet and icon of an installation.
pub struct Look {
    color: Color,
    made: OnceLock<Made>,
}

struct Made {
    style_sheet: String,
    icon: String,
    hash: String,
}

impl Look {
    /// The look for a brand. Costs nothing before a page is shown.
    pub fn new(brand: &Brand) -> Self {
        let color = brand.color.as_deref().and_then(Color::parse);
        Self {
            color: color.unwrap_or_default(),
            made: OnceLock::new(),
        }
    }

    /// The style sheet.
    pub fn style_sheet(&self) -> &str {
        &self.made().style_sheet
    }

    /// The icon, in SVG.
    pub fn icon(&self) -> &str {
        &self.made().icon
    }

    /// Names this look: it changes with the design and with the brand.
    pub fn hash(&self) -> &str {
        &self.made().hash
    }

    fn made(&self) -> &Made {
        self.made.get_or_init(|| {
            let style_sheet = format!("{DESIGN}{}", tint(self.color));
            let icon = ICON
                .replace("{brand}", &self.color.hex())
                .replace("{ink}", &self.color.ink().hex());
            let hash = hash([style_sheet.as_str(), icon.as_str()]);
            Made {
                style_sheet,
                icon,
                hash,
            }
        })
    }
}

/// The brand's colour as the design's properties.
fn tint(color: Color) -> String {
    let surface = |hex| Color::parse(hex).expect("a colour of ours");
    format!(
        ":root{{--brand:{};--brand-ink:{};--accent:{}}}\n\
         @media (prefers-color-scheme:dark){{:root{{--accent:{}}}}}\n",
        color.hex(),
        color.ink().hex(),
        color.legible_on(surface(LIGHT)).hex(),
        color.legible_on(surface(DARK)).hex()
    )
}

/// A name for these texts together: the same for the same, so that browsers may keep what bears it for ever.
fn hash<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update(text.len().to_be_bytes());
        hasher.update(text);
    }
    let digest = hasher.finalize();
    digest.iter().take(6).fold(String::new(), |mut name, byte| {
        // Writing to a String does not fail.
        let _infallible = write!(name, "{byte:02x}");
        name
    })
}
