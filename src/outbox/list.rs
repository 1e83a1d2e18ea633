//! The published files, and what they say of their rows.

use std::fs::{self, File};
use std::io::{self, Read};
use std::time::SystemTime;

use chrono::{DateTime, NaiveDateTime};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

use super::Outbox;
use super::mark::{Mark, Marked};
use super::name::{CSV, DAT, MAKER, is_listed, parse_name, sibling};
use crate::circulation::dat::{self, Line};
use crate::circulation::record::Record;
use crate::circulation::time::Span;
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
    pub span: Option<Span>,
    /// Whether its .csv is there.
    pub has_sheet: bool,
    /// Who made it, if that is known.
    pub made_by: Option<String>,
    /// Whether it is marked as uploaded.
    pub uploaded: Option<Marked>,
    /// Whether what Alma reported about it is dealt with.
    pub checked: Option<Marked>,
}

/// What a file says of its rows, each with the number of its line, ascending from 1.
#[derive(Debug)]
pub enum Contents {
    /// Every column, from the .csv.
    Exact(Vec<(usize, Record)>),
    /// Alma's lines only; a file that the PHP made has no .csv.
    Lines(Vec<(usize, Line)>),
}

impl DatFile {
    /// A file of which only its name is known.
    pub fn named(name: String) -> Self {
        let (library, made) = parse_name(&name).unwrap_or_default();
        Self {
            name,
            library,
            made,
            size: 0,
            is_unreadable: false,
            records: 0,
            returns: 0,
            span: None,
            has_sheet: false,
            made_by: None,
            uploaded: None,
            checked: None,
        }
    }
}

impl Contents {
    /// The first and the last second that the rows can have; `None` if there are none.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Exact(records) => Span::of(records.iter().map(|(_, record)| record.timestamp)),
            Self::Lines(lines) => {
                Span::of(lines.iter().map(|(_, line)| line.minute)).map(Span::whole_minutes)
            }
        }
    }

    /// All records of a file in their order.
    pub fn exact(records: Vec<Record>) -> Self {
        Self::Exact((1..).zip(records).collect())
    }

    /// Only what is wanted, given item and patron barcode.
    pub fn only(mut self, wanted: impl Fn(&str, &str) -> bool) -> Self {
        match &mut self {
            Self::Exact(records) => {
                records.retain(|(_, record)| wanted(&record.item_barcode, &record.patron_barcode));
            }
            Self::Lines(lines) => {
                lines.retain(|(_, line)| wanted(&line.item_barcode, &line.patron_barcode));
            }
        }
        self
    }

    /// What this file says of the record in its line of this number.
    pub fn record(&self, file: &DatFile, number: usize) -> Option<Record> {
        match self {
            Self::Exact(records) => {
                let at = records.binary_search_by_key(&number, |(n, _)| *n).ok()?;
                Some(records[at].1.clone())
            }
            Self::Lines(lines) => {
                let at = lines.binary_search_by_key(&number, |(n, _)| *n).ok()?;
                let library = file.library.as_deref().unwrap_or_default();
                Some(lines[at].1.clone().into_record(library))
            }
        }
    }
}

impl Outbox {
    /// The published files, newest first, also those that may not be read: whoever has to
    /// know what is in one gets an error then, so that nothing is taken for not there.
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

    /// The published file of this name, if there is one.
    pub fn file(&self, name: &str) -> Result<Option<DatFile>, Error> {
        let is_there = self.names()?.iter().any(|there| there == name);
        if is_there {
            self.describe(name.to_owned())
        } else {
            Ok(None)
        }
    }

    /// The bytes of a file that may be fetched, a .dat or a .csv; `None` for any other name.
    pub fn bytes(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let may_be_fetched = name.ends_with(DAT) || name.ends_with(CSV);
        if name.starts_with('.') || !may_be_fetched {
            return Ok(None);
        }
        if !self.names()?.iter().any(|there| there == name) {
            return Ok(None);
        }
        let path = self.path(name);
        // What a link leads to is none of ours, and a pipe would never end.
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let mut file = match rustix::fs::open(&path, flags, Mode::empty()) {
            Ok(file) => File::from(file),
            Err(Errno::NOENT | Errno::LOOP) => return Ok(None),
            Err(errno) => return Err(io::Error::from(errno)).at(path),
        };
        if !file.metadata().at(&path)?.is_file() {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).at(path)?;
        Ok(Some(bytes))
    }

    /// Which rows the file holds: exactly, where its .csv tells.
    pub fn contents(&self, file: &DatFile) -> Result<Contents, Error> {
        if file.is_unreadable {
            return Err(io::ErrorKind::PermissionDenied.into()).at(self.path(&file.name));
        }
        let sheet = self.sheet(&sibling(&file.name, CSV))?;
        match sheet.filter(|records| records.len() == file.records) {
            Some(records) => Ok(Contents::exact(records)),
            None => self.lines(file).map(Contents::Lines),
        }
    }

    fn lines(&self, file: &DatFile) -> Result<Vec<(usize, Line)>, Error> {
        let path = self.path(&file.name);
        let text = fs::read(&path).at(&path)?;
        let text = String::from_utf8_lossy(&text);
        let lines = (1..).zip(text.lines().map(Line::parse));
        Ok(lines.filter_map(|(n, line)| Some((n, line?))).collect())
    }

    /// `None` for what is no regular .dat file: a directory, a link, a name of its own kind.
    fn describe(&self, name: String) -> Result<Option<DatFile>, Error> {
        let path = self.path(&name);
        if !is_listed(&name) {
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
        let (library, made) = parse_name(&name).unwrap_or((None, self.local(None, changed)));
        let text = match fs::read(&path) {
            Err(gone) if gone.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(denied) if denied.kind() == io::ErrorKind::PermissionDenied => None,
            text => Some(text.at(&path)?),
        };
        let dat::AtAGlance {
            lines,
            returns,
            span,
        } = text.as_deref().map(dat::summary).unwrap_or_default();
        Ok(Some(DatFile {
            made,
            size: metadata.len(),
            is_unreadable: text.is_none(),
            records: lines,
            returns,
            span,
            has_sheet: self.path(&sibling(&name, CSV)).exists(),
            made_by: self.person(&sibling(&name, MAKER)),
            uploaded: self.marked(&name, Mark::Uploaded, library.as_deref()),
            checked: self.marked(&name, Mark::Checked, library.as_deref()),
            library,
            name,
        }))
    }

    /// The name in a file that holds one or nothing.
    pub(super) fn person(&self, name: &str) -> Option<String> {
        let text = fs::read(self.path(name)).ok()?;
        let text = String::from_utf8_lossy(&text);
        Some(text.trim().to_owned()).filter(|name| !name.is_empty())
    }

    pub(super) fn local(&self, library: Option<&str>, time: SystemTime) -> NaiveDateTime {
        let zone = library.map_or(self.zones.site, |code| self.zones.of(code));
        zone.recorded_time(DateTime::from(time))
    }
}
