//! `append.php`: records what a desk submits.
//!
//! Nothing vanishes: a line is recorded, was recorded before, or comes back with its
//! reason; and nothing is called recorded before COMMIT.

use chrono::{Local, NaiveDateTime, SecondsFormat, Timelike};
use serde::Serialize;

use super::{Step, error, html};
use crate::circulation::record::{Kind, Reason, Rejected, Transaction};
use crate::error::Error;
use crate::http::request::{Form, LINE_LIMIT, Request};
use crate::http::response::Response;
use crate::ledger::Recorded;
use crate::log::Event;
use crate::site::Site;

/// A submission, line by line: those that are transactions, and the others.
#[derive(Debug, Default)]
pub(super) struct Submission {
    lines: usize,
    /// The library of the plain fields, if they were used.
    library: Option<String>,
    /// The scans of the plain fields, as lines.
    scans: Vec<String>,
    pub(super) accepted: Vec<Transaction>,
    /// Their lines: number and text.
    lines_of_accepted: Vec<(usize, String)>,
    pub(super) rejected: Vec<Rejected>,
}

#[derive(Serialize)]
struct Json<'a> {
    recorded: usize,
    already_recorded: usize,
    rejected: &'a [Rejected],
    server_time: String,
}

#[derive(Serialize)]
struct Page<'a> {
    recorded: usize,
    already_recorded: usize,
    rejected: &'a [Rejected],
    lines: String,
}

/// Records `textarea`, and the scan in `patronBarcode` and `itemBarcode` or in
/// `itemBarcode2`, which the server stamps.
///
/// # Errors
/// [`Error::Form`] when there is none of these fields, [`Error::TooLarge`] when there are more
/// lines than are taken at once, else those of the database.
pub fn post(site: &Site, request: &Request) -> Result<Response, Error> {
    let form = request.form()?;
    let failed = |error: Error, lines: &str| {
        if request.prefers_json() {
            return Err(error);
        }
        Ok(error::respond(Some(&site.config), request, &error, lines))
    };
    let textarea = form.get("textarea").unwrap_or_default();
    if is_too_long(textarea) {
        return failed(Error::TooLarge, textarea);
    }
    let mut submission = Submission::read(site, &form)?;
    match record(site, request, &mut submission) {
        Ok(recorded) => answer(site, request, &submission, &recorded),
        Err(error) => failed(error, &submission.all_lines(&form)),
    }
}

/// Whether these are more lines than are taken at once.
pub(super) fn is_too_long(lines: &str) -> bool {
    lines.bytes().filter(|&byte| byte == b'\n').count() > LINE_LIMIT
}

/// Records what is accepted or, with an error, nothing of it. What the table cannot hold is
/// rejected then.
///
/// # Errors
/// [`Error::NotRecorded`] or [`Error::Uncertain`]
pub(super) fn record(
    site: &Site,
    request: &Request,
    submission: &mut Submission,
) -> Result<Recorded, Error> {
    let transactions = submission.accepted.as_slice();
    if transactions.is_empty() {
        return Ok(Recorded::default());
    }
    let attempt = || site.ledger.change(|change| change.record(transactions));
    let recorded = match attempt() {
        // What was recorded after all is recognised; as long as nobody has looked, it may be
        // there whatever the second attempt meets.
        Err(uncertain @ Error::Uncertain(_)) => attempt().map_err(|second| {
            error::log(request, &second);
            uncertain
        }),
        outcome => outcome,
    }
    .map_err(not_recorded)?;
    submission.reject(&recorded.refused);
    Ok(recorded)
}

/// The error of a submission of which it is certain that nothing is recorded.
fn not_recorded(error: Error) -> Error {
    match error {
        Error::Database(_) | Error::NoServer(_) | Error::Busy(_) => {
            Error::NotRecorded(Box::new(error))
        }
        other => other,
    }
}

fn answer(
    site: &Site,
    request: &Request,
    submission: &Submission,
    outcome: &Recorded,
) -> Result<Response, Error> {
    let (recorded, already_recorded) = (outcome.added, outcome.known);
    let rejected = submission.rejected.as_slice();
    let now = Local::now();
    request.log(
        Event::new("recorded")
            .with("n", recorded)
            .with("already", already_recorded)
            .with("rejected", rejected.len()),
    );
    if request.prefers_json() {
        let server_time = now.to_rfc3339_opts(SecondsFormat::Millis, false);
        return Ok(Response::json(
            200,
            &Json {
                recorded,
                already_recorded,
                rejected,
                server_time,
            },
        ));
    }
    if rejected.is_empty() {
        let at = now.format("%H:%M:%S");
        if submission.lines == 0 {
            return Ok(Response::see_other("index.php"));
        }
        let mut page =
            format!("index.php?recorded={recorded}&already_recorded={already_recorded}&at={at}");
        // Without a script the page would forget which library this desk is in.
        if let Some(library) = &submission.library {
            page.push('&');
            page.push_str(&serde_urlencoded::to_string([("library", library)]).unwrap_or_default());
        }
        return Ok(Response::see_other(page));
    }
    rejects(site, rejected, outcome)
}

/// The page that gives the rejected lines back, to be corrected.
///
/// # Errors
/// [`Error::Template`]
pub(super) fn rejects(
    site: &Site,
    rejected: &[Rejected],
    recorded: &Recorded,
) -> Result<Response, Error> {
    let lines: Vec<&str> = rejected.iter().map(|line| line.text.as_str()).collect();
    let page = Page {
        recorded: recorded.added,
        already_recorded: recorded.known,
        rejected,
        lines: lines.join("\n"),
    };
    let title = "Some Records Need Attention";
    Ok(html(site, Step::Scan, "append.html", title, &page)?.with_status(422))
}

impl Submission {
    fn read(site: &Site, form: &Form) -> Result<Self, Error> {
        let fields = ["textarea", "itemBarcode", "itemBarcode2"];
        if fields.iter().all(|name| form.get(name).is_none()) {
            return Err(Error::Form(
                "Nothing was sent that could be recorded. Go back and try again.",
            ));
        }
        let textarea = form.get("textarea").unwrap_or_default();
        let mut submission = Self::of_lines(site, textarea);
        let known = |code: &str| site.config.library(code).is_some();
        let next = textarea.split('\n').count() + 1;
        for (i, scan) in scans(site, form, Local::now().naive_local())
            .into_iter()
            .enumerate()
        {
            let text = scan.to_line();
            submission.scans.push(text.clone());
            submission.library = known(&scan.library).then(|| scan.library.clone());
            submission.add(next + i, &text, scan.check(known).map(|()| scan));
        }
        Ok(submission)
    }

    /// A submission of lines only.
    pub(super) fn of_lines(site: &Site, lines: &str) -> Self {
        let mut submission = Self::default();
        let known = |code: &str| site.config.library(code).is_some();
        for (i, line) in lines.split('\n').enumerate() {
            let text = line.strip_suffix('\r').unwrap_or(line);
            if !text.trim().is_empty() {
                submission.add(i + 1, text, Transaction::parse(text, known));
            }
        }
        submission
    }

    fn add(&mut self, line: usize, text: &str, parsed: Result<Transaction, Reason>) {
        self.lines += 1;
        match parsed {
            Ok(transaction) => {
                self.accepted.push(transaction);
                self.lines_of_accepted.push((line, text.to_owned()));
            }
            Err(reason) => self.rejected.push(Rejected {
                line,
                text: text.to_owned(),
                reason,
            }),
        }
    }

    /// Rejects what was accepted at these places, for the columns that cannot hold it.
    fn reject(&mut self, refused: &[(usize, &'static str)]) {
        for &(place, column) in refused {
            let (line, text) = self.lines_of_accepted[place].clone();
            let reason = Reason::of_table(column);
            self.rejected.push(Rejected { line, text, reason });
        }
        self.rejected.sort_by_key(|rejected| rejected.line);
    }

    /// The whole submission again, with the scans of the plain fields as lines.
    fn all_lines(&self, form: &Form) -> String {
        let textarea = form.get("textarea").unwrap_or_default().trim_end();
        let lines = Some(textarea).filter(|lines| !lines.is_empty());
        let scans = self.scans.iter().map(String::as_str);
        lines
            .into_iter()
            .chain(scans)
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// The loan and the return in the plain fields of the form, at this time.
fn scans(site: &Site, form: &Form, now: NaiveDateTime) -> Vec<Transaction> {
    let timestamp = now.with_nanosecond(0).unwrap_or(now);
    let scan = |kind, item: &str, patron: &str, callnumber: &str, name: &str| Transaction {
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
