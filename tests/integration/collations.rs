//! Servers and tables of every character set and collation: each record stays as it was
//! scanned, and is no other one, whatever the server does to a session.
//!
//! One server for each way in which a session begins, and on it all tables, one after the other.

use std::fs;

use chrono::Local;
use mysql::prelude::Queryable;

use crate::commands::expect;
use crate::harness::{Mariadb, Port, Site};
use crate::listrecords::{get, items};

/// A table: its default character set, and columns that have another one.
type Table = (&'static str, &'static [&'static str]);

const TABLES: [Table; 12] = [
    ("utf8mb3", &[]),
    ("utf8mb3 COLLATE utf8mb3_unicode_ci", &[]),
    ("utf8mb4 COLLATE utf8mb4_general_ci", &[]),
    ("utf8mb4 COLLATE utf8mb4_unicode_ci", &[]),
    ("utf8mb4 COLLATE utf8mb4_bin", &[]),
    ("utf8mb4 COLLATE utf8mb4_uca1400_ai_ci", &[]),
    ("utf8mb4 COLLATE utf8mb4_unicode_nopad_ci", &[]),
    ("latin1", &[]),
    ("ucs2", &[]),
    // A table that was converted in part, either way.
    (
        "utf8mb4 COLLATE utf8mb4_uca1400_ai_ci",
        &[
            "item_barcode varchar(32) CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci",
            "patron_barcode varchar(32) CHARACTER SET utf8mb3 COLLATE utf8mb3_unicode_ci",
            "return_or_loan varchar(1) CHARACTER SET latin1 COLLATE latin1_bin",
        ],
    ),
    (
        "latin1",
        &[
            "item_barcode varchar(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci",
            "patron_barcode varchar(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
            "`library` varchar(16) CHARACTER SET utf8mb3 COLLATE utf8mb3_bin",
        ],
    ),
    (
        "utf8mb3",
        &[
            "item_barcode varchar(32) CHARACTER SET latin1 COLLATE latin1_german2_ci",
            "patron_barcode varchar(32) CHARACTER SET latin1 COLLATE latin1_swedish_ci",
        ],
    ),
];

/// Item and patron of loans in one second, each of which some collation takes for another.
const FIRST: [(&str, &str); 4] = [
    ("37w", "7W"),
    ("café", "7W"),
    ("cafe", "7é"),
    ("straße", "7W"),
];
const SECOND: [(&str, &str); 5] = [
    ("37W", "7W"),
    ("37w", "7w"),
    ("cafe", "7W"),
    ("cafe", "7e"),
    ("strasse", "7W"),
];
/// By the PHP: a library that no one has; and blanks at the end of what is in [`FIRST`].
const UNKNOWN: (&str, &str, &str) = ("millar", "37w", "7W");
const BLANKS: [(&str, &str); 2] = [("37w ", "7W"), ("37w", "7W ")];

fn line(&(item, patron): &(&str, &str)) -> String {
    format!("MILLAR,20260827100000,L,{item},,{patron},é")
}

fn lines(records: &[(&str, &str)]) -> String {
    let lines: Vec<String> = records.iter().map(line).collect();
    lines.join("\n")
}

fn file(records: &[(&str, &str)]) -> String {
    let line = |(item, patron)| format!("202608271000L{item:<80}{patron}\r\n");
    records.iter().copied().map(line).collect()
}

/// Every row in the table's own order: library, item, patron, and whether it is saved.
fn rows(site: &Site) -> Vec<(String, String, String, u8)> {
    let mut connection = site.database.connect();
    connection.query_drop("SET NAMES utf8mb4").unwrap();
    let query = "SELECT `library`, item_barcode, patron_barcode, saved + 0 \
                 FROM transactions USE INDEX ()";
    connection.query(query).unwrap()
}

fn made(records: &[(&str, &str)], saved: u8) -> Vec<(String, String, String, u8)> {
    let row = |&(item, patron): &(&str, &str)| {
        let library = "MILLAR".to_owned();
        (library, item.to_owned(), patron.to_owned(), saved)
    };
    records.iter().map(row).collect()
}

fn unknown() -> Vec<(String, String, String, u8)> {
    let (library, item, patron) = UNKNOWN;
    vec![(library.to_owned(), item.to_owned(), patron.to_owned(), 0)]
}

fn insert_as_php(site: &Site, library: &str, item: &str, patron: &str) {
    let values = [library, "20260827100000", "L", item, "", patron, ""];
    site.database.insert_as_php(values.map(Some));
}

/// A new table in the place of the one before.
fn make(site: &Site, (set, columns): Table) {
    let table = include_str!("../../sql/alma_offline.sql")
        .replace("CHARSET=utf8", &format!("CHARSET={set}"));
    site.database.run("DROP TABLE transactions");
    site.database.run(&table);
    for column in columns {
        let change = format!("ALTER TABLE transactions MODIFY {column} DEFAULT NULL");
        site.database.run(&change);
    }
}

/// All that is done with records.
fn all_works(site: &Site, table: Table) {
    make(site, table);
    let first = lines(&FIRST);
    assert_eq!(site.submit(&first), 4, "{table:?}");
    insert_as_php(site, UNKNOWN.0, UNKNOWN.1, UNKNOWN.2);
    assert_eq!(site.submit(&format!("{first}\n{first}")), 0, "a repeat");
    assert_eq!(rows(site), [made(&FIRST, 0), unknown()].concat());
    assert_eq!(items(&get(site, "text=caf%C3%A9")), ["café"]);
    assert_eq!(items(&get(site, "library=millar")), ["37w"]);
    assert_eq!(site.get("status.php").expect(200).json()["unsaved"], 5);
    let one = site.export("MILLAR").remove(0);
    assert_eq!(site.file(&one), file(&FIRST), "{table:?}");

    for (item, patron) in BLANKS {
        insert_as_php(site, "MILLAR", item, patron);
    }
    assert_eq!(site.submit(&first), 0, "a repeat of what is in a file");
    assert_eq!(site.submit(&lines(&SECOND)), 5);
    each_is_voided_alone(site);
    let other = site.export("MILLAR").remove(0);
    let second = [&BLANKS[..], &SECOND].concat();
    assert_eq!(site.file(&other), file(&second), "{table:?}");

    let mark = [("file", one.as_str()), ("uploaded", "yes")];
    site.post("uploaded.php", &mark).expect(303);
    let found = [("text", "Item not found. Barcode: 37W")];
    let found = site.post("lookup.php", &found).expect(200);
    found
        .shows(&format!("\"output/{other}\""))
        .hides(&format!("\"output/{one}\""));
    let delete = [("file[]", one.as_str()), ("confirm", "yes")];
    let deleted = site.post("deleteold.php", &delete).expect(200);
    deleted.shows("with 4 records");
    assert_eq!(rows(site), [unknown(), made(&second, 1)].concat());
    purge(site, &other);
    assert_eq!(rows(site), unknown());
    let rest = site.export("---");
    assert_eq!(site.file(&rest[0]), file(&[(UNKNOWN.1, UNKNOWN.2)]));
    roles_are_told_apart(site);
    what_does_not_fit_comes_back(site, table);
    assert!(site.failures(0).is_empty(), "{}", site.log());
}

/// Voids each of [`SECOND`], and records it again; those of [`FIRST`] are in a file.
fn each_is_voided_alone(site: &Site) {
    let void = |record| site.post("void.php", &[("textarea", &line(record))]);
    for record in &SECOND {
        let [gone] = &made(&[*record], 0)[..] else {
            unreachable!()
        };
        let mut without = rows(site);
        without.retain(|row| row != gone);
        void(record).expect(200);
        assert_eq!(rows(site), without, "{record:?}");
        void(record).expect(404);
        assert_eq!(site.submit(&line(record)), 1);
    }
    let before = rows(site);
    for record in &FIRST {
        void(record).expect(409);
    }
    assert_eq!(rows(site), before);
}

/// Makes the file old, and purges it by the command.
fn purge(site: &Site, name: &str) {
    for suffix in [".dat", ".csv"] {
        let path = |stem: &str| site.path("output").join(format!("{stem}{suffix}"));
        let (now, old) = (name.trim_end_matches(".dat"), "MILLAR_2020-01-01_000000");
        fs::rename(path(now), path(old)).unwrap();
    }
    let purge = ["purge", "--older-than", "300", "--also-not-uploaded"];
    let purged = expect(&site.command(&purge), 0);
    assert!(purged.contains("and its 7 records\n"), "{purged}");
}

/// A barcode that was a patron's today is held as an item's, and one that is like it is not.
fn roles_are_told_apart(site: &Site) {
    let now = Local::now().format("%Y%m%d%H%M%S");
    site.submit(&format!("MILLAR,{now},L,book,,7ék,"));
    for (item, held) in [("7ek", 0), ("7éK", 0), ("7ék", 1)] {
        let line = format!("MILLAR,{now},R,{item}");
        let checked = [("textarea", line.as_str()), ("check", "1")];
        let answer = site.post_json("append.php", &checked).expect(200).json();
        let held_here = answer["held"].as_array().map(Vec::len);
        assert_eq!(held_here, Some(held), "{answer}");
    }
}

/// A letter that latin1 has not: recorded as it is, or given back with a sentence.
fn what_does_not_fit_comes_back(site: &Site, table: Table) {
    let greek = "MILLAR,20260827100001,L,Ω1,,7,\nMILLAR,20260827100001,R,new";
    let before = rows(site).len();
    let answer = site.post_json("append.php", &[("textarea", greek)]);
    let answer = answer.expect(200).json();
    let (set, columns) = table;
    let holder = columns.iter().find(|column| column.starts_with("item"));
    if holder.unwrap_or(&set).contains("latin1") {
        assert_eq!(answer["recorded"], 1, "{answer}");
        let reason = answer["rejected"][0]["reason"].as_str().unwrap_or_default();
        assert!(reason.contains("cannot hold this"), "{answer}");
        assert_eq!(answer["rejected"][0]["line"], 1, "{answer}");
        let page = site.post("append.php", &[("textarea", greek)]).expect(422);
        assert_eq!(page.textarea(), greek.lines().next().unwrap());
    } else {
        assert_eq!(answer["recorded"], 2, "{answer}");
        assert_eq!(rows(site)[before].1, "Ω1", "{table:?}");
    }
    assert!(rows(site).iter().all(|row| !row.1.contains('?')));
}

/// All tables on a server with these settings.
fn on_server(settings: &str) {
    let mariadb = Mariadb::on_tcp(Port::reserve(), settings);
    let site = Site::on(&mariadb.socket()).serve();
    for table in TABLES {
        all_works(&site, table);
        site.database.upgrade();
        let ids: Vec<u64> = site.database.query("SELECT id FROM transactions");
        assert_eq!(ids.len(), rows(&site).len());
        for name in site.output() {
            fs::remove_file(site.path("output").join(name)).unwrap();
        }
    }
}

#[test]
fn a_server_whose_default_is_uca1400_tells_records_apart_in_every_table() {
    on_server(
        "character-set-server=utf8mb4\ncollation-server=utf8mb4_uca1400_ai_ci\n\
         init_connect=\"SET NAMES utf8mb4 COLLATE utf8mb4_uca1400_ai_ci\"",
    );
}

#[test]
fn a_server_of_an_old_unicode_collation_changes_no_record() {
    on_server(
        "character-set-server=utf8mb3\ncollation-server=utf8mb3_unicode_ci\n\
         skip-character-set-client-handshake",
    );
}

#[test]
fn a_server_that_ignores_the_clients_character_set_changes_no_record() {
    on_server("character-set-server=latin1\nskip-character-set-client-handshake");
}

#[test]
fn what_init_connect_does_to_a_session_changes_no_record() {
    on_server(
        "init_connect=\"SET NAMES latin1 COLLATE latin1_german2_ci, autocommit = 0, \
         sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES', sql_safe_updates = 1, sql_select_limit = 1, \
         completion_type = 'RELEASE', tx_read_only = 1, time_zone = '+09:00'\"",
    );
}

#[test]
fn columns_that_cannot_hold_every_letter_are_warned_of() {
    let site = Site::prepare();
    let says = || {
        let output = site.command(&["check"]);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let line = text.lines().find(|line| line.contains(" columns "));
        line.expect("the columns").to_owned()
    };
    for table in TABLES {
        make(&site, table);
        let has_latin1 = format!("{table:?}").contains("latin1");
        let line = says();
        assert_eq!(line.starts_with("warning "), has_latin1, "{line}");
        assert_eq!(
            line.contains("CONVERT TO CHARACTER SET utf8mb4"),
            has_latin1
        );
        let convert = "ALTER TABLE transactions CONVERT TO CHARACTER SET utf8mb4";
        site.database.run(convert);
        assert!(says().starts_with("ok "));
    }
}
