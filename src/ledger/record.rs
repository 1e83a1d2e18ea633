//! Adds records to the table: each once, and none that is to be held.
//!
//! What the table has already is never held, so that a retry is answered as the first time.

use std::collections::{HashMap, HashSet};

use chrono::{Days, NaiveDate, NaiveTime};
use mysql::prelude::Queryable;
use mysql::{Params, Value};

use super::change::{BATCH, Change};
use super::rows::{
    COLUMNS, ITEM, PATRON, SCANNED, USABLE, at_times, from_row, placeholders, read_scanned,
    row_values,
};
use crate::circulation::record::{Key, Kind, Reason, Record};
use crate::circulation::roles::Roles;
use crate::error::Error;
use crate::log::Event;

/// Barcodes in one IN list; above, all of the day are read.
const BARCODES: usize = 1_000;

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

impl Change<'_> {
    /// Adds the records that the table does not have, in their order, but for those that are
    /// held, and those that do not fit into a table narrower than ours, or of another
    /// character set.
    pub fn record(&mut self, records: &[Record], asked: &Asked) -> Result<Recorded, Error> {
        if records.is_empty() {
            return Ok(Recorded::default());
        }
        let new = self.not_in_table(records)?;
        let (new, held) = self.without_held(records, new, asked)?;
        let mut refused = HashSet::new();
        for batch in new.chunks(BATCH) {
            match self.insert(records, batch) {
                Err(cause) if does_not_fit(&cause) => {
                    self.insert_each(records, batch, &mut refused)?;
                }
                inserted => inserted?,
            }
        }
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
    }

    /// The indices of those to add, and of those that are held; `new` are the ones that the
    /// table does not have, each once.
    fn without_held(
        &mut self,
        records: &[Record],
        new: Vec<usize>,
        asked: &Asked,
    ) -> Result<(Vec<usize>, Vec<Held>), Error> {
        let doubtful = || new.iter().filter(|i| asked.indices.contains(i));
        let doubtful: Vec<&Record> = doubtful().map(|&i| &records[i]).collect();
        if doubtful.is_empty() {
            return Ok((new, Vec::new()));
        }
        let mut roles = self.roles(&doubtful, asked.day)?;
        let mut missing: HashSet<Key<'_>> = new.iter().map(|&i| records[i].key()).collect();
        let (mut added, mut held) = (Vec::new(), Vec::new());
        for (i, record) in records.iter().enumerate() {
            let is_new = missing.contains(&record.key());
            let conflict = (is_new && asked.indices.contains(&i)).then(|| roles.conflict(record));
            if let Some(reason) = conflict.flatten() {
                held.push((i, reason));
                continue;
            }
            roles.add_record(record);
            if missing.remove(&record.key()) {
                added.push(i);
            }
        }
        Ok((added, held))
    }

    /// What the barcodes of these records were on the day.
    fn roles(&mut self, records: &[&Record], day: NaiveDate) -> Result<Roles, Error> {
        let from = day.and_time(NaiveTime::MIN);
        let until = from.checked_add_days(Days::new(1)).unwrap_or(from);
        let mut values: Vec<Value> = vec![from.into(), until.into()];
        let mut query = format!(
            "SELECT {SCANNED} FROM {} WHERE {USABLE} AND timestamp >= ? AND timestamp < ?",
            self.table
        );
        if records.len() <= BARCODES {
            let items = records.iter().map(|record| &record.item_barcode);
            let loans = records.iter().filter(|record| record.kind == Kind::Loan);
            let patrons = loans.map(|record| &record.patron_barcode);
            let barcodes: Vec<Value> = items.chain(patrons).map(Value::from).collect();
            let list = placeholders("?", barcodes.len());
            query = format!("{query} AND ({PATRON} IN ({list}) OR {ITEM} IN ({list}))");
            values.extend(barcodes.iter().cloned());
            values.extend(barcodes);
        }
        let mut roles = Roles::of(day);
        for scan in read_scanned(self.tx, &query, Params::Positional(values))? {
            roles.add(scan.kind, &scan.item_barcode, &scan.patron_barcode);
        }
        Ok(roles)
    }

    /// Adds those of the records that have these indices, all or none.
    fn insert(&mut self, records: &[Record], indices: &[usize]) -> mysql::Result<()> {
        let rows = placeholders("(?, ?, ?, ?, ?, ?, ?, 0)", indices.len());
        let query = format!(
            "INSERT INTO {} ({COLUMNS}, saved) VALUES {rows}",
            self.table
        );
        let values: Vec<Value> = indices
            .iter()
            .flat_map(|&i| row_values(&records[i]))
            .collect();
        self.tx.exec_drop(query, values)
    }

    /// Adds them one by one, so that what the table cannot hold stops no other.
    fn insert_each<'r>(
        &mut self,
        records: &'r [Record],
        indices: &[usize],
        refused: &mut HashSet<Key<'r>>,
    ) -> Result<(), Error> {
        for &i in indices {
            match self.insert(records, &[i]) {
                Err(cause) if does_not_fit(&cause) => {
                    Event::new("refused").text("cause", cause).write();
                    refused.insert(records[i].key());
                }
                inserted => inserted?,
            }
        }
        Ok(())
    }

    /// The indices of those that the table does not have, saved or not, each once.
    fn not_in_table(&mut self, wanted: &[Record]) -> Result<Vec<usize>, Error> {
        let mut first_of: HashMap<Key<'_>, usize> = HashMap::with_capacity(wanted.len());
        for (i, record) in wanted.iter().enumerate() {
            first_of.entry(record.key()).or_insert(i);
        }
        let mut is_missing = vec![false; wanted.len()];
        for &i in first_of.values() {
            is_missing[i] = true;
        }
        let (clause, values) = at_times(wanted);
        let query = format!(
            "SELECT {COLUMNS} FROM {} WHERE {USABLE} AND {clause}",
            self.table
        );
        for row in self.tx.exec_iter(query, values)? {
            if let Some(&i) = first_of.get(&from_row(row?)?.key()) {
                is_missing[i] = false;
            }
        }
        Ok((0..wanted.len()).filter(|&i| is_missing[i]).collect())
    }
}

/// Whether a value is what is wrong: out of range, truncated, no such character, too long.
fn does_not_fit(cause: &mysql::Error) -> bool {
    let mysql::Error::MySqlError(error) = cause else {
        return false;
    };
    matches!(error.code, 1264 | 1265 | 1366 | 1406)
}
