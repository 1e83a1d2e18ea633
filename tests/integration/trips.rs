//! What goes to the database for one scan: two round trips, and values that no setting of the
//! server turns into anything else.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::harness::{Mariadb, Port, Site, Transport};

/// Text that ends a literal, or is none, wherever it is not written with care.
const HOSTILE: [&str; 7] = [
    r"back\",
    "O'Brien",
    r"\' OR 1=1 -- x",
    r#"say "x""#,
    "_utf8mb4 x'41'",
    "ä€ %_?",
    "`a`;b{c}",
];

/// Passes everything on to the server, and counts the commands: each is the first packet of an
/// exchange, and so has the number 0.
struct Counter {
    port: u16,
    connections: Arc<AtomicUsize>,
    commands: Arc<AtomicUsize>,
}

impl Counter {
    fn before(server: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let [connections, commands] = [(); 2].map(|()| Arc::new(AtomicUsize::new(0)));
        let (begun, counted) = (Arc::clone(&connections), Arc::clone(&commands));
        // Both threads of a connection end with it, and this one with the test.
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                begun.fetch_add(1, Ordering::SeqCst);
                let server = TcpStream::connect(("127.0.0.1", server)).unwrap();
                let (mut from, mut to) = (server.try_clone().unwrap(), client.try_clone().unwrap());
                thread::spawn(move || {
                    let _ = std::io::copy(&mut from, &mut to);
                    let _ = to.shutdown(Shutdown::Both);
                });
                let counted = Arc::clone(&counted);
                thread::spawn(move || {
                    let _ = pass_on(client, &server, &counted);
                    let _ = server.shutdown(Shutdown::Both);
                });
            }
        });
        Self {
            port,
            connections,
            commands,
        }
    }

    /// The commands of what is done; `None`, if it was done on a new connection.
    fn count(&self, work: impl FnOnce()) -> Option<usize> {
        let read = |of: &AtomicUsize| of.load(Ordering::SeqCst);
        let (connections, commands) = (read(&self.connections), read(&self.commands));
        work();
        (read(&self.connections) == connections).then(|| read(&self.commands) - commands)
    }
}

fn pass_on(mut from: TcpStream, mut to: &TcpStream, counted: &AtomicUsize) -> std::io::Result<()> {
    loop {
        let mut head = [0; 4];
        from.read_exact(&mut head)?;
        let [a, b, c, number] = head;
        let mut body = vec![0; u32::from_le_bytes([a, b, c, 0]) as usize];
        from.read_exact(&mut body)?;
        counted.fetch_add(usize::from(number == 0), Ordering::SeqCst);
        to.write_all(&[&head[..], &body].concat())?;
    }
}

/// A site whose way to its database is counted.
fn counted(options: &str) -> (Mariadb, Site, Counter) {
    let mariadb = Mariadb::on_tcp(Port::reserve(), options);
    let site = Site::on(&mariadb.socket());
    let counter = Counter::before(mariadb.port());
    site.reach_database_by(&format!("server = \"127.0.0.1:{}\"", counter.port));
    (mariadb, site, counter)
}

#[test]
fn a_scan_takes_two_round_trips_to_the_database() {
    if !Transport::tested().keeps_processes() {
        return;
    }
    let (_mariadb, site, counter) = counted("");
    let site = site.serve();
    for (has_writers, has_lists) in [(false, false), (true, false), (true, true)] {
        if has_writers {
            site.database.add_writers();
        }
        if has_lists {
            site.database.add_lists();
        }
        if has_writers {
            // The connections that are kept do not know of it yet.
            site.end_workers();
        }
        let line = |n: u8| format!("MILLAR,20150827100000,L,{has_writers}-{has_lists}-{n},,7,");
        // mod_fcgid may start one more process at any time.
        let (mut new, mut known) = (0, 0);
        for n in 0.. {
            let scan = counter.count(|| {
                // The page asks for a barcode that had the other role today to be held.
                let fields = [("textarea", &*line(n)), ("check", "1")];
                let answer = site.post_json("append.php", &fields).expect(200).json();
                assert_eq!(answer["recorded"], 1, "{answer}");
            });
            let again = counter.count(|| assert_eq!(site.submit(&line(n)), 0));
            for (count, seen) in [(scan, &mut new), (again, &mut known)] {
                assert!(count.is_none_or(|count| count == 2), "{count:?}");
                *seen += usize::from(count.is_some());
            }
            if new > 3 && known > 3 {
                break;
            }
        }
    }
    // A server that is alone has its lock, and no need of the row.
    let turns: Vec<u64> = site.database.query("SELECT turn FROM offline_circ_writers");
    assert!(turns.is_empty(), "{turns:?}");
}

#[test]
fn whatever_modes_the_server_has_values_are_kept_exactly_and_recognised() {
    const MODES: &str = "NO_BACKSLASH_ESCAPES,ANSI_QUOTES,PIPES_AS_CONCAT,IGNORE_SPACE";
    let (mariadb, site, _counter) = counted(&format!(
        "sql_mode={MODES}\ninit_connect=\"SET sql_mode = '{MODES}', sql_auto_is_null = 1\""
    ));
    let site = site.serve();
    site.database.add_writers();
    for (n, text) in HOSTILE.iter().enumerate() {
        let field = format!("\"{}\"", text.replace('"', "\"\""));
        let line = format!("MILLAR,201508271000{n:02},L,{field},{field},{field},{field}");
        assert_eq!(site.submit(&line), 1, "{text}");
        assert_eq!(site.submit(&line), 0, "{text}");
    }
    let rows: Vec<(String, String, String, String)> = site.database.query(
        "SELECT item_barcode, item_callnumber, patron_barcode, patron_name FROM transactions \
         ORDER BY timestamp",
    );
    let all = HOSTILE.map(|text| [(); 4].map(|()| text.to_owned()).into());
    assert_eq!(rows, all);
    assert_eq!(site.export("---").len(), 1);
    drop(mariadb);
}
