//! `import.php`: reads files made elsewhere and, after a confirmation, records them.
//!
//! Nothing is kept between the two steps: what the first finds new is in the page that
//! asks for the confirmation, as lines.

use std::collections::HashSet;

use chrono::NaiveDateTime;
use serde::Serialize;

use super::rejected::rejected;
use super::{Step, error, html};
use crate::circulation::judge::Judge;
use crate::circulation::library::Library;
use crate::circulation::line::{Lines, Rejected};
use crate::circulation::record::Record;
use crate::circulation::time;
use crate::error::Error;
use crate::http::request::{BODY_LIMIT, Request, check_lines};
use crate::http::response::Response;
use crate::http::upload::Upload;
use crate::jobs::import::{self, Imported, Tally};
use crate::jobs::{record, shapes};
use crate::log::Event;
use crate::site::Site;

/// Lines not understood that are shown of one file, and new records that look wrong.
const LINES_SHOWN: usize = 100;
/// Characters that are shown of a line or of a file's name.
const TEXT_SHOWN: usize = 120;

/// The form, or what the files hold, or what was recorded.
#[derive(Default, Serialize)]
struct Page<'a> {
    /// What is missing in the form.
    problem: Option<&'static str>,
    /// The library that is chosen already, if any.
    library: &'a str,
    preview: Option<Preview>,
    done: Option<Done>,
}

#[derive(Serialize)]
struct Preview {
    library: String,
    files: Vec<Row>,
    understood: usize,
    new: usize,
    elsewhere: usize,
    /// Whether the new records are more than the confirmation can carry.
    is_too_large: bool,
    /// The new records.
    lines: String,
}

#[derive(Serialize)]
struct Row {
    name: String,
    is_empty: bool,
    loans: usize,
    returns: usize,
    first: String,
    last: String,
    already: usize,
    new: usize,
    rejected: Vec<Rejected>,
    more_rejected: usize,
    /// New records that look wrong.
    odd: Vec<Rejected>,
    more_odd: usize,
}

#[derive(Serialize)]
struct Done {
    recorded: usize,
    already_recorded: usize,
}

/// The form.
pub fn get(site: &Site, _request: &Request) -> Result<Response, Error> {
    page(site, 200, &Page::default())
}

/// What is in `file`, for `library`, if that is a form with files; else, with `confirm`,
/// records the lines in `textarea`.
///
/// # Errors
/// [`Error::Form`] or [`Error::BadRequest`] when that is not what was sent,
/// [`Error::TooLarge`] when there are more lines than are taken at once, else those of the
/// database.
pub fn post(site: &Site, request: &Request) -> Result<Response, Error> {
    if request.is_upload() {
        look(site, &request.upload()?)
    } else {
        confirmed(site, request)
    }
}

fn page(site: &Site, status: u16, page: &Page<'_>) -> Result<Response, Error> {
    let title = "Import Files of Other Stations";
    Ok(html(site, Step::Generate, "import.html", title, page)?.with_status(status))
}

fn look(site: &Site, upload: &Upload) -> Result<Response, Error> {
    let Some(library) = site.config.library(upload.trimmed("library")) else {
        let problem = "Choose the library, and then the files once more.";
        return incomplete(site, problem, "");
    };
    if upload.files("file").next().is_none() {
        return incomplete(site, "Choose at least one file.", &library.code);
    }
    check_lines(upload.files("file").map(|file| file.text.as_str()))?;
    let preview = Some(Preview::of(site, library, upload)?);
    let shown = Page {
        preview,
        ..Page::default()
    };
    page(site, 200, &shown)
}

/// The form again, with what is missing.
fn incomplete(site: &Site, problem: &'static str, library: &str) -> Result<Response, Error> {
    let shown = Page {
        problem: Some(problem),
        library,
        ..Page::default()
    };
    page(site, 422, &shown)
}

/// Bytes of the form that confirms these lines, as a browser sends it.
fn confirmation_size(lines: &str) -> usize {
    let fields = [("confirm", "yes"), ("textarea", lines)];
    serde_urlencoded::to_string(fields).map_or(usize::MAX, |form| form.len())
}

fn confirmed(site: &Site, request: &Request) -> Result<Response, Error> {
    let form = request.form()?;
    let lines = form.trimmed("textarea");
    if form.get("confirm") != Some("yes") || lines.is_empty() {
        return Err(Error::Form(
            "Nothing was sent that could be imported. Choose the files again.",
        ));
    }
    let failed = |error| Ok(error::respond(Some(&site.config), request, &error, lines));
    if let Err(error) = check_lines([lines]) {
        return failed(error);
    }
    let mut submitted = Lines::read(lines, |line| {
        Record::parse(line, |code| site.config.knows(code))
    });
    let recorded = match record::record(site, &mut submitted, &HashSet::new()) {
        Ok(recorded) => recorded,
        Err(error) => return failed(error),
    };
    let rejected_lines = submitted.rejected.as_slice();
    Event::new("imported")
        .with("n", recorded.added)
        .with("already", recorded.known)
        .with("rejected", rejected_lines.len())
        .write();
    if !rejected_lines.is_empty() {
        return rejected(site, rejected_lines, &[], &recorded);
    }
    let done = Some(Done {
        recorded: recorded.added,
        already_recorded: recorded.known,
    });
    let shown = Page {
        done,
        ..Page::default()
    };
    page(site, 200, &shown)
}

impl Preview {
    /// What the files hold for this library, compared with the table.
    fn of(site: &Site, library: &Library, upload: &Upload) -> Result<Self, Error> {
        let texts: Vec<&str> = upload
            .files("file")
            .map(|file| file.text.as_str())
            .collect();
        let (files, merged) = import::compare(site, &library.code, &texts)?;
        let lines: Vec<String> = merged.new.iter().map(Record::to_line).collect();
        let lines = lines.join("\r\n");
        let sum = |count: fn(&Tally) -> usize| merged.files.iter().map(count).sum();
        let shapes = shapes::seen(site);
        let judge = Judge::new(&site.config.scanning, &shapes);
        let mut new = merged.new.iter();
        let names = upload.files("file").map(|file| file.name.as_str());
        Ok(Self {
            library: library.name.clone(),
            understood: sum(|tally| tally.new + tally.already),
            new: merged.new.len(),
            elsewhere: sum(|tally| tally.elsewhere),
            is_too_large: confirmation_size(&lines) > BODY_LIMIT,
            lines,
            files: names
                .zip(files)
                .zip(merged.files)
                .map(|((name, file), tally)| {
                    let odd = odd(&judge, &tally.new_lines, &mut new);
                    Row::new(name, file, tally, odd)
                })
                .collect(),
        })
    }
}

impl Row {
    fn new(name: &str, file: Lines<Imported>, tally: Tally, odd: Vec<Rejected>) -> Self {
        let is_empty = file.understood.is_empty() && file.rejected.is_empty();
        let mut rejected = file.rejected;
        rejected.extend(tally.rejected);
        rejected.sort_by_key(|rejected| rejected.line);
        let (rejected, more_rejected) = first(rejected);
        let (odd, more_odd) = first(odd);
        let time = |time: NaiveDateTime| time.format(time::SHOWN).to_string();
        let (first, last) = tally
            .span
            .map(|span| (time(span.first), time(span.last)))
            .unwrap_or_default();
        Self {
            name: shown(name),
            is_empty,
            loans: tally.loans,
            returns: tally.returns,
            first,
            last,
            already: tally.already,
            new: tally.new,
            rejected,
            more_rejected,
            odd,
            more_odd,
        }
    }
}

/// The new records of one file that look wrong, by their lines; takes these from all that are
/// new.
fn odd<'r>(
    judge: &Judge<'_>,
    lines: &[usize],
    new: &mut impl Iterator<Item = &'r Record>,
) -> Vec<Rejected> {
    let mut odd = Vec::new();
    for (line, record) in lines.iter().zip(new) {
        odd.extend(judge.record(record).map(|doubtful| Rejected {
            line: *line,
            text: record.to_line(),
            reason: doubtful.reason(),
        }));
    }
    odd
}

/// As many as are shown, and how many are not.
fn first(mut lines: Vec<Rejected>) -> (Vec<Rejected>, usize) {
    let more = lines.len().saturating_sub(LINES_SHOWN);
    lines.truncate(LINES_SHOWN);
    for line in &mut lines {
        line.text = shown(&line.text);
    }
    (lines, more)
}

/// The beginning of a text that may be anything at all.
fn shown(text: &str) -> String {
    let visible = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let mut shown: String = text.chars().take(TEXT_SHOWN).map(visible).collect();
    if text.chars().nth(TEXT_SHOWN).is_some() {
        shown.push('…');
    }
    shown
}
