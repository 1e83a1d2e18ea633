//! The output directory: files being made, published, listed and deleted.
//!
//! A file `NAME.dat` appears whole or not at all, with its `NAME.csv`, and nothing is
//! ever overwritten: both are written as `….pending`, made durable, and then linked to
//! their names. Names come from the directory itself, never from a request. Beside them
//! are `NAME.maker`, `NAME.uploaded` and `NAME.checked`, which hold a person's name or nothing.

mod draft;
mod latest;
mod list;
mod mark;
mod name;
mod stamps;
mod trial;
mod turn;

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use chrono::{NaiveDateTime, TimeDelta, Utc};

pub use draft::Draft;
pub use list::{Contents, DatFile};
pub use mark::{Mark, Marked, Marks};
use name::{CHECKED, CSV, DAT, MAKER, PENDING, UPLOADED, parse_name, pending, sibling};
pub use name::{csv_beside, file_name, is_given_by_export, library_of};
pub use stamps::Made;
pub use turn::FileTurn;

use crate::circulation::record::Record;
use crate::circulation::sheet;
use crate::circulation::zone::Zones;
use crate::error::{At, Error};

/// What belongs to a file and is made with it; there before the .dat, gone after it.
const MADE_WITH: [&str; 2] = [MAKER, CSV];

/// The output directory.
#[derive(Debug)]
pub struct Outbox {
    dir: PathBuf,
    zones: Zones,
}

/// A file that was being made when its maker ended, by the name it was to have.
#[derive(Debug)]
pub struct Pending {
    /// `….dat`
    pub name: String,
    /// Its records; `None` if its .csv is not there, or torn.
    pub records: Option<Vec<Record>>,
}

impl Outbox {
    /// The outbox in this directory, which must exist when it is used. What the files of a
    /// library say of times is in its time zone.
    pub fn new(dir: &Path, zones: Zones) -> Self {
        Self {
            dir: dir.to_owned(),
            zones,
        }
    }

    /// Gives a pending file its name and its .csv; returns the name.
    ///
    /// It is another one if something else has taken the name meanwhile.
    ///
    /// # Errors
    /// [`Error::Output`]; the pending file stays, and this may be tried again.
    pub fn publish(&self, name: &str) -> Result<String, Error> {
        let mut target = name.to_owned();
        if !self.is_linked(name, &target) && self.path(&target).exists() {
            let (library, made) = parse_name(name)
                .unwrap_or_else(|| (None, self.zones.site.recorded_time(Utc::now())));
            target = self.free_name(library.as_deref(), made);
        }
        if self.path(&pending(&sibling(name, MAKER))).exists() {
            self.link(&sibling(name, MAKER), &sibling(&target, MAKER))?;
        }
        self.link(&sibling(name, CSV), &sibling(&target, CSV))?;
        self.link(name, &target)?;
        self.sync()?;
        self.discard(name)?;
        Ok(target)
    }

    /// Removes a pending file.
    pub fn discard(&self, name: &str) -> Result<(), Error> {
        // The .dat first: where a pending .dat is, its .csv is there.
        self.remove(&pending(name))?;
        MADE_WITH
            .iter()
            .try_for_each(|suffix| self.remove(&pending(&sibling(name, suffix))))
    }

    /// The pending files. What belongs to a .dat that is not pending is swept away:
    /// either the .dat was never begun, or it has been published.
    ///
    /// Only for whoever holds the table's lock: nobody else is making a file then.
    pub fn pending(&self) -> Result<Vec<Pending>, Error> {
        let names = self.names()?;
        let dats = pending_dats(&names);
        for (name, dat) in names.iter().filter_map(|name| of_an_export(name)) {
            if !dats.contains(&dat.as_str()) {
                self.remove(&pending(name))?;
            }
        }
        self.with_records(&dats)
    }

    /// What is pending, for whoever only looks.
    pub fn look_at_pending(&self) -> Result<Vec<Pending>, Error> {
        self.with_records(&pending_dats(&self.names()?))
    }

    fn with_records(&self, dats: &[&str]) -> Result<Vec<Pending>, Error> {
        let pending = |name: &str| {
            Ok(Pending {
                records: self.sheet(&pending(&sibling(name, CSV)))?,
                name: name.to_owned(),
            })
        };
        dats.iter().copied().map(pending).collect()
    }

    /// How many .dat files are pending, by their names only.
    pub fn count_pending(&self) -> Result<usize, Error> {
        Ok(pending_dats(&self.names()?).len())
    }

    /// Whether anything is pending, by name only.
    pub fn has_pending(&self) -> Result<bool, Error> {
        let names = self.names()?;
        Ok(names.iter().any(|name| of_an_export(name).is_some()))
    }

    /// Removes a published file and what is beside it.
    pub fn delete(&self, file: &DatFile) -> Result<(), Error> {
        self.remember(file);
        // The .dat last: while it is there, it is listed, and can be deleted again.
        for suffix in [CSV, MAKER, CHECKED, UPLOADED] {
            self.remove(&sibling(&file.name, suffix))?;
        }
        self.remove(&file.name)?;
        self.sync()
    }

    /// Whether nothing has this name any more, nor is about to have it.
    pub fn is_gone(&self, name: &str) -> Result<bool, Error> {
        for name in [name, &pending(name)] {
            let path = self.path(name);
            match fs::symlink_metadata(&path) {
                Err(gone) if gone.kind() == io::ErrorKind::NotFound => {}
                found => return found.map(|_| false).at(path),
            }
        }
        Ok(true)
    }

    /// The records in a .csv; `None` if it is not there, or torn. One that cannot be read
    /// just now is an error, for it may say what its .dat does not.
    fn sheet(&self, name: &str) -> Result<Option<Vec<Record>>, Error> {
        let path = self.path(name);
        match fs::read(&path) {
            Err(gone) if gone.kind() == io::ErrorKind::NotFound => Ok(None),
            bytes => Ok(sheet::read(&bytes.at(path)?)),
        }
    }

    /// Every name in the directory.
    pub fn names(&self) -> Result<Vec<String>, Error> {
        let entries = fs::read_dir(&self.dir).at(&self.dir)?;
        let mut names = Vec::new();
        for entry in entries {
            // A name that is not UTF-8 is none of ours.
            names.extend(entry.at(&self.dir)?.file_name().into_string());
        }
        Ok(names)
    }

    fn free_name(&self, library: Option<&str>, at: NaiveDateTime) -> String {
        let mut time = at;
        loop {
            let name = file_name(library, time);
            let beside = [CSV, MAKER, CHECKED, UPLOADED].map(|suffix| sibling(&name, suffix));
            let pendings = MADE_WITH.map(|suffix| pending(&sibling(&name, suffix)));
            let names = [name.clone(), pending(&name)];
            if names
                .iter()
                .chain(&beside)
                .chain(&pendings)
                .all(|name| fs::symlink_metadata(self.path(name)).is_err())
            {
                return name;
            }
            time += TimeDelta::seconds(1);
        }
    }

    /// Links a pending file to a name, unless that has been done already.
    fn link(&self, from: &str, to: &str) -> Result<(), Error> {
        if self.is_linked(from, to) {
            return Ok(());
        }
        fs::hard_link(self.path(&pending(from)), self.path(to)).at(self.path(to))
    }

    fn is_linked(&self, from: &str, to: &str) -> bool {
        let inode = |name: &str| {
            let metadata = fs::symlink_metadata(self.path(name)).ok()?;
            Some((metadata.dev(), metadata.ino()))
        };
        inode(to).is_some() && inode(to) == inode(&pending(from))
    }

    fn remove(&self, name: &str) -> Result<(), Error> {
        let path = self.path(name);
        match fs::remove_file(&path) {
            Err(gone) if gone.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed.at(path),
        }
    }

    fn sync(&self) -> Result<(), Error> {
        File::open(&self.dir)
            .and_then(|dir| dir.sync_all())
            .at(&self.dir)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }
}

/// The names that the pending .dat files are to have.
fn pending_dats(names: &[String]) -> Vec<&str> {
    let pending = names.iter().filter_map(|name| of_an_export(name));
    let dats = pending.filter(|(name, dat)| name == dat);
    dats.map(|(name, _)| name).collect()
}

/// The name that a pending file is to have, and that of the .dat to which it belongs; `None` for
/// what no export makes.
fn of_an_export(file: &str) -> Option<(&str, String)> {
    let name = file.strip_suffix(PENDING)?;
    let mut suffixes = MADE_WITH.iter().chain([&DAT]);
    let stem = suffixes.find_map(|suffix| name.strip_suffix(suffix))?;
    Some((name, format!("{stem}{DAT}")))
}
