//! `append.php`: records what a desk submits.
//!
//! Nothing vanishes: a line is recorded, was recorded before, or comes back with its
//! reason; and nothing is called recorded before COMMIT.

use std::collections::HashSet;

use chrono::{Local, NaiveDateTime, SecondsFormat, Timelike};
use serde::Serialize;

use super::error;
use super::rejected::rejected;
use crate::circulation::line::{Lines, Rejected};
use crate::circulation::record::{Kind, Reason, Record};
use crate::error::Error;
use crate::http::request::{Form, Request, check_lines};
use crate::http::response::Response;
use crate::jobs::record;
use crate::ledger::Recorded;
use crate::log::Event;
use crate::site::Site;

/// What a form submits.
struct Submission {
    lines: Lines<Record>,
    /// The scans of the plain fields.
    scans: Vec<Record>,
}

#[derive(Serialize)]
struct Json<'a> {
    recorded: usize,
    already_recorded: usize,
    rejected: &'a [Rejected],
    held: Vec<Held<'a>>,
    server_time: String,
}

/// A line that waits for a decision of the desk.
#[derive(Serialize)]
struct Held<'a> {
    line: usize,
    #[serde(flatten)]
    reason: &'a Reason,
}

/// Records `textarea`, but for lines that `check` names and that are held, and the scan in `patronBarcode` and `itemBarcode` or in
/// `itemBarcode2`, which the server stamps.
///
/// The error is [`Error::Form`] when there is none of these fields, and [`Error::TooLarge`]
/// when there are more lines than are taken at once. What could not be recorded comes back
/// in the form.
pub fn post(site: &Site, request: &Request) -> Result<Response, Error> {
    let form = request.form()?;
    let failed = |error: Error, lines: &str| {
        if request.prefers_json() {
            return Err(error);
        }
        Ok(error::respond(Some(&site.config), request, &error, lines))
    };
    let textarea = form.get("textarea").unwrap_or_default();
    if let Err(error) = check_lines([textarea]) {
        return failed(error, textarea);
    }
    let mut submission = Submission::read(site, &form)?;
    let checked = checked(request, &form);
    match record::record(site, &mut submission.lines, &checked) {
        Ok(recorded) => answer(site, request, &submission, &recorded),
        Err(error) => failed(error, &submission.as_text(textarea)),
    }
}

fn answer(
    site: &Site,
    request: &Request,
    submission: &Submission,
    recorded: &Recorded,
) -> Result<Response, Error> {
    let rejected_lines = submission.lines.rejected.as_slice();
    let held = record::held(&submission.lines, recorded);
    Event::new("recorded")
        .with("n", recorded.added)
        .with("already", recorded.known)
        .with("rejected", rejected_lines.len())
        .with("held", held.len())
        .write();
    if request.prefers_json() {
        let json = Json {
            recorded: recorded.added,
            already_recorded: recorded.known,
            rejected: rejected_lines,
            held: held.iter().map(Held::from).collect(),
            server_time: Local::now().to_rfc3339_opts(SecondsFormat::Millis, false),
        };
        return Ok(Response::json(200, &json));
    }
    if rejected_lines.is_empty() {
        return Ok(Response::see_other(submission.back(site, recorded)));
    }
    rejected(site, rejected_lines, recorded)
}

impl<'a> From<&'a Rejected> for Held<'a> {
    fn from(held: &'a Rejected) -> Self {
        Self {
            line: held.line,
            reason: &held.reason,
        }
    }
}

/// The numbers of the lines in `check`: those that were scanned at the desk that can be asked.
fn checked(request: &Request, form: &Form) -> HashSet<usize> {
    if !request.prefers_json() {
        return HashSet::new();
    }
    let numbers = form.trimmed("check").split(',');
    numbers
        .filter_map(|number| number.trim().parse().ok())
        .collect()
}

impl Submission {
    fn read(site: &Site, form: &Form) -> Result<Self, Error> {
        let fields = ["textarea", "itemBarcode", "itemBarcode2"];
        if fields.iter().all(|name| form.get(name).is_none()) {
            return Err(Error::Form(
                "Nothing was sent that could be recorded. Go back and try again.",
            ));
        }
        let known = |code: &str| site.config.knows(code);
        let textarea = form.get("textarea").unwrap_or_default();
        let mut lines = Lines::read(textarea, |line| Record::parse(line, known));
        let scans = scans(site, form, Local::now().naive_local());
        let next = textarea.split('\n').count() + 1;
        for (line, scan) in (next..).zip(&scans) {
            let checked = scan.check(known).map(|()| scan.clone());
            lines.add(line, &scan.to_line(), checked);
        }
        Ok(Self { lines, scans })
    }

    /// The scanning page, with what was recorded.
    fn back(&self, site: &Site, recorded: &Recorded) -> String {
        if self.lines.understood.is_empty() {
            return "index.php".to_owned();
        }
        let at = Local::now().format("%H:%M:%S");
        let (added, known) = (recorded.added, recorded.known);
        let mut page = format!("index.php?recorded={added}&already_recorded={known}&at={at}");
        // Without a script the page would forget which library this desk is in.
        let last = self.scans.last().map(|scan| scan.library.as_str());
        if let Some(code) = last.filter(|code| site.config.knows(code)) {
            let field = serde_urlencoded::to_string([("library", code)]);
            page.push('&');
            page.push_str(&field.expect("a code is text"));
        }
        page
    }

    /// All of it as lines, to be sent again.
    fn as_text(&self, textarea: &str) -> String {
        let textarea = Some(textarea.trim_end().to_owned()).filter(|lines| !lines.is_empty());
        let scans = self.scans.iter().map(Record::to_line);
        let lines: Vec<String> = textarea.into_iter().chain(scans).collect();
        lines.join("\n")
    }
}

/// The loan and the return in the plain fields of the form, at this time.
fn scans(site: &Site, form: &Form, now: NaiveDateTime) -> Vec<Record> {
    let timestamp = now.with_nanosecond(0).unwrap_or(now);
    let scan = |kind, item: &str, patron: &str, callnumber: &str, name: &str| Record {
        library: form.trimmed("library").to_owned(),
        timestamp,
        kind,
        item_barcode: item.to_owned(),
        item_callnumber: callnumber.to_owned(),
        patron_barcode: patron.to_owned(),
        patron_name: name.to_owned(),
    };
    let (loaned, returned) = (form.trimmed("itemBarcode"), form.trimmed("itemBarcode2"));
    let scanned = form.trimmed("patronBarcode");
    if [loaned, returned, scanned]
        .iter()
        .all(|field| field.is_empty())
    {
        return Vec::new();
    }
    let patron = site.config.scanning.patron_barcode(scanned);
    let mut scans = Vec::new();
    // The last patron is left in the field when lines or a return are submitted.
    let only_patron =
        !patron.is_empty() && returned.is_empty() && form.trimmed("textarea").is_empty();
    if !loaned.is_empty() || only_patron {
        scans.push(scan(
            Kind::Loan,
            loaned,
            patron,
            form.trimmed("callNumber"),
            form.trimmed("patronName"),
        ));
    }
    if !returned.is_empty() {
        scans.push(scan(Kind::Return, returned, "", "", ""));
    }
    scans
}
