//! Databases that move, hang, become read-only or drop connections: what can be repaired is,
//! without anybody noticing, and what cannot is said.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;
use std::thread::{self, ScopedJoinHandle};

use mysql::Conn;
use mysql::prelude::Queryable;
use rustix::net::{AddressFamily, SocketAddrUnix, SocketType, bind, listen, socket};

use crate::harness::database::USER;
use crate::harness::{Answer, Database, Mariadb, Port, Site, Transport, wait};

const LINE: &str = "MILLAR,20150827121621,R,1";
const ALL: [(&str, &str); 1] = [("library", "---")];

/// Holds the table's lock, so that whoever changes anything waits after having connected.
pub fn hold_lock(database: &Database) -> Conn {
    let mut holder = database.connect();
    let lock = "SELECT GET_LOCK(CONCAT('offline-circ ', LEFT(SHA2(CONCAT(DATABASE(), '.`transactions`'), 256), 40)), 10)";
    assert_eq!(holder.query_first::<u8, _>(lock).unwrap(), Some(1));
    holder
}

/// The id of the site's connection that waits in this state, another one than `before`.
pub fn waiting(database: &Database, state: &str, before: Option<u64>) -> u64 {
    let query = format!(
        "SELECT id FROM information_schema.processlist \
         WHERE user = '{USER}' AND db = '{}' AND state LIKE '{state}'",
        database.name
    );
    let other = |id: &u64| Some(*id) != before;
    wait(state, || {
        database.query::<u64>(&query).into_iter().find(other)
    })
}

/// Ends a connection, which may just have ended by itself.
fn kill(database: &Database, id: u64) {
    let _ = database.connect().query_drop(format!("KILL {id}"));
}

fn set_read_only(database: &Database, value: u8) {
    database.run(&format!("SET GLOBAL read_only = {value}"));
}

/// Two servers with the same table, and a site that prefers the first one.
fn pair() -> (Mariadb, Mariadb, Site, Database) {
    let [one, two] = [(); 2].map(|()| Mariadb::on_tcp(Port::reserve(), ""));
    let site = Site::on(&one.socket());
    let other = Database::named(&site.database.name, &two.socket());
    let [one_port, two_port] = [&one, &two].map(Mariadb::port);
    site.reach_database_by(&format!(
        "server = [\"127.0.0.1\", \"127.0.0.1:{two_port}\"]\nport = {one_port}"
    ));
    (one, two, site.serve(), other)
}

#[test]
fn the_first_server_that_can_be_written_to_is_used() {
    let (one, _two, site, other) = pair();
    let rows = || [site.database.rows().len(), other.rows().len()];
    set_read_only(&site.database, 1);
    site.submit("MILLAR,20150827100001,R,1");
    assert_eq!(rows(), [0, 1]);
    site.logs("is read-only");
    // The roles change while the connection to the other one is idle.
    set_read_only(&site.database, 0);
    set_read_only(&other, 1);
    let list = site.get("listrecords.php").expect(200);
    list.shows("No records are waiting");
    site.submit("MILLAR,20150827100002,R,2");
    assert_eq!(rows(), [1, 1]);
    one.kill();
    let page = site.post("append.php", &[("textarea", LINE)]).expect(503);
    page.shows("Keep scanning").hides("read-only");
    let log = site.failures(1);
    assert!(
        (log[0].contains("refused") || log[0].contains("reset")) && log[0].contains("read-only"),
        "{log:?}"
    );
    set_read_only(&other, 0);
    site.submit("MILLAR,20150827100003,R,3");
    assert_eq!(other.rows().len(), 2);
    assert_eq!(site.items_in(&site.export("---")), ["1", "3"]);
    one.start_again();
    site.submit("MILLAR,20150827100004,R,4");
}

#[test]
fn a_server_that_becomes_read_only_in_the_middle_is_left_for_the_next() {
    let (_one, _two, site, other) = pair();
    for (page, fields) in [("append.php", [("textarea", LINE)]), ("extract.php", ALL)] {
        site.database.run(&format!(
            "INSERT INTO transactions VALUES ('AVS', 20150827100000, 'R', '{page}', '', '', '', 0)"
        ));
        let holder = hold_lock(&site.database);
        thread::scope(|scope| {
            let answer = scope.spawn(|| site.post_json(page, &fields));
            waiting(&site.database, "User lock", None);
            set_read_only(&site.database, 1);
            drop(holder);
            answer.join().unwrap().expect(200);
        });
        site.logs("offline-circ: retried");
        set_read_only(&site.database, 0);
    }
    assert_eq!(other.count("saved = 1"), 1);
    assert_eq!(site.database.count("saved = 0"), 2);
    assert_eq!(site.items_in(&site.dats()), ["1"]);
}

#[test]
fn a_connection_that_the_server_has_closed_while_idle_is_not_noticed() {
    if !Transport::tested().keeps_processes() {
        return;
    }
    let site = Site::start();
    let kill_all = || {
        let query = format!(
            "SELECT id FROM information_schema.processlist WHERE user = '{USER}' AND db = '{}'",
            site.database.name
        );
        let ids: Vec<u64> = site.database.query(&query);
        assert!(!ids.is_empty());
        for id in ids {
            kill(&site.database, id);
        }
    };
    site.submit("MILLAR,20150827100001,R,1\nMILLAR,20150827100002,R,2");
    kill_all();
    site.submit("MILLAR,20150827100003,R,3");
    kill_all();
    site.get("listrecords.php").expect(200).shows("2015-08-27");
    kill_all();
    let void = [("textarea", "MILLAR,20150827100003,R,3")];
    site.post("void.php", &void).expect(200);
    kill_all();
    let names = site.export("---");
    assert_eq!(site.items_in(&names), ["1", "2"]);
    site.submit("MILLAR,20150827100004,R,4");
    kill_all();
    let delete = [("file[]", names[0].as_str()), ("confirm", "yes")];
    site.post("deleteold.php", &delete).expect(200);
    assert_eq!(site.database.rows().len(), 1);
    assert!(site.failures(0).is_empty());
}

/// Kills the request's connection while it waits in this state, and lets its next attempt
/// through.
fn lose_connection(
    site: &Site,
    state: &str,
    request: ScopedJoinHandle<'_, Answer>,
    let_through: impl FnOnce(),
) -> Answer {
    let lost = waiting(&site.database, state, None);
    kill(&site.database, lost);
    waiting(&site.database, state, Some(lost));
    let_through();
    request.join().unwrap()
}

#[test]
fn a_connection_lost_in_the_middle_is_replaced_and_the_work_done_again() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,R,1\nMILLAR,20150827100002,R,2");
    let void = [("textarea", "MILLAR,20150827100002,R,2")];
    let mut file = String::new();
    for (page, fields) in [
        ("append.php", vec![("textarea", LINE)]),
        ("void.php", void.to_vec()),
        ("extract.php", ALL.to_vec()),
        (
            "deleteold.php",
            vec![("file[]", "FILE"), ("confirm", "yes")],
        ),
    ] {
        let name = |value| {
            if value == "FILE" {
                file.as_str()
            } else {
                value
            }
        };
        let fields: Vec<_> = fields.iter().map(|&(k, v)| (k, name(v))).collect();
        let holder = hold_lock(&site.database);
        let answer = thread::scope(|scope| {
            let request = scope.spawn(|| site.post(page, &fields));
            lose_connection(&site, "User lock", request, || drop(holder))
        });
        assert!(answer.status < 400, "{page}: {answer:?}");
        file = site.dats().first().cloned().unwrap_or_default();
    }
    assert!(site.database.rows().is_empty() && site.output().is_empty());
    let mut holder = site.database.connect();
    holder.query_drop("LOCK TABLES transactions WRITE").unwrap();
    let answer = thread::scope(|scope| {
        let request = scope.spawn(|| site.get("listrecords.php"));
        let state = "Waiting for table metadata lock";
        lose_connection(&site, state, request, || drop(holder))
    });
    answer.expect(200);
    assert!(site.failures(0).is_empty());
}

#[test]
fn whoever_waits_for_a_row_tries_again_until_it_is_free() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,R,1");
    for (page, fields) in [("append.php", [("textarea", LINE)]), ("extract.php", ALL)] {
        let mut other = site.database.connect();
        other.query_drop("START TRANSACTION").unwrap();
        let lock = "SELECT COUNT(*) FROM transactions FOR UPDATE";
        other.query_drop(lock).unwrap();
        let before = site.log().matches("1205").count();
        thread::scope(|scope| {
            let answer = scope.spawn(|| site.post_json(page, &fields));
            wait("another attempt", || {
                (site.log().matches("1205").count() > before).then_some(())
            });
            other.query_drop("COMMIT").unwrap();
            answer.join().unwrap().expect(200);
        });
    }
    assert_eq!(site.items_in(&site.dats()), ["1", "1"]);
    for page in ["append.php", "extract.php"] {
        site.logs(&format!("offline-circ: slow page={page:?} seconds="));
    }
}

#[test]
fn an_export_that_is_chosen_to_end_a_deadlock_is_done_again() {
    let mariadb = Mariadb::start();
    let site = Site::on(&mariadb.socket()).serve();
    site.database.upgrade();
    site.submit("MILLAR,20150827100001,R,1\nMILLAR,20150827100002,R,2");
    site.database.run("CREATE TABLE more (n INT)");
    let mut other = site.database.connect();
    // The one who has changed more is not chosen.
    for statement in [
        "START TRANSACTION",
        "INSERT INTO more SELECT seq FROM seq_1_to_50",
        "UPDATE transactions SET patron_name = 'x' WHERE id = 1",
    ] {
        other.query_drop(statement).unwrap();
    }
    thread::scope(|scope| {
        let export = scope.spawn(|| site.export("---"));
        wait("the export, which has the second row, at the first", || {
            let status = "SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'";
            let waits: Vec<(String, u64)> = site.database.query(status);
            (waits[0].1 > 0).then_some(())
        });
        let second = "UPDATE transactions SET patron_name = 'x' WHERE id = 2";
        other.query_drop(second).unwrap();
        other.query_drop("COMMIT").unwrap();
        assert_eq!(site.items_in(&export.join().unwrap()), ["1", "2"]);
    });
    site.logs("1213");
}

/// Every page that needs the database says so, the first time and the next, although the
/// database never answers. (How long that takes: tests/bench/run hang.)
fn assert_gives_up(site: &Site) {
    for _ in 0..2 {
        for (page, fields, sentence) in [
            ("append.php", &[("textarea", LINE)], "Keep scanning"),
            ("extract.php", &ALL, "Try again in a minute"),
            ("void.php", &[("textarea", LINE)], "Try again in a minute"),
        ] {
            site.post(page, fields).expect(503).shows(sentence);
        }
        site.get("listrecords.php").expect(503);
    }
}

#[test]
fn a_server_that_hangs_is_given_up_and_used_again_when_it_answers() {
    let mariadb = Mariadb::start();
    let site = Site::on(&mariadb.socket()).serve();
    site.submit("MILLAR,20150827100001,R,1");
    mariadb.signal("STOP");
    assert_gives_up(&site);
    mariadb.signal("CONT");
    site.submit("MILLAR,20150827100002,R,2");
    // Now it hangs in the middle of a request.
    let holder = hold_lock(&site.database);
    thread::scope(|scope| {
        let answer = scope.spawn(|| site.post("append.php", &[("textarea", LINE)]));
        waiting(&site.database, "User lock", None);
        mariadb.signal("STOP");
        answer.join().unwrap().expect(503);
    });
    mariadb.signal("CONT");
    drop(holder);
    site.submit("MILLAR,20150827100003,R,3");
    assert_eq!(site.items_in(&site.export("---")), ["1", "2", "3"]);
}

#[test]
fn a_server_that_accepts_and_never_answers_is_given_up() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let site = Site::prepare();
    site.reach_database_by(&format!("server = \"127.0.0.1:{port}\""));
    let site = site.serve();
    assert_gives_up(&site);
    assert!(site.failures(1)[0].contains("no answer within 3 s"));
}

#[test]
fn a_local_socket_whose_queue_is_full_is_given_up() {
    let site = Site::prepare();
    let path = site.path("full.sock");
    let listener = socket(AddressFamily::UNIX, SocketType::STREAM, None).unwrap();
    bind(&listener, &SocketAddrUnix::new(&path).unwrap()).unwrap();
    listen(&listener, 0).unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o777)).unwrap();
    let _only_place = UnixStream::connect(&path).unwrap();
    site.reach_database_by(&format!("socket = \"{}\"", path.display()));
    let site = site.serve();
    assert_gives_up(&site);
    assert!(site.failures(1)[0].contains("no answer within 3 s"));
}
