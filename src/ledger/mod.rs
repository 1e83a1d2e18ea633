//! The `transactions` table: every SQL statement of the program is in this folder, but for those
//! of the command `create-database`.
//!
//! The table is used as the PHP left it, without any column or key of ours, so a row
//! is identified by its values. Whoever of us writes has the turn to write; what is read for a
//! file is locked until it is flagged, so nothing can slip in between.

mod change;
mod fitness;
pub mod inspect;
pub mod lists;
mod literal;
mod lock;
mod pool;
mod record;
mod rows;
mod servers;
mod session;
mod silence;

use std::thread;
use std::time::{Duration, Instant};

use chrono::NaiveDateTime;
use mysql::prelude::Queryable;
use mysql::{Conn, Params, Value};

pub use change::Voiding;
use fitness::{Traits, is_conflict, is_passing, is_refusal};
use lists::ListsAnswer;
pub use pool::Patience;
use pool::{Connection, Pool};
pub use record::{Asked, Recorded};
pub use rows::Scanned;
use rows::{
    COLUMNS, LIBRARY, SCANNED, UNSAVED, USABLE, clause, from_flagged_row, placeholders,
    read_all_unsaved, read_in, read_scanned,
};
use servers::is_writable;
pub use servers::local_socket;
pub use session::Session;

use crate::circulation::library::Selection;
use crate::circulation::record::Record;
use crate::circulation::time::Span;
use crate::circulation::zone::LocalTimes;
use crate::config::Database;
use crate::error::Error;
use crate::log::Event;

/// How often something is done whose connection was lost, or whose server refused it.
const ATTEMPTS: u32 = 3;
const PAUSE: Duration = Duration::from_millis(100);
/// How long to wait for the turn to write.
const TURN_TIMEOUT: Duration = Duration::from_secs(10);

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

impl Counted {
    /// How many there are in all zones.
    pub fn total(zones: &[Self]) -> usize {
        zones.iter().map(|zone| zone.records).sum()
    }
}

/// The table and the connections to its database.
#[derive(Debug)]
pub struct Ledger {
    pool: Pool,
    table: String,
    lists_answer: ListsAnswer,
}

impl Ledger {
    /// Prepares the connections; the first one is opened when it is needed.
    pub fn new(database: &Database) -> Self {
        Self {
            pool: Pool::new(database),
            table: format!("`{}`", database.table),
            lists_answer: ListsAnswer::default(),
        }
    }

    /// What is in no file yet, in one reading of the table.
    pub fn unsaved(&self) -> Result<Unsaved, Error> {
        self.run_on(Patience::Short, |connection| {
            let order = connection.traits.order;
            let (records, unusable) = read_all_unsaved(&mut connection.conn, &self.table, order)?;
            Ok(Unsaved { records, unusable })
        })
    }

    /// The records of this span that are in a file, in the order recorded. Nothing is locked.
    pub fn saved_in(&self, span: Span) -> Result<Vec<Record>, Error> {
        self.run_on(Patience::Long, |connection| {
            let order = connection.traits.order;
            read_in(&mut connection.conn, &self.table, span, true, order, "")
        })
    }

    /// What was scanned for the latest records by time, so many at most.
    pub fn latest_scans(&self, most: usize) -> Result<Vec<Scanned>, Error> {
        let query = format!(
            "SELECT {SCANNED} FROM {} WHERE {USABLE} ORDER BY timestamp DESC LIMIT {most}",
            self.table
        );
        self.run(|connection| read_scanned(connection, &query, Params::Empty))
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
            self.run(|connection| {
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
            n => format!(" AND {LIBRARY} NOT IN ({})", placeholders("?", n)),
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
        self.run_for(Patience::Long, |connection| {
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

    /// Does the work when it is our turn, and does it again from the start when the connection
    /// was lost or the server refused before COMMIT was sent, or the transaction was undone.
    ///
    /// # Errors
    /// [`Error::Busy`] when it is not our turn within 10 seconds, [`Error::Uncertain`]
    /// when the answer to COMMIT was lost, else those of the database and of the work.
    pub fn locked<T>(
        &self,
        patience: Patience,
        mut work: impl FnMut(&mut Session<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.retry(patience, || {
            let mut session = Session::open(self, patience)?;
            let done = work(&mut session)?;
            session.release();
            Ok(done)
        })
    }

    /// Whether other servers may undo what this one commits: it is part of a cluster, or may be,
    /// where our account may not ask.
    fn may_be_undone_by_others(&self, traits: Traits) -> bool {
        traits.cluster.is_some() || (traits.has_writers && self.pool.servers().are_several())
    }

    /// Whether the turn to write is also a row of `sql/writers.sql`, for those who write by other
    /// servers. A MariaDB without Galera has none: the named lock, whose change costs less, is
    /// enough.
    fn has_turn_in_row(&self, traits: Traits) -> bool {
        traits.has_writers && (!traits.is_alone() || self.may_be_undone_by_others(traits))
    }

    fn run<T>(&self, work: impl Fn(&mut Conn) -> Result<T, Error>) -> Result<T, Error> {
        self.run_for(Patience::Short, work)
    }

    fn run_for<T>(
        &self,
        patience: Patience,
        work: impl Fn(&mut Conn) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.run_on(patience, |connection| work(&mut connection.conn))
    }

    /// Runs statements outside of a turn to write: they may come again after a lost connection.
    fn run_on<T>(
        &self,
        patience: Patience,
        work: impl Fn(&mut Connection<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.retry(patience, || {
            let alive = |conn: &mut Conn, _| Ok(is_writable(conn)?.then_some(()));
            let (mut connection, ()) = self.pool.take(patience, alive)?;
            let answer = work(&mut connection)?;
            connection.keep();
            Ok(answer)
        })
    }

    /// Tries again after a passing failure; not after a time-out, which would double the wait.
    fn retry<T>(
        &self,
        patience: Patience,
        mut attempt: impl FnMut() -> Result<T, Error>,
    ) -> Result<T, Error> {
        let began = Instant::now();
        let mut attempts = 0;
        loop {
            let cause = match attempt() {
                Err(Error::Database(cause)) => cause,
                outcome => return outcome,
            };
            attempts += 1;
            let is_conflict = is_conflict(&cause);
            if is_conflict && began.elapsed() >= patience.turn_timeout() {
                return Err(Error::Busy(patience.turn_timeout().as_secs()));
            }
            let is_hopeful =
                is_passing(&cause) && attempts < ATTEMPTS && began.elapsed() < patience.answer();
            if !is_conflict && !is_hopeful {
                return Err(Error::Database(cause));
            }
            if is_refusal(&cause) {
                self.pool.forget_idle();
            }
            Event::new("retried").text("cause", cause).write();
            // Of several who are in each other's way one gets through, and soon the next.
            thread::sleep(if is_conflict { PAUSE / 10 } else { PAUSE });
        }
    }
}
