//! The `transactions` table: every SQL statement of the program is in this folder.
//!
//! The table is used as the PHP left it, without any column or key of ours, so a row
//! is identified by its values. Whoever writes holds the table's named lock; what is
//! read for a file is locked until it is flagged, so nothing can slip in between.

mod change;
pub mod inspect;
mod pool;
mod rows;
mod servers;

use std::thread;
use std::time::{Duration, Instant};

use chrono::NaiveDateTime;
use mysql::prelude::Queryable;
use mysql::{Conn, Params};

pub use change::{Change, Found, Recorded};
pub use pool::Patience;
use pool::{Connection, Pool};
use rows::{COLUMNS, UNSAVED, USABLE, from_flagged_row, read, read_all_unsaved};

use crate::config::Database;
use crate::error::Error;
use crate::log::Event;
use crate::transaction::Transaction;

/// Seconds to wait for the table's lock, in turns shorter than any time-out.
const LOCK_TIMEOUT: u32 = 10;
const LOCK_TURN: u32 = 2;
/// How often something is done whose connection was lost or whose transaction was undone.
const ATTEMPTS: u32 = 3;
const PAUSE: Duration = Duration::from_millis(100);

/// Which records are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection<'a> {
    /// Those of every library.
    All,
    /// Those with exactly this library.
    Library(&'a str),
}

impl Selection<'_> {
    fn clause(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Library(_) => " AND CAST(`library` AS BINARY) = ?",
        }
    }

    fn params(self) -> Params {
        match self {
            Self::All => Params::Empty,
            Self::Library(code) => Params::Positional(vec![code.into()]),
        }
    }
}

/// What is in no file yet.
#[derive(Debug)]
pub struct Unsaved {
    /// The records in the order in which they will stand in a file: by time, ties in the
    /// order recorded.
    pub records: Vec<Transaction>,
    /// How many rows hold something that no line of Alma's file can: no real time, neither
    /// `L` nor `R`, no item barcode, a line break.
    pub unusable: u64,
}

/// The table and the connections to its database.
#[derive(Debug)]
pub struct Ledger {
    pool: Pool,
    table: String,
}

impl Ledger {
    /// Prepares the connections; the first one is opened when it is needed.
    #[must_use]
    pub fn new(database: &Database) -> Self {
        Self {
            pool: Pool::new(database),
            table: format!("`{}`", database.table),
        }
    }

    /// What is in no file yet, in one reading of the table.
    ///
    /// # Errors
    /// Those of the database.
    pub fn unsaved(&self) -> Result<Unsaved, Error> {
        self.read(|connection| {
            let (records, unusable) = read_all_unsaved(connection, &self.table)?;
            Ok(Unsaved { records, unusable })
        })
    }

    /// The records from one time to another, both included, whether in a file or not.
    ///
    /// # Errors
    /// Those of the database.
    pub fn recorded_between(
        &self,
        from: NaiveDateTime,
        to: NaiveDateTime,
    ) -> Result<Vec<Transaction>, Error> {
        let query = format!(
            "SELECT {COLUMNS} FROM {} WHERE {USABLE} AND timestamp BETWEEN ? AND ?",
            self.table
        );
        let span = Params::Positional(vec![from.into(), to.into()]);
        self.read(|connection| read(connection, &query, span.clone()))
    }

    /// How many unsaved records there are, and the latest time among them that is not
    /// after `until`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn count_unsaved(
        &self,
        until: NaiveDateTime,
    ) -> Result<(usize, Option<NaiveDateTime>), Error> {
        let query = format!(
            "SELECT COUNT(*), MAX(IF(timestamp <= ?, timestamp, NULL)) FROM {} \
             WHERE {UNSAVED} AND {USABLE}",
            self.table
        );
        self.read(|connection| {
            let row = connection.exec_first(&query, (until,))?;
            Ok(row.unwrap_or_default())
        })
    }

    /// How many unsaved records there are, and the time of the oldest.
    ///
    /// # Errors
    /// Those of the database.
    pub fn oldest_unsaved(&self) -> Result<(u64, Option<NaiveDateTime>), Error> {
        let query = format!(
            "SELECT COUNT(*), MIN(timestamp) FROM {} WHERE {UNSAVED} AND {USABLE}",
            self.table
        );
        self.read(|connection| Ok(connection.query_first(&query)?.unwrap_or_default()))
    }

    /// Does the work while holding the table's lock, and does it again from the start when
    /// the connection was lost or the transaction undone before COMMIT was sent.
    ///
    /// # Errors
    /// [`Error::Busy`] when the lock is not free within 10 seconds, [`Error::Uncertain`]
    /// when the answer to COMMIT was lost, else those of the database and of the work.
    pub fn locked<T>(
        &self,
        patience: Patience,
        mut work: impl FnMut(&mut Session<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        retry(patience, || {
            let mut session = self.lock(patience)?;
            let done = work(&mut session)?;
            session.release();
            Ok(done)
        })
    }

    fn read<T>(&self, query: impl Fn(&mut Conn) -> Result<T, Error>) -> Result<T, Error> {
        retry(Patience::Short, || {
            let mut connection = self.pool.take(Patience::Short)?;
            let answer = query(&mut connection.conn)?;
            connection.keep();
            Ok(answer)
        })
    }

    fn lock(&self, patience: Patience) -> Result<Session<'_>, Error> {
        let mut connection = self.pool.take(patience)?;
        let query = format!("SELECT GET_LOCK({}, {LOCK_TURN})", self.lock_name());
        for _ in 0..LOCK_TIMEOUT / LOCK_TURN {
            let locked: Option<Option<u8>> = connection.conn.query_first(&query)?;
            if locked.flatten() == Some(1) {
                return Ok(Session {
                    ledger: self,
                    connection,
                    in_transaction: false,
                });
            }
        }
        connection.keep();
        Err(Error::Busy(LOCK_TIMEOUT))
    }

    /// A name that is the same for all who use this table, short enough for MySQL.
    fn lock_name(&self) -> String {
        format!(
            "CONCAT('offline-circ ', LEFT(SHA2(CONCAT(DATABASE(), '.{}'), 256), 40))",
            self.table
        )
    }
}

/// A connection that holds the table's lock. Dropped after a failure it is closed, and
/// the server rolls back and frees the lock.
#[derive(Debug)]
pub struct Session<'a> {
    ledger: &'a Ledger,
    connection: Connection<'a>,
    in_transaction: bool,
}

impl Session<'_> {
    /// Begins a transaction, rolled back unless committed.
    ///
    /// # Errors
    /// Those of the database.
    pub fn begin(&mut self) -> Result<Change<'_>, Error> {
        self.roll_back()?;
        self.connection.conn.query_drop("START TRANSACTION")?;
        self.in_transaction = true;
        Ok(Change {
            tx: &mut self.connection.conn,
            is_open: &mut self.in_transaction,
            table: &self.ledger.table,
        })
    }

    /// The usable rows that are wanted, in the order recorded, each with whether it is in
    /// a file. The table is read once, and no other row is kept.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find(
        &mut self,
        wanted: impl Fn(&Transaction) -> bool,
    ) -> Result<Vec<(Transaction, bool)>, Error> {
        let query = format!(
            "SELECT NOT ({UNSAVED}), {COLUMNS} FROM {} USE INDEX () WHERE {USABLE}",
            self.ledger.table
        );
        let mut rows = Vec::new();
        for row in self.connection.conn.exec_iter(query, ())? {
            let row = from_flagged_row(row?)?;
            if wanted(&row.0) {
                rows.push(row);
            }
        }
        Ok(rows)
    }

    fn roll_back(&mut self) -> Result<(), Error> {
        if self.in_transaction {
            self.connection.conn.query_drop("ROLLBACK")?;
            self.in_transaction = false;
        }
        Ok(())
    }

    /// Frees the lock after everything went well.
    fn release(mut self) {
        let query = format!("SELECT RELEASE_LOCK({})", self.ledger.lock_name());
        let released = self
            .roll_back()
            .and_then(|()| Ok(self.connection.conn.query_drop(query)?));
        // Where that failed, closing the connection does the same.
        if released.is_ok() {
            self.connection.keep();
        }
    }
}

/// Tries again after a passing failure; not after a time-out, which would double the wait.
fn retry<T>(patience: Patience, mut attempt: impl FnMut() -> Result<T, Error>) -> Result<T, Error> {
    let began = Instant::now();
    for _ in 1..ATTEMPTS {
        match attempt() {
            Err(Error::Database(cause))
                if is_passing(&cause) && began.elapsed() < patience.answer() =>
            {
                eprintln!("{}", Event::new("retried").text("cause", cause));
                thread::sleep(PAUSE);
            }
            outcome => return outcome,
        }
    }
    attempt()
}

/// Whether a new connection, or only a little time, may help.
fn is_passing(cause: &mysql::Error) -> bool {
    match cause {
        // The connection is lost, or was closed with a word that nobody waited for.
        mysql::Error::IoError(_) | mysql::Error::CodecError(_) => true,
        mysql::Error::MySqlError(error) => matches!(
            error.code,
            1205 | 1213 // Lock wait time-out, deadlock.
                | 1290 | 1836 // The server has become read-only.
                | 1053 | 1927 | 4031 // It shuts down, or has closed the connection.
        ),
        _ => false,
    }
}
