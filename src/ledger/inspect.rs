//! What a server and its table are like, for `offline-circ check` and before an export.
//!
//! Changes nothing: the rights are tried in a transaction that is rolled back.

use chrono::{NaiveDateTime, TimeDelta, Utc};
use mysql::prelude::Queryable;

pub use super::fitness::{Traits, WRITERS};
use super::fitness::{is_conflict, is_wait};
use super::lists;
use super::pool::Connection;
use super::session::{Session, turn_statement};
use super::{Ledger, Patience};
use crate::error::Error;

/// What the database says of itself.
#[derive(Debug)]
pub struct Inspection {
    /// As the server has it, such as `10.11.6-MariaDB`.
    pub version: String,
    /// Ours, as a `GRANT` has it: `'offline_user'@'localhost'`.
    pub account: String,
    /// How far our clock is ahead of the server's.
    pub ahead: TimeDelta,
    /// Whether our session refuses values that do not fit.
    pub is_strict: bool,
    /// The storage engine; `None` if there is no such table that we may see.
    pub engine: Option<String>,
    /// The columns that a `SELECT *` shows, in their order.
    pub columns: Vec<Column>,
    /// Whether the table has a primary key.
    pub has_key: bool,
    /// What the server is part of, and whether several may be written to.
    pub traits: Traits,
}

/// Rights on a table that our account does not have, and what the server says.
#[derive(Debug, PartialEq, Eq)]
pub struct Denied {
    /// Such as `INSERT`.
    pub rights: &'static str,
    /// Name of the table.
    pub table: String,
    /// The server's message.
    pub cause: String,
    /// Whether the table is not there at all.
    pub is_missing: bool,
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
        let question = format!("SELECT 1 FROM {} LIMIT 0", self.table);
        self.pool.servers().try_each(&question)
    }

    /// Asks the server that is used.
    pub fn inspect(&self) -> Result<Inspection, Error> {
        let table = self.name();
        self.run_on(Patience::Short, |Connection { conn, traits, .. }| {
            let connection = conn;
            let about = "SELECT VERSION(), CURRENT_USER(), UTC_TIMESTAMP(), \
                         FIND_IN_SET('STRICT_ALL_TABLES', @@SESSION.sql_mode) > 0";
            let (version, account, utc, is_strict): (_, String, NaiveDateTime, _) =
                connection.query_first(about)?.unwrap_or_default();
            let (user, host) = account.rsplit_once('@').unwrap_or((&account, "%"));
            let ahead = Utc::now().naive_utc() - utc;
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
            let keys: Option<u64> = connection.exec_first(
                "SELECT COUNT(*) FROM information_schema.statistics \
                 WHERE table_schema = DATABASE() AND table_name = ? AND index_name = 'PRIMARY'",
                (table,),
            )?;
            Ok(Inspection {
                version,
                account: format!("'{user}'@'{host}'"),
                ahead,
                is_strict,
                engine,
                columns,
                has_key: keys.is_some_and(|keys| keys > 0),
                traits: *traits,
            })
        })
    }

    /// What our account may not do to our tables.
    pub fn denied(&self) -> Result<Vec<Denied>, Error> {
        let mut session = Session::open_on_trial(self)?;
        let denied = self.try_rights(&mut session)?;
        session.release();
        Ok(denied)
    }

    fn try_rights(&self, session: &mut Session<'_>) -> Result<Vec<Denied>, Error> {
        let (table, name) = (&self.table, self.name());
        // A row of no library and no item, which no page would show or export.
        let mut statements = vec![
            (
                "INSERT",
                name,
                format!("INSERT INTO {table} (saved) VALUES (1)"),
            ),
            (
                "SELECT",
                name,
                format!("SELECT COUNT(*) FROM {table} WHERE 1 = 0"),
            ),
            (
                "UPDATE",
                name,
                format!("UPDATE {table} SET saved = 1 WHERE 1 = 0"),
            ),
            ("DELETE", name, format!("DELETE FROM {table} WHERE 1 = 0")),
        ];
        if session.has_writers() {
            statements.push(("SELECT, INSERT, UPDATE", WRITERS, turn_statement(table)));
        }
        if session.has_lists() {
            statements.extend(lists::trials());
        }
        let mut all = Vec::new();
        for (rights, table, statement) in statements {
            match session.run(&statement) {
                Ok(()) => {}
                // Only who may write waits.
                Err(cause) if is_wait(&cause) || is_conflict(&cause) => {}
                // Denied for the database, the table or a column; or there is no such table.
                Err(mysql::Error::MySqlError(error))
                    if matches!(error.code, 1044 | 1142 | 1143 | 1146) =>
                {
                    all.push(Denied {
                        rights,
                        table: table.to_owned(),
                        cause: error.message,
                        is_missing: error.code == 1146,
                    });
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(all)
    }

    fn name(&self) -> &str {
        self.table.trim_matches('`')
    }
}

impl Session<'_> {
    /// Whether the table takes part in transactions. MyISAM keeps what was flagged before a failure,
    /// and the records would be in no file.
    ///
    /// # Errors
    /// [`Error::NoUndo`] if it does not.
    pub fn check_undo(&mut self) -> Result<(), Error> {
        let query = "SELECT engine FROM information_schema.tables \
                     JOIN information_schema.engines USING (engine) \
                     WHERE table_schema = DATABASE() AND table_name = ? AND transactions <> 'YES'";
        let engine = self
            .connection
            .conn
            .exec_first(query, (self.ledger.name(),))?;
        engine.map_or(Ok(()), |engine| Err(Error::NoUndo(engine)))
    }
}
