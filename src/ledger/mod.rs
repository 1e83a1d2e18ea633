//! The `transactions` table: every SQL statement of the program is in this folder.
//!
//! The table is used as the PHP left it, without any column or key of ours, so a row
//! is identified by its values. Whoever of us writes holds the table's named lock; what is
//! read for a file is locked until it is flagged, so nothing can slip in between.

mod change;
pub mod inspect;
mod pool;
mod record;
mod rows;
mod servers;
mod session;

use std::thread;
use std::time::{Duration, Instant};

use chrono::NaiveDateTime;
use mysql::prelude::Queryable;
use mysql::{Conn, Params, Value};

pub use change::{Change, Voiding};
pub use pool::Patience;
use pool::Pool;
pub use record::{Asked, Recorded};
pub use rows::Scanned;
use rows::{
    COLUMNS, SCANNED, UNSAVED, USABLE, clause, from_flagged_row, placeholders, read,
    read_all_unsaved, read_scanned,
};
use servers::is_writable;
pub use session::Session;

use crate::circulation::library::Selection;
use crate::circulation::record::Record;
use crate::circulation::time::Span;
use crate::circulation::zone::LocalTimes;
use crate::config::Database;
use crate::error::Error;
use crate::log::Event;

/// How often something is done whose connection was lost or whose transaction was undone.
const ATTEMPTS: u32 = 3;
const PAUSE: Duration = Duration::from_millis(100);

/// What is in no file yet.
#[derive(Debug)]
pub struct Unsaved {
    /// The records in the order in which they will stand in a file: by time, ties in the
    /// order recorded.
    pub records: Vec<Record>,
    /// How many rows hold something that no line of Alma's file can: no real time, neither
    /// `L` nor `R`, no item barcode, a line break.
    pub unusable: u64,
}

/// The unsaved records of a time zone.
#[derive(Debug)]
pub struct Counted {
    /// The library whose own zone it is; `""` for those that have none of their own.
    pub library: String,
    /// How many.
    pub records: usize,
    /// The time of the oldest.
    pub oldest: Option<NaiveDateTime>,
    /// The latest time that counts.
    pub latest: Option<NaiveDateTime>,
}

/// The table and the connections to its database.
#[derive(Debug)]
pub struct Ledger {
    pool: Pool,
    table: String,
}

impl Ledger {
    /// Prepares the connections; the first one is opened when it is needed.
    pub fn new(database: &Database) -> Self {
        Self {
            pool: Pool::new(database),
            table: format!("`{}`", database.table),
        }
    }

    /// What is in no file yet, in one reading of the table.
    pub fn unsaved(&self) -> Result<Unsaved, Error> {
        self.read(|connection| {
            let (records, unusable) = read_all_unsaved(connection, &self.table)?;
            Ok(Unsaved { records, unusable })
        })
    }

    /// The records of this span, whether in a file or not.
    pub fn recorded_in(&self, span: Span) -> Result<Vec<Record>, Error> {
        let query = format!(
            "SELECT {COLUMNS} FROM {} WHERE {USABLE} AND timestamp BETWEEN ? AND ?",
            self.table
        );
        let span = Params::Positional(vec![span.first.into(), span.last.into()]);
        self.read(|connection| read(connection, &query, span.clone()))
    }

    /// What was scanned for the latest records by time, so many at most.
    pub fn latest_scans(&self, most: usize) -> Result<Vec<Scanned>, Error> {
        let query = format!(
            "SELECT {SCANNED} FROM {} WHERE {USABLE} ORDER BY timestamp DESC LIMIT {most}",
            self.table
        );
        self.read(|connection| read_scanned(connection, &query, Params::Empty))
    }

    /// How many unsaved records there are, and from when to when, for each time zone.
    ///
    /// `until` says up to which time a record counts for the latest one.
    pub fn count_unsaved(&self, until: &LocalTimes) -> Result<Vec<Counted>, Error> {
        let own: Vec<Value> = until.own.iter().map(|(code, _)| code.into()).collect();
        let count = |library: &str, clause: &str, values: Vec<Value>| {
            let query = format!(
                "SELECT COUNT(*), MIN(timestamp), MAX(IF(timestamp <= ?, timestamp, NULL)) FROM {} \
                 WHERE {UNSAVED} AND {USABLE}{clause}",
                self.table
            );
            let values = [vec![until.of(library).into()], values].concat();
            self.read(|connection| {
                let row = connection.exec_first(&query, values.clone())?;
                let (records, oldest, latest) = row.unwrap_or_default();
                Ok(Counted {
                    library: library.to_owned(),
                    records,
                    oldest,
                    latest,
                })
            })
        };
        let others = match own.len() {
            0 => String::new(),
            n => format!(
                " AND CAST(`library` AS BINARY) NOT IN ({})",
                placeholders("?", n)
            ),
        };
        let mut counted = vec![count("", &others, own)?];
        for (code, _) in &until.own {
            let selection = Selection::Library(code);
            counted.push(count(code, clause(selection), vec![code.into()])?);
        }
        Ok(counted)
    }

    /// The usable rows that are wanted, given item and patron barcode, in the order recorded,
    /// each with whether it is in a file. The table is read once, and no other row is kept.
    pub fn find(&self, wanted: impl Fn(&str, &str) -> bool) -> Result<Vec<(Record, bool)>, Error> {
        let query = format!(
            "SELECT NOT ({UNSAVED}), {COLUMNS} FROM {} USE INDEX () WHERE {USABLE}",
            self.table
        );
        self.read_for(Patience::Long, |connection| {
            let mut rows = Vec::new();
            for row in connection.exec_iter(&query, ())? {
                let (record, saved) = from_flagged_row(row?)?;
                if wanted(&record.item_barcode, &record.patron_barcode) {
                    rows.push((record, saved));
                }
            }
            Ok(rows)
        })
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
            let mut session = Session::open(self, patience)?;
            let done = work(&mut session)?;
            session.release();
            Ok(done)
        })
    }

    /// Does the work in one transaction while holding the table's lock, and commits it. Like
    /// [`Ledger::locked`] it does that again from the start where it can help.
    pub fn change<T>(
        &self,
        mut work: impl FnMut(&mut Change<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        retry(Patience::Short, || {
            let mut session = Session::open(self, Patience::Short)?;
            let done = work(&mut session.begin()?)?;
            session.commit_and_release()?;
            Ok(done)
        })
    }

    fn read<T>(&self, query: impl Fn(&mut Conn) -> Result<T, Error>) -> Result<T, Error> {
        self.read_for(Patience::Short, query)
    }

    fn read_for<T>(
        &self,
        patience: Patience,
        query: impl Fn(&mut Conn) -> Result<T, Error>,
    ) -> Result<T, Error> {
        retry(patience, || {
            let alive = |conn: &mut Conn| Ok(is_writable(conn)?.then_some(()));
            let (mut connection, ()) = self.pool.take(patience, alive)?;
            let answer = query(&mut connection.conn)?;
            connection.keep();
            Ok(answer)
        })
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
                Event::new("retried").text("cause", cause).write();
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
