//! From the list of servers to a connection: the first one that answers and takes work.
//!
//! To open a connection takes no longer than [`CONNECT_TIMEOUT`] for each server, whatever hangs.
//! The greeting after it has the time of a statement.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use mysql::prelude::Queryable;
use mysql::{Conn, OptsBuilder, SslOpts};

use super::fitness::{Traits, examine, is_refusal};
use super::lock;
use crate::config::{Database, Server, Tls};
use crate::error::Error;
use crate::log::Event;
use crate::messages::message;

/// For the whole way to a usable connection: name, socket, TLS, password, settings.
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
/// Connections that one process has at most, but for those of `Patience::Long`.
pub(super) const PLACES: usize = 32;
/// How many connections may hang on their way before no more are tried.
/// Each place may have one under way, and have left one behind that hangs.
const MOST_HANGING: usize = 2 * PLACES;
const LOCAL_SOCKETS: [&str; 3] = [
    "/run/mysqld/mysqld.sock",
    "/var/lib/mysql/mysql.sock",
    "/tmp/mysql.sock",
];

/// A connection, and what its server is.
pub(super) type Link = (Conn, Traits);

/// The servers in the order in which they are tried.
#[derive(Debug)]
pub(super) struct Servers {
    in_order: Vec<Server>,
    port: u16,
    socket: Option<PathBuf>,
    tls_ca: Option<PathBuf>,
    /// The table, whose numbers are looked for.
    table: String,
    /// All but the address.
    opts: OptsBuilder,
    /// Cloned for each connection under way.
    under_way: Arc<()>,
}

impl Servers {
    pub(super) fn new(database: &Database) -> Self {
        let tls = (database.tls == Tls::Required)
            .then(|| SslOpts::default().with_root_cert_path(database.tls_ca.clone()));
        let opts = OptsBuilder::new()
            .prefer_socket(false)
            .user(Some(&database.username))
            .pass(Some(database.password.reveal()))
            .db_name(Some(&database.name))
            .ssl_opts(tls)
            .tcp_connect_timeout(Some(CONNECT_TIMEOUT))
            // Whatever the server's defaults and its init_connect have made of the session.
            .init(vec![
                "SET NAMES utf8mb4 COLLATE utf8mb4_bin, \
                 SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', \
                 autocommit = 1, completion_type = 0, innodb_lock_wait_timeout = 2, \
                 lock_wait_timeout = 2, sql_safe_updates = 0, \
                 sql_select_limit = 18446744073709551615"
                    .to_owned(),
                "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ WRITE".to_owned(),
                lock::name_for(&database.table),
            ]);
        Self {
            in_order: database.server.clone(),
            port: database.port,
            socket: database.socket.clone(),
            tls_ca: database.tls_ca.clone(),
            table: database.table.clone(),
            opts,
            under_way: Arc::new(()),
        }
    }

    /// Whether the configuration names several.
    pub(super) fn are_several(&self) -> bool {
        self.socket.is_none() && self.in_order.len() > 1
    }

    /// A connection whose statements may take as long as `answer` until their first byte, and
    /// what its server answered to the `greeting`: nothing, if it has become read-only.
    ///
    /// # Errors
    /// [`Error::NoServer`] with the cause at each server; those of the greeting that are no
    /// refusal.
    pub(super) fn connect<T>(
        &self,
        answer: Duration,
        greeting: impl Fn(&mut Conn, Traits) -> mysql::Result<Option<T>>,
    ) -> Result<(Link, T), Error> {
        let mut causes = Vec::new();
        for (name, opts) in self.addresses() {
            let opts = opts.read_timeout(Some(answer)).write_timeout(Some(answer));
            let cause = match self.greet(opts, &greeting)? {
                Ok(greeted) => {
                    if !causes.is_empty() {
                        let passed_over =
                            Event::new("passed_over").text("cause", causes.join("; "));
                        passed_over.text("server", name).write();
                    }
                    return Ok(greeted);
                }
                Err(cause) => cause,
            };
            causes.push(format!("{name}: {cause}"));
        }
        Err(Error::NoServer(causes.join("; ")))
    }

    /// Why this server is to be passed over, if it is.
    fn greet<T>(
        &self,
        opts: OptsBuilder,
        greeting: impl Fn(&mut Conn, Traits) -> mysql::Result<Option<T>>,
    ) -> mysql::Result<Result<(Link, T), String>> {
        let (mut conn, traits) = match self.open(opts) {
            Ok(opened) => opened,
            Err(cause) => return Ok(Err(cause)),
        };
        match greeting(&mut conn, traits) {
            Ok(Some(answer)) => Ok(Ok(((conn, traits), answer))),
            Ok(None) => Ok(Err(message!("database.read-only-now").to_owned())),
            Err(cause) if is_refusal(&cause) => Ok(Err(cause.to_string())),
            Err(cause) => Err(cause),
        }
    }

    /// Each server in order, and why it cannot be used, if it cannot, or refuses the question.
    pub(super) fn try_each(&self, question: &str) -> Vec<(String, Result<(), String>)> {
        let ask = |conn: &mut Conn| match conn.query_drop(question) {
            Err(cause) if is_refusal(&cause) => Err(cause.to_string()),
            // What else is wrong is no matter of the server.
            _ => Ok(()),
        };
        let attempt = |(name, opts)| {
            let answer = self.open(opts).and_then(|(mut conn, _)| ask(&mut conn));
            (name, answer)
        };
        self.addresses().into_iter().map(attempt).collect()
    }

    /// Each server's name for the log, and its address.
    fn addresses(&self) -> Vec<(String, OptsBuilder)> {
        let by_socket = |path: &Path| {
            let path = path.to_string_lossy().into_owned();
            (path.clone(), self.opts.clone().socket(Some(path)))
        };
        if let Some(path) = &self.socket {
            return vec![by_socket(path)];
        }
        let address = |server: &Server| {
            if let Some(path) = local_socket(server) {
                return by_socket(path);
            }
            let host = match &server.host {
                address if address.contains(':') => format!("[{address}]"),
                name => name.clone(),
            };
            let port = server.port.unwrap_or(self.port);
            let name = format!("{host}:{port}");
            (
                name,
                self.opts.clone().ip_or_hostname(Some(host)).tcp_port(port),
            )
        };
        self.in_order.iter().map(address).collect()
    }

    /// Connects in a thread of its own, which is left behind when it hangs: looking up a
    /// name, or a local socket with a full queue, has no time-out that could be set.
    fn open(&self, opts: OptsBuilder) -> Result<Link, String> {
        if Arc::strong_count(&self.under_way) > MOST_HANGING {
            return Err(message!("database.not-tried").to_owned());
        }
        let under_way = Arc::clone(&self.under_way);
        let (authority, table) = (self.tls_ca.clone(), self.table.clone());
        let (sender, receiver) = mpsc::channel();
        let connect = move || {
            // Nobody may be waiting any more.
            let _ = sender.send(log_in(opts, authority.as_deref(), &table));
            drop(under_way);
        };
        let thread = thread::Builder::new().spawn(connect);
        thread.map_err(|e| message!("database.no-thread", cause = e))?;
        receiver.recv_timeout(CONNECT_TIMEOUT).unwrap_or_else(|_| {
            let seconds = CONNECT_TIMEOUT.as_secs();
            Err(message!("database.no-answer", seconds))
        })
    }
}

fn log_in(opts: OptsBuilder, authority: Option<&Path>, table: &str) -> Result<Link, String> {
    if let Some(path) = authority {
        let read = |e: io::Error| message!("database.authority", file = path.display(), cause = e);
        std::fs::File::open(path).map_err(read)?;
    }
    let mut conn = Conn::new(opts).map_err(|e| e.to_string())?;
    let traits = examine(&mut conn, table)?;
    Ok((conn, traits))
}

/// Asks a server whether it takes changes; a replica does not.
pub(super) fn is_writable(connection: &mut Conn) -> mysql::Result<bool> {
    let read_only: Option<String> = connection.query_first("SELECT @@global.read_only")?;
    Ok(read_only.is_some_and(|read_only| is_off(&read_only)))
}

/// A server variable's value, as one or the other server writes it.
pub(super) fn is_off(value: &str) -> bool {
    matches!(value, "0" | "OFF")
}

/// As in PHP, `localhost` without a port means the usual local socket, where there is one.
pub fn local_socket(server: &Server) -> Option<&'static Path> {
    let usual = || {
        LOCAL_SOCKETS
            .iter()
            .map(Path::new)
            .find(|path| path.exists())
    };
    (server.host == "localhost" && server.port.is_none())
        .then(usual)
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn as_many_connections_as_there_are_places_may_be_under_way() {
        // One that accepts and never answers.
        let path = std::env::temp_dir().join(format!("oc-{}-silent.sock", std::process::id()));
        let _silent = std::os::unix::net::UnixListener::bind(&path).unwrap();
        let example = include_str!("../../config.example.toml");
        let mut database = Config::parse(example).unwrap().database;
        database.socket = Some(path.clone());
        let servers = Servers::new(&database);
        let connect =
            |servers: &Servers| servers.connect(Duration::from_secs(10), |_, _| Ok(Some(())));
        thread::scope(|scope| {
            let all = [(); PLACES].map(|()| scope.spawn(|| connect(&servers)));
            for one in all {
                let problem = one.join().unwrap().unwrap_err().to_string();
                assert!(problem.contains("no answer within 3 s"), "{problem}");
            }
        });
        std::fs::remove_file(path).unwrap();
    }
}
