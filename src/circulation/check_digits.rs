//! Check digits: the last character of a barcode, computed from the others.
//!
//! The page's `scripts/checkdigits.js` has the same schemes, and `tests/vectors/shapes.json`
//! tests both.

/// What Code 39's modulus 43 counts with, from 0 to 42.
const CODE_39: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";

/// The name of a scheme, and whether a barcode fits.
type Scheme = (&'static str, fn(&str) -> bool);

/// Every scheme.
pub const SCHEMES: [Scheme; 3] = [("mod10", mod10), ("mod11", mod11), ("mod43", mod43)];

/// Modulus 10 of library Codabar, for any number of digits: every second is doubled.
fn mod10(barcode: &str) -> bool {
    let weighted = |(i, digit): (usize, u8)| match usize::from(digit - b'0') * [1, 2][i % 2] {
        two_digits @ 10.. => two_digits - 9,
        one_digit => one_digit,
    };
    let sum = || {
        barcode
            .bytes()
            .rev()
            .enumerate()
            .map(weighted)
            .sum::<usize>()
    };
    barcode.len() >= 7 && barcode.bytes().all(|b| b.is_ascii_digit()) && sum() % 10 == 0
}

/// Modulus 11 with weights that rise from the right, as ISBN-10 has it; X is 10.
fn mod11(barcode: &str) -> bool {
    let (digits, check) = match barcode.as_bytes().split_last() {
        Some((b'X', digits)) => (digits, 10),
        Some((last, digits)) if last.is_ascii_digit() => (digits, usize::from(last - b'0')),
        _ => return false,
    };
    let weighted = |(digit, weight): (&u8, usize)| usize::from(digit - b'0') * weight;
    let sum = || check + digits.iter().rev().zip(2..).map(weighted).sum::<usize>();
    digits.len() >= 6 && digits.iter().all(u8::is_ascii_digit) && sum() % 11 == 0
}

/// Modulus 43 of Code 39.
fn mod43(barcode: &str) -> bool {
    let value = |c: u8| CODE_39.iter().position(|other| *other == c);
    let values: Option<Vec<usize>> = barcode.bytes().map(value).collect();
    let values = values
        .filter(|values| values.len() >= 5)
        .unwrap_or_default();
    values
        .split_last()
        .is_some_and(|(check, others)| others.iter().sum::<usize>() % 43 == *check)
}

/// Whether 14 digits end in the check digit of library Codabar.
pub fn is_codabar14(barcode: &str) -> bool {
    barcode.len() == 14 && mod10(barcode)
}
