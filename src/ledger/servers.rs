//! From the list of servers to a connection: the first one that answers and can be
//! written to.
//!
//! Nothing here takes longer than [`CONNECT_TIMEOUT`] for each server, whatever hangs.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use mysql::prelude::Queryable;
use mysql::{Conn, OptsBuilder, SslOpts};

use crate::config::{Database, Server, Tls};
use crate::error::Error;
use crate::log::Event;

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

/// The servers in the order in which they are tried.
#[derive(Debug)]
pub(super) struct Servers {
    in_order: Vec<Server>,
    port: u16,
    socket: Option<PathBuf>,
    tls_ca: Option<PathBuf>,
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
                 sql_select_limit = 18446744073709551615",
                "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ WRITE",
            ]);
        Self {
            in_order: database.server.clone(),
            port: database.port,
            socket: database.socket.clone(),
            tls_ca: database.tls_ca.clone(),
            opts,
            under_way: Arc::new(()),
        }
    }

    /// A connection whose statements may take as long as `answer` until their first byte.
    ///
    /// # Errors
    /// [`Error::NoServer`] with the cause at each server.
    pub(super) fn connect(&self, answer: Duration) -> Result<Conn, Error> {
        let mut causes = Vec::new();
        for (name, opts) in self.addresses() {
            let opts = opts.read_timeout(Some(answer)).write_timeout(Some(answer));
            match self.open(opts) {
                Ok(connection) => {
                    if !causes.is_empty() {
                        let passed_over =
                            Event::new("passed_over").text("cause", causes.join("; "));
                        passed_over.text("server", name).write();
                    }
                    return Ok(connection);
                }
                Err(cause) => causes.push(format!("{name}: {cause}")),
            }
        }
        Err(Error::NoServer(causes.join("; ")))
    }

    /// Each server in order, and why it cannot be used, if it cannot.
    pub(super) fn try_each(&self) -> Vec<(String, Result<(), String>)> {
        let attempt = |(name, opts)| (name, self.open(opts).map(drop));
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
    fn open(&self, opts: OptsBuilder) -> Result<Conn, String> {
        if Arc::strong_count(&self.under_way) > MOST_HANGING {
            return Err("not tried, as too many connections hang already".to_owned());
        }
        let under_way = Arc::clone(&self.under_way);
        let authority = self.tls_ca.clone();
        let (sender, receiver) = mpsc::channel();
        let connect = move || {
            // Nobody may be waiting any more.
            let _ = sender.send(greet(opts, authority.as_deref()));
            drop(under_way);
        };
        let thread = thread::Builder::new().spawn(connect);
        thread.map_err(|e| format!("no thread: {e}"))?;
        receiver.recv_timeout(CONNECT_TIMEOUT).unwrap_or_else(|_| {
            let seconds = CONNECT_TIMEOUT.as_secs();
            Err(format!("no answer within {seconds} s"))
        })
    }
}

fn greet(opts: OptsBuilder, authority: Option<&Path>) -> Result<Conn, String> {
    if let Some(path) = authority {
        let read = |e: io::Error| format!("tls_ca {}: {e}", path.display());
        std::fs::File::open(path).map_err(read)?;
    }
    let mut connection = Conn::new(opts).map_err(|e| e.to_string())?;
    match is_writable(&mut connection) {
        Ok(true) => Ok(connection),
        Ok(false) => Err("is read-only".to_owned()),
        Err(cause) => Err(cause.to_string()),
    }
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

/// As in PHP, `localhost` without a port means the usual local socket.
fn local_socket(server: &Server) -> Option<&'static Path> {
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
        thread::scope(|scope| {
            let all =
                [(); PLACES].map(|()| scope.spawn(|| servers.connect(Duration::from_secs(10))));
            for one in all {
                let problem = one.join().unwrap().unwrap_err().to_string();
                assert!(problem.contains("no answer within 3 s"), "{problem}");
            }
        });
        std::fs::remove_file(path).unwrap();
    }
}
