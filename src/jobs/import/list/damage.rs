//! Cells of a list that do not have the whole barcode.
//!
//! No I/O. What the library's settings and scans know as a barcode is never damaged.

use crate::circulation::judge::{Judge, Role, Sort};
use crate::circulation::scan::{take_off, trim};
use crate::circulation::sheet::is_rounded;
use crate::jobs::import::read::SHORTENED;
use crate::messages::{Code, code, message};

/// What a spreadsheet puts between the digits of a large number.
const BETWEEN: [char; 8] = [
    '.', ',', '\'', '\u{2019}', ' ', '\u{a0}', '\u{202f}', '\u{2009}',
];
/// Fewer digits are part of a text.
const DIGITS: usize = 4;
/// The digits of a barcode may be shown in this way, those of a price are fewer.
const LARGE: usize = 7;

const HIDDEN: Code = code!("import.hidden");
const SEPARATED: Code = code!("import.separated");

/// Why the barcode of this role that was found in a cell is none, or not all of it.
pub fn of_barcode(judge: &Judge<'_>, role: Role, cell: &str, barcode: &str) -> Option<String> {
    let bare = take_off(trim(cell)).0;
    if is_rounded(cell) {
        Some(SHORTENED.text().to_owned())
    } else if is_hidden(cell) {
        Some(HIDDEN.text().to_owned())
    } else if judge.sort(cell) != Sort::Unknown {
        None
    } else if is_separated(bare) {
        Some(SEPARATED.text().to_owned())
    } else if !barcode.contains(char::is_alphanumeric)
        || digits(barcode) == 0 && barcode.contains(' ')
    {
        Some(message!("import.not-a-barcode", cell))
    } else if digits(bare) > digits(barcode) {
        Some(match role {
            Role::Item => message!("import.part-of-item", barcode, cell),
            Role::Patron => message!("import.part-of-patron", barcode, cell),
        })
    } else {
        None
    }
}

/// Why a cell or a word of which nothing is known must not be passed over.
pub fn of_unknown(text: &str) -> Option<Code> {
    if is_rounded(text) {
        Some(SHORTENED)
    } else if is_hidden(text) {
        Some(HIDDEN)
    } else {
        (digits(text) >= LARGE && is_separated(text)).then_some(SEPARATED)
    }
}

/// Whether a spreadsheet has not shown a number, as its column is too narrow.
fn is_hidden(cell: &str) -> bool {
    cell.len() > 1 && cell.bytes().all(|b| b == b'#')
}

/// Whether this is a number as spreadsheets show it: `1.234.567`, `12,34,567.00` or `1234567,0`.
pub fn is_separated(cell: &str) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let decimals = cell.rsplit_once(['.', ',']);
    let decimals = decimals.filter(|(_, part)| matches!(*part, "0" | "00"));
    let whole = decimals.map_or(cell, |(whole, _)| whole);
    let Some(between) = whole.chars().find(|c| BETWEEN.contains(c)) else {
        return decimals.is_some() && is_digits(whole);
    };
    let groups: Vec<&str> = whole.split(between).collect();
    let (Some((first, rest)), Some(last)) = (groups.split_first(), groups.last()) else {
        return false;
    };
    is_digits(first)
        && first.len() <= 3
        && rest
            .iter()
            .all(|group| is_digits(group) && matches!(group.len(), 2 | 3))
        && last.len() == 3
}

/// Whether there is a text in it that could be a barcode.
pub fn has_number(text: &str) -> bool {
    digits(text) >= DIGITS
}

/// How many digits a text has.
fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_as_a_spreadsheet_shows_it_is_known() {
        for shown in [
            "21.234.000.000.307",
            "21,234,000,000,307",
            "21 234 000 000 307",
            "21\u{202f}234\u{202f}000",
            "21'234'000.00",
            "2,12,34,00,00,307",
            "21234000000307.00",
            "21234000000307,0",
        ] {
            assert!(is_separated(shown), "{shown}");
        }
        for other in [
            "",
            ".",
            "21234000000307",
            "2026.11.03",
            "21.234,000.307",
            "QA.234",
            "1234.567",
            "12.5",
            "31234 00000 0307",
        ] {
            assert!(!is_separated(other), "{other}");
        }
    }
}
