//! When the latest file of a library was made, also if it is deleted by now.
//!
//! A station's file may still have the lines of an outage whose file Alma has had long since.
//! Whoever deletes a file leaves its time behind, as that of an empty file `.latest`, or
//! `.latest-LIBRARY`; no barcode stays.

use std::fs::{self, File};
use std::io;
use std::time::SystemTime;

use chrono::{DateTime, NaiveDateTime, Utc};

use super::{DatFile, Outbox};

const LATEST: &str = ".latest";

impl Outbox {
    /// When the latest of these files was made that is of this library or of all, or one that is
    /// deleted; in the library's time zone.
    pub fn latest(&self, files: &[DatFile], library: &str) -> Option<NaiveDateTime> {
        let is_of_it = |file: &&DatFile| file.library.as_deref().is_none_or(|code| code == library);
        let there = files.iter().filter(is_of_it).map(|file| self.moment(file));
        let deleted = [None, Some(library)].into_iter();
        let deleted = deleted.filter_map(|library| self.deleted_until(library));
        let latest = there.chain(deleted).max()?;
        Some(self.zones.of(library).recorded_time(latest))
    }

    /// Leaves behind when a file was made that is to be deleted. Where a full disk does not take
    /// that, the file goes all the same.
    pub(super) fn remember(&self, file: &DatFile) {
        let library = file.library.as_deref();
        let made = self.moment(file);
        if self
            .deleted_until(library)
            .is_none_or(|latest| latest < made)
        {
            let _ = self.write_latest(library, made.into());
        }
    }

    fn write_latest(&self, library: Option<&str>, made: SystemTime) -> io::Result<()> {
        let mut options = File::options();
        let file = options.write(true).create(true).truncate(false);
        file.open(self.path(&latest_of(library)))?
            .set_modified(made)
    }

    fn deleted_until(&self, library: Option<&str>) -> Option<DateTime<Utc>> {
        let marker = fs::symlink_metadata(self.path(&latest_of(library))).ok()?;
        Some(marker.modified().ok()?.into())
    }

    fn moment(&self, file: &DatFile) -> DateTime<Utc> {
        let library = file.library.as_deref().unwrap_or_default();
        self.zones.of(library).moment_of(file.made)
    }
}

fn latest_of(library: Option<&str>) -> String {
    library.map_or(LATEST.to_owned(), |code| format!("{LATEST}-{code}"))
}
