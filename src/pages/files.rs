//! The .dat files as pages show them: one, or all.

use chrono::NaiveDateTime;
use serde::Serialize;

use crate::circulation::time;
use crate::error::Error;
use crate::jobs::settle;
use crate::log::Event;
use crate::messages::code;
use crate::outbox::{DatFile, Marked};
use crate::site::Site;

/// Days that the form for old files suggests.
const OLDER_THAN: u32 = 90;

/// A file in a list.
#[derive(Serialize)]
pub struct FileView {
    pub name: String,
    /// The name without `.dat`.
    stem: String,
    has_sheet: bool,
    library: Option<String>,
    /// What staff call that library.
    library_name: Option<String>,
    made: String,
    made_by: Option<String>,
    size: u64,
    is_unreadable: bool,
    records: usize,
    returns: usize,
    /// First and last minute.
    span: Option<(String, String)>,
    uploaded: Option<MarkView>,
    checked: Option<MarkView>,
}

#[derive(Serialize)]
struct MarkView {
    at: String,
    by: Option<String>,
}

impl FileView {
    /// A file of this site.
    pub fn new(site: &Site, file: &DatFile) -> Self {
        let minute = |time: NaiveDateTime| time.format(time::MINUTE_SHOWN).to_string();
        let stem = file.name.strip_suffix(".dat");
        let library = file.library.as_deref();
        let library_name = library.and_then(|code| site.config.library(code));
        Self {
            name: file.name.clone(),
            stem: stem.unwrap_or(&file.name).to_owned(),
            has_sheet: file.has_sheet,
            library: file.library.clone(),
            library_name: library_name.map(|library| library.name.clone()),
            made: file.made.format(time::SHOWN).to_string(),
            made_by: file.made_by.clone(),
            size: file.size,
            is_unreadable: file.is_unreadable,
            records: file.records,
            returns: file.returns,
            span: (file.span).map(|span| (minute(span.first), minute(span.last))),
            uploaded: file.uploaded.as_ref().map(MarkView::new),
            checked: file.checked.as_ref().map(MarkView::new),
        }
    }
}

impl MarkView {
    fn new(mark: &Marked) -> Self {
        Self {
            at: mark.at.format(time::SHOWN).to_string(),
            by: mark.by.clone(),
        }
    }
}

/// All files, newest first.
#[derive(Serialize)]
pub struct FileList {
    files: Vec<FileView>,
    /// How many are not marked as uploaded.
    waiting: usize,
    /// The one of them that was made first: it goes to Alma first.
    first: Option<FileView>,
    /// For the form that deletes what is older.
    older_than: u32,
}

impl FileList {
    /// These files of the site.
    pub fn new(site: &Site, files: &[DatFile]) -> Self {
        let waiting = || files.iter().filter(|file| file.uploaded.is_none());
        Self {
            waiting: waiting().count(),
            first: waiting().next_back().map(|file| FileView::new(site, file)),
            files: files.iter().map(|file| FileView::new(site, file)).collect(),
            older_than: OLDER_THAN,
        }
    }
}

/// The files of the output directory, newest first, after settling what an export that was
/// killed has left.
pub fn all(site: &Site) -> Result<Vec<DatFile>, Error> {
    // The files that are there can be fetched whatever keeps that from being settled.
    if let Err(error) = settle::settle_if_any(site) {
        Event::new("unsettled").text("cause", error).write();
    }
    site.outbox.list()
}

/// The file of this name, if it is in the list; names never become paths by themselves.
pub fn named(site: &Site, name: &str) -> Result<DatFile, Error> {
    let file = site.outbox.file(name)?;
    file.ok_or(Error::Form(code!("pages.unknown-file")))
}
