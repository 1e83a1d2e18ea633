//! A connection that holds the table's lock, and the transactions on it.
//!
//! Whoever writes has one of these, so no two of us ever do at once.

use mysql::prelude::Queryable;
use mysql::{Conn, QueryResult, Text};

use super::Ledger;
use super::change::{Change, not_committed};
use super::pool::{Connection, Patience};
use super::servers::is_off;
use crate::error::Error;

/// Seconds to wait for the table's lock, in turns shorter than any time-out.
const LOCK_TIMEOUT: u32 = 10;
const LOCK_TURN: u32 = 2;

/// A connection that holds the table's lock. Dropped after a failure it is closed, and
/// the server rolls back and frees the lock.
#[derive(Debug)]
pub struct Session<'a> {
    pub(super) ledger: &'a Ledger,
    connection: Connection<'a>,
    in_transaction: bool,
    /// Whether nothing was done in that transaction yet.
    is_fresh: bool,
}

impl<'a> Session<'a> {
    /// A connection that is alive and holds the lock, with a transaction begun on it: in one
    /// question, for each is a way to the server and back.
    ///
    /// # Errors
    /// [`Error::Busy`] when the lock is not free within 10 seconds, else those of the database.
    pub(super) fn open(ledger: &'a Ledger, patience: Patience) -> Result<Self, Error> {
        let query = format!(
            "SELECT @@global.read_only, GET_LOCK({}, {LOCK_TURN}); START TRANSACTION",
            lock_name(&ledger.table)
        );
        let ask = |conn: &mut Conn| {
            let mut results = conn.query_iter(&query)?;
            let row = results.next().transpose()?;
            let answer = row.map(mysql::from_row_opt::<(String, Option<u8>)>);
            let answer = answer
                .transpose()
                .map_err(|e| mysql::Error::FromRowError(e.0))?;
            finish(results)?;
            let is_locked = |(_, locked)| locked == Some(1);
            Ok(answer
                .filter(|(read_only, _)| is_off(read_only))
                .map(is_locked))
        };
        let (mut connection, mut is_locked) = ledger.pool.take(patience, ask)?;
        for _ in 1..LOCK_TIMEOUT / LOCK_TURN {
            if is_locked {
                break;
            }
            is_locked = ask(&mut connection.conn)?.unwrap_or(false);
        }
        if !is_locked {
            return Err(Error::Busy(LOCK_TIMEOUT));
        }
        Ok(Self {
            ledger,
            connection,
            in_transaction: true,
            is_fresh: true,
        })
    }

    /// Begins a transaction, rolled back unless committed.
    pub fn begin(&mut self) -> Result<Change<'_>, Error> {
        if !self.is_fresh {
            self.roll_back()?;
            self.connection.conn.query_drop("START TRANSACTION")?;
            self.in_transaction = true;
        }
        self.is_fresh = false;
        Ok(Change {
            tx: &mut self.connection.conn,
            is_open: &mut self.in_transaction,
            table: &self.ledger.table,
        })
    }

    pub(super) fn roll_back(&mut self) -> Result<(), Error> {
        if self.in_transaction {
            self.connection.conn.query_drop("ROLLBACK")?;
            self.in_transaction = false;
        }
        Ok(())
    }

    /// Frees the lock after everything went well.
    pub(super) fn release(mut self) {
        let query = format!("DO RELEASE_LOCK({})", lock_name(&self.ledger.table));
        let released = self
            .roll_back()
            .and_then(|()| Ok(self.connection.conn.query_drop(query)?));
        // Where that failed, closing the connection does the same.
        if released.is_ok() {
            self.connection.keep();
        }
    }

    /// Commits, and frees the lock, in one question.
    pub(super) fn commit_and_release(mut self) -> Result<(), Error> {
        let query = format!("COMMIT; DO RELEASE_LOCK({})", lock_name(&self.ledger.table));
        let results = self.connection.conn.query_iter(query);
        let released = finish(results.map_err(not_committed)?);
        if released.is_ok() {
            self.connection.keep();
        }
        Ok(())
    }
}

/// Waits for the answers to all statements of a question.
fn finish(mut results: QueryResult<'_, '_, '_, Text>) -> mysql::Result<()> {
    while let Some(rows) = results.iter() {
        for row in rows {
            row?;
        }
    }
    Ok(())
}

/// A name that is the same for all who use this table, short enough for MySQL.
fn lock_name(table: &str) -> String {
    format!("CONCAT('offline-circ ', LEFT(SHA2(CONCAT(DATABASE(), '.{table}'), 256), 40))")
}
