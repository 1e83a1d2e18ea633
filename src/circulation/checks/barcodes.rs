//! Whether a barcode looks like what it should be, under the settings of the scanning
//! page and by the same rules as its `scripts/checks.js`.
//!
//! By the defaults every item barcode is right, and every patron barcode that is there.

use regex::Regex;

use crate::circulation::pattern::Pattern;
use crate::circulation::record::{Kind, Record};
use crate::circulation::scanning::{CheckDigit, Scanning};

/// The settings, with the patterns ready.
pub(super) struct Barcodes {
    /// What a whole item barcode fits, if the library has said so.
    item: Option<Regex>,
    /// What a whole patron barcode fits, if that tells it from an item's.
    patron: Option<Regex>,
    has_check_digit: bool,
}

impl Barcodes {
    pub(super) fn new(scanning: &Scanning) -> Self {
        let default = Scanning::default();
        let item = Some(&scanning.item_pattern).filter(|p| **p != default.item_pattern);
        // An item pattern says more; and a pattern that takes anything tells nothing.
        let patron = Some(&scanning.patron_pattern)
            .filter(|p| item.is_none() && **p != default.patron_pattern);
        Self {
            item: item.and_then(Pattern::whole),
            patron: patron
                .and_then(Pattern::whole)
                .filter(|patron| !patron.is_match("#")),
            has_check_digit: scanning.check_digit == CheckDigit::Codabar14,
        }
    }

    /// Whether a barcode of the record is misread, missing, or in the other's place.
    pub(super) fn are_odd(&self, record: &Record) -> bool {
        let is_loan = record.kind == Kind::Loan;
        self.is_odd_item(record.item_barcode.trim())
            || (is_loan && self.is_odd_patron(record.patron_barcode.trim()))
    }

    fn is_odd_item(&self, item: &str) -> bool {
        self.item.as_ref().is_some_and(|fits| !fits.is_match(item))
            || self.patron.as_ref().is_some_and(|fits| fits.is_match(item))
            || self.is_odd_codabar(item, '3')
    }

    fn is_odd_patron(&self, patron: &str) -> bool {
        patron.is_empty()
            || self.item.as_ref().is_some_and(|fits| fits.is_match(patron))
            || self.is_odd_codabar(patron, '2')
    }

    fn is_odd_codabar(&self, barcode: &str, first: char) -> bool {
        self.has_check_digit && !(is_codabar14(barcode) && barcode.starts_with(first))
    }
}

/// Whether 14 digits end in the check digit of library Codabar, modulus 10.
fn is_codabar14(barcode: &str) -> bool {
    let weighted = |(i, digit): (usize, u8)| match u32::from(digit - b'0') * [2, 1][i % 2] {
        two_digits @ 10.. => two_digits - 9,
        one_digit => one_digit,
    };
    barcode.len() == 14
        && barcode.bytes().all(|b| b.is_ascii_digit())
        && barcode.bytes().enumerate().map(weighted).sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a loan of this item to this patron is odd.
    fn loan_is_odd(scanning: &Scanning, item: &str, patron: &str) -> bool {
        let line = format!("MILLAR,20151120080000,R,{item}");
        let mut record = Record::parse(&line, |_| true).unwrap();
        record.kind = Kind::Loan;
        record.patron_barcode = patron.to_owned();
        Barcodes::new(scanning).are_odd(&record)
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
        let items = Barcodes::new(&with("([0-9]+)", "DVD"));
        assert!(!items.are_odd(&record));
        record.patron_barcode = "DVD".to_owned();
        assert!(!items.are_odd(&record));
        record.kind = Kind::Loan;
        assert!(items.are_odd(&record));
    }
}
