//! Whether a server takes work: what it says of itself, and by which errors it refuses.
//!
//! A server can let us in and still refuse every change, so it is asked before it is chosen; and
//! one that has become like that since is known by its error. A missing table or right is not
//! meant: that is a problem of its own, and no other server would help.

use std::collections::HashMap;

use mysql::prelude::Queryable;
use mysql::{Conn, Row};

use super::lists::LISTS;
use super::literal;
use crate::messages::message;

/// The optional table of `sql/writers.sql`.
pub const WRITERS: &str = "offline_circ_writers";
/// What stands for the numbers of the rows among a server's answers.
const NUMBERS: &str = "row_numbers";

/// What a server is and has, for the one who uses a connection to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Traits {
    /// Whether the table [`WRITERS`] is there, by which several servers take turns.
    pub has_writers: bool,
    /// Whether the tables of `sql/lists.sql` are there.
    pub has_lists: bool,
    /// What keeps the order in which rows were recorded.
    pub order: Order,
    /// Whether it has named locks; a cluster may deny them.
    pub has_named_locks: bool,
    /// The kind of cluster that it is part of.
    pub cluster: Option<&'static str>,
    /// Who has made it.
    pub make: Make,
}

/// What keeps the order in which rows were recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The numbers of `sql/upgrade.sql`.
    Numbers,
    /// The table itself, read without an index.
    Table,
}

/// Who has made a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Make {
    /// MariaDB.
    MariaDb,
    /// MySQL, or another one like it.
    MySql,
}

impl Traits {
    /// Whether no other server can be written to that has the same table.
    pub fn is_alone(self) -> bool {
        // In a MySQL our account may not ask for its group.
        self.make == Make::MariaDb && self.cluster.is_none()
    }

    /// Whether to ask it if a transaction is still open: a node of Galera may undo one and keep
    /// silent about it, where several statements are sent together.
    pub fn is_silent(self) -> bool {
        self.make == Make::MariaDb && self.cluster.is_some()
    }
}

/// What the server answers about itself, by lower-case name.
struct About(HashMap<String, String>);

/// Asks a server whether it takes work, and what there is beside this table. Returns why it takes
/// none, if it does not.
pub(super) fn examine(conn: &mut Conn, table: &str) -> Result<Traits, String> {
    let about = About::ask(conn, table)?;
    if let Some(cause) = about.refusal() {
        return Err(cause);
    }
    let mut traits = Traits {
        has_writers: about.has(WRITERS),
        has_lists: about.has(LISTS),
        order: if about.has(NUMBERS) {
            Order::Numbers
        } else {
            Order::Table
        },
        has_named_locks: true,
        cluster: None,
        // No other says whether a transaction is open.
        make: if about.has("in_transaction") {
            Make::MariaDb
        } else {
            Make::MySql
        },
    };
    if about.is("wsrep_on", &["ON", "1"]) {
        traits.cluster = Some("Galera");
        // They would be of no use beside the table.
        traits.has_named_locks = !traits.has_writers;
        let probe = "DO GET_LOCK(CONCAT('offline-circ ', CONNECTION_ID()), 0), \
                     RELEASE_LOCK(CONCAT('offline-circ ', CONNECTION_ID()))";
        if traits.has_named_locks
            && let Err(denied) = conn.query_drop(probe)
        {
            return Err(message!("database.no-locks", cause = denied));
        }
    } else if about.has("super_read_only") && is_in_group(conn)? {
        traits.cluster = Some("Group Replication");
    }
    Ok(traits)
}

impl About {
    fn ask(conn: &mut Conn, table: &str) -> Result<Self, String> {
        // SHOW is answered also by a node that refuses everything else.
        let table = literal::text(table);
        let questions = format!(
            "SHOW SESSION VARIABLES LIKE '%read_only'; \
             SHOW SESSION VARIABLES LIKE 'in_transaction'; \
             SHOW GLOBAL VARIABLES LIKE 'offline_mode'; \
             SHOW GLOBAL VARIABLES LIKE 'wsrep_on'; \
             SHOW GLOBAL VARIABLES LIKE 'wsrep_reject_queries'; \
             SHOW GLOBAL STATUS LIKE 'wsrep_ready'; \
             SHOW GLOBAL STATUS LIKE 'wsrep_cluster_status'; \
             SELECT LOWER(table_name), 1 FROM information_schema.tables \
             WHERE table_schema = DATABASE() AND table_name IN ('{WRITERS}', '{LISTS}'); \
             SELECT '{NUMBERS}', 1 FROM information_schema.columns \
             JOIN information_schema.statistics USING (table_schema, table_name, column_name) \
             WHERE table_schema = DATABASE() AND table_name = {table} \
             AND column_name = 'id' AND extra LIKE '%auto_increment%' \
             AND index_name = 'PRIMARY' AND seq_in_index = 1"
        );
        let mut about = HashMap::new();
        let asked = each_row(conn, &questions, |row| {
            if let Ok((name, value)) = mysql::from_row_opt::<(String, String)>(row) {
                about.insert(name.to_ascii_lowercase(), value);
            }
        });
        let about = Self(about);
        match asked {
            Err(error) => Err(about.refusal().unwrap_or_else(|| error.to_string())),
            Ok(()) => Ok(about),
        }
    }

    fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    fn is(&self, name: &str, values: &[&str]) -> bool {
        let is_one = |value: &String| values.iter().any(|one| one.eq_ignore_ascii_case(value));
        self.0.get(name).is_some_and(is_one)
    }

    /// Why a server like this refuses work.
    fn refusal(&self) -> Option<String> {
        let unknown = || message!("database.unknown");
        let value = |name: &str| self.0.get(name).map_or_else(unknown, String::as_str);
        let is_read_only = |name: &str| self.0.contains_key(name) && !self.is(name, &["OFF", "0"]);
        let names = [
            "read_only",
            "super_read_only",
            "innodb_read_only",
            "transaction_read_only",
            "tx_read_only",
        ];
        if let Some(name) = names.into_iter().find(|name| is_read_only(name)) {
            return Some(message!(
                "database.read-only",
                variable = name,
                value = value(name)
            ));
        }
        if self.is("offline_mode", &["ON", "1"]) {
            return Some(message!("database.offline", value = value("offline_mode")));
        }
        if !self.is("wsrep_on", &["ON", "1"]) {
            return None;
        }
        let is_ready = self.is("wsrep_ready", &["ON"]);
        if !is_ready || self.is("wsrep_cluster_status", &["non-Primary"]) {
            let (ready, status) = (value("wsrep_ready"), value("wsrep_cluster_status"));
            return Some(message!("database.not-ready", ready, status));
        }
        let rejects = "wsrep_reject_queries";
        let is_open = !self.0.contains_key(rejects) || self.is(rejects, &["NONE"]);
        (!is_open).then(|| message!("database.rejects", value = value(rejects)))
    }
}

/// Whether a MySQL is a member of a group, or why it takes no work.
/// An account that may not ask takes it as it is.
fn is_in_group(conn: &mut Conn) -> Result<bool, String> {
    let question = "SELECT MAX(IF(member_id = @@global.server_uuid, member_state, NULL)), \
                    SUM(member_state = 'UNREACHABLE') * 2 >= COUNT(*) \
                    FROM performance_schema.replication_group_members";
    match conn.query_first::<(Option<String>, Option<bool>), _>(question) {
        Ok(Some((Some(state), alone))) => match (state.as_str(), alone) {
            ("ONLINE", Some(true)) => Err(message!("database.cut-off").to_owned()),
            ("ONLINE", _) => Ok(true),
            (state, _) => Err(message!("database.not-online", state)),
        },
        _ => Ok(false),
    }
}

/// Gives each row of each statement's answer to `take`.
fn each_row(conn: &mut Conn, query: &str, mut take: impl FnMut(Row)) -> mysql::Result<()> {
    let mut results = conn.query_iter(query)?;
    while let Some(rows) = results.iter() {
        for row in rows {
            take(row?);
        }
    }
    Ok(())
}

fn has_code(cause: &mysql::Error, codes: &[u16]) -> bool {
    matches!(cause, mysql::Error::MySqlError(error) if codes.contains(&error.code))
}

/// Whether this is how a server refuses work that another one may take.
pub(super) fn is_refusal(cause: &mysql::Error) -> bool {
    let codes = [
        1047, // A node of Galera that is not ready, or rejects queries.
        1235, // A cluster without named locks.
        1290, 1836, // Read-only.
        1792, // All transactions are read-only.
        1036, 1874, 1881, // So is InnoDB.
        3032, 3168, // Offline mode, not available.
        3098, 3100, // Group Replication refuses the statement, or has stopped.
    ];
    has_code(cause, &codes)
}

/// Whether another's change has undone this transaction: done again, it may take place.
pub(super) fn is_conflict(cause: &mysql::Error) -> bool {
    let codes = [
        1213, // Deadlock; in a cluster, the other's transaction came first.
        1020, // The row has changed since the transaction's first reading.
        3101, // Group Replication has undone it.
    ];
    has_code(cause, &codes)
}

/// Whether somebody else has what this statement waits for.
pub(super) fn is_wait(cause: &mysql::Error) -> bool {
    has_code(cause, &[1205])
}

/// Whether a new connection, or only a little time, may help.
pub(super) fn is_passing(cause: &mysql::Error) -> bool {
    // The connection is lost, or was closed with a word that nobody waited for.
    let is_lost = matches!(
        cause,
        mysql::Error::IoError(_) | mysql::Error::CodecError(_)
    );
    // The server shuts down, or has closed the connection.
    let is_closed = has_code(cause, &[1053, 1927, 4031]);
    is_lost || is_closed || is_wait(cause) || is_conflict(cause) || is_refusal(cause)
}

/// Whether a COMMIT that was answered with this has certainly not taken place: the server did
/// not begin it, or says that it has undone it.
pub(super) fn is_undone(cause: &mysql::Error) -> bool {
    is_conflict(cause) || is_wait(cause) || has_code(cause, &[1047, 1290, 1792, 1836])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(lines: &[(&str, &str)]) -> Option<String> {
        let lines = lines
            .iter()
            .map(|&(name, value)| (name.to_owned(), value.to_owned()));
        About(lines.collect()).refusal()
    }

    #[test]
    fn a_server_that_refuses_work_says_why() {
        for (lines, cause) in [
            (&[("read_only", "ON")][..], "read_only is ON"),
            (&[("read_only", "NO_LOCK_NO_ADMIN")], "NO_LOCK_NO_ADMIN"),
            (
                &[("read_only", "OFF"), ("super_read_only", "ON")],
                "super_read_only",
            ),
            (&[("tx_read_only", "ON")], "tx_read_only is ON"),
            (&[("innodb_read_only", "1")], "innodb_read_only is 1"),
            (&[("offline_mode", "ON")], "offline_mode is ON"),
            (
                &[("wsrep_on", "ON"), ("wsrep_ready", "OFF")],
                "wsrep_ready is OFF",
            ),
            (
                &[
                    ("wsrep_on", "ON"),
                    ("wsrep_ready", "ON"),
                    ("wsrep_cluster_status", "non-Primary"),
                ],
                "wsrep_cluster_status is non-Primary",
            ),
            (
                &[
                    ("wsrep_on", "ON"),
                    ("wsrep_ready", "ON"),
                    ("wsrep_reject_queries", "ALL"),
                ],
                "wsrep_reject_queries is ALL",
            ),
        ] {
            let said = refusal(lines).expect(cause);
            assert!(said.contains(cause), "{said}");
        }
    }

    #[test]
    fn a_server_that_takes_work_has_nothing_against_it() {
        // MariaDB alone, which knows Galera's variables all the same; MySQL; a node.
        let alone = [
            ("read_only", "OFF"),
            ("tx_read_only", "OFF"),
            ("wsrep_on", "OFF"),
            ("wsrep_ready", "OFF"),
            ("wsrep_cluster_status", "Disconnected"),
        ];
        let mysql = [
            ("read_only", "0"),
            ("super_read_only", "OFF"),
            ("offline_mode", "OFF"),
        ];
        let node = [
            ("read_only", "OFF"),
            ("wsrep_on", "ON"),
            ("wsrep_ready", "ON"),
            ("wsrep_cluster_status", "Primary"),
            ("wsrep_reject_queries", "NONE"),
        ];
        for lines in [&alone[..], &mysql, &node, &[]] {
            assert_eq!(refusal(lines), None);
        }
    }
}
