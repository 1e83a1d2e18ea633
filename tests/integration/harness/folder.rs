//! A folder of a test's own, with the servers that still run in it stopped at the end.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::stack;

/// The folder of the whole run, which goes with all that runs in it when the run ends.
pub fn of_run() -> PathBuf {
    let dir = env::var_os("OFFLINE_CIRC_TEST_DIR");
    PathBuf::from(dir.expect(
        "OFFLINE_CIRC_TEST_DIR is not set: use tests/run, which starts what the tests need",
    ))
}

/// Removed when dropped.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = of_run().join(format!("{}-{n}", process::id()));
        fs::create_dir(&path).expect("a folder can be made");
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Stops the servers.
    pub fn stop(&self) {
        let entries = fs::read_dir(self.0.join("run")).into_iter().flatten();
        let mut names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        if names.any(|name| name.ends_with(".session")) {
            let _ = stack("stop", &self.0).output();
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        self.stop();
        let _ = fs::remove_dir_all(&self.0);
    }
}
