//! `append.php`: records what a desk submits.
//!
//! Nothing vanishes: a line is recorded, was recorded before, or comes back with its
//! reason; and nothing is called recorded before COMMIT. A scan that looks wrong is held, but
//! what is sent as a line was looked at by somebody or comes from the PHP's page.

mod scans;

use serde::Serialize;

use super::error::{self, Again};
use super::rejected::rejected;
use crate::circulation::judge::Judge;
use crate::circulation::line::{Lines, Rejected, Understood};
use crate::circulation::record::{Reason, Record};
use crate::clock::ForScripts;
use crate::error::Error;
use crate::http::request::{Form, Request, check_lines};
use crate::http::response::Response;
use crate::jobs::record::{self, Checked};
use crate::jobs::shapes;
use crate::ledger::Recorded;
use crate::log::Event;
use crate::messages::code;
use crate::site::Site;

/// What a form submits.
struct Submission {
    lines: Lines<Record>,
    /// The library of a page of Oregon's tool, which expects to be shown it again.
    library: Option<String>,
    /// The scans of the plain fields.
    scans: Vec<Record>,
    /// Those of them that look wrong.
    held: Vec<Rejected>,
    /// The numbers of the others, as lines.
    checked: Checked,
    /// From how many barcodes of those something was taken off.
    taken_off: usize,
}

#[derive(Serialize)]
struct Json<'a> {
    recorded: usize,
    already_recorded: usize,
    rejected: &'a [Rejected],
    held: Vec<Held<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    listed: Vec<Listed<'a>>,
    #[serde(flatten)]
    clock: ForScripts,
}

/// What the lists from Alma have of a line, for the desk to see.
#[derive(Serialize)]
struct Listed<'a> {
    line: usize,
    call_number: &'a str,
    title: &'a str,
    /// `""` unless names are kept.
    name: &'a str,
}

/// A line that waits for a decision of the desk.
#[derive(Serialize)]
struct Held<'a> {
    line: usize,
    #[serde(flatten)]
    reason: &'a Reason,
}

/// Records `textarea`, and the scan in the plain fields, which the server stamps. Scans that
/// look wrong are held, and so are lines whose numbers are in `check` if a barcode was in the
/// other role today, or for what the lists from Alma say; of those in `patron_accepted` somebody
/// has let the patron through.
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
        let again = Again::record(lines);
        Ok(error::respond(Some(&site.config), request, &error, again))
    };
    let textarea = form.get("textarea").unwrap_or_default();
    if let Err(error) = check_lines([textarea]) {
        return failed(error, textarea);
    }
    let mut submission = Submission::read(site, &form)?;
    if request.prefers_json() {
        let Checked {
            lines,
            patron_is_accepted,
            are_scans,
        } = &mut submission.checked;
        *are_scans = form.get("check").is_some();
        lines.extend(numbers(&form, "check"));
        patron_is_accepted.extend(numbers(&form, "patron_accepted"));
    }
    match record::record(site, &mut submission.lines, &submission.checked) {
        Ok(recorded) => answer(site, request, submission, &recorded),
        Err(error) => failed(error, &submission.as_text(textarea)),
    }
}

fn answer(
    site: &Site,
    request: &Request,
    mut submission: Submission,
    recorded: &Recorded,
) -> Result<Response, Error> {
    let conflicts = record::held(&submission.lines, recorded);
    submission.held.extend(conflicts);
    submission.held.sort_by_key(|held| held.line);
    let (rejected_lines, held) = (&submission.lines.rejected, &submission.held);
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
            listed: listed(site, &submission.lines, recorded),
            clock: site.clock.give().for_scripts(),
        };
        return Ok(Response::json(200, &json));
    }
    if rejected_lines.is_empty() && held.is_empty() {
        return Ok(Response::see_other(submission.back(site, recorded)));
    }
    rejected(site, rejected_lines, held, recorded)
}

/// What the lists have of the lines, where there is something to be read.
fn listed<'a>(site: &Site, lines: &Lines<Record>, recorded: &'a Recorded) -> Vec<Listed<'a>> {
    let listed = |(i, line): (usize, &Understood<Record>)| {
        let patron = recorded.patrons.get(i).and_then(Option::as_ref);
        let found = recorded.listed.found(&line.value, patron);
        let item = found.item.flatten();
        // A list may have been loaded when names were still wanted.
        let name = found.patron.flatten().filter(|_| site.config.lists.names);
        let listed = Listed {
            line: line.line,
            call_number: item.map_or("", |item| &item.call_number),
            title: item.map_or("", |item| &item.title),
            name: name.map_or("", |patron| &patron.name),
        };
        let texts = [listed.call_number, listed.title, listed.name];
        texts.iter().any(|text| !text.is_empty()).then_some(listed)
    };
    lines
        .understood
        .iter()
        .enumerate()
        .filter_map(listed)
        .collect()
}

impl<'a> From<&'a Rejected> for Held<'a> {
    fn from(held: &'a Rejected) -> Self {
        Self {
            line: held.line,
            reason: &held.reason,
        }
    }
}

/// The numbers of lines in a field.
fn numbers(form: &Form, field: &str) -> impl Iterator<Item = usize> {
    let numbers = form.trimmed(field).split(',');
    numbers.filter_map(|number| number.trim().parse().ok())
}

impl Submission {
    fn read(site: &Site, form: &Form) -> Result<Self, Error> {
        if form.get("textarea").is_none() && !scans::are_asked_for(form) {
            return Err(Error::Form(code!("pages.nothing-to-record")));
        }
        let known = |code: &str| site.config.knows(code);
        let textarea = form.get("textarea").unwrap_or_default();
        let mut submission = Self {
            lines: Lines::read(textarea, |line| Record::parse(line, known)),
            library: scans::library_of_oregon(form),
            scans: Vec::new(),
            held: Vec::new(),
            checked: Checked::default(),
            taken_off: 0,
        };
        if scans::are_there(form) {
            submission.read_scans(site, form, textarea.split('\n').count() + 1);
        }
        Ok(submission)
    }

    /// The scans follow the lines, the first with this number.
    fn read_scans(&mut self, site: &Site, form: &Form, first: usize) {
        let shapes = shapes::seen(site);
        let judge = Judge::new(&site.config.scanning, &shapes);
        let now = site.clock.give().at(form.trimmed("library"));
        let scans = scans::read(form, &judge, now);
        for (line, scan) in (first..).zip(scans) {
            let text = scan.record.to_line();
            let known = site.config.knows(&scan.record.library);
            let checked = scan.record.check(|_| known).map(|()| scan.record.clone());
            if let Some(reason) = scan.doubt.filter(|_| known) {
                self.held.push(Rejected { line, text, reason });
            } else {
                self.taken_off += usize::from(checked.is_ok()) * scan.taken_off;
                self.checked.lines.insert(line);
                self.checked.are_scans = true;
                self.lines.add(line, &text, checked);
            }
            self.scans.push(scan.record);
        }
    }

    /// The scanning page, with what was recorded.
    fn back(&self, site: &Site, recorded: &Recorded) -> String {
        if self.lines.understood.is_empty() {
            return "index.php".to_owned();
        }
        // Without a script the page would forget which library this desk is in.
        let last = self.scans.last().map(|scan| scan.library.as_str());
        let last = last.or(self.library.as_deref());
        let library = last.filter(|code| site.config.knows(code));
        let now = site.clock.now().at(library.unwrap_or_default());
        let at = now.format("%H:%M:%S");
        let counts = [
            ("recorded", recorded.added),
            ("already_recorded", recorded.known),
            ("taken_off", self.taken_off),
            ("look", self.odd_lines(site)),
        ];
        let counts = counts.map(|(name, n)| format!("{name}={n}")).join("&");
        let mut page = format!("index.php?at={at}&{counts}");
        if let Some(code) = library {
            let field = serde_urlencoded::to_string([("library", code)]);
            page.push('&');
            page.push_str(&field.expect("a code is text"));
        }
        page
    }

    /// How many of the recorded lines look wrong. They are recorded as they were sent: the
    /// PHP's page shows no warning, and nobody may be there any more who could look.
    fn odd_lines(&self, site: &Site) -> usize {
        let lines = self.lines.understood.iter();
        let mut lines = lines
            .filter(|line| !self.checked.lines.contains(&line.line))
            .peekable();
        if lines.peek().is_none() {
            return 0;
        }
        let shapes = shapes::seen(site);
        let judge = Judge::new(&site.config.scanning, &shapes);
        let is_odd = |record: &Record| judge.record(record).next().is_some();
        lines.filter(|line| is_odd(&line.value)).count()
    }

    /// All of it as lines, to be sent again.
    fn as_text(&self, textarea: &str) -> String {
        let textarea = Some(textarea.trim_end().to_owned()).filter(|lines| !lines.is_empty());
        let scans = self.scans.iter().map(Record::to_line);
        let lines: Vec<String> = textarea.into_iter().chain(scans).collect();
        lines.join("\n")
    }
}
