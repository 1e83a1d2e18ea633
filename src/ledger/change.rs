//! What a transaction on the table does: flag, delete, void; `record` is beside this file.
//!
//! Nothing of it has happened before COMMIT.

use std::collections::HashMap;
use std::iter;

use mysql::prelude::Queryable;
use mysql::{Conn, Value};

use super::fitness::{Order, Traits, is_undone};
use super::rows::{
    IDENTITY, UNSAVED, USABLE, clause, identity_values, params, placeholders, read_in, read_unsaved,
};
use super::silence;
use crate::circulation::library::Selection;
use crate::circulation::record::{Key, Record};
use crate::circulation::time::Span;
use crate::error::Error;

/// Rows in one INSERT or DELETE: up to seven values each, and a statement takes 65,535.
pub(super) const BATCH: usize = 2_000;

/// Rows at the end of the table that may be on their way in: as many as MariaDB and MySQL take
/// connections, if nobody has said otherwise.
const ON_THEIR_WAY: usize = 151;

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
    pub(super) table: &'a str,
    pub(super) traits: Traits,
}

impl Change<'_> {
    /// The unsaved records in their file's order; until the transaction ends, nobody
    /// can change them or add others.
    pub fn lock_unsaved(&mut self, selection: Selection<'_>) -> Result<Vec<Record>, Error> {
        self.lock_end()?;
        read_unsaved(
            self.tx,
            self.table,
            selection,
            self.traits.order,
            "FOR UPDATE",
        )
    }

    /// Waits for the rows that others are adding, and lets nobody add one until the transaction
    /// ends.
    ///
    /// The PHP does not wait for its turn. Where an index has our lock, its INSERT would stop with
    /// its row in the table already; if we then want that row, the server undoes one of the two,
    /// and the PHP says nothing about a scan that it has lost. Here it stops with nothing done.
    /// Without numbers the table is read from beginning to end, which does the same.
    fn lock_end(&mut self) -> Result<(), Error> {
        if self.traits.order == Order::Numbers {
            let query = format!(
                "SELECT id FROM {} FORCE INDEX (PRIMARY) \
                 ORDER BY id DESC LIMIT {ON_THEIR_WAY} FOR UPDATE",
                self.table
            );
            // query_drop would not tell that the wait has timed out: it leaves the rows unread.
            self.tx.query::<u64, _>(query)?;
        }
        Ok(())
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
            return Ok(());
        }
        silence::check(self.tx, self.traits)?;
        Err(Error::Changed {
            read: expected,
            flagged,
        })
    }

    /// The records of this span that are in a file (or in none) in the order recorded, locked
    /// until the transaction ends.
    pub fn lock_in(&mut self, span: Span, saved: bool) -> Result<Vec<Record>, Error> {
        self.lock_end()?;
        read_in(
            self.tx,
            self.table,
            span,
            saved,
            self.traits.order,
            "FOR UPDATE",
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

    /// Ends a transaction that has only read, and makes sure that what it read is what all
    /// servers of a cluster have. Whoever acts on that outside of the table does so after it.
    ///
    /// # Errors
    /// [`Error::Database`]; it may be done again from the start.
    pub fn confirm(self) -> Result<(), Error> {
        silence::check(self.tx, self.traits)?;
        Ok(self.tx.query_drop("COMMIT")?)
    }

    /// Ends the transaction; only now has anything happened.
    ///
    /// # Errors
    /// [`Error::Database`] when nothing has happened, [`Error::Uncertain`] when nobody knows.
    pub fn commit(self) -> Result<(), Error> {
        silence::check(self.tx, self.traits)?;
        self.tx.query_drop("COMMIT").map_err(not_committed)
    }
}

/// What it means that COMMIT failed.
pub(super) fn not_committed(cause: mysql::Error) -> Error {
    if is_undone(&cause) {
        Error::Database(cause)
    } else {
        Error::Uncertain(cause)
    }
}
