//! The `transactions` table: every SQL statement of the program is in this folder.
//!
//! The table is used as the PHP left it, without any column or key of ours, so a row
//! is identified by its values. Whoever writes holds the table's named lock; what is
//! read for a file is locked until it is flagged, so nothing can slip in between.

mod change;
mod rows;

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDateTime;
use mysql::prelude::Queryable;
use mysql::{OptsBuilder, Params, Pool, PoolConstraints, PoolOpts, PooledConn, TxOpts};

pub use change::{Change, Found, Recorded};
use rows::{COLUMNS, UNSAVED, USABLE, from_flagged_row, read, read_all_unsaved};

use crate::config::Database;
use crate::error::Error;
use crate::transaction::Transaction;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
const ANSWER_TIMEOUT: Duration = Duration::from_secs(30);
const LOCK_TIMEOUT: u32 = 10;
const LOCAL_SOCKETS: [&str; 3] = [
    "/run/mysqld/mysqld.sock",
    "/var/lib/mysql/mysql.sock",
    "/tmp/mysql.sock",
];

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
            Self::Library(_) => " AND CAST(library AS BINARY) = ?",
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
    ///
    /// # Errors
    /// When the settings do not make a connection's options.
    pub fn new(database: &Database) -> Result<Self, Error> {
        let constraints = PoolConstraints::new(0, 8).unwrap_or_default();
        let socket = socket_of(database).map(|path| path.to_string_lossy().into_owned());
        let opts = OptsBuilder::new()
            .ip_or_hostname(Some(&database.server))
            .tcp_port(database.port)
            .socket(socket)
            .prefer_socket(false)
            .user(Some(&database.username))
            .pass(Some(database.password.reveal()))
            .db_name(Some(&database.name))
            .tcp_connect_timeout(Some(CONNECT_TIMEOUT))
            .read_timeout(Some(ANSWER_TIMEOUT))
            .write_timeout(Some(ANSWER_TIMEOUT))
            .init(vec![
                "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', \
                 autocommit = 1, innodb_lock_wait_timeout = 10, lock_wait_timeout = 10",
                "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
            ])
            .pool_opts(
                PoolOpts::default()
                    .with_constraints(constraints)
                    .with_reset_connection(false),
            );
        Ok(Self {
            pool: Pool::new(opts)?,
            table: format!("`{}`", database.table),
        })
    }

    /// What is in no file yet, in one reading of the table.
    ///
    /// # Errors
    /// Those of the database.
    pub fn unsaved(&self) -> Result<Unsaved, Error> {
        let (records, unusable) = read_all_unsaved(&mut self.connect()?, &self.table)?;
        Ok(Unsaved { records, unusable })
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
        read(&mut self.connect()?, &query, span)
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
        Ok(self
            .connect()?
            .exec_first(query, (until,))?
            .unwrap_or_default())
    }

    /// Takes the table's lock, waiting for whoever has it, until the session is dropped.
    ///
    /// # Errors
    /// [`Error::Busy`] when it is not free within 10 seconds, else those of the database.
    pub fn lock(&self) -> Result<Session<'_>, Error> {
        let mut connection = self.connect()?;
        let query = format!("SELECT GET_LOCK({}, {LOCK_TIMEOUT})", self.lock_name());
        match connection.query_first::<Option<u8>, _>(query)?.flatten() {
            Some(1) => Ok(Session {
                ledger: self,
                connection: Some(connection),
            }),
            _ => Err(Error::Busy(LOCK_TIMEOUT)),
        }
    }

    /// A name that is the same for all who use this table, short enough for MySQL.
    fn lock_name(&self) -> String {
        format!(
            "CONCAT('offline-circ ', SHA1(CONCAT(DATABASE(), '.{}')))",
            self.table
        )
    }

    fn connect(&self) -> Result<PooledConn, Error> {
        Ok(self.pool.try_get_conn(CONNECT_TIMEOUT)?)
    }
}

/// A connection that holds the table's lock.
#[derive(Debug)]
pub struct Session<'a> {
    ledger: &'a Ledger,
    connection: Option<PooledConn>,
}

impl Session<'_> {
    /// Begins a transaction, rolled back unless committed.
    ///
    /// # Errors
    /// Those of the database.
    pub fn begin(&mut self) -> Result<Change<'_>, Error> {
        let connection = self.connection.as_mut().ok_or(Error::Busy(0))?;
        Ok(Change {
            tx: connection.start_transaction(TxOpts::default())?,
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
        let connection = self.connection.as_mut().ok_or(Error::Busy(0))?;
        let query = format!(
            "SELECT NOT ({UNSAVED}), {COLUMNS} FROM {} USE INDEX () WHERE {USABLE}",
            self.ledger.table
        );
        let mut rows = Vec::new();
        for row in connection.exec_iter(query, ())? {
            let row = from_flagged_row(row?)?;
            if wanted(&row.0) {
                rows.push(row);
            }
        }
        Ok(rows)
    }
}

impl Drop for Session<'_> {
    fn drop(&mut self) {
        let Some(mut connection) = self.connection.take() else {
            return;
        };
        let query = format!("SELECT RELEASE_LOCK({})", self.ledger.lock_name());
        if connection.query_drop(query).is_err() {
            // The pool closes what it cannot reset; the server then frees the lock.
            connection.reset_connection(true);
        }
    }
}

/// As in PHP, `localhost` without a socket means the usual local socket.
fn socket_of(database: &Database) -> Option<PathBuf> {
    let usual = || {
        LOCAL_SOCKETS
            .iter()
            .map(Path::new)
            .find(|path| path.exists())
    };
    match &database.socket {
        Some(path) => Some(path.clone()),
        None if database.server == "localhost" => usual().map(Path::to_owned),
        None => None,
    }
}
