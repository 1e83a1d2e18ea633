//! What a server and its table are like, for `offline-circ check`.
//!
//! Changes nothing: the rights are tried in a transaction that is rolled back.

use chrono::NaiveDateTime;
use mysql::prelude::Queryable;

use super::{Ledger, Patience, Session};
use crate::error::Error;

/// What the database says of itself.
#[derive(Debug)]
pub struct Inspection {
    /// As the server has it, such as `10.11.6-MariaDB`.
    pub version: String,
    /// The clock of the server in UTC.
    pub utc: NaiveDateTime,
    /// Whether our session refuses values that do not fit.
    pub is_strict: bool,
    /// The storage engine; `None` if there is no such table that we may see.
    pub engine: Option<String>,
    /// The columns that a `SELECT *` shows, in their order.
    pub columns: Vec<Column>,
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// In lower case.
    pub name: String,
    /// Such as `varchar`.
    pub kind: String,
    /// How many characters it holds, where it holds text.
    pub width: Option<u64>,
    /// The character set of that text, such as `utf8mb3`.
    pub set: Option<String>,
}

impl Ledger {
    /// Each server as it is tried in order, and why it cannot be used, if it cannot.
    pub fn servers(&self) -> Vec<(String, Result<(), String>)> {
        self.pool.servers().try_each()
    }

    /// Asks the server that is used.
    pub fn inspect(&self) -> Result<Inspection, Error> {
        let table = self.table.trim_matches('`');
        self.read(|connection| {
            let about = "SELECT VERSION(), UTC_TIMESTAMP(), \
                         FIND_IN_SET('STRICT_ALL_TABLES', @@SESSION.sql_mode) > 0";
            let (version, utc, is_strict) = connection.query_first(about)?.unwrap_or_default();
            let engine = connection.exec_first(
                "SELECT COALESCE(engine, '') FROM information_schema.tables \
                 WHERE table_schema = DATABASE() AND table_name = ?",
                (table,),
            )?;
            let columns = connection.exec_map(
                "SELECT LOWER(column_name), LOWER(data_type), character_maximum_length, \
                 character_set_name \
                 FROM information_schema.columns \
                 WHERE table_schema = DATABASE() AND table_name = ? AND extra NOT LIKE '%INVISIBLE%' \
                 ORDER BY ordinal_position",
                (table,),
                |(name, kind, width, set)| Column {
                    name,
                    kind,
                    width,
                    set,
                },
            )?;
            Ok(Inspection {
                version,
                utc,
                is_strict,
                engine,
                columns,
            })
        })
    }

    /// What our account may not do to the table, each with what the server says.
    pub fn denied(&self) -> Result<Vec<(&'static str, String)>, Error> {
        self.locked(Patience::Short, try_rights)
    }
}

fn try_rights(session: &mut Session<'_>) -> Result<Vec<(&'static str, String)>, Error> {
    let table = &session.ledger.table;
    // A row of no library and no item, which no page would show or export.
    let statements = [
        ("INSERT", format!("INSERT INTO {table} (saved) VALUES (1)")),
        (
            "SELECT",
            format!("SELECT COUNT(*) FROM {table} WHERE 1 = 0"),
        ),
        (
            "UPDATE",
            format!("UPDATE {table} SET saved = 1 WHERE 1 = 0"),
        ),
        ("DELETE", format!("DELETE FROM {table} WHERE 1 = 0")),
    ];
    let mut denied = Vec::new();
    let change = session.begin()?;
    for (right, statement) in statements {
        match change.tx.query_drop(statement) {
            Ok(()) => {}
            // Denied for the database, the table or a column.
            Err(mysql::Error::MySqlError(error)) if matches!(error.code, 1044 | 1142 | 1143) => {
                denied.push((right, error.message));
            }
            Err(error) => return Err(error.into()),
        }
    }
    session.roll_back()?;
    Ok(denied)
}
