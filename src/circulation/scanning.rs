//! The settings of the scanning page: which text is a patron's barcode, which an item's.
//!
//! The server only takes the patron barcode out of what was scanned; what the other
//! settings find is a warning on the page, never a reason to refuse a record.

use serde::{Deserialize, Serialize};

use crate::circulation::keys::Keys;
use crate::circulation::pattern::Pattern;
use crate::messages::message;

/// The `[scanning]` block of the configuration; `config.example.toml` documents each key.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Scanning {
    /// A regular expression with one group, which is the patron barcode.
    pub patron_pattern: Pattern,
    /// A regular expression that a whole scan of an item fits. If it has a group, that is the
    /// item barcode.
    pub item_pattern: Pattern,
    /// Check digit of item and patron barcodes.
    pub check_digit: CheckDigit,
    /// Minutes within which the same item and type again is worth a look; 0 is never.
    pub repeat_minutes: u32,
    /// Whether the page has a field for the call number.
    pub call_number: bool,
    /// Whether the page has a field for the patron's name.
    pub patron_name: bool,
    /// What the slip says of the due date.
    pub slip_text: String,
    /// What the function keys of the page do.
    pub keys: Keys,
}

/// How barcodes are checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CheckDigit {
    /// Where nearly all barcodes that were scanned here have a valid check digit.
    Auto,
    /// Not at all.
    None,
    /// 14 digits; 2 begins a patron's and 3 an item's, and nothing else either; the last is
    /// modulus 10 (Codabar).
    Codabar14,
}

fn common(pattern: &str) -> Pattern {
    Pattern::parse(pattern).expect("our own pattern is common to both")
}

impl Default for Scanning {
    fn default() -> Self {
        Self {
            patron_pattern: common("([0-9]+)"),
            item_pattern: common(".*"),
            check_digit: CheckDigit::Auto,
            repeat_minutes: 5,
            call_number: false,
            patron_name: false,
            slip_text: String::new(),
            keys: Keys::default(),
        }
    }
}

impl Scanning {
    /// Checks what no pattern can tell by itself; the error begins with the key.
    pub fn check(&self) -> Result<(), String> {
        if self.patron_pattern.groups() != 1 {
            return Err(message!("config.patron-pattern").to_owned());
        }
        let is_empty = |scanned| self.patron_pattern.first_group(scanned) == Some("");
        if ["0", "A", "a"].into_iter().any(is_empty) {
            return Err(message!("config.patron-pattern-empty").to_owned());
        }
        if self.item_pattern.groups() > 1 {
            return Err(message!("config.item-pattern").to_owned());
        }
        if self.item_pattern.fits_only_nothing() {
            return Err(message!("config.item-pattern-empty").to_owned());
        }
        self.keys.check()
    }

    /// The patron barcode in what was scanned, `""` if there is none.
    pub fn patron_barcode<'t>(&self, scanned: &'t str) -> &'t str {
        let found = self.patron_pattern.first_group(scanned);
        found.unwrap_or_default().trim()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(patron_pattern: &str) -> Scanning {
        Scanning {
            patron_pattern: common(patron_pattern),
            ..Scanning::default()
        }
    }

    #[test]
    fn a_patron_is_the_first_run_of_digits() {
        for (scanned, patron) in [("A123B456", "123"), ("999", "999"), ("abc", ""), ("", "")] {
            assert_eq!(Scanning::default().patron_barcode(scanned), patron);
        }
    }

    #[test]
    fn a_pattern_changes_what_a_patron_is() {
        assert_eq!(with("^(.+)$").patron_barcode("A123B"), "A123B");
        assert_eq!(with("^;([A-Z0-9]+)=").patron_barcode(";A123=99"), "A123");
    }

    #[test]
    fn an_item_pattern_has_one_group_at_most() {
        let with = |item_pattern| Scanning {
            item_pattern: common(item_pattern),
            ..Scanning::default()
        };
        for right in ["3[0-9]{13}", "(?:a|b)", "x(3[0-9]{13})|y"] {
            assert_eq!(with(right).check(), Ok(()));
        }
        let problem = with("(a)|(b)").check().unwrap_err();
        assert!(problem.starts_with("item_pattern:"), "{problem}");
    }

    #[test]
    fn a_patron_pattern_has_one_group() {
        assert!(Scanning::default().check().is_ok());
        for wrong in ["[0-9]+", "(a)(b)"] {
            let problem = with(wrong).check().unwrap_err();
            assert!(problem.starts_with("patron_pattern:"), "{problem}");
        }
    }

    #[test]
    fn a_pattern_that_would_take_no_scan_is_refused() {
        let item = |item_pattern| Scanning {
            item_pattern: common(item_pattern),
            ..Scanning::default()
        };
        for wrong in ["", "()", "^$", "(?:)*"] {
            let problem = item(wrong).check().unwrap_err();
            assert!(problem.starts_with("item_pattern:"), "{problem}");
        }
        assert_eq!(item("x?").check(), Ok(()));
        for wrong in ["([0-9]*)", "()", "x|([0-9]?)", "([A-Za-z]*)"] {
            let problem = with(wrong).check().unwrap_err();
            assert!(problem.starts_with("patron_pattern:"), "{problem}");
        }
        for right in ["(.*)", "^X|([0-9]+)", "P([0-9]*)", "^;([A-Z0-9]+)="] {
            assert_eq!(with(right).check(), Ok(()));
        }
    }
}
