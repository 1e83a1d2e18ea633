//! What a scanner has typed: the barcode in it, and whether it can be one at all.
//!
//! What scanners are known to add is taken off and named. What cannot be a barcode of any
//! library has a problem; a guess at what was meant is offered with it, and never taken here.
//! The page's `scripts/scan.js` has the same rules, and `tests/vectors/scans.json` tests both.

use std::borrow::Cow;

use crate::circulation::record::ITEM_BARCODE_WIDTH as WIDTH;
use crate::messages::message;

/// Why something cannot be a barcode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// A character that no key types.
    Control,
    /// What a scanner sends when it could read nothing.
    ReadError,
    /// The tracks of a card.
    Stripe,
    /// No letters and digits, or other characters than those of barcodes.
    Characters,
    /// EAN-13 of a book or a periodical.
    Isbn,
    /// One barcode, more than once.
    Twice,
    /// More digits than one barcode has.
    Two,
    /// More than the table holds.
    Long,
}

impl Problem {
    /// Its name in the test vectors and in the page's scripts.
    #[cfg(test)]
    pub fn key(self) -> &'static str {
        match self {
            Self::Control => "control",
            Self::ReadError => "read error",
            Self::Stripe => "stripe",
            Self::Characters => "characters",
            Self::Isbn => "isbn",
            Self::Twice => "twice",
            Self::Two => "two",
            Self::Long => "long",
        }
    }

    /// The same in words for staff.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Control => message!("scans.control"),
            Self::ReadError => message!("scans.read-error"),
            Self::Stripe => message!("scans.stripe"),
            Self::Characters => message!("scans.characters"),
            Self::Isbn => message!("scans.isbn"),
            Self::Twice => message!("scans.twice"),
            Self::Two => message!("scans.two"),
            Self::Long => message!("scans.long"),
        }
    }
}

/// A text without the blanks around it, as ECMAScript has them.
pub fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| (c.is_whitespace() && c != '\u{85}') || c == '\u{feff}')
}

/// What a library's own pattern may fit, in the order in which it is tried, and what was taken off for it: the scan
/// without an AIM identifier, or a pattern would take its last digit for the barcode's first; all of it; the bare barcode.
pub fn readings(scanned: &str) -> impl Iterator<Item = (&str, Vec<&str>)> {
    let (aim, rest) = split_aim(scanned);
    let without_aim = (!aim.is_empty()).then(|| (rest, vec![aim]));
    let others = [(scanned, Vec::new()), take_off(scanned)];
    without_aim.into_iter().chain(others)
}

/// The AIM identifier, `""` if there is none, and what follows it.
fn split_aim(scanned: &str) -> (&str, &str) {
    let (aim, rest) = scanned.split_at(aim_identifier(scanned));
    (aim, trim(rest))
}

/// The barcode without what scanners add, and what was taken off.
pub fn take_off(scanned: &str) -> (&str, Vec<&str>) {
    let (aim, rest) = split_aim(scanned);
    let around = framed(rest).map(|inner| (&rest[..1], inner, &rest[rest.len() - 1..]));
    let (start, inner, stop) = around.unwrap_or(("", rest, ""));
    let taken = [aim, start, stop].into_iter();
    (trim(inner), taken.filter(|part| !part.is_empty()).collect())
}

/// Whether [`take_off`] finds something in a barcode without blanks around it.
pub fn has_additions(barcode: &str) -> bool {
    aim_identifier(barcode) > 0 || framed(barcode).is_some()
}

/// The length of what AIM-enabled scanners send before a barcode, as in `]C0`.
fn aim_identifier(scanned: &str) -> usize {
    match scanned.as_bytes() {
        [b']', letter, modifier, ..]
            if letter.is_ascii_alphabetic() && modifier.is_ascii_alphanumeric() =>
        {
            3
        }
        _ => 0,
    }
}

/// What stands between the asterisks of Code 39 or the letters of Codabar. Where those are
/// around fewer than ten digits they may be a library's own letter and check character.
fn framed(text: &str) -> Option<&str> {
    let is_letter = |c: char| matches!(c, 'A'..='D' | 'a'..='d');
    let inside = |is_sign: &dyn Fn(char) -> bool| text.strip_prefix(is_sign)?.strip_suffix(is_sign);
    let is_own = |inner: &&str| !inner.is_empty() && !inner.contains('*');
    let is_number = |inner: &&str| inner.len() >= 10 && is_digits(inner);
    let code_39 = inside(&|c| c == '*').filter(is_own);
    code_39.or_else(|| inside(&is_letter).filter(is_number))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// Why this can be no barcode; `is_ordinary` tells whether barcodes like it are ordinary here.
pub fn problem(barcode: &str, is_ordinary: impl Fn(&str) -> bool) -> Option<Problem> {
    let is_unheard = || !is_ordinary(barcode);
    if has_control(barcode) {
        Some(Problem::Control)
    } else if is_read_error(barcode) {
        Some(Problem::ReadError)
    } else if is_stripe(barcode) {
        Some(Problem::Stripe)
    } else if !has_usual_characters(barcode) {
        Some(Problem::Characters)
    } else if is_twice(barcode, is_unheard) {
        Some(Problem::Twice)
    } else if is_publishers(barcode) && is_unheard() {
        Some(Problem::Isbn)
    } else if is_long(barcode) {
        Some(Problem::Long)
    } else if barcode.len() >= 20 && is_digits(barcode) && is_unheard() {
        Some(Problem::Two)
    } else {
        None
    }
}

/// The problem of a barcode that fits the library's own pattern: few count then.
pub fn problem_despite_pattern(barcode: &str) -> Option<Problem> {
    if has_control(barcode) {
        Some(Problem::Control)
    } else if is_read_error(barcode) {
        Some(Problem::ReadError)
    } else {
        is_long(barcode).then_some(Problem::Long)
    }
}

fn has_control(barcode: &str) -> bool {
    let is_printable = |b| matches!(b, b' '..=b'~');
    !barcode.bytes().all(is_printable) && barcode.chars().any(char::is_control)
}

fn is_long(barcode: &str) -> bool {
    barcode.len() > WIDTH && barcode.chars().count() > WIDTH
}

/// The words of scanners that could read nothing.
const READ_ERRORS: [&str; 22] = [
    "NR",
    "<NR",
    "NR>",
    "<NR>",
    "ERR",
    "ERROR",
    "NOREAD",
    "NO READ",
    "NO_READ",
    "NO-READ",
    "BADREAD",
    "BAD READ",
    "BAD_READ",
    "BAD-READ",
    "READERR",
    "READ ERR",
    "READ_ERR",
    "READ-ERR",
    "READERROR",
    "READ ERROR",
    "READ_ERROR",
    "READ-ERROR",
];

/// Whether this is what a scanner sends when it could read nothing, or a stripe reader.
pub fn is_read_error(barcode: &str) -> bool {
    // Most barcodes begin with a digit, and a list may have very many.
    if barcode.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let is_word = |word: &&str| word.eq_ignore_ascii_case(barcode);
    let is_marks = !barcode.is_empty() && barcode.bytes().all(|b| b == b'?');
    is_marks || is_error_of_tracks(barcode) || READ_ERRORS.iter().any(is_word)
}

/// One or more of `%E?`, `;E?` and `+E?`, with or without the question mark.
fn is_error_of_tracks(barcode: &str) -> bool {
    let track = |text| {
        let rest = str::strip_prefix(text, ['%', ';', '+'])?.strip_prefix(['E', 'e'])?;
        Some(rest.strip_prefix('?').unwrap_or(rest))
    };
    let mut rest = track(barcode);
    while let Some(text) = rest.filter(|text| !text.is_empty()) {
        rest = track(text);
    }
    rest.is_some()
}

/// Tracks of a magnetic stripe: `%B…^…?`, `;…=…?`, `+…?`.
fn is_stripe(barcode: &str) -> bool {
    match barcode.as_bytes().first() {
        Some(b'%') => barcode.contains(['?', '^']),
        Some(b';') => barcode.contains(['?', '=']),
        Some(b'+') => barcode.contains('?'),
        _ => false,
    }
}

/// Printable ASCII, and not signs alone: no barcode has anything else in it.
fn has_usual_characters(barcode: &str) -> bool {
    barcode.bytes().all(|b| matches!(b, b' '..=b'~'))
        && barcode.bytes().any(|b| b.is_ascii_alphanumeric())
}

/// Short numbers repeat themselves by chance.
fn is_twice(barcode: &str, is_unheard: impl Fn() -> bool) -> bool {
    repeated(barcode).is_some_and(|once| once.len() >= 6 || is_unheard())
}

/// The barcode of usual characters that stands in it more than once, the shortest first.
fn repeated(barcode: &str) -> Option<&str> {
    // What is longer is no barcode, and this keeps the time for a long text short.
    let lengths = 4..=(barcode.len() / 2).min(WIDTH);
    let may_begin_again = |length: &usize| {
        let next = barcode.as_bytes()[*length];
        next == barcode.as_bytes()[0] || matches!(next, b' ' | b'*')
    };
    let lengths = lengths.filter(may_begin_again);
    let mut beginnings = lengths.filter_map(|length| barcode.get(..length));
    beginnings.find(|once| is_repeated(once, &barcode[once.len()..]))
}

/// Whether the rest is this again and again, with blanks and asterisks between.
fn is_repeated(once: &str, mut rest: &str) -> bool {
    let between = |text: &str| text.len() - text.trim_start_matches([' ', '*']).len();
    let own = between(once);
    if own == once.len() || rest.is_empty() {
        return false;
    }
    while !rest.is_empty() {
        let again = between(rest)
            .checked_sub(own)
            .and_then(|start| rest[start..].strip_prefix(once));
        match again {
            Some(after) => rest = after,
            None => return false,
        }
    }
    true
}

/// Whether this is EAN-13 of a book or a periodical, with or without its add-on.
fn is_publishers(barcode: &str) -> bool {
    if !barcode.starts_with(['9', ' ', '-']) {
        return false;
    }
    let digits = barcode.replace([' ', '-'], "");
    let is_theirs = ["977", "978", "979"]
        .iter()
        .any(|head| digits.starts_with(head));
    let sum = |digits: &str| -> usize {
        let weighted = |(i, digit)| usize::from(digit - b'0') * [1, 3][i % 2];
        digits.bytes().enumerate().map(weighted).sum()
    };
    is_theirs
        && matches!(digits.len(), 13 | 15 | 18)
        && is_digits(&digits)
        && sum(&digits[..13]) % 10 == 0
}

/// The signs on the keys 1 to 0 of keyboards, without Shift (French, Belgian, Czech, Slovak)
/// and with it (US, UK, German).
const NUMBER_ROWS: [&str; 7] = [
    "&é\"'(-è_çà",
    "&é\"'(§è!çà",
    "+ěščřžýáíé",
    "+ľščťžýáíé",
    "!@#$%^&*()",
    "!\"£$%^&*()",
    "!\"§$%&/()=",
];

/// What was meant by a barcode with this problem, if anybody can tell.
pub fn meant(problem: Problem, barcode: &str) -> Option<Cow<'_, str>> {
    match problem {
        Problem::Twice => repeated(barcode).map(Cow::Borrowed),
        Problem::Characters => guess(barcode).map(Cow::Owned),
        _ => None,
    }
}

/// What may have been meant by characters that no barcode has.
fn guess(barcode: &str) -> Option<String> {
    let western: String = barcode.chars().map(western).collect();
    if western != barcode && problem(&western, |_| false).is_none() {
        return Some(western);
    }
    // Another keyboard leaves no digit as it is.
    if western.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let typed = |row: &&str| -> String {
        let key = |sign| row.chars().position(|other| other == sign);
        let digit = |sign: char| key(sign).and_then(|i| digit((i + 1) % 10)).unwrap_or(sign);
        barcode.chars().map(digit).collect()
    };
    let is_whole =
        |text: &String| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric());
    NUMBER_ROWS.iter().map(typed).find(is_whole)
}

fn digit(value: usize) -> Option<char> {
    char::from_digit(u32::try_from(value).ok()?, 10)
}

/// The digit, or the dash, that another script or a typesetter has this character for.
fn western(c: char) -> char {
    /// The digit 0 of other scripts; 1 to 9 follow it.
    const ZEROS: [u32; 4] = [0x660, 0x6f0, 0x966, 0xff10];
    let digit_after = |zero| char::from_digit(u32::from(c).checked_sub(zero)?, 10);
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ => ZEROS.into_iter().find_map(digit_after).unwrap_or(c),
    }
}
