//! The published files, and what they say of their rows.

use std::fs;
use std::io;
use std::time::SystemTime;

use chrono::{DateTime, Local, NaiveDateTime, TimeDelta};

use super::Outbox;
use super::name::{CSV, DAT, MAKER, UPLOADED, parse_name, sibling};
use crate::circulation::dat::{self, Line};
use crate::circulation::record::Transaction;
use crate::error::{At, Error};

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
    /// Whether we may not read it; then its lines are unknown.
    pub is_unreadable: bool,
    /// Lines.
    pub records: usize,
    /// Those that are returns.
    pub returns: usize,
    /// The first and the last minute in it.
    pub span: Option<(NaiveDateTime, NaiveDateTime)>,
    /// Whether its .csv is there.
    pub has_sheet: bool,
    /// Who made it, if that is known.
    pub made_by: Option<String>,
    /// Whether it is marked as uploaded.
    pub uploaded: Option<Uploaded>,
}

/// The mark of a file that Alma has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uploaded {
    /// Local time.
    pub at: NaiveDateTime,
    /// Who set it, if that is known.
    pub by: Option<String>,
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

impl Outbox {
    /// The published files, newest first, also those that may not be read: whoever has to
    /// know what is in one gets an error then, so that nothing is taken for not there.
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
        Ok(match self.exact(file)? {
            Some(records) => Contents::Exact(records),
            None => Contents::Lines(
                self.lines(file)?
                    .into_iter()
                    .map(|(_, line)| line)
                    .collect(),
            ),
        })
    }

    /// The file's records line by line from its .csv, if that tells.
    ///
    /// # Errors
    /// [`Error::Output`]
    pub fn exact(&self, file: &DatFile) -> Result<Option<Vec<Transaction>>, Error> {
        if file.is_unreadable {
            return Err(io::ErrorKind::PermissionDenied.into()).at(self.path(&file.name));
        }
        let sheet = self.sheet(&sibling(&file.name, CSV))?;
        Ok(sheet.filter(|records| records.len() == file.records))
    }

    /// Alma's lines in the file, each with its number, the first is 1.
    ///
    /// # Errors
    /// [`Error::Output`]
    pub fn lines(&self, file: &DatFile) -> Result<Vec<(usize, Line)>, Error> {
        let path = self.path(&file.name);
        let text = fs::read(&path).at(&path)?;
        let text = String::from_utf8_lossy(&text);
        let lines = (1..).zip(text.lines().map(Line::parse));
        Ok(lines.filter_map(|(n, line)| Some((n, line?))).collect())
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
        let changed = local(metadata.modified().at(&path)?);
        let (library, made) = parse_name(&name).unwrap_or((None, changed));
        let text = match fs::read(&path) {
            Err(gone) if gone.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(denied) if denied.kind() == io::ErrorKind::PermissionDenied => None,
            text => Some(text.at(&path)?),
        };
        let dat::Summary {
            lines,
            returns,
            span,
        } = text.as_deref().map(dat::summary).unwrap_or_default();
        Ok(Some(DatFile {
            library,
            made,
            size: metadata.len(),
            is_unreadable: text.is_none(),
            records: lines,
            returns,
            span,
            has_sheet: self.path(&sibling(&name, CSV)).exists(),
            made_by: self.person(&sibling(&name, MAKER)),
            uploaded: self.uploaded(&sibling(&name, UPLOADED)),
            name,
        }))
    }

    fn uploaded(&self, mark: &str) -> Option<Uploaded> {
        let set = fs::symlink_metadata(self.path(mark)).ok()?;
        Some(Uploaded {
            at: local(set.modified().ok()?),
            by: self.person(mark),
        })
    }

    /// The name in a file that holds one or nothing.
    fn person(&self, name: &str) -> Option<String> {
        let text = fs::read(self.path(name)).ok()?;
        let text = String::from_utf8_lossy(&text);
        Some(text.trim().to_owned()).filter(|name| !name.is_empty())
    }
}

fn local(time: SystemTime) -> NaiveDateTime {
    DateTime::<Local>::from(time).naive_local()
}
