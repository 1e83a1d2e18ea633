//! What a transaction on the table does: record, flag, delete, void.
//!
//! Nothing of it has happened before COMMIT.

use std::collections::{HashMap, HashSet};
use std::iter;

use mysql::prelude::Queryable;
use mysql::{Conn, Params, Value};

use super::rows::{
    COLUMNS, IDENTITY, UNSAVED, USABLE, at_times, clause, from_row, identity_values, params,
    placeholders, read, read_unsaved, row_values,
};
use crate::circulation::library::Selection;
use crate::circulation::record::{Key, Record};
use crate::circulation::time::Span;
use crate::error::Error;
use crate::log::Event;

/// Rows in one INSERT or DELETE: seven values each, and a statement takes 65,535.
const BATCH: usize = 2_000;

/// What became of a submission.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recorded {
    /// Rows added.
    pub added: usize,
    /// Transactions that were in the table, or earlier in the submission.
    pub known: usize,
    /// The indices of those that this table cannot hold.
    pub refused: Vec<usize>,
}

/// What became of a record that was to be voided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voiding {
    /// It is deleted.
    Done,
    /// It is in a file, and stays.
    InFile,
    /// It is not in the table.
    NoRecord,
}

/// A transaction on the table, by whoever holds its lock.
pub struct Change<'a> {
    pub(super) tx: &'a mut Conn,
    pub(super) is_open: &'a mut bool,
    pub(super) table: &'a str,
}

impl Change<'_> {
    /// Adds the records that the table does not have, in their order, but for those
    /// that do not fit into a table narrower than ours, or of another character set.
    pub fn record(&mut self, records: &[Record]) -> Result<Recorded, Error> {
        if records.is_empty() {
            return Ok(Recorded::default());
        }
        let new = self.not_in_table(records)?;
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
        let is_refused =
            |(i, record): (usize, &Record)| refused.contains(&record.key()).then_some(i);
        let refused: Vec<usize> = records.iter().enumerate().filter_map(is_refused).collect();
        Ok(Recorded {
            added,
            known: records.len() - added - refused.len(),
            refused,
        })
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

    /// The unsaved records in their file's order; until the transaction ends, nobody
    /// can change them or add others.
    pub fn lock_unsaved(&mut self, selection: Selection<'_>) -> Result<Vec<Record>, Error> {
        read_unsaved(self.tx, self.table, selection, "FOR UPDATE")
    }

    /// Flags what [`Change::lock_unsaved`] returned for the same selection.
    ///
    /// # Errors
    /// [`Error::Changed`] when that is not `expected` rows, else those of the database.
    pub fn flag_saved(&mut self, selection: Selection<'_>, expected: usize) -> Result<(), Error> {
        let query = format!(
            "UPDATE {} SET saved = 1 WHERE {UNSAVED} AND {USABLE}{}",
            self.table,
            clause(selection)
        );
        self.tx.exec_drop(query, params(selection))?;
        let flagged = self.tx.affected_rows();
        if flagged == expected as u64 {
            Ok(())
        } else {
            Err(Error::Changed {
                read: expected,
                flagged,
            })
        }
    }

    /// The records of this span that are in a file (or in none) in the order recorded, locked
    /// until the transaction ends.
    pub fn lock_in(&mut self, span: Span, saved: bool) -> Result<Vec<Record>, Error> {
        let saved = if saved { "saved = 1" } else { UNSAVED };
        let query = format!(
            "SELECT {COLUMNS} FROM {} USE INDEX () \
             WHERE {saved} AND {USABLE} AND timestamp BETWEEN ? AND ? FOR UPDATE",
            self.table
        );
        read(
            self.tx,
            &query,
            Params::Positional(vec![span.first.into(), span.last.into()]),
        )
    }

    /// Deletes saved rows: of each key, at most as many as it is there.
    ///
    /// `saved` is how many rows of each key the table has.
    pub fn delete_saved(
        &mut self,
        unwanted: &HashMap<Key<'_>, usize>,
        saved: &HashMap<Key<'_>, usize>,
    ) -> Result<u64, Error> {
        let is_whole = |key: &Key<'_>, n: usize| saved.get(key).is_none_or(|there| *there <= n);
        let mut whole: Vec<&Key<'_>> = Vec::new();
        let mut deleted = 0;
        for (key, &n) in unwanted {
            if is_whole(key, n) {
                whole.push(key);
            } else {
                let query = format!(
                    "DELETE FROM {} WHERE saved = 1 AND {IDENTITY} = (?, ?, ?, ?, ?) LIMIT {n}",
                    self.table
                );
                self.tx.exec_drop(query, identity_values(key).to_vec())?;
                deleted += self.tx.affected_rows();
            }
        }
        whole.sort_unstable_by_key(|key| key.1);
        for batch in whole.chunks(BATCH) {
            // The span keeps the comparison with the list to the few rows that can be in it.
            let query = format!(
                "DELETE FROM {} WHERE saved = 1 AND timestamp BETWEEN ? AND ? AND {IDENTITY} IN ({})",
                self.table,
                placeholders("(?, ?, ?, ?, ?)", batch.len())
            );
            let span = [batch[0].1.into(), batch[batch.len() - 1].1.into()];
            let keys = batch.iter().copied().flat_map(identity_values);
            let values: Vec<Value> = span.into_iter().chain(keys).collect();
            self.tx.exec_drop(query, values)?;
            deleted += self.tx.affected_rows();
        }
        Ok(deleted)
    }

    /// Deletes the one row, if it is unsaved.
    pub fn void(&mut self, record: &Record) -> Result<Voiding, Error> {
        let same = format!("timestamp = ? AND {IDENTITY} = (?, ?, ?, ?, ?)");
        let key = record.key();
        let values: Vec<Value> = iter::once(key.1.into())
            .chain(identity_values(&key))
            .collect();
        let query = format!(
            "DELETE FROM {} WHERE {UNSAVED} AND {same} LIMIT 1",
            self.table
        );
        self.tx.exec_drop(query, values.clone())?;
        if self.tx.affected_rows() == 1 {
            return Ok(Voiding::Done);
        }
        let query = format!(
            "SELECT 1 FROM {} WHERE saved = 1 AND {same} LIMIT 1",
            self.table
        );
        Ok(match self.tx.exec_first::<u8, _, _>(query, values)? {
            Some(_) => Voiding::InFile,
            None => Voiding::NoRecord,
        })
    }

    /// Ends the transaction; only now has anything happened.
    ///
    /// # Errors
    /// [`Error::Database`] when nothing has happened, [`Error::Uncertain`] when nobody knows.
    pub fn commit(self) -> Result<(), Error> {
        self.tx.query_drop("COMMIT").map_err(not_committed)?;
        *self.is_open = false;
        Ok(())
    }
}

/// What it means that COMMIT failed.
pub(super) fn not_committed(cause: mysql::Error) -> Error {
    match cause {
        // The answer of a cluster that has undone it.
        mysql::Error::MySqlError(ref error) if matches!(error.code, 1205 | 1213) => {
            Error::Database(cause)
        }
        cause => Error::Uncertain(cause),
    }
}

/// Whether a value is what is wrong: out of range, truncated, no such character, too long.
fn does_not_fit(cause: &mysql::Error) -> bool {
    let mysql::Error::MySqlError(error) = cause else {
        return false;
    };
    matches!(error.code, 1264 | 1265 | 1366 | 1406)
}
