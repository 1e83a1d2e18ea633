//! The output directory: files being made, published, listed and deleted.
//!
//! A file `NAME.dat` appears whole or not at all, with its `NAME.csv`, and nothing is
//! ever overwritten: both are written as `….pending`, made durable, and then linked to
//! their names. Names come from the directory itself, never from a request.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Local, NaiveDateTime, TimeDelta};

use crate::dat::{self, Line};
use crate::error::{At, Error};
use crate::sheet;
use crate::transaction::Transaction;

const NAME_FORMAT: &str = "%Y-%m-%d_%H%M%S";
const DAT: &str = ".dat";
const CSV: &str = ".csv";
const PENDING: &str = ".pending";

/// The output directory.
#[derive(Debug)]
pub struct Outbox {
    dir: PathBuf,
}

/// A published .dat file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatFile {
    /// `LIBRARY_YYYY-MM-DD_HHMMSS.dat`, or without the library when it is for all.
    pub name: String,
    /// The library in the name.
    pub library: Option<String>,
    /// Local time in the name, else that of the last change.
    pub made: NaiveDateTime,
    /// Bytes.
    pub size: u64,
    /// Lines.
    pub records: usize,
}

/// A file that was being made when its maker ended, by the name it was to have.
#[derive(Debug)]
pub struct Pending {
    /// `….dat`
    pub name: String,
    /// Its records, if its .csv can be read.
    pub records: Option<Vec<Transaction>>,
}

/// A pending file of an export under way; removed with the draft unless it is kept.
#[derive(Debug)]
pub struct Draft<'a> {
    outbox: &'a Outbox,
    /// `….dat`
    pub name: String,
    keep: bool,
}

impl Draft<'_> {
    /// Leaves the pending file in place from now on: its records may be flagged.
    pub fn keep(&mut self) {
        self.keep = true;
    }
}

impl Drop for Draft<'_> {
    fn drop(&mut self) {
        if !self.keep {
            // What cannot be removed now is settled before the next file is made.
            let _ = self.outbox.discard(&self.name);
        }
    }
}

impl Outbox {
    /// The outbox in this directory, which must exist when it is used.
    #[must_use]
    pub fn new(dir: &Path) -> Self {
        Self {
            dir: dir.to_owned(),
        }
    }

    /// Writes a pending .dat and .csv, durably, under the first free name at or after
    /// the given second.
    ///
    /// # Errors
    /// [`Error::Output`]; nothing is left behind.
    pub fn draft(
        &self,
        library: Option<&str>,
        at: NaiveDateTime,
        records: &[&Transaction],
    ) -> Result<Draft<'_>, Error> {
        let name = self.free_name(library, at);
        let draft = Draft {
            outbox: self,
            name,
            keep: false,
        };
        // The .csv first: where a pending .dat is, its .csv is whole.
        self.write(&pending(&sibling(&draft.name)), |out| {
            sheet::write(out, records)
        })?;
        self.write(&pending(&draft.name), |out| {
            records
                .iter()
                .try_for_each(|record| dat::write_line(out, record))
        })?;
        self.sync()?;
        Ok(draft)
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
            let (library, made) = parse_name(name).unwrap_or((None, Local::now().naive_local()));
            target = self.free_name(library.as_deref(), made);
        }
        self.link(&sibling(name), &sibling(&target))?;
        self.link(name, &target)?;
        self.sync()?;
        self.discard(name)?;
        Ok(target)
    }

    /// Removes a pending file.
    ///
    /// # Errors
    /// [`Error::Output`]
    pub fn discard(&self, name: &str) -> Result<(), Error> {
        // The .dat first: where a pending .dat is, its .csv is there.
        self.remove(&pending(name))?;
        self.remove(&pending(&sibling(name)))
    }

    /// The pending files. A .csv whose .dat is not pending is swept away: either the
    /// .dat was never begun, or it has been published.
    ///
    /// Only for whoever holds the table's lock: nobody else is making a file then.
    ///
    /// # Errors
    /// [`Error::Output`]
    pub fn pending(&self) -> Result<Vec<Pending>, Error> {
        let names = self.names()?;
        let (mut dats, mut csvs) = (Vec::new(), Vec::new());
        for name in names.iter().filter_map(|name| name.strip_suffix(PENDING)) {
            match name.strip_suffix(CSV) {
                Some(stem) => csvs.push(format!("{stem}{DAT}")),
                None if name.ends_with(DAT) => dats.push(name.to_owned()),
                None => {}
            }
        }
        for name in csvs.iter().filter(|name| !dats.contains(name)) {
            self.remove(&pending(&sibling(name)))?;
        }
        let records =
            |name: &str| sheet::read(File::open(self.path(&pending(&sibling(name)))).ok()?);
        Ok(dats
            .into_iter()
            .map(|name| Pending {
                records: records(&name),
                name,
            })
            .collect())
    }

    /// Whether anything is pending, by name only.
    ///
    /// # Errors
    /// [`Error::Output`]
    pub fn has_pending(&self) -> Result<bool, Error> {
        Ok(self.names()?.iter().any(|name| name.ends_with(PENDING)))
    }

    /// The published files, newest first.
    ///
    /// # Errors
    /// [`Error::Output`]
    pub fn list(&self) -> Result<Vec<DatFile>, Error> {
        let mut files = Vec::new();
        for name in self.names()? {
            if let Some(file) = self.describe(name)? {
                files.push(file);
            }
        }
        files.sort_by(|a, b| (b.made, &a.name).cmp(&(a.made, &b.name)));
        Ok(files)
    }

    /// Which rows the file holds: exactly, where its .csv tells.
    ///
    /// # Errors
    /// [`Error::Output`]
    pub fn contents(&self, file: &DatFile) -> Result<Contents, Error> {
        let lines = self.lines(&file.name)?;
        let path = self.path(&sibling(&file.name));
        let sheet = File::open(path).ok().and_then(sheet::read);
        Ok(
            match sheet.filter(|records| records.len() == file.records) {
                Some(records) => Contents::Exact(records),
                None => Contents::Lines(lines),
            },
        )
    }

    /// Removes a published file and its .csv.
    ///
    /// # Errors
    /// [`Error::Output`]
    pub fn delete(&self, file: &DatFile) -> Result<(), Error> {
        // The .dat last: while it is there, it is listed, and can be deleted again.
        self.remove(&sibling(&file.name))?;
        self.remove(&file.name)?;
        self.sync()
    }

    fn lines(&self, name: &str) -> Result<Vec<Line>, Error> {
        let path = self.path(name);
        let text = fs::read(&path).at(&path)?;
        let text = String::from_utf8_lossy(&text);
        Ok(text.lines().filter_map(Line::parse).collect())
    }

    /// `None` for what is no regular .dat file: a directory, a link, a name of its own kind.
    fn describe(&self, name: String) -> Result<Option<DatFile>, Error> {
        let path = self.path(&name);
        if name.starts_with('.') || !name.ends_with(DAT) {
            return Ok(None);
        }
        let metadata = match fs::symlink_metadata(&path) {
            Err(gone) if gone.kind() == io::ErrorKind::NotFound => return Ok(None),
            found => found.at(&path)?,
        };
        if !metadata.is_file() {
            return Ok(None);
        }
        let changed = metadata.modified().at(&path)?;
        let changed = DateTime::<Local>::from(changed).naive_local();
        let (library, made) = parse_name(&name).unwrap_or((None, changed));
        let text = fs::read(&path).at(&path)?;
        let records = text.split(|&byte| byte == b'\n').count() - 1;
        Ok(Some(DatFile {
            name,
            library,
            made,
            size: metadata.len(),
            records,
        }))
    }

    fn names(&self) -> Result<Vec<String>, Error> {
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
            let made = time.format(NAME_FORMAT);
            let name = match library {
                Some(library) => format!("{library}_{made}{DAT}"),
                None => format!("{made}{DAT}"),
            };
            let names = [
                sibling(&name),
                pending(&sibling(&name)),
                pending(&name),
                name.clone(),
            ];
            if names
                .iter()
                .all(|name| fs::symlink_metadata(self.path(name)).is_err())
            {
                return name;
            }
            time += TimeDelta::seconds(1);
        }
    }

    fn write(
        &self,
        name: &str,
        content: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) -> Result<(), Error> {
        let path = self.path(name);
        let written = || {
            let file = OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o640)
                .open(&path)?;
            let mut out = BufWriter::new(file);
            content(&mut out)?;
            out.flush()?;
            out.get_ref().sync_all()
        };
        written().at(&path)
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

/// What a file says of its rows.
#[derive(Debug)]
pub enum Contents {
    /// Every column, from the .csv.
    Exact(Vec<Transaction>),
    /// Alma's lines only; a file that the PHP made has no .csv.
    Lines(Vec<Line>),
}

impl Contents {
    /// The first and the last second that the rows can have; `None` if there are none.
    #[must_use]
    pub fn span(&self) -> Option<(NaiveDateTime, NaiveDateTime)> {
        match self {
            Self::Exact(records) => {
                let times = || records.iter().map(|record| record.timestamp);
                times().min().zip(times().max())
            }
            Self::Lines(lines) => {
                let minutes = || lines.iter().map(|line| line.minute);
                let last = minutes()
                    .max()
                    .map(|minute| minute + TimeDelta::seconds(59));
                minutes().min().zip(last)
            }
        }
    }
}

fn pending(name: &str) -> String {
    format!("{name}{PENDING}")
}

/// `NAME.csv` for `NAME.dat`.
fn sibling(name: &str) -> String {
    format!("{}{CSV}", name.strip_suffix(DAT).unwrap_or(name))
}

/// Library and time in a file's name.
fn parse_name(name: &str) -> Option<(Option<String>, NaiveDateTime)> {
    let stem = name.strip_suffix(DAT)?;
    let (head, time) = stem.split_at_checked(stem.len().checked_sub(17)?)?;
    let made = NaiveDateTime::parse_from_str(time, NAME_FORMAT).ok()?;
    match head {
        "" => Some((None, made)),
        _ => Some((Some(head.strip_suffix('_')?.to_owned()), made)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_library_and_time() {
        let time = |text| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").unwrap();
        let made = time("2015-08-27 12:16:21");
        assert_eq!(parse_name("2015-08-27_121621.dat"), Some((None, made)));
        for library in ["MILLAR", "a_b", "foo+bar", "with space"] {
            let name = format!("{library}_2015-08-27_121621.dat");
            assert_eq!(parse_name(&name), Some((Some(library.to_owned()), made)));
        }
        for other in [
            "x.dat",
            "MILLAR2015-08-27_121621.dat",
            "2015-08-27_121661.dat",
            "é.dat",
        ] {
            assert_eq!(parse_name(other), None, "{other}");
        }
    }
}
