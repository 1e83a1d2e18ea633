//! `lookup.php`: whose record a failure in Alma's job report, or any barcode, belongs to.
//!
//! What was pasted has patrons in it: it comes by POST only, is not logged, and comes back
//! with the page whatever happens.

use std::collections::HashSet;
use std::ptr;

use serde::Serialize;

use super::day::{self, Failed, Picture};
use super::record::RecordView;
use super::{Step, error, html, refusals};
use crate::circulation::foresee::{Outlook, Refusal};
use crate::circulation::sheet;
use crate::circulation::time;
use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::jobs::foresee::{self, OfFiles};
use crate::jobs::lookup::{self, AlmaReport, Change, Entry, Failure, Found, Location};
use crate::log::Event;
use crate::messages::message;
use crate::site::Site;

/// So many records are offered for a number that was rounded.
const MOST_PERHAPS: usize = 20;
const HEADING: [&str; 11] = [
    "Message",
    "Barcode",
    "Time",
    "Loan or Return",
    "Library",
    "Item Barcode",
    "Call Number",
    "Patron Barcode",
    "Patron Name",
    "File",
    "Line",
];

#[derive(Default, Serialize)]
struct Page<'a> {
    text: &'a str,
    /// Why nothing was looked up.
    problem: Option<&'static str>,
    /// `None` before anything was asked.
    groups: Option<Vec<Group<'a>>>,
    /// Entries that need a person.
    needs: usize,
    /// Whether a spreadsheet has changed a number, or may have.
    has_altered: bool,
    /// How many of the failures were foreseen, where a list from Alma counts.
    foreseen: Option<Foreseen>,
    day: Option<Picture>,
}

#[derive(Serialize)]
struct Foreseen {
    count: usize,
    /// All failures.
    of: usize,
    /// Whether a list was loaded after one of the files was made.
    is_replaced: bool,
}

/// The entries of one kind of message, or without one.
#[derive(Serialize)]
struct Group<'a> {
    name: &'static str,
    title: &'static str,
    needs_a_person: bool,
    /// The columns that say something beside the entry's barcode.
    columns: Vec<&'static str>,
    entries: Vec<Shown<'a>>,
}

#[derive(Serialize)]
struct Shown<'a> {
    sentence: &'a str,
    barcode: &'a str,
    /// Why it was foreseen, if it was.
    foreseen: Option<&'static str>,
    /// Why a failure was foreseen, where the message does not say whether it is this one.
    expected: Option<&'static str>,
    records: Vec<Located<'a>>,
    /// `rounded` or `shortened`, if a spreadsheet may have changed the barcode.
    altered: Option<&'static str>,
    /// The first of the records whose barcode it may have been, and how many there are.
    perhaps: Vec<Located<'a>>,
    perhaps_total: usize,
}

/// A record, and where it is.
#[derive(Serialize)]
struct Located<'a> {
    #[serde(flatten)]
    record: RecordView,
    /// The file that has it.
    file: Option<&'a str>,
    line: usize,
    /// Where it is instead.
    place: &'static str,
}

/// The form.
pub fn get(site: &Site, _request: &Request) -> Result<Response, Error> {
    page(site, &Page::default())
}

fn page(site: &Site, page: &Page<'_>) -> Result<Response, Error> {
    html(
        site,
        Step::Check,
        "lookup.html",
        message!("pages.look-up"),
        page,
    )
}

/// The records of every barcode in `text`; with `download=csv` those that need a person as
/// a .csv. Where that fails, the page with the text and a sentence.
pub fn post(site: &Site, request: &Request) -> Result<Response, Error> {
    let form = request.form()?;
    let text = form.get("text").unwrap_or_default();
    let plain = lookup::plain(text);
    let report = AlmaReport::parse(&plain);
    let wanted = |item: &str, patron: &str| report.asks_for(item, patron);
    let found = match lookup::find(site, &wanted) {
        Ok(found) => found,
        Err(error) => return failed(site, request, text, &error),
    };
    let entries = lookup::answer(&report, &found);
    let known = entries.iter().filter(|entry| !entry.records.is_empty());
    Event::new("looked_up")
        .with("barcodes", entries.len())
        .with("known", known.count())
        .write();
    let foreseen = foreseen(site, &entries);
    let groups = groups(&entries, foreseen.as_ref());
    if form.get("download") == Some("csv") {
        return Ok(download(site, &groups));
    }
    let needy = groups.iter().filter(|group| group.needs_a_person);
    let page = Page {
        text,
        problem: None,
        needs: needy.map(|group| group.entries.len()).sum(),
        has_altered: entries.iter().any(|entry| entry.altered.is_some()),
        foreseen: foreseen.map(|of_files| Foreseen::new(&entries, &of_files)),
        day: picture(site, &entries),
        groups: Some(groups),
    };
    self::page(site, &page)
}

impl Foreseen {
    fn new(entries: &[Entry<'_>], of_files: &OfFiles) -> Self {
        let failed = || entries.iter().filter(|entry| entry.failure.is_some());
        let was_foreseen = |entry: &&Entry<'_>| foreseen_as(entry, of_files).is_some();
        Self {
            count: failed().filter(was_foreseen).count(),
            of: failed().count(),
            is_replaced: of_files.is_replaced,
        }
    }
}

/// What was foreseen of the records of the failures; `None` where there is none, or no list counts.
fn foreseen(site: &Site, entries: &[Entry<'_>]) -> Option<OfFiles> {
    let failed = entries.iter().filter(|entry| entry.failure.is_some());
    let records: Vec<&Found> = failed
        .flat_map(|entry| entry.records.iter().copied())
        .collect();
    foresee::of_files(site, &records)
}

/// Why the entry's records were expected to fail, as far as Alma's kinds of failures tell.
fn causes<'a>(
    entry: &'a Entry<'_>,
    of_files: &'a OfFiles,
) -> impl Iterator<Item = Refusal> + use<'a> {
    let outlooks = entry
        .records
        .iter()
        .filter_map(|found| of_files.of(&found.location));
    outlooks.filter_map(|outlook| match outlook {
        Outlook::Refused(refusal) => (Some(of(refusal)) == entry.failure).then_some(refusal),
        Outlook::Taken | Outlook::Open => None,
    })
}

/// Why it was expected, if it was.
fn foreseen_as(entry: &Entry<'_>, of_files: &OfFiles) -> Option<Refusal> {
    causes(entry, of_files).find(|refusal| says(entry.sentence, *refusal))
}

/// Whether a message is about this. Where Alma's documentation gives no sentence, words of it have to
/// do, and whatever has none of them may be about anything.
fn says(sentence: &str, refusal: Refusal) -> bool {
    let words = match refusal {
        Refusal::Blocked => "block",
        Refusal::Expired => "expire",
        Refusal::OnLoan => "on loan",
        Refusal::NoItem | Refusal::NoPatron | Refusal::LaterAction | Refusal::NotOnLoan => "",
    };
    sentence.to_lowercase().contains(words)
}

/// How Alma reports it: for some it has no sentence that its documentation gives.
fn of(refusal: Refusal) -> Failure {
    match refusal {
        Refusal::NoItem => Failure::ItemNotFound,
        Refusal::NoPatron => Failure::UserNotFound,
        Refusal::Blocked | Refusal::Expired | Refusal::OnLoan => Failure::Other,
        Refusal::LaterAction => Failure::LaterAction,
        Refusal::NotOnLoan => Failure::NotOnLoan,
    }
}

/// The picture of the files with what failed of them; `None` where the text has no message of
/// Alma's.
fn picture(site: &Site, entries: &[Entry<'_>]) -> Option<Picture> {
    let messages = entries
        .iter()
        .filter_map(|entry| Some((entry, entry.failure?)));
    let mut messages: Vec<(&Entry<'_>, Failure)> = messages.collect();
    if messages.is_empty() {
        return None;
    }
    // A record of two messages counts once, as the worse one.
    messages.sort_by_key(|(_, failure)| !failure.needs_a_person());
    let mut seen = HashSet::new();
    let mut failures = Vec::new();
    for (entry, failure) in messages {
        let new = |found: &&&Found| seen.insert(ptr::from_ref::<Found>(**found));
        failures.extend(entry.records.iter().filter(new).map(|found| Failed {
            library: found.record.library.clone(),
            time: found.record.timestamp,
            needs_a_person: failure.needs_a_person(),
        }));
    }
    day::of_files(site, &site.outbox.list().ok()?, Some(failures))
}

fn failed(site: &Site, request: &Request, text: &str, error: &Error) -> Result<Response, Error> {
    error::log(request, error);
    let problem = if error.status() == 503 {
        message!("pages.look-up-later")
    } else {
        error.sentence()
    };
    let page = Page {
        text,
        problem: Some(problem),
        ..Page::default()
    };
    let response = self::page(site, &page)?.with_status(error.status());
    Ok(error::when_to_retry(response, error))
}

/// The groups that have entries, those first that need a person, then what has no message.
fn groups<'a>(entries: &[Entry<'a>], foreseen: Option<&OfFiles>) -> Vec<Group<'a>> {
    let (needy, others): (Vec<Failure>, Vec<Failure>) = Failure::ALL
        .into_iter()
        .partition(|failure| failure.needs_a_person());
    let order = needy.into_iter().map(Some).chain([None]);
    let order = order.chain(others.into_iter().map(Some));
    let groups = order.map(|failure| group(failure, entries, foreseen));
    groups.filter(|group| !group.entries.is_empty()).collect()
}

fn group<'a>(
    failure: Option<Failure>,
    entries: &[Entry<'a>],
    foreseen: Option<&OfFiles>,
) -> Group<'a> {
    let mine = entries.iter().filter(|entry| entry.failure == failure);
    let entries: Vec<Shown<'a>> = mine.map(|entry| shown(entry, foreseen)).collect();
    let has = |column: fn(&RecordView) -> &str| {
        let shown = |entry: &'_ Shown<'a>| {
            entry
                .records
                .iter()
                .chain(&entry.perhaps)
                .any(|located| !column(&located.record).is_empty())
        };
        entries.iter().any(shown)
    };
    // What is offered has another barcode than the entry.
    let offers = entries.iter().any(|entry| !entry.perhaps.is_empty());
    let columns = [
        (
            "item",
            offers || failure.is_none_or(Failure::may_name_a_patron),
        ),
        ("call number", has(|record| &record.item_callnumber)),
        (
            "patron",
            offers || failure.is_none_or(Failure::may_name_an_item),
        ),
        ("name", has(|record| &record.patron_name)),
    ];
    let columns = columns.into_iter().filter(|(_, is_shown)| *is_shown);
    Group {
        name: failure.map_or("no message", name),
        title: title(failure),
        needs_a_person: failure.is_some_and(Failure::needs_a_person),
        columns: columns.map(|(column, _)| column).collect(),
        entries,
    }
}

/// What the template knows the group by.
fn name(failure: Failure) -> &'static str {
    match failure {
        Failure::ItemNotFound => "item not found",
        Failure::UserNotFound => "user not found",
        Failure::Other => "other",
        Failure::NotOnLoan => "not on loan",
        Failure::LaterAction => "later action",
    }
}

/// Its heading: for what can be foreseen, in the same words.
fn title(failure: Option<Failure>) -> &'static str {
    match failure {
        None => message!("pages.no-message"),
        Some(Failure::Other) => message!("pages.other-messages"),
        Some(Failure::ItemNotFound) => refusals::title(Refusal::NoItem),
        Some(Failure::UserNotFound) => refusals::title(Refusal::NoPatron),
        Some(Failure::NotOnLoan) => refusals::title(Refusal::NotOnLoan),
        Some(Failure::LaterAction) => refusals::title(Refusal::LaterAction),
    }
}

fn shown<'a>(entry: &Entry<'a>, foreseen: Option<&OfFiles>) -> Shown<'a> {
    let as_said = foreseen.and_then(|of_files| foreseen_as(entry, of_files));
    let expected = foreseen.and_then(|of_files| causes(entry, of_files).next());
    Shown {
        sentence: entry.sentence,
        barcode: entry.barcode,
        foreseen: as_said.map(refusals::title),
        expected: expected.filter(|_| as_said.is_none()).map(refusals::title),
        records: entry.records.iter().map(|found| located(found)).collect(),
        altered: entry.altered.as_ref().map(|altered| match altered.change {
            Change::Rounded => "rounded",
            Change::Shortened => "shortened",
        }),
        perhaps: entry
            .perhaps
            .iter()
            .take(MOST_PERHAPS)
            .map(|found| located(found))
            .collect(),
        perhaps_total: entry.perhaps.len(),
    }
}

fn located(found: &Found) -> Located<'_> {
    let (file, line, place) = match &found.location {
        Location::File { name, line } => (Some(name.as_str()), *line, ""),
        Location::NoFileYet => (None, 0, message!("pages.no-file-yet")),
        Location::FileGone => (None, 0, message!("pages.file-gone")),
    };
    let record = if found.is_line_only {
        RecordView::to_the_minute(&found.record)
    } else {
        RecordView::new(&found.record)
    };
    Located {
        record,
        file,
        line,
        place,
    }
}

/// A row for each record of what needs a person, and for each message without one.
fn download(site: &Site, groups: &[Group<'_>]) -> Response {
    let mut rows = Vec::new();
    for group in groups.iter().filter(|group| group.needs_a_person) {
        for entry in &group.entries {
            if entry.records.is_empty() {
                let mut row = [""; HEADING.len()].map(str::to_owned);
                [row[0], row[1]] = [entry.sentence, entry.barcode].map(str::to_owned);
                message!("pages.no-record").clone_into(&mut row[9]);
                rows.push(row);
            }
            rows.extend(entry.records.iter().map(|located| row(entry, located)));
        }
    }
    let mut body = Vec::new();
    // Memory takes all that is written.
    let _ = sheet::write_rows(&mut body, HEADING, rows);
    let now = site.clock.now().here().format(time::FILE_NAME);
    Response::csv(&format!("needs-a-person_{now}.csv"), body)
}

fn row(entry: &Shown<'_>, located: &Located<'_>) -> [String; HEADING.len()] {
    let record = &located.record;
    let line = located.file.map(|_| located.line.to_string());
    [
        entry.sentence,
        entry.barcode,
        &record.time,
        record.kind,
        &record.library,
        &record.item_barcode,
        &record.item_callnumber,
        &record.patron_barcode,
        &record.patron_name,
        located.file.unwrap_or(located.place),
        &line.unwrap_or_default(),
    ]
    .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_in_other_words_is_about_anything() {
        for (sentence, refusal) in [
            ("The patron has a block", Refusal::Blocked),
            ("User is blocked", Refusal::Blocked),
            ("The patron's account has expired", Refusal::Expired),
            (
                "Item is currently on loan by another patron",
                Refusal::OnLoan,
            ),
        ] {
            assert!(says(sentence, refusal), "{sentence}");
            assert!(!says("Loan limit is reached", refusal), "{refusal:?}");
        }
        assert!(says("Item not found", Refusal::NoItem));
    }
}
