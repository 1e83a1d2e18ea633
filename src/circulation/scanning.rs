//! The settings of the scanning page: which text is a patron's barcode, which an item's.
//!
//! The server only takes the patron barcode out of what was scanned; what the other
//! settings find is a warning on the page, never a reason to refuse a record.

use regex::Regex;
use serde::{Deserialize, Serialize};

/// The `[scanning]` block of the configuration; `config.example.toml` documents each key.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Scanning {
    /// A regular expression with one group, which is the patron barcode.
    pub patron_pattern: String,
    /// A regular expression that a whole item barcode fits.
    pub item_pattern: String,
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
}

/// How barcodes are checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CheckDigit {
    /// Not at all.
    None,
    /// 14 digits; 2 begins a patron's and 3 an item's; the last is modulus 10 (Codabar).
    Codabar14,
}

impl Default for Scanning {
    fn default() -> Self {
        Self {
            patron_pattern: "([0-9]+)".to_owned(),
            item_pattern: ".*".to_owned(),
            check_digit: CheckDigit::None,
            repeat_minutes: 5,
            call_number: false,
            patron_name: false,
            slip_text: String::new(),
        }
    }
}

impl Scanning {
    /// Checks the patterns.
    ///
    /// # Errors
    /// A sentence that begins with the key.
    pub fn check(&self) -> Result<(), String> {
        let compiled = |key: &str, pattern: &str| {
            if !is_common(pattern) {
                return Err(format!("{key}: has what not every browser understands"));
            }
            Regex::new(pattern).map_err(|_| format!("{key}: is no regular expression"))
        };
        compiled("item_pattern", &self.item_pattern)?;
        match compiled("patron_pattern", &self.patron_pattern)?.captures_len() {
            2 => Ok(()),
            _ => Err("patron_pattern: must have exactly one group in parentheses".to_owned()),
        }
    }

    /// The patron barcode in what was scanned, `""` if there is none.
    #[must_use]
    pub fn patron_barcode<'t>(&self, scanned: &'t str) -> &'t str {
        let found = Regex::new(&self.patron_pattern).ok().and_then(|pattern| {
            let groups = pattern.captures(scanned)?;
            groups.get(1).map(|group| group.as_str())
        });
        found.unwrap_or_default().trim()
    }
}

/// Whether the pattern means the same to the browser's script: of what begins with `(?`
/// only `(?:`, of the letters after a backslash only the classes, and no quantifier of a
/// quantifier.
fn is_common(pattern: &str) -> bool {
    if repeats_a_repetition(pattern) {
        return false;
    }
    let groups = pattern.matches("(?").count() == pattern.matches("(?:").count();
    let mut letters = pattern.chars();
    while let Some(c) = letters.next() {
        let is_escape = c == '\\';
        if is_escape
            && letters
                .next()
                .is_none_or(|c| c.is_alphanumeric() && !"dDwWsSbB".contains(c))
        {
            return false;
        }
    }
    groups
}

/// Whether a quantifier follows another one, as in `a++`; `a+?` is the lazy one of both.
fn repeats_a_repetition(pattern: &str) -> bool {
    let mut letters = pattern.chars();
    let mut in_class = false;
    // How many quantifiers are behind, and whether a `?` would make the last one lazy.
    let (mut is_repeated, mut may_be_lazy) = (false, false);
    while let Some(c) = letters.next() {
        match c {
            '\\' => {
                letters.next();
                (is_repeated, may_be_lazy) = (false, false);
            }
            '[' | ']' => {
                in_class = c == '[';
                (is_repeated, may_be_lazy) = (false, false);
            }
            '?' if may_be_lazy && !in_class => may_be_lazy = false,
            '*' | '+' | '?' | '{' if !in_class => {
                if is_repeated {
                    return true;
                }
                if c == '{' {
                    letters.by_ref().find(|&c| c == '}');
                }
                (is_repeated, may_be_lazy) = (true, true);
            }
            // The `?` of `(?:` is none.
            '(' if !in_class => (is_repeated, may_be_lazy) = (false, true),
            _ => (is_repeated, may_be_lazy) = (false, false),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(patron_pattern: &str) -> Scanning {
        Scanning {
            patron_pattern: patron_pattern.to_owned(),
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
        assert!(with(r"^;(?:0|\.)(\d+)\\$").check().is_ok());
        assert!(with("^(?:[+*]{2})+?([0-9]{9,14}?)$").check().is_ok());
        assert_eq!(with("^;([A-Z0-9]+)=").patron_barcode(";A123=99"), "A123");
    }

    #[test]
    fn patterns_are_checked() {
        assert!(Scanning::default().check().is_ok());
        for wrong in [
            "[0-9]+",
            "(a)(b)",
            "(",
            "(?i)(a)",
            "(?P<x>a)",
            "\\A(a)",
            "(\\p{L}+)",
            "(a)\\",
            "([0-9]++)",
            "(a{2}{3})",
            "(a+??)",
        ] {
            assert!(
                with(wrong)
                    .check()
                    .unwrap_err()
                    .starts_with("patron_pattern:")
            );
        }
    }
}
