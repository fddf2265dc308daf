//! What a person does with a browser, and what they see.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::driver::{Driver, Wishes};

/// How long a condition is awaited.
const PATIENCE: Duration = Duration::from_secs(30);

/// The member by which WebDriver names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// The control of a label, or the button or link of that text, which can be seen. Scripts begin with these.
const FINDERS: &str = "
const text = (element) => element.innerText.replace(/\\s+/g, ' ').trim();
const seen = (element) => element.checkVisibility({ visibilityProperty: true });
const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
const control = (words) => all('label').find((label) => text(label) === words)?.control;
const button = (words) => all('button, a, summary, [role=menuitem]')
  .find((one) => text(one) === words || one.getAttribute('aria-label') === words);
";

/// A headless browser with one window.
pub struct Browser {
    driver: Driver,
}

impl Browser {
    /// An English one, with JavaScript.
    pub async fn start() -> Self {
        Self::with(Wishes::default()).await
    }

    /// Another.
    pub async fn with(wishes: Wishes) -> Self {
        Self {
            driver: Driver::start(wishes).await,
        }
    }

    /// Opens an address and waits until the page and its scripts are there.
    pub async fn open(&self, url: &str) {
        self.driver.command("url", &json!({ "url": url })).await;
    }

    /// What the address bar shows.
    pub async fn address(&self) -> String {
        let url = self.driver.question("url").await;
        url.as_str().expect("an address").to_owned()
    }

    /// Goes one page back.
    pub async fn go_back(&self) {
        self.driver.command("back", &json!({})).await;
    }

    /// Goes into the first frame of the page: what is said and done next is said and done there.
    pub async fn enter_frame(&self) {
        self.driver.command("frame", &json!({ "id": 0 })).await;
    }

    /// Runs a script as the body of a function with those arguments; answers what it returns, awaited.
    pub async fn run(&self, script: &str, arguments: &[Value]) -> Value {
        let body = json!({ "script": script, "args": arguments });
        self.driver.command("execute/sync", &body).await
    }

    /// From now on this page's calls do not reach the API: the gateway before it answers them, as it does when it limits.
    pub async fn is_limited_by_the_gateway(&self) {
        let script =
            "fetch = async () => Response.json({ message: 'Too Many Requests' }, { status: 429 })";
        self.run(script, &[]).await;
    }

    /// Chromium's own commands (the DevTools protocol).
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        self.driver.command("goog/cdp/execute", &body).await
    }

    /// What was logged since the last time: `browser` or `performance`.
    pub(crate) async fn log(&self, kind: &str) -> Vec<Value> {
        let entries = self
            .driver
            .command("se/log", &json!({ "type": kind }))
            .await;
        entries.as_array().expect("a log").clone()
    }

    /// Types into the field with that label, in the place of what is there.
    pub async fn fill(&self, label: &str, text: &str) {
        let field = self.found("control(arguments[0])", label).await;
        self.driver
            .command(&format!("element/{field}/clear"), &json!({}))
            .await;
        self.type_at(&field, text).await;
    }

    /// Clicks the button, link or menu item with those words, once it can be seen.
    pub async fn press(&self, words: &str) {
        let button = self.found("button(arguments[0])", words).await;
        self.click_at(&button).await;
    }

    /// Clicks the first element of a selector.
    pub async fn click(&self, selector: &str) {
        let element = self
            .found("document.querySelector(arguments[0])", selector)
            .await;
        self.click_at(&element).await;
    }

    /// Types keys to whatever has the focus; `\u{E004}` is Tab, `\u{E007}` Enter, `\u{E00C}` Escape.
    pub async fn keys(&self, keys: &str) {
        let focused = self.driver.question("element/active").await;
        let focused = focused[ELEMENT].as_str().expect("something has the focus");
        self.type_at(focused, keys).await;
    }

    /// Waits until a page shows those words somewhere.
    pub async fn shows(&self, words: &str) {
        self.reads("body", words).await;
    }

    /// Waits until the first element of a selector reads so, somewhere in it.
    pub async fn reads(&self, selector: &str, words: &str) {
        let script = "return document.querySelector(arguments[0])?.innerText.includes(arguments[1]) ?? false";
        let wait = self.holds(script, &[json!(selector), json!(words)]).await;
        if !wait {
            let there = self.text(selector).await;
            panic!("{selector} does not read {words:?}, but: {there}");
        }
    }

    /// Waits until a script returns something that is true.
    pub async fn until(&self, script: &str) {
        let held = self.holds(script, &[]).await;
        assert!(held, "never true: {script}\n{}", self.text("body").await);
    }

    /// What can be read in the first element of a selector; empty if there is none.
    pub async fn text(&self, selector: &str) -> String {
        let script = "return document.querySelector(arguments[0])?.innerText ?? ''";
        let text = self.run(script, &[json!(selector)]).await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// What stands in the field with that label.
    pub async fn value(&self, label: &str) -> String {
        let script = format!("{FINDERS} return control(arguments[0]).value");
        let value = self.run(&script, &[json!(label)]).await;
        value.as_str().expect("a value").to_owned()
    }

    /// Light or dark, as the reader's system wishes.
    pub async fn theme(&self, theme: &str) {
        let features = json!([
            {"name": "prefers-color-scheme", "value": theme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]);
        self.devtools(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        )
        .await;
    }

    /// The size of the window's inside, in CSS pixels.
    pub async fn size(&self, width: u32, height: u32) {
        let metrics =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", metrics)
            .await;
    }

    async fn type_at(&self, element: &str, text: &str) {
        let body = json!({ "text": text });
        self.driver
            .command(&format!("element/{element}/value"), &body)
            .await;
    }

    async fn click_at(&self, element: &str) {
        self.driver
            .command(&format!("element/{element}/click"), &json!({}))
            .await;
    }

    /// The element that an expression finds, as soon as it does.
    async fn found(&self, expression: &str, argument: &str) -> String {
        let script = format!("{FINDERS} return {expression} ?? null");
        let arguments = [json!(argument)];
        assert!(
            self.holds(&script, &arguments).await,
            "there is no {argument:?} here:\n{}",
            self.text("body").await
        );
        let element = self.run(&script, &arguments).await;
        let id = element[ELEMENT].as_str();
        id.unwrap_or_else(|| panic!("{argument:?} went away: {element}"))
            .to_owned()
    }

    async fn holds(&self, script: &str, arguments: &[Value]) -> bool {
        let started = Instant::now();
        loop {
            let value = self.run(script, arguments).await;
            if !value.is_null() && value != false {
                return true;
            }
            if started.elapsed() > PATIENCE {
                return false;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}
