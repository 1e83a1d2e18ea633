//! Records are judged by the settings alone where nothing was seen; the test vectors try what
//! is scanned.

use super::*;
use crate::circulation::pattern::Pattern;

fn is_odd(scanning: &Scanning, record: &Record) -> bool {
    let shapes = Shapes::default();
    Judge::new(scanning, &shapes)
        .record(record)
        .next()
        .is_some()
}

/// Whether a loan of this item to this patron is odd.
fn loan_is_odd(scanning: &Scanning, item: &str, patron: &str) -> bool {
    let line = format!("MILLAR,20151120080000,R,{item}");
    let mut record = Record::parse(&line, |_| true).unwrap();
    record.kind = Kind::Loan;
    record.patron_barcode = patron.to_owned();
    is_odd(scanning, &record)
}

fn with(patron_pattern: &str, item_pattern: &str) -> Scanning {
    Scanning {
        patron_pattern: Pattern::parse(patron_pattern).unwrap(),
        item_pattern: Pattern::parse(item_pattern).unwrap(),
        ..Scanning::default()
    }
}

#[test]
fn by_default_only_a_missing_patron_is_odd() {
    let default = Scanning::default();
    for (item, patron) in [
        ("31234000000001", "21234000000001"),
        ("21234000000001", "31234000000001"),
        ("x", "y"),
        ("123", "123"),
    ] {
        assert!(!loan_is_odd(&default, item, patron), "{item} {patron}");
    }
    assert!(loan_is_odd(&default, "1", ""));
    assert!(loan_is_odd(&default, "1", "  "));
}

#[test]
fn an_item_pattern_finds_what_is_no_item_and_an_item_in_the_patrons_place() {
    let items = with("([0-9]+)", "3[0-9]{13}|DVD");
    assert!(!loan_is_odd(&items, "31234000000001", "77"));
    assert!(!loan_is_odd(&items, " DVD ", "77"));
    assert!(loan_is_odd(&items, "21234000000001", "77"));
    assert!(loan_is_odd(&items, "312340000000011", "77"));
    assert!(loan_is_odd(&items, "31234000000001", "31234000000002"));
}

#[test]
fn a_patron_pattern_finds_a_patron_in_the_items_place_unless_it_takes_anything() {
    let patrons = with("(P[0-9]+)", ".*");
    assert!(loan_is_odd(&patrons, "P12", "P12"));
    assert!(!loan_is_odd(&patrons, "xP12", "P12"));
    assert!(!loan_is_odd(&with("(.+)", ".*"), "12", "P12"));
    // The item pattern says more.
    assert!(!loan_is_odd(&with("(P[0-9]+)", "P.*"), "P12", "12"));
}

#[test]
fn the_codabar_check_digit_and_first_digit_tell_item_from_patron() {
    let codabar = Scanning {
        check_digit: CheckDigit::Codabar14,
        ..Scanning::default()
    };
    let (item, patron) = ("31234000000016", "21234000000018");
    assert!(!loan_is_odd(&codabar, item, patron));
    assert!(loan_is_odd(&codabar, "31234000000017", patron));
    assert!(loan_is_odd(&codabar, "3123400000001", patron));
    assert!(loan_is_odd(&codabar, item, item));
    assert!(loan_is_odd(&codabar, patron, patron));
    assert!(loan_is_odd(&codabar, "41234000000014", patron));
    assert!(loan_is_odd(&codabar, item, "11234000000010"));
}

#[test]
fn a_returns_patron_is_not_looked_at() {
    let mut record = Record::parse("M,20151120080000,R,DVD", |_| true).unwrap();
    let items = with("([0-9]+)", "DVD");
    assert!(!is_odd(&items, &record));
    record.patron_barcode = "DVD".to_owned();
    assert!(!is_odd(&items, &record));
    record.kind = Kind::Loan;
    assert!(is_odd(&items, &record));
}
