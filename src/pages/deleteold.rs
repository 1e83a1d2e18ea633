//! `deleteold.php`: deletes files and exactly the saved records that are in them, those
//! that were chosen or everything that is old; and says first what that will be.

use chrono::NaiveDateTime;
use serde::Serialize;

use super::files::FileView;
use super::{Step, html};
use crate::circulation::time;
use crate::error::Error;
use crate::http::request::{Form, Request};
use crate::http::response::Response;
use crate::jobs::purge::{self, Which};
use crate::messages::{code, message};
use crate::outbox::{DatFile, is_given_by_export};
use crate::site::Site;

#[derive(Serialize)]
struct Page {
    /// Whether it is done, or only asked.
    deleted: bool,
    files: Vec<Deleted>,
    /// Names of files that another click, or another person, had deleted already.
    gone: Vec<String>,
    /// Everything older than this goes, not only files that were chosen.
    before: Option<String>,
    /// Saved records that are in no file any more.
    orphans: u64,
    /// Desks that were not heard from since, and hold nothing.
    desks: usize,
    /// How many of the files are not marked as uploaded.
    not_uploaded: usize,
}

#[derive(Serialize)]
struct Deleted {
    #[serde(flatten)]
    file: FileView,
    deleted: u64,
}

/// Asks once more about each `file[]`, given as `NAME` or `output/NAME`, or about what is
/// older than `older_than` days; with `confirm=yes` deletes those files, or what is from
/// before the local time `before`, which is not after now.
///
/// # Errors
/// [`Error::Form`] when nothing is chosen or a file is not in the list, and then nothing is
/// deleted; else those of the database and the output directory.
pub fn post(site: &Site, request: &Request) -> Result<Response, Error> {
    let form = request.form()?;
    // A number of days is a question: the answer carries the time that it came to.
    let is_confirmed = form.get("confirm") == Some("yes") && form.get("older_than").is_none();
    let page = match before(site, &form)? {
        Some(before) => older(site, before, is_confirmed)?,
        None => chosen(site, &form, is_confirmed)?,
    };
    let title = if is_confirmed {
        message!("pages.deleted")
    } else {
        message!("pages.delete-these")
    };
    html(site, Step::Delete, "deleteold.html", title, &page)
}

fn older(site: &Site, before: NaiveDateTime, deleted: bool) -> Result<Page, Error> {
    let old = if deleted {
        purge::older(site, before, Which::All)?
    } else {
        purge::find(site, before, Which::All)?
    };
    Ok(Page {
        deleted,
        files: (old.files.iter())
            .map(|(file, n)| Deleted::new(site, file, *n))
            .collect(),
        gone: Vec::new(),
        before: Some(before.format(time::SHOWN).to_string()),
        orphans: old.orphans,
        desks: old.desks,
        not_uploaded: not_uploaded(old.files.iter().map(|(file, _)| file)),
    })
}

fn chosen(site: &Site, form: &Form, deleted: bool) -> Result<Page, Error> {
    let (files, mut gone) = files(site, form, deleted)?;
    let counts = if deleted {
        purge::files(site, &files)?
    } else {
        let records = files.iter().map(|file| Some(file.records as u64));
        records.collect()
    };
    let mut shown = Vec::new();
    for (file, count) in files.iter().zip(counts) {
        match count {
            Some(n) => shown.push(Deleted::new(site, file, n)),
            None => gone.push(file.name.clone()),
        }
    }
    Ok(Page {
        deleted,
        files: shown,
        gone,
        before: None,
        orphans: 0,
        desks: 0,
        not_uploaded: not_uploaded(files.iter()),
    })
}

fn not_uploaded<'a>(files: impl Iterator<Item = &'a DatFile>) -> usize {
    files.filter(|file| file.uploaded.is_none()).count()
}

impl Deleted {
    fn new(site: &Site, file: &DatFile, deleted: u64) -> Self {
        Self {
            file: FileView::new(site, file),
            deleted,
        }
    }
}

/// The time before which everything is meant, if the form is about that. What was shown
/// is what is deleted, so the confirmation carries the time itself.
fn before(site: &Site, form: &Form) -> Result<Option<NaiveDateTime>, Error> {
    let wrong = || Error::Form(code!("pages.days"));
    if let Some(time) = form.get("before") {
        // The page asks about the past only: what comes later, nobody has looked at.
        let is_past = |time: &NaiveDateTime| *time <= site.clock.now().here();
        let time = time::parse(time).ok().filter(is_past);
        return time.map(Some).ok_or_else(wrong);
    }
    let Some(days) = form.get("older_than") else {
        return Ok(None);
    };
    let days: u32 = days.trim().parse().map_err(|_| wrong())?;
    purge::days_ago(site, days).map(Some).ok_or_else(wrong)
}

/// The files that are chosen and, where that is confirmed, the names of those
/// that are deleted already: a button can be pressed twice.
fn files(
    site: &Site,
    form: &Form,
    is_confirmed: bool,
) -> Result<(Vec<DatFile>, Vec<String>), Error> {
    let listed = site.outbox.list()?;
    let (mut files, mut gone): (Vec<DatFile>, Vec<String>) = Default::default();
    for value in form.all("file[]") {
        let name = value.strip_prefix("output/").unwrap_or(value);
        match listed.iter().find(|file| file.name == name) {
            Some(file) if files.contains(file) => {}
            Some(file) => files.push(file.clone()),
            None if is_confirmed
                && is_given_by_export(name, |code| site.config.knows(code))
                && site.outbox.is_gone(name)? =>
            {
                gone.push(name.to_owned());
            }
            None => {
                return Err(Error::Form(code!("pages.unknown-old-file")));
            }
        }
    }
    if files.is_empty() && gone.is_empty() {
        return Err(Error::Form(code!("pages.no-file")));
    }
    Ok((files, gone))
}
