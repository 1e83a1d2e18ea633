//! Records as the page shows them: a row, a library's line in the summary, the one that
//! was just voided.

use std::cmp::Ordering;

use chrono::NaiveDateTime;
use serde::Serialize;

use crate::circulation::library::is_code;
use crate::circulation::record::{Kind, Record};
use crate::circulation::time;
use crate::circulation::zone::LocalTimes;
use crate::config::Config;
use crate::pages::record::{self, RecordView};

/// A record in a table, with the button that voids it.
#[derive(Serialize)]
pub struct Row {
    #[serde(flatten)]
    view: RecordView,
    /// What void.php knows it by.
    record: String,
}

impl Row {
    pub fn new(record: &Record) -> Self {
        Self {
            view: RecordView::new(record),
            record: record::encode(record),
        }
    }
}

/// The record that was just voided.
#[derive(Serialize)]
pub struct Voided {
    row: Row,
    /// Whether another one just like it is there: the PHP stored a double click twice.
    is_still_there: bool,
    /// The line that records it again, if one can.
    line: Option<String>,
}

impl Voided {
    /// What to say of the record beside those that are there now.
    pub fn new(config: &Config, record: &Record, there: &[Record]) -> Self {
        let line = record.to_line();
        let again = Record::parse(&line, |code| config.knows(code));
        let is_still_there = there.iter().any(|other| other.key() == record.key());
        let can_be_again = !is_still_there && again.is_ok_and(|again| again == *record);
        Self {
            row: Row::new(record),
            is_still_there,
            line: can_be_again.then_some(line),
        }
    }
}

/// What a library has.
#[derive(Serialize)]
pub struct Summary {
    /// Code; `""` for records without one.
    pub library: String,
    /// What staff call it.
    name: String,
    loans: usize,
    returns: usize,
    last: Option<String>,
}

/// Loans and returns of each library that has any, and the time of the last one that is
/// not after `until`, in the order of the configuration; libraries that are not in it
/// come last.
pub fn summary(config: &Config, records: &[Record], until: &LocalTimes) -> Vec<Summary> {
    let mut rows: Vec<(Summary, Option<NaiveDateTime>)> = Vec::new();
    for record in records {
        let known = rows
            .iter()
            .position(|(row, _)| row.library == record.library);
        let at = known.unwrap_or_else(|| {
            rows.push((Summary::new(config, &record.library), None));
            rows.len() - 1
        });
        let (row, last) = &mut rows[at];
        match record.kind {
            Kind::Loan => row.loans += 1,
            Kind::Return => row.returns += 1,
        }
        if record.timestamp <= until.of(&record.library) {
            *last = Some(record.timestamp);
        }
    }
    let place = |row: &Summary| config.libraries.iter().position(|l| l.code == row.library);
    rows.sort_by(|(a, _), (b, _)| match (place(a), place(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => a.library.cmp(&b.library),
    });
    let shown = |last: NaiveDateTime| last.format(time::SHOWN).to_string();
    rows.into_iter()
        .map(|(row, last)| Summary {
            last: last.map(shown),
            ..row
        })
        .collect()
}

/// How many files an export of all makes: one for each library where there are several, and
/// one for all records whose library could not be part of a name.
pub fn files(config: &Config, summary: &[Summary]) -> usize {
    if config.libraries.len() == 1 {
        return 1;
    }
    let named = summary.iter().filter(|row| is_code(&row.library)).count();
    named + usize::from(named < summary.len())
}

impl Summary {
    fn new(config: &Config, code: &str) -> Self {
        let configured = config.library(code).map(|library| library.name.as_str());
        Self {
            library: code.to_owned(),
            name: configured.unwrap_or(code).to_owned(),
            loans: 0,
            returns: 0,
            last: None,
        }
    }
}
