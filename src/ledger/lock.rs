//! The named lock of the table, which one writer on a server has at a time.
//!
//! Its name is that of the table, hashed: MySQL takes at most 64 characters. The server hashes it
//! once for each connection, and a variable of the session keeps it.

use super::fitness::Traits;

/// The variable of the session that has the name.
const NAME: &str = "@offline_circ_lock";

/// The statement that gives a new session the name, which is the same for all who use this table.
pub(super) fn name_for(table: &str) -> String {
    format!(
        "SET {NAME} = \
         CONCAT('offline-circ ', LEFT(SHA2(CONCAT(DATABASE(), '.`{table}`'), 256), 40))"
    )
}

/// The expression that is 1 when the lock is ours, waiting for it so many seconds.
pub(super) fn take(seconds: u32) -> String {
    format!("GET_LOCK({NAME}, {seconds})")
}

/// The statement that gives it back, if this server has such locks.
pub(super) fn release(traits: Traits) -> Option<String> {
    let release = || format!("DO RELEASE_LOCK({NAME})");
    traits.has_named_locks.then(release)
}
