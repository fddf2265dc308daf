//! How pages look: the design, tinted with the brand's colour.

use crate::color::Color;
use crate::settings::Brand;

const DESIGN: &str = include_str!("../../assets/page.css");
const ICON: &str = include_str!("../../assets/icon.svg");

/// The darkest surface of the light design, and the lightest of the dark one, with a little to spare: what can be read on
/// these can be read on all.
const LIGHT: &str = "#e6edf6";
const DARK: &str = "#2a2f38";

/// Of the design and of all that tints it.
const DESIGN_HASH: &str = env!("DESIGN_HASH");

/// Style sheet and icon of an installation.
#[derive(Clone, Copy)]
pub struct Look {
    color: Color,
}

impl Look {
    /// The look for a brand.
    pub fn new(brand: &Brand) -> Self {
        Self { color: brand.color }
    }

    /// The style sheet.
    pub fn style_sheet(&self) -> String {
        format!("{DESIGN}{}", tint(self.color))
    }

    /// The icon, in SVG.
    pub fn icon(&self) -> String {
        ICON.replace("{brand}", &self.color.hex())
            .replace("{ink}", &self.color.ink().hex())
    }

    /// Names this look: it changes with the design and with the brand, so that browsers may keep what bears it for ever.
    pub fn name(&self) -> String {
        format!("{DESIGN_HASH}{}", self.color.hex().replace('#', "-"))
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
