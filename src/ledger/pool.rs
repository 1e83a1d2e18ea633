//! A few connections, kept open between requests.
//!
//! A connection comes back only after everything on it went well. One that failed is
//! closed without another word: what it answers next may belong to an earlier question.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use mysql::Conn;

use super::TURN_TIMEOUT;
use super::fitness::{Traits, is_conflict, is_wait};
use super::servers::{CONNECT_TIMEOUT, Link, PLACES, Servers};
use crate::config::Database;
use crate::error::Error;
use crate::messages::message;

/// How long a statement may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// Somebody stands at a desk.
    Short,
    /// For statements on 100,000 rows; the connection is not kept.
    Long,
}

impl Patience {
    pub(super) fn answer(self) -> Duration {
        Duration::from_secs(match self {
            Self::Short => 5,
            Self::Long => 30,
        })
    }

    /// How long to try again while others are in the way.
    pub(super) fn turn_timeout(self) -> Duration {
        match self {
            Self::Short => TURN_TIMEOUT,
            Self::Long => 3 * TURN_TIMEOUT,
        }
    }
}

#[derive(Debug)]
pub(super) struct Pool {
    servers: Servers,
    /// The places that are free, with or without an idle connection.
    free: Mutex<Vec<Option<Link>>>,
    freed: Condvar,
}

impl Pool {
    pub(super) fn new(database: &Database) -> Self {
        Self {
            servers: Servers::new(database),
            free: Mutex::new((0..PLACES).map(|_| None).collect()),
            freed: Condvar::new(),
        }
    }

    pub(super) fn servers(&self) -> &Servers {
        &self.servers
    }

    /// A connection on a server that takes work, and what it answered just now to the
    /// `greeting`: nothing, if the server has become read-only. Where a server refuses, the
    /// next one is asked.
    ///
    /// # Errors
    /// [`Error::NoServer`], or those of the greeting.
    pub(super) fn take<T>(
        &self,
        patience: Patience,
        greeting: impl Fn(&mut Conn, Traits) -> mysql::Result<Option<T>>,
    ) -> Result<(Connection<'_>, T), Error> {
        let mut place = Place(None);
        if patience == Patience::Short {
            let idle = self.wait_for_place()?;
            place = Place(Some(self));
            if let Some((mut conn, traits)) = idle {
                match greeting(&mut conn, traits) {
                    Ok(Some(answer)) => {
                        let connection = Connection {
                            conn,
                            traits,
                            place,
                        };
                        return Ok((connection, answer));
                    }
                    // Another connection would wait as long.
                    Err(cause) if is_wait(&cause) || is_conflict(&cause) => {
                        return Err(cause.into());
                    }
                    _ => self.forget_idle(),
                }
            }
        }
        let ((conn, traits), answer) = self.servers.connect(patience.answer(), greeting)?;
        let connection = Connection {
            conn,
            traits,
            place,
        };
        Ok((connection, answer))
    }

    fn wait_for_place(&self) -> Result<Option<Link>, Error> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut free, _) = self
            .freed
            .wait_timeout_while(free, CONNECT_TIMEOUT, |free| free.is_empty())
            .unwrap_or_else(PoisonError::into_inner);
        free.pop()
            .ok_or_else(|| Error::NoServer(message!("database.all-in-use", places = PLACES)))
    }

    /// Closes the idle connections: where one was dead or refused, the others are and do.
    pub(super) fn forget_idle(&self) {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        free.fill_with(|| None);
    }

    fn give_back(&self, connection: Option<Link>) {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        // The last one is taken first: a connection rather than an empty place.
        let at = if connection.is_some() { free.len() } else { 0 };
        free.insert(at, connection);
        self.freed.notify_one();
    }
}

/// A connection in use; closed when dropped, unless it is kept.
#[derive(Debug)]
pub(super) struct Connection<'a> {
    pub(super) conn: Conn,
    pub(super) traits: Traits,
    place: Place<'a>,
}

impl Connection<'_> {
    /// Leaves the connection to the next one who needs one.
    pub(super) fn keep(mut self) {
        if let Some(pool) = self.place.0.take() {
            pool.give_back(Some((self.conn, self.traits)));
        }
    }
}

/// A place among the pool's connections, if it is one of them.
#[derive(Debug)]
struct Place<'a>(Option<&'a Pool>);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        if let Some(pool) = self.0.take() {
            pool.give_back(None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn a_place_whose_connection_failed_is_free_again() {
        let example = include_str!("../../config.example.toml");
        let mut database = Config::parse(example).unwrap().database;
        database.socket = Some("/nonexistent/mysql.sock".into());
        let pool = Pool::new(&database);
        for _ in 0..=PLACES {
            let taken = pool.take(Patience::Short, |_, _| Ok(Some(())));
            let problem = taken.unwrap_err().to_string();
            assert!(problem.contains("No such file"), "{problem}");
        }
    }
}
