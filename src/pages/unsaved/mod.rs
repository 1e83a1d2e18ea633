//! The page of the records that are in no file yet, with warnings about them and the button
//! that makes the files: `listrecords.php` is this page, and `void.php` answers with it.
//!
//! The table is read once for a page, and everything on it is of that moment.

mod arrivals;
mod findings;
mod rows;
mod view;

use serde::Serialize;

pub(super) use self::view::{TEXT, View};

use self::arrivals::Arrivals;
use self::rows::{Row, Summary, Voided};
use self::view::Heading;
use super::day::{self, Picture};
use super::progress::Progress;
use super::{Step, html_at};
use crate::circulation::checks;
use crate::circulation::judge::Judge;
use crate::circulation::record::Record;
use crate::error::Error;
use crate::http::request::Form;
use crate::http::response::Response;
use crate::jobs::shapes;
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
    unusable: u64,
    voided: Option<Voided>,
    findings: Vec<Finding>,
    summary: Vec<Summary>,
    /// How many files a click makes.
    files: usize,
    day: Option<Picture>,
    filter: Filter,
    headings: Vec<Heading>,
    /// Whether any record has a call number or a patron's name.
    has_details: bool,
    records: Vec<Row>,
    pager: Pager,
}

#[derive(Serialize)]
struct Finding {
    name: &'static str,
    title: String,
    advice: &'static str,
    total: usize,
    rows: Vec<Row>,
}

/// What the form of the filter holds.
#[derive(Serialize)]
struct Filter {
    is_on: bool,
    /// Heading of the check that the table is limited to.
    check: Option<String>,
    check_name: &'static str,
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
    Ok(Arrivals::new(total, last, &now))
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
    let Unsaved {
        mut records,
        unusable,
    } = site.ledger.unsaved()?;
    let zones = site.clock.zones();
    zones.put_in_order(&mut records, |record| (&record.library, record.timestamp));
    let last = arrivals::latest(&records, &until);
    let config = &site.config;
    let shapes = shapes::seen(site);
    let found = checks::find(
        &records,
        now.local(),
        &Judge::new(&config.scanning, &shapes),
        &config.checks,
    );
    let summary = rows::summary(config, &records, &until);
    let view = View::parse(query, &Seal::of(config), |code| {
        config.knows(code) || summary.iter().any(|row| row.library == code)
    });
    let selected = view.select(&records, &found);
    let pager = Pager::new(&view, selected.len());
    let shown = selected.iter().skip(pager.first - 1).take(PER_PAGE);
    let page = Page {
        arrivals: Arrivals::new(records.len(), last.into_iter(), &now),
        unusable,
        voided: voided.map(|voided| Voided::new(config, voided, &records)),
        findings: found
            .iter()
            .map(|f| Finding::new(site, f, &records))
            .collect(),
        files: rows::files(config, &summary),
        filter: Filter::new(site, &view),
        headings: view.headings(),
        has_details: records.iter().any(rows::has_details),
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
    fn new(site: &Site, finding: &checks::Finding, records: &[Record]) -> Self {
        let shown = finding.records.iter().take(PER_FINDING);
        Self {
            name: findings::name(finding.check),
            title: findings::title(finding.check, &site.config.checks).into_owned(),
            advice: findings::advice(finding.check),
            total: finding.records.len(),
            rows: shown.map(|i| Row::new(&records[*i])).collect(),
        }
    }
}

impl Filter {
    fn new(site: &Site, view: &View) -> Self {
        let title = |check| findings::title(check, &site.config.checks).into_owned();
        Self {
            is_on: view.is_filtered(),
            check: view.check.map(title),
            check_name: view.check.map_or("", findings::name),
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
