//! `listfiles.php`: the files, newest first, with what became of each, and the steps in
//! Alma.

use chrono::NaiveDateTime;
use serde::Serialize;

use super::{Step, html};
use crate::circulation::record::{MINUTE_SHOWN, TIME_SHOWN};
use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::jobs::export;
use crate::log::Event;
use crate::outbox::DatFile;
use crate::site::Site;

/// Days that the form for old files suggests.
const OLDER_THAN: u32 = 90;

/// A file as the pages show it.
#[derive(Serialize)]
pub(super) struct File {
    pub(super) name: String,
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
    uploaded: Option<Mark>,
}

#[derive(Serialize)]
struct Mark {
    at: String,
    by: Option<String>,
}

impl File {
    pub(super) fn new(site: &Site, file: &DatFile) -> Self {
        let minute = |time: NaiveDateTime| time.format(MINUTE_SHOWN).to_string();
        let library = file.library.as_deref();
        let library_name = library.and_then(|code| site.config.library(code));
        Self {
            name: file.name.clone(),
            stem: file.name.trim_end_matches(".dat").to_owned(),
            has_sheet: file.has_sheet,
            library: file.library.clone(),
            library_name: library_name.map(|library| library.name.clone()),
            made: file.made.format(TIME_SHOWN).to_string(),
            made_by: file.made_by.clone(),
            size: file.size,
            is_unreadable: file.is_unreadable,
            records: file.records,
            returns: file.returns,
            span: file.span.map(|(first, last)| (minute(first), minute(last))),
            uploaded: file.uploaded.as_ref().map(|mark| Mark {
                at: mark.at.format(TIME_SHOWN).to_string(),
                by: mark.by.clone(),
            }),
        }
    }
}

#[derive(Serialize)]
pub(super) struct Page {
    files: Vec<File>,
    /// How many are not marked as uploaded.
    waiting: usize,
    /// The one of them that was made first: it goes to Alma first.
    first: Option<File>,
    /// For the form that deletes what is older.
    older_than: u32,
}

/// The files of the output directory for a page, after completing what an export that
/// was killed has left.
pub(super) fn files(site: &Site, request: &Request) -> Result<Page, Error> {
    let log = |line| request.log(line);
    // The files that are there can be fetched whatever keeps that from being completed.
    if let Err(error) = export::recover(&site.ledger, &site.outbox, &log) {
        request.log(Event::new("unsettled").text("cause", error));
    }
    let files = site.outbox.list()?;
    let waiting = || files.iter().filter(|file| file.uploaded.is_none());
    Ok(Page {
        waiting: waiting().count(),
        first: waiting().next_back().map(|file| File::new(site, file)),
        files: files.iter().map(|file| File::new(site, file)).collect(),
        older_than: OLDER_THAN,
    })
}

/// The page.
///
/// # Errors
/// [`Error::Output`]
pub fn get(site: &Site, request: &Request) -> Result<Response, Error> {
    html(
        site,
        Step::Upload,
        "listfiles.html",
        "List Generated Files",
        &files(site, request)?,
    )
}

/// The file of this name, if it is in the list; names never become paths by themselves.
pub(super) fn named(site: &Site, name: &str) -> Result<DatFile, Error> {
    let listed = site.outbox.list()?;
    let found = listed.into_iter().find(|file| file.name == name);
    found.ok_or(Error::Form(
        "This file is not in the list any more. Go back to the list of files.",
    ))
}
