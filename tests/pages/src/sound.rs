//! What holds for every page in every state: it can be read by everybody, keeps to its policy and its origin.

use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::Browser;

/// What axe is asked for: the rules of WCAG 2.2 A and AA, and its own best practices. A contrast that it cannot tell counts
/// as found, but for signs such as "⋯", which are no text and named by a label, and for what a menu lies upon or a scrolled
/// dialogue cuts off.
const AXE: &str = "
const { violations, incomplete } = await axe.run(document);
const covered = ['bgOverlap', 'elmPartiallyObscured', 'elmPartiallyObscuring', 'outsideViewport'];
const known = (check) => ['nonBmp', ...covered].includes(check.data?.messageKey);
for (const found of incomplete) found.nodes = found.nodes.filter((node) => !node.any.every(known));
return violations.filter((found) => ['serious', 'critical'].includes(found.impact))
  .concat(incomplete.filter((found) => found.id === 'color-contrast' && found.nodes.length > 0))
  .map((found) => found.id + ': ' + found.nodes.map((node) => node.html + ' ' + node.failureSummary).join('; '))
";

/// How far the page is wider than its window, and by what.
const TOO_WIDE: &str = "
const width = document.documentElement.clientWidth;
const wide = [...document.querySelectorAll('main, main *, header, footer')]
  .filter((one) => one.getBoundingClientRect().right > width + 1 && !one.closest('.scroll'))
  .map((one) => one.outerHTML.slice(0, 120));
return document.documentElement.scrollWidth > width ? wide : []
";

impl Browser {
    /// Holds this page in this state against everything that holds for all, in light and dark, wide and narrow, from left
    /// to right and from right to left; takes pictures under that name.
    pub async fn is_sound(&self, name: &str) {
        for theme in ["light", "dark"] {
            self.theme(theme).await;
            self.picture(&format!("{name}.{theme}")).await;
            let findings = self.axe().await;
            assert_eq!(findings, json!([]), "{name} in {theme}");
        }
        self.theme("light").await;
        self.fits_a_narrow_window(name).await;
        self.keeps_to_itself().await;
    }

    /// WCAG 2.2, 1.4.10: 320 CSS pixels are what 1280 are at 400 %.
    async fn fits_a_narrow_window(&self, name: &str) {
        self.size(320, 800).await;
        for direction in ["rtl", "ltr"] {
            let turn = "const was = document.documentElement.dir; document.documentElement.dir = arguments[0]; return was";
            self.run(turn, &[json!(direction)]).await;
            if direction == "ltr" {
                self.picture(&format!("{name}.narrow")).await;
            }
            let wide = self.run(TOO_WIDE, &[]).await;
            assert_eq!(wide, json!([]), "{name} at 320 px, {direction}");
        }
        self.devtools("Emulation.clearDeviceMetricsOverride", json!({}))
            .await;
    }

    /// No page since the last look has asked another origin for anything, nor broken its policy, nor failed in a script.
    pub async fn keeps_to_itself(&self) {
        for url in self.requests().await {
            let at_home = ["http://localhost:", "http://127.0.0.1:"]
                .iter()
                .any(|home| url.starts_with(home));
            assert!(
                at_home,
                "asked {}",
                url.chars().take(100).collect::<String>()
            );
        }
        assert_eq!(self.complaints().await, Vec::<String>::new());
    }

    /// The addresses that pages asked for since the last look; what the browser's own first page wants is its own affair.
    pub async fn requests(&self) -> Vec<String> {
        let entries = self.log("performance").await;
        let events = entries.iter().filter_map(|entry| {
            let text = entry["message"].as_str()?;
            serde_json::from_str::<Value>(text).ok()
        });
        events
            .filter(|event| event["message"]["method"] == "Network.requestWillBeSent")
            .filter_map(|event| {
                let request = &event["message"]["params"];
                let by_a_page = request["documentURL"].as_str()?.starts_with("http");
                let url = request["request"]["url"].as_str()?;
                by_a_page.then(|| url.to_owned())
            })
            .collect()
    }

    /// What the browser complained of, but for answers that tests provoke (it logs every status over 399).
    pub async fn complaints(&self) -> Vec<String> {
        let entries = self.log("browser").await;
        let texts = entries.iter().filter_map(|entry| entry["message"].as_str());
        texts
            .filter(|text| !text.contains("the server responded with a status of"))
            .filter(|text| !text.contains("net::ERR_"))
            .map(str::to_owned)
            .collect()
    }

    /// The serious and critical findings of axe.
    async fn axe(&self) -> Value {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/node_modules/axe-core/axe.min.js"
        );
        let axe = std::fs::read_to_string(path).expect("axe is installed: make pages does it");
        // Evaluated by the driver, which the page's policy does not bind.
        self.run(&axe, &[]).await;
        self.run(AXE, &[]).await
    }

    /// Keeps a picture of the whole page in `target/pages`.
    pub async fn picture(&self, name: &str) {
        let whole = json!({"format": "png", "captureBeyondViewport": true});
        let taken = self.devtools("Page.captureScreenshot", whole).await;
        let png = STANDARD.decode(taken["data"].as_str().expect("a picture"));
        let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/pages"));
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        let path = folder.join(format!("{name}.png"));
        std::fs::write(path, png.expect("base64")).expect("a picture can be written");
    }
}
