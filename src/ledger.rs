//! The `transactions` table: every SQL statement of the program.
//!
//! The table is used as the PHP left it, without any column or key of ours, so a row
//! is identified by its values. Whoever writes holds the table's named lock; what is
//! read for a file is locked until it is flagged, so nothing can slip in between.

use std::collections::HashMap;
use std::iter;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDateTime;
use mysql::prelude::Queryable;
use mysql::{OptsBuilder, Params, Pool, PoolConstraints, PoolOpts, PooledConn, TxOpts, Value};

use crate::config::Database;
use crate::error::Error;
use crate::transaction::{Key, Kind, Transaction};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
const ANSWER_TIMEOUT: Duration = Duration::from_secs(30);
const LOCK_TIMEOUT: u32 = 10;
/// Rows in one INSERT or DELETE: seven values each, and a statement takes 65,535.
const BATCH: usize = 2_000;
/// Distinct times in one IN list; above, the whole span is read once.
const TIMES: usize = 1_000;
const LOCAL_SOCKETS: [&str; 3] = [
    "/run/mysqld/mysqld.sock",
    "/var/lib/mysql/mysql.sock",
    "/tmp/mysql.sock",
];

const COLUMNS: &str = "library, timestamp, return_or_loan, item_barcode, item_callnumber, \
                       patron_barcode, patron_name";
const UNSAVED: &str = "COALESCE(saved, 0) = 0";
/// What Alma's line can hold. Our own rows always can; the PHP checked nothing.
const USABLE: &str = "timestamp >= '1000-01-01' \
                      AND DAY(timestamp) BETWEEN 1 AND DAY(LAST_DAY(timestamp)) \
                      AND CAST(return_or_loan AS BINARY) IN ('L', 'R') \
                      AND item_barcode <> '' \
                      AND INSTR(CONCAT(item_barcode, COALESCE(patron_barcode, '')), '\\n') = 0";
const IDENTITY: &str = "(timestamp, CAST(return_or_loan AS BINARY), CAST(item_barcode AS BINARY), \
                        CAST(COALESCE(patron_barcode, '') AS BINARY), \
                        CAST(COALESCE(library, '') AS BINARY))";

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

/// What became of a submission.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Recorded {
    /// Rows added.
    pub recorded: usize,
    /// Transactions that were in the table, or earlier in the submission.
    pub already_recorded: usize,
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

    /// The unsaved records in the order in which they will stand in a file: by time,
    /// ties in the order recorded.
    ///
    /// # Errors
    /// Those of the database.
    pub fn unsaved(&self, selection: Selection<'_>) -> Result<Vec<Transaction>, Error> {
        read_unsaved(&mut self.connect()?, &self.table, selection, "")
    }

    /// How many unsaved rows hold something that no line of Alma's file can: no real
    /// time, neither `L` nor `R`, no item barcode, a line break.
    ///
    /// # Errors
    /// Those of the database.
    pub fn count_unusable(&self) -> Result<u64, Error> {
        let query = format!(
            "SELECT COUNT(*) FROM {} WHERE {UNSAVED} AND NOT COALESCE({USABLE}, 0)",
            self.table
        );
        Ok(self.connect()?.query_first(query)?.unwrap_or_default())
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

/// A transaction on the table, by whoever holds its lock.
pub struct Change<'a> {
    tx: mysql::Transaction<'a>,
    table: &'a str,
}

impl Change<'_> {
    /// Adds the transactions that the table does not have, in their order.
    ///
    /// # Errors
    /// Those of the database.
    pub fn record(&mut self, transactions: &[Transaction]) -> Result<Recorded, Error> {
        if transactions.is_empty() {
            return Ok(Recorded::default());
        }
        let new = self.absent(transactions)?;
        for batch in new.chunks(BATCH) {
            let places = places("(?, ?, ?, ?, ?, ?, ?, 0)", batch.len());
            let query = format!(
                "INSERT INTO {} ({COLUMNS}, saved) VALUES {places}",
                self.table
            );
            let values: Vec<Value> = batch.iter().copied().flat_map(row_values).collect();
            self.tx.exec_drop(query, values)?;
        }
        Ok(Recorded {
            recorded: new.len(),
            already_recorded: transactions.len() - new.len(),
        })
    }

    /// Those that the table does not have, saved or not, each once.
    fn absent<'t>(&mut self, wanted: &'t [Transaction]) -> Result<Vec<&'t Transaction>, Error> {
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
        Ok(wanted
            .iter()
            .zip(is_absent)
            .filter_map(|(t, absent)| absent.then_some(t))
            .collect())
    }

    /// The unsaved records in their file's order; until the transaction ends, nobody
    /// can change them or add others.
    ///
    /// # Errors
    /// Those of the database.
    pub fn lock_unsaved(&mut self, selection: Selection<'_>) -> Result<Vec<Transaction>, Error> {
        read_unsaved(&mut self.tx, self.table, selection, "FOR UPDATE")
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
            &mut self.tx,
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
    /// Those of the database; then nobody knows whether it happened.
    pub fn commit(self) -> Result<(), Error> {
        Ok(self.tx.commit()?)
    }
}

type Row = (
    Option<String>,
    NaiveDateTime,
    String,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
);

fn read_unsaved(
    connection: &mut impl Queryable,
    table: &str,
    selection: Selection<'_>,
    lock: &str,
) -> Result<Vec<Transaction>, Error> {
    // No index: the table's own order is the order recorded, which the sort keeps.
    let query = format!(
        "SELECT {COLUMNS} FROM {table} USE INDEX () WHERE {UNSAVED} AND {USABLE}{} {lock}",
        selection.clause()
    );
    let mut records = read(connection, &query, selection.params())?;
    records.sort_by_key(|record| record.timestamp);
    Ok(records)
}

fn read(
    connection: &mut impl Queryable,
    query: &str,
    params: Params,
) -> Result<Vec<Transaction>, Error> {
    let mut records = Vec::new();
    for row in connection.exec_iter(query, params)? {
        records.push(from_row(row?)?);
    }
    Ok(records)
}

fn from_row(row: mysql::Row) -> Result<Transaction, mysql::Error> {
    let row: Row = mysql::from_row_opt(row).map_err(|e| mysql::Error::FromRowError(e.0))?;
    let (library, timestamp, letter, item_barcode, callnumber, patron, name) = row;
    Ok(Transaction {
        library: library.unwrap_or_default(),
        timestamp,
        // USABLE lets only L and R through.
        kind: Kind::from_letter(&letter).unwrap_or(Kind::Return),
        item_barcode,
        item_callnumber: callnumber.unwrap_or_default(),
        patron_barcode: patron.unwrap_or_default(),
        patron_name: name.unwrap_or_default(),
    })
}

/// A condition for the times of these, and its values.
fn at_times(transactions: &[Transaction]) -> (String, Vec<Value>) {
    let mut times: Vec<NaiveDateTime> = transactions.iter().map(|t| t.timestamp).collect();
    times.sort_unstable();
    times.dedup();
    match times.as_slice() {
        [first, .., last] if times.len() > TIMES => (
            "timestamp BETWEEN ? AND ?".to_owned(),
            vec![first.into(), last.into()],
        ),
        _ => {
            let clause = format!("timestamp IN ({})", places("?", times.len()));
            (clause, times.into_iter().map(Value::from).collect())
        }
    }
}

fn row_values(transaction: &Transaction) -> [Value; 7] {
    [
        transaction.library.as_str().into(),
        transaction.timestamp.into(),
        transaction.kind.letter().into(),
        transaction.item_barcode.as_str().into(),
        transaction.item_callnumber.as_str().into(),
        transaction.patron_barcode.as_str().into(),
        transaction.patron_name.as_str().into(),
    ]
}

fn identity_values(key: &Key<'_>) -> [Value; 5] {
    let &(library, timestamp, kind, item, patron) = key;
    [
        timestamp.into(),
        kind.letter().into(),
        item.into(),
        patron.into(),
        library.into(),
    ]
}

fn places(one: &str, times: usize) -> String {
    vec![one; times].join(", ")
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
