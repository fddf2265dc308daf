//! A share of a processor, as Lambda gives it by memory: 1,769 MB are one whole.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

const WHOLE: u32 = 1769;
const PERIOD_MICROSECONDS: u32 = 20_000;

/// A control group with a quota. Processes must have ended before it is dropped.
pub struct Share {
    folder: PathBuf,
}

impl Share {
    /// The share of a function with so much memory; `None` where the system does not let us have one.
    pub fn of(memory: u32) -> Option<Self> {
        static GROUPS: AtomicU32 = AtomicU32::new(0);
        let quota = PERIOD_MICROSECONDS * memory / WHOLE;
        let group = GROUPS.fetch_add(1, Ordering::Relaxed);
        let name = format!("rekey-bench-{}-{group}", std::process::id());
        let first = Path::new("/sys/fs/cgroup/cpu");
        let (folder, settings) = if first.is_dir() {
            let settings = vec![
                ("cpu.cfs_period_us", PERIOD_MICROSECONDS.to_string()),
                ("cpu.cfs_quota_us", quota.to_string()),
            ];
            (first.join(name), settings)
        } else {
            let settings = vec![("cpu.max", format!("{quota} {PERIOD_MICROSECONDS}"))];
            (Path::new("/sys/fs/cgroup").join(name), settings)
        };
        fs::create_dir_all(&folder).ok()?;
        let share = Self { folder };
        let set = settings
            .iter()
            .all(|(name, value)| fs::write(share.folder.join(name), value).is_ok());
        set.then_some(share)
    }

    /// Puts a process into it: what it does from now on counts.
    pub fn take_in(&self, process: u32) {
        let procs = self.folder.join("cgroup.procs");
        fs::write(procs, process.to_string()).expect("the group is ours");
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        // A process that has just ended may linger in it; an empty group left behind does nothing.
        drop(fs::remove_dir(&self.folder));
    }
}
