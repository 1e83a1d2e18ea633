//! What people have said of a file: that Alma has it, and that what Alma reported is dealt with.
//!
//! A mark is a file beside the .dat that holds who set it, if that is known; its time is when. A
//! file that is checked is marked as uploaded too.

use std::fs;
use std::io::{self, Write};

use chrono::NaiveDateTime;
use serde::Serialize;

use super::name::{CHECKED, UPLOADED, is_listed, sibling};
use super::{DatFile, Outbox};
use crate::error::Error;

/// One of the two things that are said of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Alma has it.
    Uploaded,
    /// What Alma reported about it is dealt with.
    Checked,
}

/// When a mark was set, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// Local time.
    pub at: NaiveDateTime,
    /// Who set it, if that is known.
    pub by: Option<String>,
}

/// How many files have which mark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Marks {
    /// All files.
    pub files: usize,
    /// Those that are not marked as uploaded.
    pub waiting: usize,
    /// Those that are uploaded and not checked.
    pub unchecked: usize,
    /// Those that are checked.
    pub checked: usize,
}

impl Mark {
    fn suffix(self) -> &'static str {
        match self {
            Self::Uploaded => UPLOADED,
            Self::Checked => CHECKED,
        }
    }
}

impl Outbox {
    /// Marks a published file, by this person if that is known. A mark that is there already
    /// stays as it is.
    pub fn mark(&self, file: &DatFile, mark: Mark, by: Option<&str>) -> Result<(), Error> {
        if mark == Mark::Checked {
            self.mark(file, Mark::Uploaded, by)?;
        }
        let by = by.unwrap_or_default();
        let written = self.write(&sibling(&file.name, mark.suffix()), |out| {
            out.write_all(by.as_bytes())
        });
        match written {
            Err(Error::Output { cause, .. }) if cause.kind() == io::ErrorKind::AlreadyExists => {
                Ok(())
            }
            written => written.and_then(|()| self.sync()),
        }
    }

    /// Takes a mark back. A file that is not uploaded is not checked either.
    pub fn unmark(&self, file: &DatFile, mark: Mark) -> Result<(), Error> {
        if mark == Mark::Uploaded {
            self.remove(&sibling(&file.name, CHECKED))?;
        }
        self.remove(&sibling(&file.name, mark.suffix()))?;
        self.sync()
    }

    /// How many files have which mark, by their names only.
    pub fn marks(&self) -> Result<Marks, Error> {
        let names = self.names()?;
        let has = |name: &str, mark: Mark| names.contains(&sibling(name, mark.suffix()));
        let mut marks = Marks::default();
        for name in names.iter().filter(|name| is_listed(name)) {
            marks.files += 1;
            if has(name, Mark::Checked) {
                marks.checked += 1;
            } else if has(name, Mark::Uploaded) {
                marks.unchecked += 1;
            } else {
                marks.waiting += 1;
            }
        }
        Ok(marks)
    }

    /// The mark of a file of this library, if it has it.
    pub(super) fn marked(&self, name: &str, mark: Mark, library: Option<&str>) -> Option<Marked> {
        let name = sibling(name, mark.suffix());
        let set = fs::symlink_metadata(self.path(&name)).ok()?;
        Some(Marked {
            at: self.local(library, set.modified().ok()?),
            by: self.person(&name),
        })
    }
}
