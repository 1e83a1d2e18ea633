//! A folder of a test's own, with everything that still runs in it stopped at the end.

use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::stack;

/// Removed when dropped; what a killed run left behind is removed by the next run.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        static SWEEP: Once = Once::new();
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        SWEEP.call_once(sweep);
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = home().join(format!("oc-{}-{n}", process::id()));
        fs::create_dir(&path).expect("a folder can be made");
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        remove(&self.0);
    }
}

/// Whether the test run that made something named `…-PID-…` is still under way.
pub fn is_stale(pid: &str) -> bool {
    let name = fs::read_to_string(format!("/proc/{pid}/comm"));
    !name.is_ok_and(|name| name.starts_with("integration"))
}

fn home() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
}

fn sweep() {
    for entry in fs::read_dir(home()).expect("the target folder is there") {
        let path = entry.expect("the target folder can be read").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let mut parts = name.split('-');
        if parts.next() == Some("oc") && parts.next().is_some_and(is_stale) {
            remove(&path);
        }
    }
}

fn remove(path: &Path) {
    let _ = stack("stop", path).output();
    let _ = fs::remove_dir_all(path);
}
