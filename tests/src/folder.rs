//! A folder of the test's own, gone with the test.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};

use crate::PASSWORD;

/// The top of the source tree.
pub fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// An empty folder that is removed with everything in it.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Makes one.
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("rekey-story-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).expect("a folder can be made");
        Self(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// A file of these accounts, and of the owner Olivia, one JSON object a line.
    pub fn accounts_file(&self, accounts: impl IntoIterator<Item = Value>) -> PathBuf {
        let olivia = json!({"email": "olivia@example.com", "name": "Olivia Owner", "role": "owner", "password": PASSWORD});
        let lines: Vec<String> = std::iter::once(olivia)
            .chain(accounts)
            .map(|account| format!("{account}\n"))
            .collect();
        let path = self.0.join("accounts.jsonl");
        std::fs::write(&path, lines.concat()).expect("a file can be written");
        path
    }
}

impl Default for Folder {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _kept = std::fs::remove_dir_all(&self.0);
    }
}
