//! The page of the records that are in no file yet, with warnings about them and the button
//! that makes the files: `listrecords.php` is this page, and `void.php` answers with it.
//!
//! The table is read once for a page, and everything on it is of that moment.

mod arrivals;
mod findings;
mod foreseen;
mod late;
mod rows;
mod view;

use std::borrow::Cow;

use serde::Serialize;

pub(super) use self::view::{TEXT, View};

pub(super) use self::arrivals::Arrivals;
use self::findings::{Found, Topic};
pub(super) use self::foreseen::Foreseen;
use self::late::Late;
use self::rows::{Row, Summary, Voided};
use self::view::Heading;
use super::day::{self, Picture};
use super::progress::Progress;
use super::statement::Statement;
use super::{Step, html_at};
use crate::circulation::checks;
use crate::circulation::judge::Judge;
use crate::circulation::record::Record;
use crate::clock::Fall;
use crate::error::Error;
use crate::http::request::Form;
use crate::http::response::Response;
use crate::jobs::{foresee, shapes};
use crate::ledger::{Counted, Unsaved};
use crate::messages::message;
use crate::seal::Seal;
use crate::site::Site;

const PER_PAGE: usize = 200;
/// Rows that a finding shows by itself.
const PER_FINDING: usize = 20;

#[derive(Serialize)]
struct Page {
    arrivals: Arrivals,
    /// Whether the server's clock may be wrong.
    fall: Option<Fall>,
    /// What the desks still hold, once one was heard from.
    desks: Option<Statement>,
    late: Vec<Late>,
    unusable: u64,
    voided: Option<Voided>,
    findings: Vec<Finding>,
    /// What Alma will not take, where a list from Alma counts.
    foreseen: Option<Foreseen>,
    summary: Vec<Summary>,
    /// How many files a click makes.
    files: usize,
    day: Option<Picture>,
    filter: Filter,
    headings: Vec<Heading>,
    /// Whether any record has a call number.
    has_call_numbers: bool,
    /// Whether any has a patron's name.
    has_patron_names: bool,
    records: Vec<Row>,
    pager: Pager,
}

#[derive(Serialize)]
struct Finding {
    name: Cow<'static, str>,
    title: Cow<'static, str>,
    advice: &'static str,
    needs_a_person: bool,
    total: usize,
    rows: Vec<Row>,
}

/// What the form of the filter holds.
#[derive(Serialize)]
struct Filter {
    is_on: bool,
    /// Heading of the check that the table is limited to.
    check: Option<String>,
    check_name: Cow<'static, str>,
    library: Option<String>,
    kind: &'static str,
    text: String,
    /// Whether the address had a text that cannot be read any more.
    is_lost: bool,
    sort: &'static str,
    order: &'static str,
    /// The whole view as a query string.
    query: String,
}

#[derive(Serialize)]
struct Pager {
    /// Records that fit the filter.
    fitting: usize,
    number: usize,
    pages: usize,
    first: usize,
    /// Links to the first page, the one before, the one after and the last.
    links: [String; 4],
}

/// How many records there are, and the time of the last one.
pub(super) fn count(site: &Site) -> Result<Arrivals, Error> {
    let now = site.clock.now();
    let counted = site.ledger.count_unsaved(&arrivals::until(&now))?;
    let total = Counted::total(&counted);
    let last = counted
        .iter()
        .filter_map(|zone| Some((&*zone.library, zone.latest?)));
    let desks = Statement::now(site).map(|desks| desks.token);
    Ok(Arrivals::new(total, last, &now).with_desks(desks))
}

/// The same with all records that Alma will not take.
pub(super) fn foresee(site: &Site) -> Result<(Arrivals, Option<Foreseen>), Error> {
    let arrivals = count(site)?;
    let records = in_order(site)?.records;
    let foreseen = foresee::of_unsaved(site, &records).map(|outlooks| {
        let found = findings::foreseen(&outlooks).into_iter();
        let findings = found.map(|found| Finding::new(site, &found, &records, records.len()));
        Foreseen::new(findings.collect())
    });
    Ok((arrivals, foreseen))
}

/// The records in the order of the file to come.
fn in_order(site: &Site) -> Result<Unsaved, Error> {
    let mut unsaved = site.ledger.unsaved()?;
    let zones = site.clock.zones();
    zones.put_in_order(&mut unsaved.records, |record| {
        (&record.library, record.timestamp)
    });
    Ok(unsaved)
}

/// The address of the page for what the form asks, which names no patron.
pub(super) fn address(site: &Site, form: &Form) -> String {
    View::parse(form, &Seal::of(&site.config), |_| true).to_page(1)
}

/// The page for this query. A record that was just voided is named on it, because what names
/// a patron must not become part of a URL.
pub(super) fn page(site: &Site, query: &Form, voided: Option<&Record>) -> Result<Response, Error> {
    let now = site.clock.now();
    let until = arrivals::until(&now);
    let Unsaved { records, unusable } = in_order(site)?;
    let last = arrivals::latest(&records, &until);
    let config = &site.config;
    let shapes = shapes::seen(site);
    let judge = Judge::new(&config.scanning, &shapes);
    let found = checks::find(&records, now.local(), &judge, &config.checks);
    let mut found: Vec<Found> = found.into_iter().map(Found::from).collect();
    let warned = found.len();
    let outlooks = foresee::of_unsaved(site, &records);
    found.extend(findings::foreseen(outlooks.as_deref().unwrap_or_default()));
    let summary = rows::summary(config, &records, &until);
    let view = View::parse(query, &Seal::of(config), |code| {
        config.knows(code) || summary.iter().any(|row| row.library == code)
    });
    let selected = view.select(&records, &found);
    let pager = Pager::new(&view, selected.len());
    let shown = selected.iter().skip(pager.first - 1).take(PER_PAGE);
    let findings = |found: &[Found]| -> Vec<Finding> {
        let findings = found.iter();
        findings
            .map(|f| Finding::new(site, f, &records, PER_FINDING))
            .collect()
    };
    let page = Page {
        fall: site.clock.fall(),
        desks: Statement::now(site),
        late: late::all(site, &records),
        arrivals: Arrivals::new(records.len(), last.into_iter(), &now),
        unusable,
        voided: voided.map(|voided| Voided::new(config, voided, &records)),
        findings: findings(&found[..warned]),
        foreseen: outlooks.map(|_| Foreseen::new(findings(&found[warned..]))),
        files: rows::files(config, &summary),
        filter: Filter::new(site, &view),
        headings: view.headings(),
        has_call_numbers: records.iter().any(|r| !r.item_callnumber.is_empty()),
        has_patron_names: records.iter().any(|r| !r.patron_name.is_empty()),
        records: shown.map(|i| Row::new(&records[*i])).collect(),
        summary,
        day: day::of_unsaved(site, &records, &until),
        pager,
    };
    let progress = Progress::counted(site, Some(records.len()));
    html_at(
        site,
        Step::Generate,
        progress,
        "listrecords.html",
        message!("pages.list-records"),
        &page,
    )
}

impl Finding {
    /// With so many of its rows.
    fn new(site: &Site, found: &Found, records: &[Record], most: usize) -> Self {
        let shown = found.records.iter().take(most);
        Self {
            name: found.topic.name(),
            title: found.topic.title(&site.config.checks),
            advice: found.topic.advice(foresee::may_be_new(site)),
            needs_a_person: found.topic.needs_a_person(),
            total: found.records.len(),
            rows: shown.map(|i| Row::new(&records[*i])).collect(),
        }
    }
}

impl Filter {
    fn new(site: &Site, view: &View) -> Self {
        let title = |topic: Topic| topic.title(&site.config.checks).into_owned();
        Self {
            is_on: view.is_filtered(),
            check: view.check.map(title),
            check_name: view.check.map_or(Cow::Borrowed(""), Topic::name),
            library: view.library.clone(),
            kind: view.kind.map_or("", |kind| kind.letter()),
            text: view.text.clone(),
            is_lost: view.is_lost,
            sort: view.sort(),
            order: view.order(),
            query: view.query(),
        }
    }
}

impl Pager {
    fn new(view: &View, fitting: usize) -> Self {
        let pages = fitting.div_ceil(PER_PAGE).max(1);
        let number = view.page_of(pages);
        Self {
            fitting,
            number,
            pages,
            first: (number - 1) * PER_PAGE + 1,
            links: [1, number - 1, number + 1, pages].map(|page| view.to_page(page)),
        }
    }
}
