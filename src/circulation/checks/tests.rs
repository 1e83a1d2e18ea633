//! Each check finds what it should, and nothing else.

use chrono::NaiveDateTime;

use super::*;
use crate::circulation::pattern::Pattern;
use crate::circulation::scanning::Scanning;
use crate::circulation::shapes::Shapes;
use crate::circulation::time;

/// The records of these lines, `hh:mm:ss L|R item patron library`, on one day.
fn records(lines: &[&str]) -> Vec<Record> {
    let record = |line: &&str| {
        let mut words = line.split(' ');
        let mut word = || words.next().unwrap_or_default().to_owned();
        let time = format!("2015-11-20 {}", word());
        Record {
            timestamp: at(&time),
            kind: Kind::from_letter(&word()).expect(line),
            item_barcode: word(),
            patron_barcode: word(),
            library: Some(word()).filter(|l| !l.is_empty()).unwrap_or("A".into()),
            item_callnumber: String::new(),
            patron_name: String::new(),
        }
    };
    lines.iter().map(record).collect()
}

fn at(time: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(time, time::SHOWN).unwrap()
}

/// The time here; in the library EAST it is three hours later.
fn now(here: &str) -> LocalTimes {
    LocalTimes {
        site: at(here),
        own: vec![("EAST".to_owned(), at(here) + TimeDelta::hours(3))],
    }
}

fn find_at(time: &str, records: &[Record], old_days: u32) -> Vec<(Check, Vec<usize>)> {
    let (scanning, shapes) = (Scanning::default(), Shapes::default());
    let judge = Judge::new(&scanning, &shapes);
    let now = now(time);
    let found = find(records, &now, &judge, &Checks { old_days });
    found.into_iter().map(|f| (f.check, f.records)).collect()
}

fn find_in(lines: &[&str]) -> Vec<(Check, Vec<usize>)> {
    find_at("2015-11-20 20:00:00", &records(lines), 14)
}

#[test]
fn an_ordinary_day_has_no_findings() {
    assert_eq!(find_in(&[]), []);
    assert_eq!(
        find_in(&[
            "08:00:00 L 1 77",
            "08:00:01 L 2 77",
            "08:00:02 R 3",
            "09:00:00 R 1",
            "09:01:00 L 1 78",
            "20:00:59 R 4",
        ]),
        []
    );
}

#[test]
fn an_item_lent_to_another_patron_without_a_return_is_found_with_both_loans() {
    let lines = [
        "08:00:00 L 1 77",
        "08:01:00 L 2 77",
        "08:02:00 L 1 78",
        "08:03:00 R 1",
        "08:04:00 L 1 79",
        "08:05:00 L 2 78",
        "08:06:00 L 2 79",
    ];
    assert_eq!(find_in(&lines), [(Check::TwoPatrons, vec![0, 2, 1, 5, 6])]);
}

#[test]
fn a_renewal_is_told_from_a_loan_to_another_patron() {
    assert_eq!(
        find_in(&["08:00:00 L 1 77", "08:05:00 L 1 77"]),
        [(Check::Renewed, vec![0, 1])]
    );
    assert_eq!(
        find_in(&["08:00:00 L 1 77", "08:05:00 L 1 77", "08:06:00 L 1 78"]),
        [
            (Check::TwoPatrons, vec![1, 2]),
            (Check::Renewed, vec![0, 1])
        ]
    );
}

#[test]
fn loan_and_return_in_one_minute_are_found_but_not_across_two() {
    assert_eq!(
        find_in(&["08:00:00 L 1 77", "08:00:59 R 1"]),
        [(Check::SameMinute, vec![0, 1])]
    );
    assert_eq!(
        find_in(&["08:00:30 R 1", "08:00:59 L 1 77", "08:01:00 R 2"]),
        [(Check::SameMinute, vec![0, 1])]
    );
    assert_eq!(find_in(&["08:00:59 L 1 77", "08:01:00 R 1"]), []);
    assert_eq!(find_in(&["08:00:00 R 1", "08:00:59 R 1"]), []);
}

#[test]
fn a_patron_barcode_that_is_an_items_is_found_with_that_item() {
    let lines = ["08:00:00 L 1 2", "08:01:00 R 2", "08:02:00 L 3 3"];
    assert_eq!(find_in(&lines), [(Check::PatronIsItem, vec![0, 1, 2])]);
    // The patron of a return is in no file.
    assert_eq!(find_in(&["08:00:00 R 1 2", "08:01:00 R 2"]), []);
}

#[test]
fn blanks_around_a_barcode_hide_nothing() {
    let mut two = records(&["08:00:00 L 1 77", "09:00:00 L 1 78"]);
    two[1].item_barcode = " 1 ".to_owned();
    let found = find_at("2015-11-20 20:00:00", &two, 14);
    assert_eq!(found, [(Check::TwoPatrons, vec![0, 1])]);
    two[1].patron_barcode = "77 ".to_owned();
    let found = find_at("2015-11-20 20:00:00", &two, 14);
    assert_eq!(found, [(Check::Renewed, vec![0, 1])]);
}

#[test]
fn a_loan_without_a_patron_is_found() {
    assert_eq!(find_in(&["08:00:00 L 1"]), [(Check::Barcode, vec![0])]);
}

#[test]
fn the_patterns_of_the_scanning_page_are_asked() {
    let scanning = Scanning {
        item_pattern: Pattern::parse("3[0-9]{3}").unwrap(),
        ..Scanning::default()
    };
    let swapped = records(&["08:00:00 L 3001 77", "08:01:00 L 77 3002"]);
    let now = now("2015-11-20 20:00:00");
    let shapes = Shapes::default();
    let judge = Judge::new(&scanning, &shapes);
    let found = find(&swapped, &now, &judge, &Checks::default());
    let barcode = found.iter().find(|f| f.check == Check::Barcode).unwrap();
    assert_eq!(barcode.records, [1]);
}

#[test]
fn a_character_outside_ascii_in_a_barcode_is_found() {
    let lines = [
        "08:00:00 L é 77",
        "08:01:00 L 1 ü",
        "08:02:00 R 2 ü",
        "08:03:00 R ~1!",
    ];
    assert_eq!(find_in(&lines), [(Check::NotAscii, vec![0, 1])]);
}

#[test]
fn a_time_to_come_is_found_but_not_within_a_minute() {
    let ahead = records(&["08:01:00 R 1", "08:01:01 R 2"]);
    assert_eq!(
        find_at("2015-11-20 08:00:00", &ahead, 14),
        [(Check::Future, vec![1])]
    );
}

#[test]
fn a_time_too_long_ago_is_found_unless_that_is_switched_off() {
    let old = records(&["07:59:59 R 1", "08:00:00 R 2"]);
    assert_eq!(
        find_at("2015-11-23 08:00:00", &old, 3),
        [(Check::Old, vec![0])]
    );
    assert_eq!(find_at("2015-11-23 08:00:00", &old, 4), []);
    assert_eq!(find_at("2025-11-23 08:00:00", &old, 0), []);
    assert_eq!(find_at("2025-11-23 08:00:00", &old, u32::MAX), []);
}

#[test]
fn an_item_handled_at_two_libraries_is_found_with_all_its_records() {
    let lines = [
        "08:00:00 L 1 77 A",
        "08:05:00 R 2 - A",
        "09:00:00 R 1 - B",
        "10:00:00 L 1 78 A",
        "11:00:00 R 3 - B",
    ];
    assert_eq!(find_in(&lines), [(Check::TwoLibraries, vec![0, 2, 3])]);
}
