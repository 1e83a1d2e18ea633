//! Two heads with one output directory, on a MariaDB with a copy, as sql/README.md sets them up:
//! its own blocks are run, with other addresses.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use crate::harness::{Database, Mariadb, Port, ROOT, Site, run, wait};

const NAME: &str = "oc_heads";

const CONFIGURATION: &str = "[mariadbd]";
const ACCOUNT: &str = "mariadb --execute \"CREATE USER";
const DUMP: &str = "mariadb-dump";
const LOAD: &str = "mariadb --execute \"STOP ALL SLAVES";
const BE_PRIMARY: &str = "mariadb --execute \"SET GLOBAL rpl_semi_sync_master_enabled = 1";
const LAST_WORDS: &str = "mariadb --execute \"STOP SLAVE IO_THREAD";
const GO_ON_ALONE: &str = "mariadb --execute \"SET GLOBAL rpl_semi_sync_master_enabled = 0";
const TAKE_OVER: &str = "mariadb --execute \"STOP SLAVE; RESET";

/// The indented block of sql/README.md that begins like this.
fn readme(first: &str) -> String {
    let text = fs::read_to_string(Path::new(ROOT).join("sql/README.md")).unwrap();
    let lines: Vec<&str> = text
        .lines()
        .map(|line| line.strip_prefix("    ").unwrap_or_default())
        .skip_while(|line| !line.starts_with(first))
        .take_while(|line| !line.is_empty())
        .collect();
    assert!(!lines.is_empty(), "sql/README.md has no block {first:?}");
    lines.join("\n") + "\n"
}

/// A MariaDB as sql/README.md configures it. It ends before its database is dropped, which would
/// wait for the copy.
pub struct Server {
    pub mariadb: Mariadb,
    pub database: Database,
}

impl Server {
    fn start(id: u8, database: impl FnOnce(&Path) -> Database) -> Self {
        let options = readme(CONFIGURATION).replace("server_id = 1", &format!("server_id = {id}"));
        let mariadb = Mariadb::on_tcp(Port::reserve(), &options);
        Self {
            database: database(&mariadb.socket()),
            mariadb,
        }
    }

    /// Runs a block of sql/README.md on this server; `db1` is the one that it names so.
    fn follow_readme(&self, first: &str, folder: &Path, db1: &Self) -> String {
        let address = format!("'127.0.0.1', MASTER_PORT = {}", db1.mariadb.port());
        let block = readme(first).replace("'db1'", &address).replace('…', "p4");
        let socket = self.mariadb.socket();
        let options = format!("--no-defaults --user=root --socket={}", socket.display());
        let script = format!(
            "set -euo pipefail\nmariadb() {{ command mariadb {options} \"$@\"; }}\n\
             mariadb-dump() {{ command mariadb-dump {options} \"$@\"; }}\n{block}"
        );
        let mut shell = Command::new("bash");
        let output = run(shell.args(["-c", &script]).current_dir(folder));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Waits until somebody's COMMIT waits for the copy.
    pub fn waits_for_the_copy(&self) {
        let query = "SELECT COUNT(*) FROM information_schema.processlist \
                     WHERE state = 'Waiting for semi-sync ACK from slave'";
        wait("a COMMIT that waits for the copy", || {
            (self.database.query::<u64>(query)[0] > 0).then_some(())
        });
    }
}

/// Two heads on a primary with its copy.
pub struct Pair {
    pub db1: Server,
    pub db2: Server,
    pub heads: [Site; 2],
}

impl Pair {
    pub fn start() -> Self {
        let db1 = Server::start(1, |socket| Database::named(NAME, socket));
        db1.database.upgrade();
        // The copy brings it.
        let db2 = Server::start(2, |socket| Database {
            name: NAME.to_owned(),
            socket: socket.to_owned(),
        });
        let [one, two] = [(); 2].map(|()| Site::prepare());
        let socket = format!("socket = \"{}\"", db1.database.socket.display());
        let servers = format!(
            "server = [\"127.0.0.1:{}\", \"127.0.0.1:{}\"]",
            db1.mariadb.port(),
            db2.mariadb.port()
        );
        let database = db1.database.config().replace(&socket, &servers);
        let config = one.config().replace(&one.database.config(), &database);
        one.configure(&config);
        two.configure(&config);
        fs::remove_dir_all(two.path("output")).unwrap();
        symlink(one.path("output"), two.path("output")).unwrap();
        db1.follow_readme(ACCOUNT, one.folder.path(), &db1);
        let heads = [one.serve(), two.serve()];
        let pair = Self { db1, db2, heads };
        pair.copy(&pair.db1, &pair.db2);
        pair
    }

    fn follow_readme(&self, server: &Server, first: &str, db1: &Server) -> String {
        server.follow_readme(first, self.heads[0].folder.path(), db1)
    }

    /// Lets a server take changes as soon as its copy has them too.
    pub fn make_primary(&self, server: &Server) {
        self.follow_readme(server, BE_PRIMARY, server);
    }

    /// Makes one server the primary, and the other its replica.
    pub fn copy(&self, from: &Server, to: &Server) {
        self.follow_readme(from, DUMP, from);
        self.follow_readme(to, LOAD, from);
        self.make_primary(from);
    }

    /// Lets a primary do without its copy.
    pub fn go_on_alone(&self, server: &Server) {
        self.follow_readme(server, GO_ON_ALONE, server);
    }

    /// Lets a replica take the place of a primary that is dead.
    pub fn promote(&self, server: &Server) {
        wait("the replica to have applied everything", || {
            let state = self.follow_readme(server, LAST_WORDS, server);
            let is_done = state.contains("Slave has read all relay log");
            is_done.then_some(())
        });
        self.follow_readme(server, TAKE_OVER, server);
    }

    /// Of each record on this server, in how many files it is, or unsaved; nothing is pending.
    pub fn places(&self, server: &Server) -> BTreeMap<String, usize> {
        let [one, two] = &self.heads;
        two.get("listfiles.php").expect(200);
        let pending = |name: &String| name.ends_with(".pending");
        assert!(!one.output().iter().any(pending), "{:?}", one.output());
        let unsaved = "SELECT item_barcode FROM transactions WHERE saved = 0";
        let unsaved: Vec<String> = server.database.query(unsaved);
        let mut places = BTreeMap::new();
        for item in one.items_in(&one.dats()).into_iter().chain(unsaved) {
            *places.entry(item).or_default() += 1;
        }
        places
    }
}
