//! Adds records to the table: each once, and none that is to be held.
//!
//! What the table has already is never held, so that a retry is answered as the first time.

use std::collections::{HashMap, HashSet};

use chrono::{Days, NaiveDate, NaiveTime};
use mysql::Row;

use super::rows::{
    COLUMNS, ITEM, PATRON, SCANNED, USABLE, at_times, from_row, row_literal, scanned_from_row,
};
use super::{Ledger, Patience, Session, literal};
use crate::circulation::record::{Key, Kind, Reason, Record};
use crate::circulation::roles::Roles;
use crate::error::Error;
use crate::log::Event;

/// Records in one INSERT, and barcodes of records in one IN list; above, all of the day are read.
const MANY: usize = 1_000;

/// Which records are held if a barcode of theirs was in the other role that day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The day.
    pub day: NaiveDate,
    /// The indices of the records.
    pub indices: HashSet<usize>,
}

/// The index of a record that is held, and why.
pub type Held = (usize, Reason);

/// What became of a submission.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recorded {
    /// Rows added.
    pub added: usize,
    /// Transactions that were in the table, or earlier in the submission.
    pub known: usize,
    /// The indices of those that this table cannot hold.
    pub refused: Vec<usize>,
    /// The indices of those that are held, and why.
    pub held: Vec<Held>,
}

impl Ledger {
    /// Adds the records that the table does not have, in their order, but for those that are
    /// held, and those that do not fit into a table narrower than ours, or of another
    /// character set. A few take two round trips to the database.
    ///
    /// # Errors
    /// As [`Ledger::locked`] has them.
    pub fn record(&self, records: &[Record], asked: &Asked) -> Result<Recorded, Error> {
        if records.is_empty() {
            return Ok(Recorded::default());
        }
        self.retry(Patience::Short, || {
            let (session, found) = look(self, records, asked)?;
            let (new, held) = found.sort_out(records, asked);
            let refused = add(session, records, &new)?;
            let added = new.len() - refused.len();
            // The same scan again, later in the submission, is in the table no more than the first.
            let is_held = |i: usize| held.iter().any(|(held, _)| *held == i);
            let is_refused = |(i, record): (usize, &Record)| {
                (refused.contains(&record.key()) && !is_held(i)).then_some(i)
            };
            let refused: Vec<usize> = records.iter().enumerate().filter_map(is_refused).collect();
            Ok(Recorded {
                added,
                known: records.len() - added - refused.len() - held.len(),
                refused,
                held,
            })
        })
    }
}

/// What the table has of a submission.
struct Found<'r> {
    /// The first of each scan.
    first_of: HashMap<Key<'r>, usize>,
    /// Whether this is the first of a scan that is not in the table.
    is_missing: Vec<bool>,
    /// What the barcodes of those that may be held were on the day.
    roles: Roles,
}

/// Takes the turn, and looks for the records.
fn look<'l, 'r>(
    ledger: &'l Ledger,
    records: &'r [Record],
    asked: &Asked,
) -> Result<(Session<'l>, Found<'r>), Error> {
    let mut found = Found::nothing(records, asked.day);
    let questions = questions(&ledger.table, records, asked);
    if records.len() <= MANY {
        let (session, answers) = Session::open_with(ledger, &questions)?;
        for (question, rows) in answers.into_iter().enumerate() {
            for row in rows {
                found.take(question, row)?;
            }
        }
        return Ok((session, found));
    }
    // The answers may be long: row by row.
    let mut session = Session::open(ledger, Patience::Short)?;
    for (question, text) in questions.iter().enumerate() {
        session.each_row(text, |row| found.take(question, row))?;
    }
    Ok((session, found))
}

/// What has the times of the records and, where some may be held, what has their barcodes that
/// day; for [`Found::take`].
fn questions(table: &str, records: &[Record], asked: &Asked) -> Vec<String> {
    let same = format!(
        "SELECT {COLUMNS} FROM {table} WHERE {USABLE} AND {}",
        at_times(records)
    );
    if asked.indices.is_empty() {
        return vec![same];
    }
    let from = asked.day.and_time(NaiveTime::MIN);
    let until = from.checked_add_days(Days::new(1)).unwrap_or(from);
    let mut roles = format!(
        "SELECT {SCANNED} FROM {table} WHERE {USABLE} AND timestamp >= {} AND timestamp < {}",
        literal::time(from),
        literal::time(until)
    );
    if asked.indices.len() <= MANY {
        let doubtful = || asked.indices.iter().filter_map(|&i| records.get(i));
        let items = doubtful().map(|record| &record.item_barcode);
        let loans = doubtful().filter(|record| record.kind == Kind::Loan);
        let patrons = loans.map(|record| &record.patron_barcode);
        let barcodes: Vec<String> = items.chain(patrons).map(|b| literal::text(b)).collect();
        let list = barcodes.join(", ");
        roles = format!("{roles} AND ({PATRON} IN ({list}) OR {ITEM} IN ({list}))");
    }
    vec![same, roles]
}

impl<'r> Found<'r> {
    fn nothing(records: &'r [Record], day: NaiveDate) -> Self {
        let mut first_of: HashMap<Key<'_>, usize> = HashMap::with_capacity(records.len());
        for (i, record) in records.iter().enumerate() {
            first_of.entry(record.key()).or_insert(i);
        }
        let mut is_missing = vec![false; records.len()];
        for &i in first_of.values() {
            is_missing[i] = true;
        }
        Self {
            first_of,
            is_missing,
            roles: Roles::of(day),
        }
    }

    /// Notes a row of the answer to the question of this number.
    fn take(&mut self, question: usize, row: Row) -> mysql::Result<()> {
        if question == 0 {
            if let Some(&i) = self.first_of.get(&from_row(row)?.key()) {
                self.is_missing[i] = false;
            }
        } else {
            let scan = scanned_from_row(row)?;
            self.roles
                .add(scan.kind, &scan.item_barcode, &scan.patron_barcode);
        }
        Ok(())
    }

    /// The indices of those to add, each once, and of those that are held.
    fn sort_out(mut self, records: &[Record], asked: &Asked) -> (Vec<usize>, Vec<Held>) {
        let missing = (0..records.len()).filter(|&i| self.is_missing[i]);
        let mut missing: HashSet<Key<'_>> = missing.map(|i| records[i].key()).collect();
        let (mut added, mut held) = (Vec::new(), Vec::new());
        for (i, record) in records.iter().enumerate() {
            let is_new = missing.contains(&record.key());
            let conflict =
                (is_new && asked.indices.contains(&i)).then(|| self.roles.conflict(record));
            if let Some(reason) = conflict.flatten() {
                held.push((i, reason));
                continue;
            }
            if !asked.indices.is_empty() {
                self.roles.add_record(record);
            }
            if missing.remove(&record.key()) {
                added.push(i);
            }
        }
        (added, held)
    }
}

/// Adds those of the records that have these indices, commits, and gives the turn to the next
/// one. Returns those that the table cannot hold.
fn add<'r>(
    mut session: Session<'_>,
    records: &'r [Record],
    indices: &[usize],
) -> Result<HashSet<Key<'r>>, Error> {
    let mut refused = HashSet::new();
    let batches: Vec<&[usize]> = indices.chunks(MANY).collect();
    let Some((last, others)) = batches.split_last() else {
        session.release();
        return Ok(refused);
    };
    let table = &session.ledger.table;
    for batch in others {
        match session.run(&insertion(table, records, batch)) {
            Err(cause) if does_not_fit(&cause) => {
                add_each(&mut session, records, batch, &mut refused)?;
            }
            added => added?,
        }
    }
    match session.finish(Some(&insertion(table, records, last)))? {
        None => {}
        Some((mut session, cause)) if does_not_fit(&cause) => {
            add_each(&mut session, records, last, &mut refused)?;
            session.finish(None)?;
        }
        Some((_, cause)) => return Err(cause.into()),
    }
    Ok(refused)
}

/// Adds them one by one, so that what the table cannot hold stops no other.
fn add_each<'r>(
    session: &mut Session<'_>,
    records: &'r [Record],
    indices: &[usize],
    refused: &mut HashSet<Key<'r>>,
) -> Result<(), Error> {
    let table = &session.ledger.table;
    for &i in indices {
        match session.run(&insertion(table, records, &[i])) {
            Err(cause) if does_not_fit(&cause) => {
                Event::new("refused").text("cause", cause).write();
                refused.insert(records[i].key());
            }
            added => added?,
        }
    }
    Ok(())
}

/// Adds those of the records that have these indices, all or none.
fn insertion(table: &str, records: &[Record], indices: &[usize]) -> String {
    let rows: Vec<String> = indices.iter().map(|&i| row_literal(&records[i])).collect();
    format!(
        "INSERT INTO {table} ({COLUMNS}, saved) VALUES {}",
        rows.join(", ")
    )
}

/// Whether a value is what is wrong: out of range, truncated, no such character, too long.
fn does_not_fit(cause: &mysql::Error) -> bool {
    let mysql::Error::MySqlError(error) = cause else {
        return false;
    };
    matches!(error.code, 1264 | 1265 | 1366 | 1406)
}
