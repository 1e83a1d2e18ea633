//! What a desk is told of a scan.

use mysql::prelude::Queryable;
use serde_json::Value;

use super::super::commands::expect;
use super::tables::{item, loaded, patron, prepare};
use crate::harness::Site;

const ITEM: &str = "31234000000001";
const PATRON: &str = "21234000111111";

/// A site with lists of one item and one patron.
fn site(settings: &str) -> Site {
    let site = Site::prepare();
    prepare(&site, settings);
    loaded(&site, "items", 0, "\"MILLAR\"");
    loaded(&site, "patrons", 0, "");
    item(&site, ITEM, "MILLAR", "QA 76 .A1");
    patron(&site, PATRON, "0, '', NULL, 'Somebody'");
    site.serve()
}

/// The beginning of a line that is scanned now.
fn now(site: &Site) -> String {
    let time = site.post_json("append.php", &[("textarea", "")]).json()["server_time"]
        .as_str()
        .expect("the server's time")
        .replace(|c: char| !c.is_ascii_digit(), "");
    format!("MILLAR,{}", &time[..14])
}

/// The answer to one scan that was made now.
pub fn scan(site: &Site, rest: &str, more: &[(&str, &str)]) -> Value {
    let line = format!("{},{rest}", now(site));
    let fields = [&[("textarea", &*line), ("check", "1")], more].concat();
    site.post_json("append.php", &fields).expect(200).json()
}

pub fn kinds(answer: &Value) -> Vec<&str> {
    let held = &answer["held"][0]["hold"];
    held.as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

#[test]
fn what_the_lists_have_is_recorded_with_its_call_number() {
    let site = site("");
    let answer = scan(&site, &format!("L,{ITEM},,{PATRON}"), &[]);
    assert_eq!(answer["recorded"], 1, "{answer}");
    assert_eq!(answer["listed"][0]["title"], "A title", "{answer}");
    assert!(site.database.rows()[0].contains("\tQA 76 .A1\t"));
}

#[test]
fn what_the_lists_do_not_have_is_held_in_words_of_its_own() {
    let site = site("");
    let answer = scan(&site, "R,31234000000002", &[]);
    assert_eq!(kinds(&answer), ["item"], "{answer}");
    assert_eq!(
        answer["held"][0]["reason"],
        "This item is not in the list from Alma."
    );
    assert_eq!(answer["recorded"], 0);
    item(&site, "31234000000003", "AVS", "");
    let answer = scan(&site, &format!("L,31234000000003,,{PATRON}"), &[]);
    assert_eq!(kinds(&answer), ["library"], "{answer}");
    patron(&site, "21234000222222", "1, 'OVERDUE', NULL, ''");
    let answer = scan(&site, &format!("L,{ITEM},,21234000222222"), &[]);
    assert_eq!(kinds(&answer), ["blocked"], "{answer}");
    let accepted = [("patron_accepted", "1")];
    let answer = scan(&site, &format!("L,{ITEM},,21234000222222"), &accepted);
    assert_eq!(answer["recorded"], 1, "{answer}");
    patron(&site, "21234000333333", "0, '', '2020-01-31', ''");
    let answer = scan(&site, &format!("L,{ITEM},,21234000333333"), &[]);
    assert_eq!(kinds(&answer), ["expired"], "{answer}");
    // New patrons are in no list.
    let answer = scan(&site, &format!("L,{ITEM},,21234000444444"), &[]);
    assert_eq!(answer["recorded"], 1, "{answer}");
}

#[test]
fn without_the_right_to_read_the_lists_everything_is_recorded_as_before() {
    let site = site("");
    let table = format!("{}.offline_circ_items", site.database.name);
    site.database.run(&format!(
        "REVOKE SELECT ON {table} FROM offline_test@localhost"
    ));
    for n in 2..5 {
        let answer = scan(&site, &format!("R,3123400000000{n}"), &[]);
        assert_eq!(answer["recorded"], 1, "{answer}");
    }
    site.logs("offline-circ: unlisted ");
}

#[test]
fn lists_that_are_locked_or_broken_keep_nothing_from_being_recorded() {
    for state in [
        "LOCK TABLES offline_circ_items WRITE",
        "ALTER TABLE offline_circ_items DISCARD TABLESPACE",
    ] {
        let site = site("");
        let mut other = site.database.connect();
        other.query_drop(state).unwrap();
        for n in 2..5 {
            let answer = scan(&site, &format!("R,3123400000000{n}"), &[]);
            assert_eq!(answer["recorded"], 1, "{state}: {answer}");
        }
        site.logs("offline-circ: unlisted ");
    }
}

#[test]
fn a_scan_that_cannot_be_recorded_does_not_keep_the_next_from_being_looked_up() {
    let site = site("");
    site.database.run("RENAME TABLE transactions TO elsewhere");
    let line = format!("{},R,31234000000002", now(&site));
    let fields = [("textarea", &*line), ("check", "1")];
    site.post_json("append.php", &fields).expect(503);
    site.database.run("RENAME TABLE elsewhere TO transactions");
    assert_eq!(kinds(&scan(&site, "R,31234000000002", &[])), ["item"]);
    assert!(!site.log().contains("unlisted"), "{}", site.log());
}

#[test]
fn a_call_number_that_the_table_cannot_hold_keeps_no_scan_from_being_recorded() {
    let site = site("");
    site.database
        .run("ALTER TABLE transactions CONVERT TO CHARACTER SET latin1");
    item(&site, "31234000000002", "MILLAR", "Ł 2");
    let time = now(&site);
    let lines = format!("{time},R,31234000000002\n{time},R,{ITEM}");
    let fields = [("textarea", &*lines), ("check", "1,2")];
    let answer = site.post_json("append.php", &fields).expect(200).json();
    assert_eq!(answer["recorded"], 2, "{answer}");
    let rows = site.database.rows();
    assert!(rows[0].contains("\t31234000000002\t\t"), "{rows:?}");
    assert!(rows[1].contains("\tQA 76 .A1\t"), "{rows:?}");
}

#[test]
fn a_list_that_is_too_old_or_has_nothing_of_this_library_says_nothing() {
    let site = site("max_age_days = 10");
    loaded(&site, "items", 11, "\"MILLAR\"");
    assert_eq!(scan(&site, "R,31234000000002", &[])["recorded"], 1);
    loaded(&site, "items", 9, "\"AVS\"");
    assert_eq!(scan(&site, "R,31234000000003", &[])["recorded"], 1);
    loaded(&site, "items", 9, "\"MILLAR\"");
    assert_eq!(kinds(&scan(&site, "R,31234000000004", &[])), ["item"]);
}

#[test]
fn what_a_person_lets_through_has_its_call_number_too() {
    let site = site("");
    let line = format!("{},R,{ITEM}", now(&site));
    let fields = [("textarea", &*line), ("check", "")];
    let answer = site.post_json("append.php", &fields).expect(200).json();
    assert_eq!(answer["recorded"], 1, "{answer}");
    assert!(site.database.rows()[0].contains("\tQA 76 .A1\t"));
}

#[test]
fn names_are_shown_only_where_they_are_wanted() {
    let loan = format!("L,{ITEM},,{PATRON}");
    for (settings, name) in [("names = true", "Somebody"), ("names = false", "")] {
        let site = site(settings);
        let answer = scan(&site, &loan, &[]);
        assert_eq!(answer["listed"][0]["name"], name, "{answer}");
        expect(&site.command(&["lists", "show"]), 0);
        let kept: Vec<String> = site.database.query("SELECT name FROM offline_circ_patrons");
        assert_eq!(kept, [name]);
    }
}

#[test]
fn a_list_that_was_loaded_under_another_key_knows_nobody_and_check_says_so() {
    let site = site("hold = [\"patron\"]");
    let loan = format!("L,{ITEM},,21234000999999");
    assert_eq!(kinds(&scan(&site, &loan, &[])), ["patron"]);
    site.database.run(
        "UPDATE offline_circ_lists SET details = '{\"mark\":\"0123\"}' WHERE kind = 'patrons'",
    );
    assert_eq!(scan(&site, &loan, &[])["recorded"], 1);
    let said = expect(&site.command(&["check"]), 2);
    assert!(said.contains("it was loaded under another key"), "{said}");
}
