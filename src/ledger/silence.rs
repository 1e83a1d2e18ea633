//! What protects a transaction on a node of Galera, which may undo it and keep silent about it.
//!
//! Then the next statement is no part of it any more. So the session commits nothing by itself
//! while it has a transaction, and a savepoint, which goes with its transaction, tells before
//! COMMIT whether it is still the same one.

use mysql::Conn;
use mysql::prelude::Queryable;

use super::fitness::Traits;
use crate::messages::message;

const SAVEPOINT: &str = "offline_circ";
/// The server knows no such savepoint.
const NO_SAVEPOINT: u16 = 1305;

/// The statements that begin a transaction.
pub(super) fn begin(traits: Traits) -> Vec<String> {
    let start = "START TRANSACTION".to_owned();
    if !traits.is_silent() {
        return vec![start];
    }
    let alone = "SET autocommit = 0".to_owned();
    vec![alone, start, format!("SAVEPOINT {SAVEPOINT}")]
}

/// The last question of a beginning: whether the transaction is open.
pub(super) fn last_question(traits: Traits) -> Option<String> {
    let question = || "SELECT @@in_transaction".to_owned();
    traits.is_silent().then(question)
}

/// The statement before COMMIT, which fails if the transaction is not the one that was begun;
/// [`told`] makes of that what the node should have said.
pub(super) fn before_commit(traits: Traits) -> Option<String> {
    let release = || format!("RELEASE SAVEPOINT {SAVEPOINT}");
    traits.is_silent().then(release)
}

/// The cause of a failed [`before_commit`].
pub(super) fn told(cause: mysql::Error) -> mysql::Error {
    match cause {
        mysql::Error::MySqlError(answer) if answer.code == NO_SAVEPOINT => undone(),
        cause => cause,
    }
}

/// Makes sure that the transaction is the one that was begun.
///
/// # Errors
/// [`undone`] if it is not, else that of the database.
pub(super) fn check(conn: &mut Conn, traits: Traits) -> mysql::Result<()> {
    before_commit(traits).map_or(Ok(()), |release| conn.query_drop(release).map_err(told))
}

/// The statement after the end of a transaction.
pub(super) fn end(traits: Traits) -> Option<String> {
    let end = || "SET autocommit = 1".to_owned();
    traits.is_silent().then(end)
}

/// What such a node should have said.
pub(super) fn undone() -> mysql::Error {
    mysql::Error::MySqlError(mysql::error::MySqlError {
        state: "40001".to_owned(),
        message: message!("database.undone").to_owned(),
        code: 1213,
    })
}
