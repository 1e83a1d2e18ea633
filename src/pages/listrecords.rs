//! `listrecords.php`: the records not yet in a file, and the button that makes one.

use std::cmp::Ordering;

use serde::Serialize;

use super::App;
use crate::error::Error;
use crate::ledger::Selection;
use crate::request::Request;
use crate::response::Response;
use crate::transaction::{Kind, TIME_SHOWN, Transaction};

const PER_PAGE: usize = 200;

#[derive(Serialize)]
struct Page {
    total: usize,
    unusable: u64,
    summary: Vec<Summary>,
    records: Vec<Row>,
    number: usize,
    pages: usize,
    first: usize,
}

#[derive(Serialize)]
struct Summary {
    library: String,
    loans: usize,
    returns: usize,
}

#[derive(Serialize)]
struct Row {
    library: String,
    time: String,
    kind: &'static str,
    item_barcode: String,
    patron_barcode: String,
}

/// The page `page` of the unsaved records, in the order of the file to come.
///
/// # Errors
/// Those of the database.
pub fn get(app: &App, request: &Request) -> Result<Response, Error> {
    let records = app.ledger.unsaved(Selection::All)?;
    let pages = records.len().div_ceil(PER_PAGE).max(1);
    let wanted = request
        .query()
        .get("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1);
    let number = wanted.clamp(1, pages);
    let first = (number - 1) * PER_PAGE;
    let page = Page {
        total: records.len(),
        unusable: app.ledger.count_unusable()?,
        summary: summary(app, &records),
        records: records
            .iter()
            .skip(first)
            .take(PER_PAGE)
            .map(Row::new)
            .collect(),
        number,
        pages,
        first: first + 1,
    };
    app.page("listrecords.html", "List Current Records", &page)
}

impl Row {
    fn new(record: &Transaction) -> Self {
        Self {
            library: record.library.clone(),
            time: record.timestamp.format(TIME_SHOWN).to_string(),
            kind: record.kind.name(),
            item_barcode: record.item_barcode.clone(),
            patron_barcode: record.patron_barcode.clone(),
        }
    }
}

/// Loans and returns of each library that has any, in the order of the configuration;
/// libraries that are not in it come last.
fn summary(app: &App, records: &[Transaction]) -> Vec<Summary> {
    let mut rows: Vec<Summary> = Vec::new();
    for record in records {
        let at = rows
            .iter()
            .position(|row| row.library == record.library)
            .unwrap_or_else(|| {
                rows.push(Summary {
                    library: record.library.clone(),
                    loans: 0,
                    returns: 0,
                });
                rows.len() - 1
            });
        match record.kind {
            Kind::Loan => rows[at].loans += 1,
            Kind::Return => rows[at].returns += 1,
        }
    }
    let place = |row: &Summary| {
        app.config
            .libraries
            .iter()
            .position(|l| l.code == row.library)
    };
    rows.sort_by(|a, b| match (place(a), place(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => a.library.cmp(&b.library),
    });
    rows
}
