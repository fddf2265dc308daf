//! How far a long command is, on one line of the terminal.

use std::io::{IsTerminal as _, Read, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Often enough to look alive.
const PAUSE: Duration = Duration::from_millis(200);

/// Counts what is read through it.
pub struct Counted<R> {
    inner: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// The line. Written to standard error, and only if that is a terminal.
pub struct Progress {
    read: Arc<AtomicU64>,
    size: Option<u64>,
    shown_at: Option<Instant>,
    on: bool,
}

impl Progress {
    /// A line for a file of so many bytes, if that is known; and the file, counted.
    pub fn of<R: Read>(file: R, size: Option<u64>) -> (Self, Counted<R>) {
        let read = Arc::new(AtomicU64::new(0));
        let counted = Counted {
            inner: file,
            read: Arc::clone(&read),
        };
        let progress = Self {
            read,
            size: size.filter(|size| *size > 0),
            shown_at: None,
            on: std::io::stderr().is_terminal(),
        };
        (progress, counted)
    }

    /// Shows how many rows are done, now and then.
    pub fn tell(&mut self, rows: u64) {
        let due = self.shown_at.is_none_or(|at| at.elapsed() >= PAUSE);
        if self.on && due {
            self.shown_at = Some(Instant::now());
            let line = self.line(rows);
            // A terminal that is gone is no reason to stop.
            let _gone = write!(std::io::stderr(), "\r{line}\x1b[K");
        }
    }

    fn line(&self, rows: u64) -> String {
        match self.size {
            Some(size) => {
                let percent = (self.read.load(Ordering::Relaxed) * 100 / size).min(100);
                format!("{percent:3} %  {rows} rows")
            }
            None => format!("{rows} rows"),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown_at.is_some() {
            let _gone = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
