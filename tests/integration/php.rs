//! Beside the PHP, before it and after it: the same table, by the PHP's own statements.

use std::collections::BTreeSet;
use std::fs;
use std::thread;
use std::time::Duration;

use mysql::prelude::Queryable;
use mysql::{Row, Value};

use crate::harness::{Site, wait};

/// The table as the PHP has it, and after sql/upgrade.sql.
fn both_tables(test: impl Fn(Site)) {
    test(Site::start());
    let site = Site::start();
    site.database.upgrade();
    test(site);
}

#[test]
fn rows_of_the_php_are_exported() {
    both_tables(|site| export_rows_of_the_php(&site));
}

fn export_rows_of_the_php(site: &Site) {
    let insert = |values| site.database.insert_as_php(values);
    insert(["MILLAR", "20150827100003", "L", "1", "", "99", ""].map(Some));
    insert([
        Some("MILLAR"),
        Some("20150827100001"),
        Some("R"),
        Some("2"),
        None,
        None,
        None,
    ]);
    insert([
        Some("AVS"),
        Some("2015-08-27 10:00:02"),
        Some("L"),
        Some("3"),
        None,
        Some("98"),
        None,
    ]);
    insert([
        Some("CLOSED"),
        Some("20150827100000"),
        Some("R"),
        Some("4"),
        None,
        None,
        None,
    ]);
    insert([
        None,
        Some("20150827100009"),
        Some("R"),
        Some("5"),
        None,
        None,
        None,
    ]);
    site.database.run(
        "INSERT INTO transactions VALUES ('MILLAR','2015-08-27 10:00:08','R','6','','','',NULL)",
    );
    // It is the same scan, whoever recorded it.
    assert_eq!(
        site.submit("MILLAR,20150827100001,R,2\nMILLAR,20150827100003,L,1,,99"),
        0
    );
    site.get("listrecords.php").expect(200).shows("CLOSED");
    let [millar] = &site.export("MILLAR")[..] else {
        panic!()
    };
    let line = |head: &str, item: &str, patron: &str| format!("{head}{item:<80}{patron}\r\n");
    assert_eq!(
        site.file(millar),
        [
            line("201508271000R", "2", ""),
            line("201508271000L", "1", "99"),
            line("201508271000R", "6", "")
        ]
        .concat()
    );
    // What no chosen library has comes with all of them, and goes with its file.
    let [rest] = &site.export("---")[..] else {
        panic!()
    };
    assert_eq!(site.items_in(std::slice::from_ref(rest)), ["4", "3", "5"]);
    assert_eq!(site.database.count("saved = 1"), 6);
    let fields = [("file[]", rest.as_str()), ("confirm", "yes")];
    site.post("deleteold.php", &fields)
        .expect(200)
        .shows("with 3 records");
    assert_eq!(site.database.rows().len(), 3);
}

#[test]
fn what_is_recorded_is_read_by_the_phps_select() {
    both_tables(|site| read_by_the_phps_select(&site));
}

fn read_by_the_phps_select(site: &Site) {
    site.submit("MILLAR,20150827100001,L,1,QA 76,99,\"Lovelace, Ada\"\nMILLAR,20150827100002,R,2\nAVS,20150827100003,R,3");
    let select = || -> Vec<Vec<Value>> {
        let query = "SELECT * FROM transactions WHERE saved = 0 AND `library` LIKE ?";
        let rows: Vec<Row> = site.database.connect().exec(query, ("MILLAR",)).unwrap();
        let names = [
            "library",
            "timestamp",
            "return_or_loan",
            "item_barcode",
            "item_callnumber",
            "patron_barcode",
            "patron_name",
            "saved",
        ];
        for row in &rows {
            let columns: Vec<_> = row
                .columns_ref()
                .iter()
                .map(|c| c.name_str().into_owned())
                .collect();
            assert_eq!(columns, names);
        }
        rows.into_iter().map(Row::unwrap).collect()
    };
    let text = |text: &str| Value::from(text);
    let time = |second| Value::Date(2015, 8, 27, 10, 0, second, 0);
    let unsaved = Value::Bytes(vec![0]);
    assert_eq!(
        select(),
        [
            vec![
                text("MILLAR"),
                time(1),
                text("L"),
                text("1"),
                text("QA 76"),
                text("99"),
                text("Lovelace, Ada"),
                unsaved.clone()
            ],
            vec![
                text("MILLAR"),
                time(2),
                text("R"),
                text("2"),
                text(""),
                text(""),
                text(""),
                unsaved
            ],
        ]
    );
    site.export("MILLAR");
    assert!(select().is_empty());
}

#[test]
fn what_the_php_inserts_during_an_export_is_in_one_file_or_unsaved() {
    both_tables(|site| insert_during_exports(&site));
}

fn insert_during_exports(site: &Site) {
    let items = |i: usize| format!("p{i}");
    thread::scope(|scope| {
        let php = scope.spawn(|| {
            for i in 0..300 {
                let library = ["MILLAR", "AVS"][i % 2];
                let values = [library, "20150827100001", "R", &items(i), "", "", ""];
                site.database.insert_as_php(values.map(Some));
            }
        });
        while !php.is_finished() {
            site.export("---");
            site.export("MILLAR");
        }
    });
    let in_files = site.items_in(&site.dats());
    assert_eq!(in_files.len() + site.database.count("saved = 0"), 300);
    site.export("---");
    let all = site.items_in(&site.dats());
    assert_eq!(all.len(), 300);
    assert_eq!(
        all.into_iter().collect::<BTreeSet<_>>(),
        (0..300).map(items).collect()
    );
    assert_eq!(site.database.count("saved = 0"), 0);
}

#[test]
fn an_export_waits_for_an_insert_that_is_under_way() {
    let site = &Site::start();
    site.database.upgrade();
    // So many in a file that the server prefers an index to the whole table.
    site.database.run(
        "INSERT INTO transactions \
         SELECT 'MILLAR', '2015-08-27 09:00:00', 'R', seq, '', '', '', 1 FROM seq_1_to_2000",
    );
    site.submit("MILLAR,20150827100000,L,1,,99");
    // It stops the PHP's INSERT between two indexes, with its row already in the table.
    let mut gap = site.database.connect();
    gap.query_drop("BEGIN").unwrap();
    gap.query_drop("SELECT 1 FROM transactions WHERE patron_barcode = '98' FOR UPDATE")
        .unwrap();
    let waiting = || {
        // The server makes this table anew when nobody has read it for a tenth of a second.
        thread::sleep(Duration::from_millis(150));
        let count = "SELECT COUNT(*) FROM information_schema.innodb_trx \
                     JOIN information_schema.processlist ON id = trx_mysql_thread_id \
                     WHERE db = DATABASE() AND trx_state = 'LOCK WAIT'";
        site.database.query::<usize>(count)[0]
    };
    thread::scope(|scope| {
        let values = ["MILLAR", "20150827100001", "L", "2", "", "98", ""].map(Some);
        let php = scope.spawn(move || site.database.insert_as_php(values));
        wait("the PHP stops", || (waiting() == 1).then_some(()));
        let export = scope.spawn(|| site.export("---"));
        let waits = wait("the export waits or ends", || match waiting() {
            2 => Some(true),
            _ => export.is_finished().then_some(false),
        });
        gap.query_drop("ROLLBACK").unwrap();
        php.join().expect("the PHP's INSERT is done");
        export.join().unwrap();
        assert!(waits, "the server may have to undo the PHP's INSERT");
    });
    site.export("---");
    assert_eq!(site.items_in(&site.dats()), ["1", "2"]);
}

#[test]
fn rows_that_no_file_can_hold_stay_and_are_mentioned_and_block_nothing() {
    both_tables(|site| keep_rows_that_no_file_can_hold(&site));
}

fn keep_rows_that_no_file_can_hold(site: &Site) {
    let mut relaxed = site.database.connect();
    relaxed
        .query_drop("SET SESSION sql_mode = 'ALLOW_INVALID_DATES'")
        .unwrap();
    let bad = [
        "('MILLAR', NULL, 'R', 'b1', '', '', '', 0)",
        "('MILLAR', '0000-00-00 00:00:00', 'R', 'b2', '', '', '', 0)",
        "('MILLAR', '2015-08-00 00:00:00', 'R', 'b3', '', '', '', 0)",
        "('MILLAR', '2015-02-31 00:00:00', 'R', 'b3', '', '', '', 0)",
        "('MILLAR', '2015-08-27 10:00:00', 'X', 'b4', '', '', '', 0)",
        "('MILLAR', '2015-08-27 10:00:00', NULL, 'b5', '', '', '', 0)",
        "('MILLAR', '2015-08-27 10:00:00', 'l', 'b6', '', '', '', 0)",
        "('MILLAR', '2015-08-27 10:00:00', 'R', '', '', '', '', 0)",
        "('MILLAR', '2015-08-27 10:00:00', 'R', NULL, '', '', '', 0)",
        "('MILLAR', '2015-08-27 10:00:00', 'R', 'b9\\nx', '', '', '', 0)",
        "('MILLAR', '2015-08-27 10:00:00', 'L', 'b10', '', '7\\r\\n8', '', 0)",
    ];
    for row in bad {
        relaxed
            .query_drop(format!("INSERT INTO transactions VALUES {row}"))
            .unwrap();
    }
    let page = site.get("listrecords.php").expect(200);
    page.shows("11 records cannot go into any file")
        .shows("No records are waiting");
    assert_eq!(
        site.submit("MILLAR,20150827100000,R,good\nMILLAR,20150827100000,R,b6"),
        2
    );
    assert_eq!(site.items_in(&site.export("---")), ["good", "b6"]);
    assert!(site.export("MILLAR").is_empty());
    assert_eq!(site.database.count("saved = 0"), bad.len());
    let name = site.dats().remove(0);
    site.post("deleteold.php", &[("file[]", &name), ("confirm", "yes")])
        .expect(200)
        .shows("with 2 records");
    assert_eq!(site.database.rows().len(), bad.len());
    site.get("listrecords.php")
        .expect(200)
        .shows("11 records cannot go");
}

/// Lets the PHP export a library: its file has no .csv.
fn export_as_php(site: &Site, library: &str) {
    let name = site.export(library).remove(0);
    let path = site.path("output").join(&name);
    fs::remove_file(path.with_extension("csv")).unwrap();
    // Of another second than any that is made here.
    fs::rename(
        &path,
        path.with_file_name(format!("{library}_2020-01-01_000000.dat")),
    )
    .unwrap();
}

/// Records and exports three records, as if killed, and exports some of them as the PHP.
fn killed_before_the_php_exports(libraries: &[&str]) -> (Site, String) {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,R,1\nMILLAR,20150827100001,L,2,,77\nAVS,20150827100002,R,3");
    let name = site.export("---").remove(0);
    // It is not settled while the others are made.
    let away = site.path("away");
    fs::create_dir(&away).unwrap();
    for end in [".dat", ".csv"] {
        let name = name.replace(".dat", end);
        fs::rename(site.path("output").join(&name), away.join(&name)).unwrap();
    }
    site.database.run("UPDATE transactions SET saved = 0");
    for library in libraries {
        export_as_php(&site, library);
    }
    for end in [".dat", ".csv"] {
        let name = name.replace(".dat", end);
        let pending = site.path("output").join(format!("{name}.pending"));
        fs::rename(away.join(&name), pending).unwrap();
    }
    (site, name)
}

#[test]
fn what_the_php_exported_after_a_killed_export_is_not_exported_again() {
    let (site, name) = killed_before_the_php_exports(&["MILLAR", "AVS"]);
    site.get("listfiles.php").expect(200);
    site.logs(&format!("settled file={name:?} outcome=removed records=3"));
    let output = ["AVS_2020-01-01_000000.dat", "MILLAR_2020-01-01_000000.dat"];
    assert_eq!(site.output(), output);
}

#[test]
fn a_killed_export_of_which_the_php_exported_a_part_waits_for_the_rest() {
    let (site, name) = killed_before_the_php_exports(&["MILLAR"]);
    site.get("listfiles.php").expect(200);
    site.logs(&format!("settled file={name:?} outcome=left records=3"));
    assert_eq!(site.dats(), ["MILLAR_2020-01-01_000000.dat"]);
    assert_eq!(site.items_in(&site.export("---")), ["3"]);
    site.get("listfiles.php").expect(200);
    site.logs(&format!("settled file={name:?} outcome=removed records=3"));
    let mut items = site.items_in(&site.dats());
    items.sort();
    assert_eq!(items, ["1", "2", "3"]);
}
