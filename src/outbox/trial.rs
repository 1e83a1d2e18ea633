//! Whether a file could be made in the output directory now.

use std::fs::{self, File};
use std::io::Write;
use std::process;
use std::time::{SystemTime, UNIX_EPOCH};

use super::Outbox;
use crate::error::{At, Error};

/// More than a file's first block.
const TRIAL: [u8; 16 * 1024] = [b' '; 16 * 1024];

impl Outbox {
    /// Writes a small hidden file, links it to a second name as an export does, and removes
    /// both.
    ///
    /// # Errors
    /// [`Error::Output`] with what cannot be done.
    pub fn try_out(&self) -> Result<(), Error> {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let name = format!(".trial-{}-{}", process::id(), now.as_nanos());
        let (path, other) = (self.path(&name), self.path(&format!("{name}-linked")));
        let made = File::create_new(&path)
            .and_then(|mut file| {
                file.write_all(&TRIAL)?;
                file.sync_all()
            })
            .and_then(|()| fs::hard_link(&path, &other))
            .at(&path);
        // What could not be made is not there to be removed.
        let _ = fs::remove_file(&other);
        let removed = fs::remove_file(&path).at(&path);
        made.and(removed)
    }
}
