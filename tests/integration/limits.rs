//! Limits of a database that nobody told us of: too few connections, a narrower column, a
//! smaller character set. What cannot be recorded comes back, and nothing else does.

use chrono::Local;
use mysql::Conn;

use crate::harness::{Mariadb, Port, Site, wait};

const LINE: &str = "MILLAR,20150827100001,R,1";

#[test]
fn a_server_without_a_free_connection_is_waited_for_by_trying_again() {
    // The least that MariaDB lets one set.
    let mariadb = Mariadb::on_tcp(Port::reserve(), "max_connections=10");
    let site = Site::on(&mariadb.socket()).serve();
    let others: Vec<Conn> = (0..10).map(|_| site.database.connect()).collect();
    let page = site.post("append.php", &[("textarea", LINE)]).expect(503);
    assert_eq!(page.textarea(), LINE);
    page.shows("Keep scanning").hides("Too many");
    site.get("listrecords.php").expect(503);
    site.post("extract.php", &[("library", "---")]).expect(503);
    assert!(site.failures(1)[0].contains("Too many connections"));
    drop(others);
    wait("a free connection", || {
        let answer = site.post_json("append.php", &[("textarea", LINE)]);
        (answer.status == 200).then_some(())
    });
    // The connection that it has now is kept, whoever else comes.
    let mut others: Vec<Conn> = Vec::new();
    wait("the end of the others' connections", || {
        let connected = "SHOW STATUS LIKE 'Threads_connected'";
        let connected: Vec<(String, usize)> = site.database.query(connected);
        (connected[0].1 <= 2).then_some(())
    });
    others.extend((0..8).map(|_| site.database.connect()));
    assert_eq!(site.submit("MILLAR,20150827100002,R,2"), 1);
    drop(others);
    assert_eq!(site.items_in(&site.export("---")), ["1", "2"]);
}

/// Submits good lines around one that this table cannot hold.
fn assert_only_that_line_comes_back(change: &str, bad: &str, field: &str) {
    let site = Site::start();
    site.database.run(change);
    let lines = format!("{LINE}\r\n{bad}\r\nMILLAR,20150827100002,R,2\r\n{bad}");
    let answer = site.post_json("append.php", &[("textarea", &lines)]);
    let answer = answer.expect(200).json();
    assert_eq!(answer["recorded"], 2, "{answer}");
    assert_eq!(answer["already_recorded"], 0, "{answer}");
    let rejected = answer["rejected"].as_array().unwrap();
    let numbers: Vec<_> = rejected.iter().map(|line| &line["line"]).collect();
    assert_eq!(numbers, [2, 4], "{answer}");
    for rejected in rejected {
        assert_eq!(rejected["text"], bad);
        assert_eq!(rejected["field"], "line");
        assert!(rejected["reason"].as_str().unwrap().contains("table"));
    }
    let page = site.post("append.php", &[("textarea", &lines)]).expect(422);
    assert_eq!(page.textarea(), format!("{bad}\n{bad}"));
    assert_eq!(site.items_in(&site.export("---")), ["1", "2"]);
    // A sysadmin can see what to mend.
    site.logs(field);
}

#[test]
fn a_column_that_is_shorter_than_it_should_be_refuses_only_what_it_cannot_hold() {
    assert_only_that_line_comes_back(
        "ALTER TABLE transactions MODIFY item_barcode varchar(5)",
        "MILLAR,20150827100003,R,123456",
        "item_barcode",
    );
}

#[test]
fn a_table_of_another_character_set_refuses_only_what_it_cannot_hold() {
    assert_only_that_line_comes_back(
        "ALTER TABLE transactions CONVERT TO CHARACTER SET latin1",
        "MILLAR,20150827100003,L,3,,4,Łukasz",
        "patron_name",
    );
}

#[test]
fn a_checked_barcode_that_the_table_cannot_hold_comes_back_alone() {
    let site = Site::start();
    site.database
        .run("ALTER TABLE transactions CONVERT TO CHARACTER SET latin1");
    let now = Local::now().format("%Y%m%d%H%M%S");
    site.submit(&format!("MILLAR,{now},L,book,,7é,"));
    for (bad, good) in [("R,Ω3", "R,4"), ("L,5,,Ω6", "L,5,,6")] {
        let lines = [bad, "R,7é", good].map(|rest| format!("MILLAR,{now},{rest}"));
        let lines = lines.join("\n");
        let fields = [("textarea", &*lines), ("check", "1,2,3")];
        let answer = site.post_json("append.php", &fields).expect(200).json();
        assert_eq!(answer["recorded"], 1, "{answer}");
        // A patron's barcode of today is still told from an item's.
        assert_eq!(answer["held"][0]["line"], 2, "{answer}");
        assert_eq!(answer["rejected"][0]["line"], 1, "{answer}");
    }
}

#[test]
fn rows_of_a_table_of_another_character_set_are_exported_voided_and_deleted() {
    let site = Site::start();
    site.database
        .run("ALTER TABLE transactions CONVERT TO CHARACTER SET latin1");
    let loan = |item: &str| format!("MILLAR,20150827100003,L,{item},,né 4,Zoë");
    site.submit(&format!("{LINE}\n{}\n{}", loan("é1"), loan("é2")));
    site.post_json("void.php", &[("textarea", &loan("é1"))])
        .expect(200);
    let name = site.export("MILLAR").remove(0);
    assert_eq!(site.file(&name).lines().count(), 2);
    site.submit(&loan("é3"));
    let delete = [("file[]", name.as_str()), ("confirm", "yes")];
    let page = site.post("deleteold.php", &delete).expect(200);
    page.shows(&format!("{name}, with 2 records"));
    assert_eq!(site.database.count("saved = 1"), 0);
    assert_eq!(site.database.rows().len(), 1);
}
