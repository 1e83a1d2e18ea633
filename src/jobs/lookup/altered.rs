//! Numbers that a spreadsheet has changed, and the barcodes that they can have been.
//!
//! It rounds (`3.12340E+13`), it keeps fifteen digits and writes zeros for the others, it drops
//! zeros at the beginning, and it puts separators between the digits. What it did cannot be
//! undone, so a barcode that fits is an offer and never an answer.

/// Digits that a spreadsheet keeps of a number.
const KEPT: usize = 15;
/// As many digits as fit a number of ours; no barcode in the table is longer.
const LONGEST: usize = 32;
/// With fewer digits a number is one of many things: a year, a count.
const SHORTEST: usize = 5;
/// So many zeros at the end of a long number look rounded,
const ZEROS: usize = 4;
/// if it has so many digits.
const LONG: usize = 8;
/// From here on no count of a report is as great.
const GREAT: u128 = 10_000_000;

/// How a number was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Its last digits were replaced.
    Rounded,
    /// Zeros at its beginning, or separators, may be what is different.
    Shortened,
}

/// A number that may have been another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Altered {
    /// How.
    pub change: Change,
    /// Whether it shows: no barcode looks like this.
    pub is_certain: bool,
    /// The least and the greatest number that it can have been.
    range: (u128, u128),
}

impl Altered {
    /// What the text can have been; `None` if it is no number, or too short a one.
    pub fn parse(text: &str) -> Option<Self> {
        scientific(text).or_else(|| whole(text))
    }

    /// The least and the greatest number that it can have been.
    pub fn range(&self) -> (u128, u128) {
        self.range
    }

    /// The one number that it is, if nothing was rounded.
    pub fn exactly(&self) -> Option<u128> {
        let (least, greatest) = self.range;
        (least == greatest).then_some(least)
    }

    /// Whether it is worth a word even where no record fits.
    pub fn stands_out(&self) -> bool {
        self.is_certain && self.range.0 >= GREAT
    }

    /// Whether the barcode can have become this number.
    pub fn fits(&self, barcode: &str) -> bool {
        if barcode.len() > LONGEST || !barcode.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let (least, greatest) = self.range;
        barcode
            .parse()
            .is_ok_and(|n: u128| least <= n && n <= greatest)
    }
}

/// `3.12340E+13`, also with a comma, as languages have it. The plus sign may be missing, other than
/// in `sheet::is_rounded`: here a barcode is only offered.
fn scientific(text: &str) -> Option<Altered> {
    let (mantissa, exponent) = text.split_once(['E', 'e'])?;
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    let (whole, part) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
    let digits = format!("{whole}{part}");
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if whole.len() != 1 || whole == "0" || !are_digits(&digits) || !are_digits(exponent) {
        return None;
    }
    let exponent: usize = exponent.parse().ok().filter(|e| (6..LONGEST).contains(e))?;
    let lost = (exponent + 1).checked_sub(digits.len())?;
    let unit = 10_u128.pow(lost.try_into().ok()?);
    let least = digits.parse::<u128>().ok()? * unit;
    Some(Altered {
        change: Change::Rounded,
        is_certain: true,
        range: (least - unit / 2, least + unit / 2),
    })
}

/// A whole number, with separators between thousands or without.
fn whole(text: &str) -> Option<Altered> {
    let (number, is_grouped) = ungrouped(text)?;
    let digits = number.trim_start_matches('0');
    if digits.len() < SHORTEST || number.len() > LONGEST {
        return None;
    }
    let value: u128 = digits.parse().ok()?;
    let zeros = digits.len() - digits.trim_end_matches('0').len();
    let beyond = digits.len().saturating_sub(KEPT);
    let is_cut = beyond > 0 && zeros >= beyond;
    if is_cut || (zeros >= ZEROS && digits.len() >= LONG) {
        // What was replaced may have been zeros in part.
        let lost = if is_cut { beyond } else { zeros };
        let unit = 10_u128.pow(lost.try_into().ok()?);
        return Some(Altered {
            change: Change::Rounded,
            is_certain: is_grouped,
            range: (value - unit / 2, value + unit - 1),
        });
    }
    Some(Altered {
        change: Change::Shortened,
        is_certain: is_grouped,
        range: (value, value),
    })
}

/// The digits alone, and whether there was more: `31,234,000` or `31234000.0`.
fn ungrouped(text: &str) -> Option<(String, bool)> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return (!text.is_empty()).then(|| (text.to_owned(), false));
    }
    let without_part = text
        .rsplit_once(['.', ','])
        .filter(|(_, part)| !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b == b'0'));
    let number = without_part.map_or(text, |(number, _)| number);
    let is_separator =
        |c: char| [',', '.', '\'', '’', '\u{a0}', '\u{202f}', '\u{2009}'].contains(&c);
    let separator = number.chars().find(|c| is_separator(*c));
    let groups: Vec<&str> = match separator {
        Some(separator) => number.split(separator).collect(),
        None => vec![number],
    };
    let are_groups = match &groups[..] {
        [number] => number.len() >= SHORTEST,
        [first, rest @ ..] => (1..=3).contains(&first.len()) && rest.iter().all(|g| g.len() == 3),
        [] => false,
    };
    let are_digits = groups
        .iter()
        .all(|group| group.bytes().all(|b| b.is_ascii_digit()));
    (are_groups && are_digits).then(|| (groups.concat(), true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(text: &str, barcode: &str) -> bool {
        Altered::parse(text).is_some_and(|altered| altered.fits(barcode))
    }

    #[test]
    fn a_rounded_number_fits_what_rounds_to_it() {
        for text in [
            "3.12340E+13",
            "3,1234E+13",
            "3.1234e13",
            "3.12340000000E+13",
        ] {
            assert!(fits(text, "31234000000000"), "{text}");
            assert!(
                !fits(text, "31235000000000") && !fits(text, "3123400000000"),
                "{text}"
            );
        }
        assert!(fits("3.12340E+13", "31234049999999") && fits("3.12340E+13", "31233950000000"));
        assert!(!fits("3.12340E+13", "31234060000000"));
        assert!(fits("3E+13", "31234000000001"));
        // Sixteen digits, of which fifteen are kept.
        assert!(fits("1234567890123450", "1234567890123456"));
        assert!(fits("1234567890123450", "1234567890123459"));
        assert!(!fits("1234567890123450", "1234567890123469"));
        assert!(
            fits("31234567890120000", "31234567890120123")
                || fits("31234567890120000", "31234567890120099")
        );
        // Rounded, and then written in full.
        assert!(fits("31234000000000", "31234000000017"));
        assert!(!fits("31234567890120", "31234567890121"));
    }

    #[test]
    fn a_shortened_number_fits_what_has_zeros_before_it() {
        assert!(fits("12345", "0012345") && fits("012345", "0012345"));
        assert!(!fits("12345", "1234500") && !fits("12345", "A12345") && !fits("12345", "123450"));
        for text in [
            "31,234,000,000,001",
            "31.234.000.000.001",
            "31'234'000'000'001",
            "31234000000001.0",
            "31234000000001,00",
            "31\u{a0}234\u{a0}000\u{a0}000\u{a0}001",
        ] {
            assert!(fits(text, "31234000000001"), "{text}");
            assert!(Altered::parse(text).unwrap().is_certain, "{text}");
        }
    }

    #[test]
    fn what_is_no_number_of_a_spreadsheet_is_none() {
        for text in [
            "",
            "E+13",
            "3.1E",
            "31.2E+13",
            "0.1E+13",
            "3.12E+3",
            "3.12E+99",
            "3.1234567E+6x",
            "12",
            "00",
            "A12345",
            "1,23,456",
            "2015",
            "1,234",
            "2015-08-27",
            "10.0.0.1",
            "x",
            "1.5",
            "-5",
            "3.1E+99999999999999999999",
        ] {
            assert_eq!(Altered::parse(text), None, "{text}");
        }
        assert!(!Altered::parse("12345").unwrap().is_certain);
        assert!(!fits("12345", "") && !fits("12345", &"1".repeat(40)));
    }
}
