//! The folder `known` of the output directory: files that can be made again.
//!
//! A file is written beside its place and renamed, so it is whole; one process makes it, and the
//! others come back later. Only our user can read it.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use crate::error::{At, Error};
use crate::log::Event;

const FOLDER: &str = "known";
const BESIDE: &str = ".new";

/// The folder, which is made when it is needed.
pub struct Folder(PathBuf);

/// What came of asking for a file.
pub enum Kept {
    /// Its bytes.
    Here(Vec<u8>),
    /// Somebody is making it.
    InTheMaking,
}

impl Folder {
    /// That of this output directory.
    pub fn new(output_dir: &Path) -> Self {
        Self(output_dir.join(FOLDER))
    }

    /// The file of this name, which is made if it is not there. Then those go that do not begin
    /// with `prefix`. What cannot be kept is answered all the same, and said in the log.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn kept_or(
        &self,
        prefix: &str,
        name: &str,
        make: impl FnOnce() -> Result<Vec<u8>, Error>,
    ) -> Result<Kept, Error> {
        let path = self.0.join(name);
        if let Ok(bytes) = fs::read(&path) {
            return Ok(Kept::Here(bytes));
        }
        let turn = self.turn().at(&self.0);
        if matches!(turn, Ok(None)) {
            return Ok(Kept::InTheMaking);
        }
        // Somebody may have made it since.
        if let Ok(bytes) = fs::read(&path) {
            return Ok(Kept::Here(bytes));
        }
        let bytes = make()?;
        let kept = turn.and_then(|_turn| {
            self.remove(|other| !other.starts_with(prefix))
                .at(&self.0)?;
            self.write(&path, &bytes).at(&path)
        });
        if let Err(cause) = kept {
            Event::new("unkept").text("cause", cause).write();
        }
        Ok(Kept::Here(bytes))
    }

    /// Removes everything that is there.
    pub fn clear(&self) {
        // What cannot be removed now is removed at the next occasion.
        if self.remove(|_| true).is_ok() {
            let _ = fs::remove_dir(&self.0);
        }
    }

    /// The turn to make something, until it is dropped; `None`, while somebody else has it.
    fn turn(&self) -> io::Result<Option<File>> {
        match DirBuilder::new().mode(0o700).create(&self.0) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        let folder = File::open(&self.0)?;
        match flock(&folder, FlockOperation::NonBlockingLockExclusive) {
            Err(Errno::WOULDBLOCK) => Ok(None),
            // A file system without such locks has no turns.
            Ok(()) | Err(_) => Ok(Some(folder)),
        }
    }

    fn remove(&self, is_old: impl Fn(&str) -> bool) -> io::Result<()> {
        let entries = match fs::read_dir(&self.0) {
            Err(missing) if missing.kind() == ErrorKind::NotFound => return Ok(()),
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            if is_old(&entry.file_name().to_string_lossy()) {
                match fs::remove_file(entry.path()) {
                    // Another process was quicker.
                    Err(missing) if missing.kind() == ErrorKind::NotFound => {}
                    removed => removed?,
                }
            }
        }
        Ok(())
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let beside = self.0.join(BESIDE);
        let mut options = OpenOptions::new();
        let options = options.write(true).create(true).truncate(true).mode(0o600);
        let written = options
            .open(&beside)
            .and_then(|mut file| file.write_all(bytes))
            .and_then(|()| fs::rename(&beside, path));
        if written.is_err() {
            // It may not be there.
            let _ = fs::remove_file(&beside);
        }
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder in an output directory of its own, for the test of this name.
    fn folder(test: &str) -> Folder {
        let name = format!("oc-{}-{test}", std::process::id());
        let dir = std::env::temp_dir().join(name);
        fs::create_dir(&dir).unwrap();
        Folder::new(&dir)
    }

    fn end(folder: &Folder) {
        fs::remove_dir_all(folder.0.parent().unwrap()).unwrap();
    }

    #[test]
    fn what_is_made_while_the_folder_is_cleared_is_answered() {
        let folder = folder("cleared");
        let make = || {
            fs::remove_dir(&folder.0).unwrap();
            Ok(b"set".to_vec())
        };
        let kept = folder.kept_or("1-", "1-a", make);
        assert!(matches!(kept, Ok(Kept::Here(bytes)) if bytes == b"set"));
        let again = folder.kept_or("1-", "1-a", || Ok(b"another".to_vec()));
        assert!(matches!(again, Ok(Kept::Here(bytes)) if bytes == b"another"));
        let kept = folder.kept_or("1-", "1-a", || unreachable!("it is there"));
        assert!(matches!(kept, Ok(Kept::Here(bytes)) if bytes == b"another"));
        end(&folder);
    }

    #[test]
    fn a_file_that_somebody_else_removes_keeps_no_other_from_being_removed() {
        let folder = folder("removed");
        fs::create_dir(&folder.0).unwrap();
        for name in ["a", "b"] {
            fs::write(folder.0.join(name), "").unwrap();
        }
        let removed = folder.remove(|name| {
            let _ = name == "a" && fs::remove_file(folder.0.join(name)).is_ok();
            true
        });
        assert!(removed.is_ok(), "{removed:?}");
        assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 0);
        end(&folder);
    }
}
