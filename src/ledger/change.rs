//! What a transaction on the table does: record, flag, delete, void.
//!
//! Nothing of it has happened before COMMIT.

use std::collections::HashMap;
use std::iter;

use chrono::NaiveDateTime;
use mysql::prelude::Queryable;
use mysql::{Conn, Params, Value};

use super::Selection;
use super::rows::{
    COLUMNS, IDENTITY, TEXT_COLUMNS, UNSAVED, USABLE, at_times, from_row, identity_values, places,
    read, read_unsaved, row_values,
};
use crate::circulation::record::{Key, Transaction};
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
    /// Those that this table cannot hold: their places in the submission, and the column.
    pub refused: Vec<(usize, &'static str)>,
}

/// Where a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// In no file yet.
    Unsaved,
    /// In a file.
    Saved,
    /// Not in the table.
    Nowhere,
}

/// A transaction on the table, by whoever holds its lock.
pub struct Change<'a> {
    pub(super) tx: &'a mut Conn,
    pub(super) is_open: &'a mut bool,
    pub(super) table: &'a str,
}

impl Change<'_> {
    /// Adds the transactions that the table does not have, in their order, but for those
    /// that do not fit into a table narrower than ours, or of another character set.
    ///
    /// # Errors
    /// Those of the database.
    pub fn record(&mut self, transactions: &[Transaction]) -> Result<Recorded, Error> {
        if transactions.is_empty() {
            return Ok(Recorded::default());
        }
        let new = self.absent(transactions)?;
        let mut refused = HashMap::new();
        for batch in new.chunks(BATCH) {
            match self.insert(transactions, batch) {
                Err(cause) if column_at_fault(&cause).is_some() => {
                    self.insert_each(transactions, batch, &mut refused)?;
                }
                inserted => inserted?,
            }
        }
        let added = new.len() - refused.len();
        // The same scan again, later in the submission, is in the table no more than the first.
        let column = |(i, t): (usize, &Transaction)| Some((i, *refused.get(&t.key())?));
        let refused: Vec<_> = (0..).zip(transactions).filter_map(column).collect();
        Ok(Recorded {
            added,
            known: transactions.len() - added - refused.len(),
            refused,
        })
    }

    /// Adds those of the transactions that are at these places, all or none.
    fn insert(&mut self, transactions: &[Transaction], at: &[usize]) -> mysql::Result<()> {
        let places = places("(?, ?, ?, ?, ?, ?, ?, 0)", at.len());
        let query = format!(
            "INSERT INTO {} ({COLUMNS}, saved) VALUES {places}",
            self.table
        );
        let values: Vec<Value> = at
            .iter()
            .flat_map(|&i| row_values(&transactions[i]))
            .collect();
        self.tx.exec_drop(query, values)
    }

    /// Adds them one by one, so that what the table cannot hold stops no other.
    fn insert_each<'t>(
        &mut self,
        transactions: &'t [Transaction],
        at: &[usize],
        refused: &mut HashMap<Key<'t>, &'static str>,
    ) -> Result<(), Error> {
        for &i in at {
            let Err(cause) = self.insert(transactions, &[i]) else {
                continue;
            };
            let Some(column) = column_at_fault(&cause) else {
                return Err(cause.into());
            };
            eprintln!("{}", Event::new("refused").with("column", column));
            refused.insert(transactions[i].key(), column);
        }
        Ok(())
    }

    /// The places of those that the table does not have, saved or not, each once.
    fn absent(&mut self, wanted: &[Transaction]) -> Result<Vec<usize>, Error> {
        let mut first_of: HashMap<Key<'_>, usize> = HashMap::with_capacity(wanted.len());
        for (i, transaction) in wanted.iter().enumerate() {
            first_of.entry(transaction.key()).or_insert(i);
        }
        let mut is_absent = vec![false; wanted.len()];
        for &i in first_of.values() {
            is_absent[i] = true;
        }
        let (clause, values) = at_times(wanted);
        let query = format!(
            "SELECT {COLUMNS} FROM {} WHERE {USABLE} AND {clause}",
            self.table
        );
        for row in self.tx.exec_iter(query, values)? {
            if let Some(&i) = first_of.get(&from_row(row?)?.key()) {
                is_absent[i] = false;
            }
        }
        Ok((0..wanted.len()).filter(|&i| is_absent[i]).collect())
    }

    /// The unsaved records in their file's order; until the transaction ends, nobody
    /// can change them or add others.
    ///
    /// # Errors
    /// Those of the database.
    pub fn lock_unsaved(&mut self, selection: Selection<'_>) -> Result<Vec<Transaction>, Error> {
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
            selection.clause()
        );
        self.tx.exec_drop(query, selection.params())?;
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

    /// The records from one time to another, both included, that are in a file (or in
    /// none) in the order recorded, locked until the transaction ends.
    ///
    /// # Errors
    /// Those of the database.
    pub fn lock_between(
        &mut self,
        from: NaiveDateTime,
        to: NaiveDateTime,
        saved: bool,
    ) -> Result<Vec<Transaction>, Error> {
        let saved = if saved { "saved = 1" } else { UNSAVED };
        let query = format!(
            "SELECT {COLUMNS} FROM {} USE INDEX () \
             WHERE {saved} AND {USABLE} AND timestamp BETWEEN ? AND ? FOR UPDATE",
            self.table
        );
        read(
            self.tx,
            &query,
            Params::Positional(vec![from.into(), to.into()]),
        )
    }

    /// Deletes saved rows: of each key, at most as many as it is there.
    ///
    /// `saved` is how many rows of each key the table has.
    ///
    /// # Errors
    /// Those of the database.
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
                places("(?, ?, ?, ?, ?)", batch.len())
            );
            let span = [batch[0].1.into(), batch[batch.len() - 1].1.into()];
            let keys = batch.iter().copied().flat_map(identity_values);
            let values: Vec<Value> = span.into_iter().chain(keys).collect();
            self.tx.exec_drop(query, values)?;
            deleted += self.tx.affected_rows();
        }
        Ok(deleted)
    }

    /// Deletes the one row, if it is unsaved, and says where it was.
    ///
    /// # Errors
    /// Those of the database.
    pub fn void(&mut self, transaction: &Transaction) -> Result<Found, Error> {
        let same = format!("timestamp = ? AND {IDENTITY} = (?, ?, ?, ?, ?)");
        let key = transaction.key();
        let values: Vec<Value> = iter::once(key.1.into())
            .chain(identity_values(&key))
            .collect();
        let query = format!(
            "DELETE FROM {} WHERE {UNSAVED} AND {same} LIMIT 1",
            self.table
        );
        self.tx.exec_drop(query, values.clone())?;
        if self.tx.affected_rows() == 1 {
            return Ok(Found::Unsaved);
        }
        let query = format!(
            "SELECT 1 FROM {} WHERE saved = 1 AND {same} LIMIT 1",
            self.table
        );
        Ok(match self.tx.exec_first::<u8, _, _>(query, values)? {
            Some(_) => Found::Saved,
            None => Found::Nowhere,
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

/// The column that cannot hold its value, if that is what is wrong.
fn column_at_fault(cause: &mysql::Error) -> Option<&'static str> {
    let mysql::Error::MySqlError(error) = cause else {
        return None;
    };
    // Out of range, truncated, no such character, too long.
    if !matches!(error.code, 1264 | 1265 | 1366 | 1406) {
        return None;
    }
    // In quotes or backquotes, alone or after those of the database and the table.
    let name = error.message.rsplit(['\'', '`']).nth(1)?;
    TEXT_COLUMNS.into_iter().find(|column| *column == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_column_at_fault_is_the_last_name_in_the_message() {
        let at_fault = |code, message: &str| {
            column_at_fault(&mysql::Error::MySqlError(mysql::error::MySqlError {
                state: "HY000".to_owned(),
                message: message.to_owned(),
                code,
            }))
        };
        for (code, message, column) in [
            (
                1406,
                "Data too long for column 'item_barcode' at row 1",
                Some("item_barcode"),
            ),
            (
                1366,
                "Incorrect string value: '\\xC5\\x81' for column `library_x`.`library`.`patron_name` at row 1",
                Some("patron_name"),
            ),
            (
                1366,
                "Incorrect string value: 'item_barcode' for column `a`.`column`.`library` at row 2",
                Some("library"),
            ),
            (
                1366,
                "Incorrect value for column `library`.`t`.`note` at row 1",
                None,
            ),
            (1146, "Table 'library.item_barcode' doesn't exist", None),
        ] {
            assert_eq!(at_fault(code, message), column, "{message}");
        }
    }
}
