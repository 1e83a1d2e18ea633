//! Databases: the server that tests/run starts for all tests, servers of a test's own, and
//! in them a database with the shipped table for each test.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};

use mysql::prelude::{FromRow, Queryable};
use mysql::{Conn, OptsBuilder, Params};

use super::{Folder, Port, STANDSTILL, folder, leader, run, signal, stack, wait};

pub const PASSWORD: &str = "secret-7Kq";
pub const USER: &str = "offline_test";
const ANSWERS: &str = "the test's MariaDB answers: run tests/run";

/// The socket of the server for all tests, which tests/run starts.
pub fn shared_socket() -> PathBuf {
    folder::of_run().join("mysql.sock")
}

/// A MariaDB of a test's own, to be killed.
pub struct Mariadb {
    folder: Folder,
    port: Option<Port>,
}

impl Mariadb {
    pub fn start() -> Self {
        let server = Self {
            folder: Folder::new(),
            port: None,
        };
        server.configure("skip-networking");
        server.start_again();
        server
    }

    /// It finds the commands of its folder's `bin` first.
    pub fn start_again(&self) {
        let path = env::var("PATH").unwrap_or_default();
        let path = format!("{}/bin:{path}", self.folder.path().display());
        let mut stack = stack("database", self.folder.path());
        run(stack.env("PATH", path).stdout(process::Stdio::null()));
    }

    /// One that listens on this port of the loopback, with more lines for its my.cnf.
    pub fn on_tcp(port: Port, options: &str) -> Self {
        let server = Self::prepare(port, options);
        server.start_again();
        server
    }

    /// The same, not yet started.
    pub fn prepare(port: Port, options: &str) -> Self {
        let server = Self {
            folder: Folder::new(),
            port: Some(port),
        };
        let port = server.port();
        server.configure(&format!("bind-address=127.0.0.1\nport={port}\n{options}"));
        server
    }

    /// Nothing is lost by `kill -9` of the server if it does not wait for the disk.
    fn configure(&self, options: &str) {
        let options =
            format!("[mariadbd]\ninnodb_flush_log_at_trx_commit=2\nloose_sync_frm=0\n{options}\n");
        fs::write(self.path("my.cnf"), options).expect("my.cnf is written");
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn port(&self) -> u16 {
        self.port.as_ref().expect("a server on TCP").number
    }

    pub fn signal(&self, name: &str) -> i32 {
        let session = self.folder.path().join("run/mariadbd.session");
        let pid = leader(&session).expect("mariadbd runs");
        assert!(signal(pid, name));
        pid
    }

    pub fn kill(&self) {
        self.end("KILL");
    }

    /// Sends a signal, and waits until the server has ended.
    pub fn end(&self, name: &str) {
        let pid = self.signal(name);
        let entry = format!("/proc/{pid}/cmdline");
        wait("the end of mariadbd", || {
            fs::read(&entry)
                .map_or(true, |line| line.is_empty())
                .then_some(())
        });
    }

    pub fn socket(&self) -> PathBuf {
        self.folder.path().join("mysql.sock")
    }

    /// Asks the server itself, whatever databases it has.
    pub fn query<T: FromRow>(&self, query: &str) -> Vec<T> {
        let mut connection = root(&self.socket(), None).expect(ANSWERS);
        connection.query(query).expect(query)
    }
}

/// A database with the shipped table, dropped at the end.
pub struct Database {
    pub name: String,
    pub socket: PathBuf,
}

impl Database {
    pub fn create(socket: &Path) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        Self::named(&format!("oc_{}_{n}", process::id()), socket)
    }

    /// The database of that name on another server.
    pub fn named(name: &str, socket: &Path) -> Self {
        let database = Self {
            name: name.to_owned(),
            socket: socket.to_owned(),
        };
        let name = &database.name;
        let mut root = database.root(None).expect(ANSWERS);
        for statement in [
            format!("CREATE USER IF NOT EXISTS {USER}@localhost IDENTIFIED BY '{PASSWORD}'"),
            format!("CREATE DATABASE {name}"),
            format!("USE {name}"),
            include_str!("../../../sql/alma_offline.sql").to_owned(),
            format!(
                "GRANT SELECT, INSERT, UPDATE, DELETE ON {name}.transactions TO {USER}@localhost"
            ),
        ] {
            root.query_drop(statement).expect("the database is made");
        }
        database
    }

    /// Runs the shipped upgrade.sql.
    pub fn upgrade(&self) {
        let script = include_str!("../../../sql/upgrade.sql");
        let mut connection = self.connect();
        connection
            .query_drop(script)
            .expect("sql/upgrade.sql works");
    }

    /// Loads the shipped writers.sql, and lets the site use it.
    pub fn add_writers(&self) {
        self.run(include_str!("../../../sql/writers.sql"));
        let table = format!("{}.offline_circ_writers", self.name);
        self.run(&format!(
            "GRANT SELECT, INSERT, UPDATE ON {table} TO {USER}@localhost"
        ));
    }

    /// Loads the shipped lists.sql, and lets the site use it.
    pub fn add_lists(&self) {
        self.run(include_str!("../../../sql/lists.sql"));
        for table in ["lists", "patrons", "items"] {
            let table = format!("{}.offline_circ_{table}", self.name);
            self.run(&format!(
                "GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {USER}@localhost"
            ));
        }
    }

    /// A connection as the PHP has it: no settings of ours.
    pub fn connect(&self) -> Conn {
        self.root(Some(&self.name)).expect(ANSWERS)
    }

    pub fn run(&self, statement: &str) {
        let mut connection = self.connect();
        connection.query_drop(statement).expect(statement);
    }

    pub fn query<T: FromRow>(&self, query: &str) -> Vec<T> {
        self.connect().query(query).expect(query)
    }

    pub fn count(&self, condition: &str) -> usize {
        self.query(&format!(
            "SELECT COUNT(*) FROM transactions WHERE {condition}"
        ))[0]
    }

    /// Every row in the table's own order, its columns between tabs.
    pub fn rows(&self) -> Vec<String> {
        self.query(
            "SELECT CONCAT_WS('\t', COALESCE(`library`, 'NULL'), COALESCE(timestamp, 'NULL'), \
             COALESCE(return_or_loan, 'NULL'), COALESCE(item_barcode, 'NULL'), \
             COALESCE(item_callnumber, 'NULL'), COALESCE(patron_barcode, 'NULL'), \
             COALESCE(patron_name, 'NULL'), saved + 0) FROM transactions USE INDEX ()",
        )
    }

    /// One row by the PHP's own statement; `NULL` and numbers as they are.
    pub fn insert_as_php(&self, values: [Option<&str>; 7]) {
        let values = values.map(mysql::Value::from).to_vec();
        let statement = "INSERT INTO transactions VALUES (?,?,?,?,?,?,?,0)";
        let mut connection = self.connect();
        connection
            .exec_drop(statement, Params::Positional(values))
            .expect("the PHP's INSERT works");
    }

    /// The [database] section of the site's configuration.
    pub fn config(&self) -> String {
        format!(
            "[database]
socket = \"{}\"
username = \"{USER}\"
password = \"{PASSWORD}\"
name = \"{}\"
",
            self.socket.display(),
            self.name
        )
    }

    fn root(&self, database: Option<&str>) -> mysql::Result<Conn> {
        root(&self.socket, database)
    }
}

fn root(socket: &Path, database: Option<&str>) -> mysql::Result<Conn> {
    let opts = OptsBuilder::new()
        .socket(socket.to_str())
        .user(Some("root"))
        .db_name(database)
        .read_timeout(Some(STANDSTILL))
        .write_timeout(Some(STANDSTILL));
    Conn::new(opts)
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Ok(mut root) = self.root(None) {
            let _ = root.query_drop(format!("DROP DATABASE IF EXISTS {}", self.name));
        }
    }
}
