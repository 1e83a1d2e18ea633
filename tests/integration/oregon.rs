//! From the University of Oregon's tool, the parent of the PHP's, and back: its table by
//! sql/from-oregon.sql and sql/to-oregon.sql, and what its scanning page submits.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use mysql::prelude::Queryable;
use mysql::{Conn, Params};

use crate::commands::expect;
use crate::database::hold_lock;
use crate::harness::{ROOT, Site, wait};

/// The columns of its table, but for the flag.
const COLUMNS: [&str; 7] = [
    "`library` char(3)",
    "`datetime` char(14)",
    "retorlo char(1)",
    "itmbarcd char(20)",
    "itmcalnm char(48)",
    "ptrbarcd char(20)",
    "ptrname char(48)",
];

/// Its table, a database beside ours, dropped at the end.
struct Oregon<'a> {
    site: &'a Site,
    name: String,
}

impl<'a> Oregon<'a> {
    /// With its own character set, or another one.
    fn beside(site: &'a Site, set: &str) -> Self {
        let name = format!("{}-uo", site.database.name);
        let oregon = Self { site, name };
        let mut connection = site.database.connect();
        let database = format!("CREATE DATABASE `{}`", oregon.name);
        connection.query_drop(database).unwrap();
        let columns = COLUMNS.iter().chain(&["saved bit(1)"]);
        let columns: Vec<String> = columns.map(|column| format!("{column} NOT NULL")).collect();
        let table = format!(
            "CREATE TABLE {} ({}) ENGINE=InnoDB DEFAULT CHARSET={set}",
            oregon.table(),
            columns.join(", ")
        );
        connection.query_drop(table).unwrap();
        oregon
    }

    fn table(&self) -> String {
        format!("`{}`.circulation", self.name)
    }

    fn connect(&self) -> Conn {
        let mut connection = self.site.database.connect();
        connection.query_drop("SET NAMES utf8mb4").unwrap();
        connection
    }

    /// By the INSERT of its pages: by position, not yet in a file.
    fn insert(&self, rows: &[[&str; 7]]) {
        let mut connection = self.connect();
        for row in rows {
            let insert = format!("INSERT INTO {} VALUES (?,?,?,?,?,?,?,0)", self.table());
            let values = Params::Positional(row.map(mysql::Value::from).to_vec());
            connection.exec_drop(insert, values).unwrap();
        }
    }

    /// As its export flags a row.
    fn save(&self, datetime: &str, item: &str) {
        let save = format!(
            "UPDATE {} SET saved = 1 WHERE datetime = ? AND itmbarcd = ?",
            self.table()
        );
        self.connect().exec_drop(save, (datetime, item)).unwrap();
    }

    /// What its export would write: time, item and patron of each row that is in no file.
    fn unsaved(&self) -> Vec<(String, String, String)> {
        let query = format!(
            "SELECT datetime, itmbarcd, ptrbarcd FROM {} WHERE saved = 0 AND library LIKE '%'",
            self.table()
        );
        self.connect().query(query).unwrap()
    }

    fn count(&self) -> usize {
        let query = format!("SELECT COUNT(*) FROM {}", self.table());
        self.connect().query_first(query).unwrap().unwrap()
    }

    /// Runs the script as its head says, with the name of this test's database in it; returns
    /// what it prints.
    fn run(&self, script: &str) -> String {
        let shipped = fs::read_to_string(Path::new(ROOT).join("sql").join(script)).unwrap();
        let named = shipped.replace("`offline-circ`", &format!("`{}`", self.name));
        assert_ne!(named, shipped);
        self.site.write(script, named);
        let output = Command::new("mariadb")
            .args(["--no-defaults", "--user=root", "--socket"])
            .arg(&self.site.database.socket)
            .arg(&self.site.database.name)
            .stdin(Stdio::from(fs::File::open(self.site.path(script)).unwrap()))
            .output()
            .unwrap();
        let problem = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{problem}");
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Oregon<'_> {
    fn drop(&mut self) {
        let drop = format!("DROP DATABASE `{}`", self.name);
        let _ = self.site.database.connect().query_drop(drop);
    }
}

/// A site with Oregon's libraries.
fn site() -> Site {
    let site = Site::start();
    let config = site.config();
    site.configure(
        &config
            .replace("\"MILLAR\"", "\"kni\"")
            .replace("\"AVS\"", "\"law\""),
    );
    site
}

/// Our rows in the table's own order: library, time, type, item, call number, patron, name, saved.
fn rows(site: &Site) -> Vec<String> {
    let mut connection = site.database.connect();
    connection.query_drop("SET NAMES utf8mb4").unwrap();
    let query = "SELECT CONCAT_WS('|', CONVERT(`library` USING utf8mb4), timestamp, \
                 return_or_loan, item_barcode, item_callnumber, patron_barcode, patron_name, \
                 saved + 0) \
                 FROM transactions USE INDEX ()";
    connection.query(query).unwrap()
}

const LOAN: [&str; 7] = [
    "kni",
    "20260827100001",
    "L",
    "37w",
    "QA 76.9",
    "951",
    "O'Hara Scarlett",
];
const OTHER: [&str; 7] = ["kni", "20260827100001", "L", "37W", "é", "951", "Zoë"];
const RETURN: [&str; 7] = ["law", "20260827100000", "R", "31234", "", "", ""];
const OLD: [&str; 7] = ["kni", "20260826100000", "R", "5", "", "", ""];

#[test]
fn each_scan_of_oregons_table_comes_once_in_order_and_keeps_its_flag() {
    let site = site();
    // A table of another character set, too: one that somebody made by hand.
    for set in [
        "utf8 COLLATE utf8_bin",
        "latin1",
        "utf8mb4 COLLATE utf8mb4_unicode_ci",
    ] {
        site.database.run("DELETE FROM transactions");
        site.database.run("DROP TABLE IF EXISTS from_oregon");
        if set == "latin1" {
            site.database.upgrade();
            site.database.run(
                "ALTER TABLE transactions \
                 MODIFY `library` varchar(16) CHARACTER SET koi8r, \
                 MODIFY item_barcode varchar(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, \
                 MODIFY patron_name varchar(64) CHARACTER SET ucs2",
            );
        }
        let oregon = Oregon::beside(&site, set);
        oregon.insert(&[LOAN, OTHER, RETURN, OLD, LOAN]);
        oregon.save(OLD[1], OLD[3]);
        // A scan that was sent once more after its file.
        oregon.insert(&[OLD]);
        let came = [
            "kni|2026-08-27 10:00:01|L|37w|QA 76.9|951|O'Hara Scarlett|0",
            "kni|2026-08-27 10:00:01|L|37W|é|951|Zoë|0",
            "law|2026-08-27 10:00:00|R|31234||||0",
            "kni|2026-08-26 10:00:00|R|5||||1",
        ];
        let said = oregon.run("from-oregon.sql");
        assert!(said.contains("\n4\t0\t0\n"), "{said}");
        for _ in 0..2 {
            assert_eq!(rows(&site), came, "{set}");
            oregon.run("from-oregon.sql");
        }
        assert_eq!(oregon.count(), 6, "it is only read");
        let said = oregon.run("to-oregon.sql");
        assert!(said.contains("\n0\t1\t0\n"), "{said}");
    }
}

#[test]
fn what_was_done_here_since_is_not_undone_when_the_script_runs_again() {
    let site = site();
    let oregon = Oregon::beside(&site, "utf8 COLLATE utf8_bin");
    // A scan that was sent to both is one.
    site.submit("law,20260827100000,R,31234");
    oregon.insert(&[LOAN, OTHER, RETURN, OLD]);
    oregon.run("from-oregon.sql");
    assert_eq!(rows(&site).len(), 4);
    let void = [("textarea", "kni,20260827100001,L,37W,é,951,Zoë")];
    site.post("void.php", &void).expect(200);
    // Its own tool makes a file of one of them meanwhile, and records another.
    oregon.save(LOAN[1], LOAN[3]);
    oregon.insert(&[["kni", "20260827110000", "R", "new", "", "", ""]]);
    let said = oregon.run("from-oregon.sql");
    assert!(said.contains("\n1\t1\t0\n"), "{said}");
    let names = site.export("---");
    assert_eq!(site.items_in(&names), ["5", "31234", "new"]);
    let delete = [("file[]", names[0].as_str()), ("confirm", "yes")];
    site.post("deleteold.php", &delete)
        .expect(200)
        .shows("with 3 records");
    oregon.run("from-oregon.sql");
    assert_eq!(
        rows(&site),
        ["kni|2026-08-27 10:00:01|L|37w|QA 76.9|951|O'Hara Scarlett|1"]
    );
}

#[test]
fn what_cannot_come_stays_and_is_printed_as_a_line() {
    let site = site();
    let oregon = Oregon::beside(&site, "utf8mb4");
    let bad = [
        ["kni", "20260230100000", "L", "1", "QA", "951", "Ada"],
        ["kni", "", "R", "2", "", "", ""],
        ["kni", "202608271000", "R", "3", "", "", ""],
        ["kni", "20260827100000", "X", "4", "", "", ""],
        ["kni", "20260827100000", "R", "", "QA", "", ""],
        ["kni", "20260827100000", "L", "6", "\u{1f4d6}", "951", "Ada"],
        ["kni", "00000000000000", "R", "7", "", "", ""],
    ];
    oregon.insert(&bad);
    oregon.insert(&[RETURN]);
    for came in [1, 0] {
        let said = oregon.run("from-oregon.sql");
        assert!(said.contains(&format!("\n{came}\t0\t7\n")), "{said}");
        for row in &bad {
            assert!(said.contains(&format!("\t{}\n", row.join(","))), "{said}");
        }
    }
    assert_eq!(rows(&site).len(), 1);
    assert_eq!(oregon.count(), 8);
    // A line that is corrected can be submitted.
    assert_eq!(
        site.submit(&bad[0].join(",").replace("20260230", "20260228")),
        1
    );
    // None of our columns cuts anything, or turns it into a question mark.
    site.database
        .run("ALTER TABLE transactions MODIFY item_callnumber varchar(3) CHARACTER SET latin1");
    oregon.insert(&[LOAN, ["kni", "20260827100002", "R", "8", "Ω", "", ""]]);
    let said = oregon.run("from-oregon.sql");
    assert!(
        said.contains("\n0\t0\t9\n") && said.contains("R,8,Ω,,"),
        "{said}"
    );
}

#[test]
fn each_scan_comes_once_also_while_desks_send_the_same() {
    let site = site();
    let oregon = Oregon::beside(&site, "utf8mb4");
    let items = ["1", "2", "3"];
    for item in items {
        oregon.insert(&[["law", "20260827100000", "R", item, "", "", ""]]);
    }
    let waiting = |n: usize| {
        let query = format!(
            "SELECT id FROM information_schema.processlist WHERE db = '{}' \
             AND (state = 'User lock' OR state LIKE 'Waiting for table%')",
            site.database.name
        );
        wait("others wait", || {
            (site.database.query::<u64>(&query).len() == n).then_some(())
        });
    };
    let turn = hold_lock(&site.database);
    let mut reader = site.database.connect();
    thread::scope(|scope| {
        let script = scope.spawn(|| oregon.run("from-oregon.sql"));
        waiting(1);
        // What is recorded before the script has its turn is known to it.
        site.database.run(
            "INSERT INTO transactions (`library`, `timestamp`, return_or_loan, item_barcode) \
             VALUES ('law', 20260827100000, 'R', '1')",
        );
        reader.query_drop("LOCK TABLES transactions READ").unwrap();
        drop(turn);
        // It knows what is here, and cannot change it yet: now a desk sends a scan.
        script_is_at_insert(&site);
        let desk = scope.spawn(|| site.submit("law,20260827100000,R,2"));
        waiting(2);
        reader.query_drop("UNLOCK TABLES").unwrap();
        script.join().unwrap();
        assert_eq!(desk.join().unwrap(), 0, "it is there already");
    });
    let here: Vec<String> = site.database.query("SELECT item_barcode FROM transactions");
    assert_eq!(here, items);
}

/// Waits until the script is about to change our table.
fn script_is_at_insert(site: &Site) {
    let query = format!(
        "SELECT id FROM information_schema.processlist WHERE db = '{}' \
         AND state LIKE 'Waiting for table%'",
        site.database.name
    );
    wait("the script changes the table", || {
        site.database.query::<u64>(&query).first().copied()
    });
}

#[test]
fn a_row_whose_patron_a_comma_has_moved_stays_behind() {
    let site = site();
    let oregon = Oregon::beside(&site, "utf8mb4");
    // The first seven pieces of a line, as its append.php takes them, and what others wrote.
    let moved = [
        ["L", "1", "QA 78 v. 2", " c. 1", "951"],
        ["L", "2", "QA 78", "1990", "951"],
        ["L", "3", "QA 78", "1990", " c. 1"],
        ["L", "4", "QA 78", "", "Ada"],
        ["L", "5", "QA 78", "D951", "Ada"],
    ]
    .map(|[kind, item, call, patron, name]| {
        ["kni", "20260827100000", kind, item, call, patron, name]
    });
    oregon.insert(&moved);
    oregon.insert(&[
        ["kni", "20260827100000", "L", "6", "", "951", ""],
        [
            "kni",
            "20260827100000",
            "L",
            "7",
            "QA 78",
            "951",
            "King Martin",
        ],
        ["kni", "20260827100000", "R", "8", "QA 78", "", ""],
    ]);
    let said = oregon.run("from-oregon.sql");
    assert!(said.contains("\n3\t0\t5\n"), "{said}");
    for row in &moved {
        let line = format!(
            "\nA comma has moved the patron, or there is none\t{}\n",
            row.join(",")
        );
        assert!(said.contains(&line), "{said}");
    }
    assert_eq!(rows(&site).len(), 3);
}

#[test]
fn what_is_null_in_oregons_table_is_empty_in_the_line() {
    let site = site();
    let oregon = Oregon::beside(&site, "utf8mb4");
    let mut connection = oregon.connect();
    for column in COLUMNS {
        let nullable = format!("ALTER TABLE {} MODIFY {column} NULL", oregon.table());
        connection.query_drop(nullable).unwrap();
    }
    let insert = format!(
        "INSERT INTO {} VALUES \
         ('kni', '20260827100000', 'R', NULL, 'QA', NULL, NULL, 0), \
         ('kni', '20260827100000', NULL, '1', NULL, '951', NULL, 0), \
         (NULL, NULL, 'R', '2', NULL, NULL, NULL, 0), \
         ('kni', '20260827100000', 'L', '3', NULL, NULL, 'Ada', 0), \
         ('kni', '20260827100000', 'R', '4', NULL, NULL, NULL, 0)",
        oregon.table()
    );
    connection.query_drop(insert).unwrap();
    let said = oregon.run("from-oregon.sql");
    assert!(said.contains("\n1\t0\t4\n"), "{said}");
    for line in [
        "There is no item barcode\tkni,20260827100000,R,,QA,,",
        "This is neither a loan nor a return\tkni,20260827100000,,1,,951,",
        "This is no date and time\t,,R,2,,,",
        "or there is none\tkni,20260827100000,L,3,,,Ada",
    ] {
        assert!(said.contains(&format!("{line}\n")), "{said}");
    }
    assert_eq!(site.database.count("1"), 1);
}

#[test]
fn the_way_back_brings_what_is_new_and_nothing_gets_into_a_second_file() {
    let site = site();
    let oregon = Oregon::beside(&site, "utf8 COLLATE utf8_bin");
    oregon.insert(&[LOAN, OTHER, RETURN, LOAN]);
    oregon.run("from-oregon.sql");
    site.post(
        "void.php",
        &[("textarea", "kni,20260827100001,L,37W,é,951,Zoë")],
    )
    .expect(200);
    assert_eq!(site.items_in(&site.export("law")), ["31234"]);
    let new = "kni,20260827110000,L,é1,QA,952,Ada\nkni,20260827110000,L,e1,QA,952,Ada\n\
               kni,20260827110001,R,123456789012345678901";
    assert_eq!(site.submit(new), 3);
    site.database.insert_as_php([
        Some("kni"),
        Some("20260827110002"),
        Some("R"),
        Some("9"),
        None,
        None,
        None,
    ]);
    let before = rows(&site);
    let said = oregon.run("to-oregon.sql");
    assert!(said.contains("\n3\t2\t1\n"), "{said}");
    assert!(
        said.contains("\tkni,2026-08-27 11:00:01,R,123456789012345678901,,,\n"),
        "{said}"
    );
    let own = |(time, item, patron): (&str, &str, &str)| {
        (time.to_owned(), item.to_owned(), patron.to_owned())
    };
    let unsaved = [
        ("20260827100001", "37w", "951"),
        ("20260827100001", "37w", "951"),
        ("20260827110000", "é1", "952"),
        ("20260827110000", "e1", "952"),
        ("20260827110002", "9", ""),
    ];
    for _ in 0..2 {
        assert_eq!(oregon.unsaved(), unsaved.map(own));
        assert_eq!(rows(&site), before, "it is only read");
        oregon.run("to-oregon.sql");
    }
    // And forth again.
    oregon.run("from-oregon.sql");
    assert_eq!(rows(&site), before);
}

/// What its page posts: its fields, of which the last patron stays filled in.
fn page_of_oregon<'a>(library: &'a str, textarea: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("library", library),
        ("pbcode", "951"),
        ("pname", "Ada"),
        ("ibcode", ""),
        ("icallnum", ""),
        ("ibcode2", ""),
        ("icallnum2", ""),
        ("textarea", textarea),
    ]
}

#[test]
fn what_oregons_page_submits_is_recorded() {
    let site = site();
    let lines = "kni,20260827100001,L,37w,QA 76.9,951,O'Hara Scarlett\r\n\
                 kni,20260827100002,R,37w,,,\r\n\
                 kni,20260827100003,R,38,QA 77 v. 2, c. 1,,\r\n\
                 kni,20260827100004,L,39,QA 78 v. 2, c. 1,951,King Martin, Jr.\r\n";
    for recorded in ["4 scans were recorded.", "4 had been recorded before."] {
        let answer = site
            .post("append.php", &page_of_oregon("kni", lines))
            .expect(303);
        let page = site.get(answer.header("Location")).expect(200);
        page.shows(recorded).shows("value=\"kni\" selected");
    }
    assert_eq!(
        rows(&site),
        [
            "kni|2026-08-27 10:00:01|L|37w|QA 76.9|951|O'Hara Scarlett|0",
            "kni|2026-08-27 10:00:02|R|37w||||0",
            "kni|2026-08-27 10:00:03|R|38|QA 77 v. 2, c. 1|||0",
            "kni|2026-08-27 10:00:04|L|39|QA 78 v. 2, c. 1|951|King Martin, Jr.|0",
        ]
    );
    // Nobody knows whether the year or the other number is the patron.
    for unclear in [
        "kni,20260827100005,L,40,QA 78 v. 2, 1990, c. 1,951,Ada",
        "kni,20260827100005,L,40,QA 78, 1990,D951,Ada",
    ] {
        let page = site
            .post("append.php", &page_of_oregon("kni", unclear))
            .expect(422);
        assert_eq!(page.textarea(), unclear);
    }
    assert_eq!(rows(&site).len(), 4);
}

#[test]
fn a_scan_that_was_left_in_the_fields_of_oregons_page_is_recorded_too() {
    let site = site();
    let mut fields = page_of_oregon("law", "");
    fields[1].1 = "U951";
    fields[3].1 = "39";
    fields[4].1 = "QA, 1";
    fields[5].1 = "40";
    fields[6].1 = "QA, 2";
    site.post("append.php", &fields).expect(303);
    let rows = rows(&site).into_iter().map(|row| {
        let (library, rest) = row.split_once('|').unwrap();
        format!("{library}|{}", rest.split_once('|').unwrap().1)
    });
    assert_eq!(
        rows.collect::<Vec<_>>(),
        ["law|L|39|QA, 1|951|Ada|0", "law|R|40|QA, 2|||0"]
    );
    assert!(expect(&site.command(&["list"]), 0).contains("2 records are not yet"));
}
