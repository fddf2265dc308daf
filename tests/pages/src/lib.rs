//! The harness of the tests in a browser: one headless Chromium per test, with a fresh profile, driven by WebDriver.
//!
//! A test starts a [`World`](tests::World) and a [`Browser`], and does what a person would:
//!
//! ```ignore
//! #[tokio::test]
//! #[ignore = "needs Chromium: make pages"]
//! async fn somebody_asks_for_a_link() {
//!     let (world, browser) = (World::start().await, Browser::start().await);
//!     browser.open(&format!("{}/forgot", world.url())).await;
//!     browser.fill("Username or email address", "ana@example.com").await; // by its label
//!     browser.press("Send the link").await;                               // a button or link, by its words
//!     browser.reads("[role=status]", "on its way").await;                 // waits until it does
//!     browser.is_sound("forgot-asked").await;                             // axe, 320 px, policy, origin; and pictures
//! }
//! ```
//!
//! Put a file into `stories/`, name it in `stories/main.rs`. Conditions are awaited, for ten seconds at most. Pictures of
//! [`Browser::is_sound`] go to `target/pages/<name>.<theme>.png`. `make pages` runs everything; one test:
//! `cargo test -p tests-pages -- --include-ignored <name>`.

mod browser;
mod driver;
mod sound;

pub use browser::Browser;
pub use driver::Wishes;
