//! A connection that has the turn to write, and the transactions on it.
//!
//! Whoever writes has one of these. On one server no two of us have it at once: each holds the
//! table's named lock. Servers of a cluster know nothing of each other's named locks, so every
//! transaction begins with a change to one row of `sql/writers.sql`, if that table is there and
//! the server may be one of several: on one server the next one waits for it, and of two servers
//! the cluster lets one commit. What a transaction reads, it reads after that change.

use std::time::Instant;

use mysql::prelude::Queryable;
use mysql::{Conn, Row};

use super::change::{Change, not_committed};
use super::fitness::{Traits, WRITERS, is_conflict, is_wait};
use super::lock;
use super::pool::{Connection, Patience};
use super::servers::is_off;
use super::silence;
use super::{Ledger, TURN_TIMEOUT};
use crate::error::Error;

/// Seconds to wait for the turn, in attempts shorter than any time-out.
const ATTEMPT: u32 = 2;

/// The rows that each statement answers with.
pub(super) type Answers = Vec<Vec<Row>>;

/// A connection that has the turn. Dropped after a failure it is closed, and the server rolls
/// back and frees the lock.
#[derive(Debug)]
pub struct Session<'a> {
    pub(super) ledger: &'a Ledger,
    pub(super) connection: Connection<'a>,
    /// Whether nothing was done yet in the transaction that is begun.
    is_fresh: bool,
}

/// Whose turn it is.
#[derive(Debug)]
enum Turn {
    /// Ours, with the answers to what was asked.
    Ours(Answers),
    /// Somebody else's.
    Others,
}

/// Which statement of several has failed, and how.
#[derive(Debug)]
pub(super) struct Failed {
    pub(super) at: usize,
    pub(super) cause: mysql::Error,
}

impl<'a> Session<'a> {
    /// A connection that is alive and has the turn, with a transaction begun on it.
    ///
    /// # Errors
    /// [`Error::Busy`] when it is not our turn within 10 seconds, else those of the database.
    pub(super) fn open(ledger: &'a Ledger, patience: Patience) -> Result<Self, Error> {
        Self::ask(ledger, patience, true, |_| Vec::new(), |_, _| ()).map(|(session, _)| session)
    }

    /// The same, and the rows that answer each of the statements: all that in one go, for each
    /// would be a round trip to the database. They are chosen by what the server is.
    /// `on_failure` is told which of them has failed, before anything is tried again.
    pub(super) fn open_with(
        ledger: &'a Ledger,
        statements: impl Fn(Traits) -> Vec<String>,
        on_failure: impl Fn(usize, &mysql::Error),
    ) -> Result<(Self, Answers), Error> {
        Self::ask(ledger, Patience::Short, true, statements, on_failure)
    }

    /// With the named lock only, to try what our account may do.
    pub(super) fn open_on_trial(ledger: &'a Ledger) -> Result<Self, Error> {
        let ask = Self::ask(ledger, Patience::Short, false, |_| Vec::new(), |_, _| ());
        ask.map(|(session, _)| session)
    }

    fn ask(
        ledger: &'a Ledger,
        patience: Patience,
        takes_turn: bool,
        statements: impl Fn(Traits) -> Vec<String>,
        on_failure: impl Fn(usize, &mysql::Error),
    ) -> Result<(Self, Answers), Error> {
        let first = |conn: &mut Conn, traits: Traits| {
            let has_row = takes_turn && ledger.has_turn_in_row(traits);
            take_turn(
                conn,
                begin(&ledger.table, traits, has_row),
                traits,
                statements(traits),
                &on_failure,
            )
        };
        let began = Instant::now();
        let (mut connection, mut turn) = ledger.pool.take(patience, first)?;
        loop {
            match turn {
                Turn::Ours(answers) => {
                    let session = Self {
                        ledger,
                        connection,
                        is_fresh: true,
                    };
                    return Ok((session, answers));
                }
                Turn::Others if began.elapsed() >= TURN_TIMEOUT => {
                    return Err(Error::Busy(TURN_TIMEOUT.as_secs()));
                }
                Turn::Others => {}
            }
            let Connection { conn, traits, .. } = &mut connection;
            give_back(conn, *traits)?;
            turn = first(conn, *traits)?.unwrap_or(Turn::Others);
        }
    }

    /// Whether the table of `sql/writers.sql` is there: other servers may be written to at the same
    /// time.
    pub fn has_writers(&self) -> bool {
        self.connection.traits.has_writers
    }

    /// Whether the tables of `sql/lists.sql` are there.
    pub fn has_lists(&self) -> bool {
        self.connection.traits.has_lists
    }

    /// Begins a transaction, rolled back unless committed.
    pub fn begin(&mut self) -> Result<Change<'_>, Error> {
        if !self.is_fresh {
            let Connection { conn, traits, .. } = &mut self.connection;
            let has_row = self.ledger.has_turn_in_row(*traits);
            let mut statements = vec!["ROLLBACK".to_owned()];
            statements.extend(begin(&self.ledger.table, *traits, has_row));
            statements.extend(silence::last_question(*traits));
            let answers = answers(conn, &statements.join("; "));
            let mut answers = answers.map_err(|failed| failed.cause)?;
            if !is_begun(&mut answers, *traits) {
                return Err(silence::undone().into());
            }
        }
        self.is_fresh = false;
        Ok(Change {
            tx: &mut self.connection.conn,
            table: &self.ledger.table,
            traits: self.connection.traits,
        })
    }

    /// Gives the turn to the next one, after everything went well.
    pub(super) fn release(mut self) {
        let Connection { conn, traits, .. } = &mut self.connection;
        // Where that fails, closing the connection does the same.
        if give_back(conn, *traits).is_ok() {
            self.connection.keep();
        }
    }

    /// Gives each row of the answer to `take`.
    pub(super) fn each_row(
        &mut self,
        question: &str,
        mut take: impl FnMut(Row) -> mysql::Result<()>,
    ) -> mysql::Result<()> {
        let mut rows = self.connection.conn.query_iter(question)?;
        rows.try_for_each(|row| take(row?))
    }

    /// Does this statement in the transaction.
    pub(super) fn run(&mut self, statement: &str) -> mysql::Result<()> {
        self.connection.conn.query_drop(statement)
    }

    /// Does this statement, if there is one, commits, and gives the turn to the next one, in one
    /// go. Returns the session when the statement failed, which has done nothing then.
    ///
    /// # Errors
    /// As [`Change::commit`] has them.
    pub(super) fn finish(
        mut self,
        statement: Option<&str>,
    ) -> Result<Option<(Self, mysql::Error)>, Error> {
        if self.ledger.may_be_undone_by_others(self.connection.traits) {
            return self.finish_step_by_step(statement);
        }
        let end = format!(
            "COMMIT{}",
            lock::release(self.connection.traits)
                .map_or_else(String::new, |release| format!("; {release}"))
        );
        let before = usize::from(statement.is_some());
        let query = match statement {
            Some(statement) => format!("{statement}; {end}"),
            None => end,
        };
        match answers(&mut self.connection.conn, &query) {
            Ok(_) => self.connection.keep(),
            Err(Failed { at, cause }) if at < before && is_answer(&cause) => {
                return Ok(Some((self, cause)));
            }
            Err(Failed { at, cause }) if at <= before => return Err(not_committed(cause)),
            // Committed; the lock is freed with the connection.
            Err(_) => {}
        }
        Ok(None)
    }

    /// The same in a cluster: when COMMIT is sent together with other statements, Galera says OK
    /// to one in a hundred that it has undone.
    fn finish_step_by_step(
        mut self,
        statement: Option<&str>,
    ) -> Result<Option<(Self, mysql::Error)>, Error> {
        let Connection { conn, traits, .. } = &mut self.connection;
        let before = usize::from(statement.is_some());
        let last = silence::before_commit(*traits);
        let statements: Vec<&str> = statement.into_iter().chain(last.as_deref()).collect();
        if !statements.is_empty() {
            match answers(conn, &statements.join("; ")) {
                Ok(_) => {}
                Err(Failed { at, cause }) if at < before => return Ok(Some((self, cause))),
                Err(Failed { cause, .. }) => return Err(silence::told(cause).into()),
            }
        }
        conn.query_drop("COMMIT").map_err(not_committed)?;
        let mut rest = silence::end(*traits)
            .into_iter()
            .chain(lock::release(*traits));
        if rest.all(|statement| conn.query_drop(statement).is_ok()) {
            self.connection.keep();
        }
        Ok(None)
    }
}

/// Whether the server itself has said so.
fn is_answer(cause: &mysql::Error) -> bool {
    matches!(cause, mysql::Error::MySqlError(_))
}

/// Begins a transaction that has the turn, and does the questions in it: nothing, if the server
/// is read-only. `on_failure` is told which question has failed.
fn take_turn(
    conn: &mut Conn,
    beginning: Vec<String>,
    traits: Traits,
    questions: Vec<String>,
    on_failure: impl Fn(usize, &mysql::Error),
) -> mysql::Result<Option<Turn>> {
    let lock = if traits.has_named_locks {
        lock::take(ATTEMPT)
    } else {
        "1".to_owned()
    };
    let mut statements = vec![format!("SELECT @@global.read_only, {lock}")];
    statements.extend(beginning);
    let before = statements.len();
    let asked = questions.len();
    statements.extend(questions);
    statements.extend(silence::last_question(traits));
    let mut answers = match answers(conn, &statements.join("; ")) {
        Ok(answers) => answers,
        // The last one of the beginning waits for the row of the turn, or has lost it to another
        // server.
        Err(Failed { at, cause })
            if at + 1 == before && (is_wait(&cause) || is_conflict(&cause)) =>
        {
            return Ok(Some(Turn::Others));
        }
        Err(Failed { at, cause }) => {
            if let Some(question) = at.checked_sub(before).filter(|question| *question < asked) {
                on_failure(question, &cause);
            }
            return Err(cause);
        }
    };
    if !is_begun(&mut answers, traits) {
        return Ok(Some(Turn::Others));
    }
    let rows = answers.split_off(answers.len().saturating_sub(asked));
    let row = answers.swap_remove(0).pop();
    let Some((read_only, locked)) = row
        .map(mysql::from_row_opt::<(String, Option<u8>)>)
        .transpose()
        .map_err(|e| mysql::Error::FromRowError(e.0))?
    else {
        return Ok(None);
    };
    let turn = if locked == Some(1) {
        Turn::Ours(rows)
    } else {
        Turn::Others
    };
    Ok(is_off(&read_only).then_some(turn))
}

/// All answers to several statements, as far as they come.
fn answers(conn: &mut Conn, query: &str) -> Result<Answers, Failed> {
    let mut answers = Vec::new();
    let failed = |at, cause| Failed { at, cause };
    let mut results = conn.query_iter(query).map_err(|cause| failed(0, cause))?;
    while let Some(rows) = results.iter() {
        let rows = rows.collect::<mysql::Result<Vec<Row>>>();
        answers.push(rows.map_err(|cause| failed(answers.len(), cause))?);
    }
    Ok(answers)
}

/// The beginning of a transaction; where others may write by other servers, it ends with the
/// turn.
fn begin(table: &str, traits: Traits, has_row: bool) -> Vec<String> {
    let turn = has_row.then(|| turn_statement(table));
    silence::begin(traits).into_iter().chain(turn).collect()
}

/// Takes the answer to [`silence::last_question`] away: whether the transaction is open.
fn is_begun(answers: &mut Answers, traits: Traits) -> bool {
    let mut last = || mysql::from_row_opt::<u8>(answers.pop()?.pop()?).ok();
    !traits.is_silent() || last() == Some(1)
}

/// The change to the row of this table's writers. A count that goes up is a change that no server
/// leaves out.
pub(super) fn turn_statement(table: &str) -> String {
    let name = table.trim_matches('`');
    format!(
        "INSERT INTO {WRITERS} (name, turn) VALUES ('{name}', 1) \
         ON DUPLICATE KEY UPDATE turn = turn + 1"
    )
}

/// Ends a transaction that is not committed, and the turn.
fn give_back(conn: &mut Conn, traits: Traits) -> mysql::Result<()> {
    let rollback = "ROLLBACK".to_owned();
    let statements = [rollback].into_iter().chain(silence::end(traits));
    let statements: Vec<String> = statements.chain(lock::release(traits)).collect();
    answers(conn, &statements.join("; ")).map_err(|failed| failed.cause)?;
    Ok(())
}
