//! Whether a file could be made in the output directory now.

use std::fs::{self, File};
use std::io::Write;
use std::process;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::Outbox;
use crate::error::{At, Error};

const TRIAL: &str = ".trial-";
/// More than a file's first block.
const CONTENT: [u8; 16 * 1024] = [b' '; 16 * 1024];
/// No trial takes so long.
const OLD: Duration = Duration::from_secs(60);

impl Outbox {
    /// Writes a small hidden file, links it to a second name as an export does, and removes
    /// both.
    ///
    /// # Errors
    /// [`Error::Output`] with what cannot be done.
    pub fn try_out(&self) -> Result<(), Error> {
        self.sweep_trials()?;
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let name = format!("{TRIAL}{}-{}", process::id(), now.as_nanos());
        let (path, other) = (self.path(&name), self.path(&format!("{name}-linked")));
        let made = File::create_new(&path)
            .and_then(|mut file| {
                file.write_all(&CONTENT)?;
                file.sync_all()
            })
            .and_then(|()| fs::hard_link(&path, &other))
            .at(&path);
        // What could not be made is not there to be removed.
        let _ = fs::remove_file(&other);
        let removed = fs::remove_file(&path).at(&path);
        made.and(removed)
    }

    /// Removes what a trial that was killed has left.
    fn sweep_trials(&self) -> Result<(), Error> {
        for name in self.names()? {
            let path = self.path(&name);
            let is_old = || {
                let changed = fs::metadata(&path).ok()?.modified().ok()?;
                Some(changed.elapsed().ok()? > OLD)
            };
            if name.starts_with(TRIAL) && is_old() == Some(true) {
                // Another trial may remove it at the same time.
                let _ = fs::remove_file(&path);
            }
        }
        Ok(())
    }
}
