//! The shapes of barcodes that are ordinary here, learned from what this library scans.
//!
//! A shape is the kind of each character, what the barcode begins with, and a check digit that
//! nearly always fits. After [`ENOUGH`] barcodes one of another shape is odd, unless the
//! barcodes here are of all sorts. The page's `scripts/shapes.js` has the same rules, and
//! `tests/vectors/shapes.json` tests both.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::circulation::check_digits::SCHEMES;

/// After so many barcodes there is something to compare with.
const ENOUGH: usize = 20;
/// Short numbers grow by a digit now and then, so their length says something only after so
/// many.
const ENOUGH_SHORT: usize = 50;
/// More shapes, or more beginnings, than these are no rule.
const MOST_SHAPES: usize = 40;
const MOST_HEADS: usize = 20;
/// What fewer than one in so many has is a mistake that nobody saw.
const RARE: usize = 500;

/// The shape of short numbers; what they begin with is their length.
pub const SHORT: &str = "short number";
/// The shape of what people write, not machines.
pub const TEXT: &str = "text";
const CODABAR: &str = "99999999999999";
/// The shape of a number, as long as the table has room for one.
const NINES: &str = "99999999999999999999999999999999";

/// What was seen, as the page's scripts have it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    n: usize,
    shapes: BTreeMap<String, Seen>,
}

/// What was seen of both kinds of barcodes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Shapes {
    /// Of loans and returns.
    pub items: Tally,
    /// Of loans, each patron once a day.
    pub patrons: Tally,
}

/// Barcodes of one shape.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
struct Seen {
    n: usize,
    /// What they begin with; of short numbers, their length.
    heads: BTreeMap<String, usize>,
    /// How many fit, by scheme.
    checks: BTreeMap<&'static str, usize>,
}

/// What is odd about a barcode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// None like it has been seen.
    Shape,
    /// It has not the check digit that nearly all of them have.
    CheckDigit,
}

impl Tally {
    /// Adds a barcode.
    pub fn count(&mut self, barcode: &str) {
        let (shape, heads) = shape_of(barcode);
        let seen = self.shapes.entry(shape.into_owned()).or_default();
        self.n += 1;
        seen.n += 1;
        for head in heads.into_iter().flatten() {
            *seen.heads.entry(head.to_owned()).or_default() += 1;
        }
        for (scheme, fits) in SCHEMES {
            if fits(barcode) {
                *seen.checks.entry(scheme).or_default() += 1;
            }
        }
    }

    /// The same with the most frequent shapes and beginnings alone: as many as it takes to know
    /// that there are too many for a rule.
    #[must_use]
    pub fn bounded(mut self) -> Self {
        keep_largest(&mut self.shapes, MOST_SHAPES + 1, |seen| seen.n);
        for seen in self.shapes.values_mut() {
            let mut heads = BTreeMap::new();
            for length in 1..=5 {
                let mut alike = seen.heads.clone();
                alike.retain(|head, _| head.len() == length);
                keep_largest(&mut alike, MOST_HEADS + 1, |n| *n);
                heads.append(&mut alike);
            }
            seen.heads = heads;
        }
        self
    }

    /// The shapes as they are kept, each with its most frequent beginning, the most frequent first.
    pub fn frequent(&self) -> Vec<(&str, &str)> {
        let mut all: Vec<(&String, &Seen)> = self.shapes.iter().collect();
        all.sort_by_key(|(_, seen)| Reverse(seen.n));
        let all = all.into_iter();
        all.map(|(shape, seen)| (shape.as_str(), seen.head()))
            .collect()
    }

    /// Whether there is enough to compare with.
    pub fn has_enough(&self) -> bool {
        self.n >= ENOUGH
    }

    /// What is odd about a barcode; `least` is how often something must have been there to
    /// count as seen.
    pub fn oddity(&self, barcode: &str, least: usize) -> Option<Oddity> {
        if !self.has_enough() || self.is_of_all_sorts() {
            return None;
        }
        let (shape, heads) = shape_of(barcode);
        let seen = self.shapes.get(&*shape);
        let Some(seen) = seen.filter(|seen| is_seen(seen.n, least, self.n)) else {
            return Some(Oddity::Shape);
        };
        let is_odd = |head: &&str| !seen.is_ordinary(head, &shape, least);
        if heads.iter().flatten().any(is_odd) {
            return Some(Oddity::Shape);
        }
        seen.asks_for_another_check_digit(barcode)
            .then_some(Oddity::CheckDigit)
    }

    /// Whether barcodes like this one are ordinary here.
    pub fn is_ordinary(&self, barcode: &str, least: usize) -> bool {
        let seen = || self.shapes.get(&*shape_of(barcode).0);
        self.has_enough() && self.oddity(barcode, least).is_none() && seen().is_some()
    }

    /// Where new shapes keep turning up, one more says nothing.
    fn is_of_all_sorts(&self) -> bool {
        let once = self.shapes.values().filter(|seen| seen.n == 1).count();
        let shapes = self.shapes.len();
        shapes > MOST_SHAPES || shapes * 5 > self.n || once * 20 > self.n
    }
}

impl Seen {
    /// The longest of the most frequent beginnings.
    fn head(&self) -> &str {
        let most = self.heads.iter().max_by_key(|(head, n)| (**n, head.len()));
        most.map_or("", |(head, _)| head)
    }

    fn is_ordinary(&self, head: &str, shape: &str, least: usize) -> bool {
        let is_like = |other: &&String| other.len() == head.len() || begins_with_letter(head);
        let alike = self.heads.keys().filter(is_like).count();
        let is_rule = if shape == SHORT {
            self.n >= ENOUGH_SHORT && alike == 1
        } else {
            self.n >= ENOUGH && alike <= MOST_HEADS && alike * 10 <= self.n
        };
        !is_rule || is_seen(self.heads.get(head).copied().unwrap_or(0), least, self.n)
    }

    fn asks_for_another_check_digit(&self, barcode: &str) -> bool {
        let fit = |scheme| self.checks.get(scheme).copied().unwrap_or(0);
        let is_rule = |scheme| fit(scheme) * 50 >= self.n * 49;
        self.n >= ENOUGH
            && SCHEMES
                .iter()
                .any(|(scheme, fits)| is_rule(scheme) && !fits(barcode))
    }
}

/// Whether so many, of `n`, are more than a mistake.
fn is_seen(count: usize, least: usize, n: usize) -> bool {
    count >= least && count * RARE >= n
}

fn begins_with_letter(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Keeps the entries with the largest counts; of equal ones those that come first.
fn keep_largest<T>(entries: &mut BTreeMap<String, T>, most: usize, n: impl Fn(&T) -> usize) {
    if entries.len() <= most {
        return;
    }
    let mut all: Vec<(String, T)> = std::mem::take(entries).into_iter().collect();
    all.sort_by_key(|(_, value)| Reverse(n(value)));
    all.truncate(most);
    entries.extend(all);
}

/// The shape of a barcode, and what it begins with.
fn shape_of(barcode: &str) -> (Cow<'static, str>, [Option<&str>; 2]) {
    let is_number = !barcode.is_empty() && barcode.bytes().all(|b| b.is_ascii_digit());
    if is_number && barcode.len() <= 6 {
        let length = &"123456"[barcode.len() - 1..barcode.len()];
        return (Cow::Borrowed(SHORT), [Some(length), None]);
    }
    let is_word = !barcode.is_empty() && barcode.bytes().all(|b| b.is_ascii_alphabetic());
    if is_word || barcode.contains(' ') {
        return (Cow::Borrowed(TEXT), [None, None]);
    }
    // Nearly all are numbers.
    let nines = NINES.get(..barcode.len()).filter(|_| is_number);
    let shape = nines.map_or_else(|| Cow::Owned(kinds_of(barcode)), Cow::Borrowed);
    let heads = heads_of(barcode, shape == CODABAR);
    (shape, heads)
}

/// The kind of each character. The last may be a check character: X stands for 10, and Code
/// 39's may be anything.
fn kinds_of(barcode: &str) -> String {
    let mut kinds: String = barcode.chars().map(kind_of).collect();
    kinds.pop();
    let has_letters = kinds.contains(['A', 'a']);
    let is_digit = barcode.ends_with(|c: char| c.is_ascii_digit() || c == 'X');
    kinds.push(if !has_letters && is_digit { '9' } else { '?' });
    kinds
}

fn kind_of(c: char) -> char {
    match c {
        '0'..='9' => '9',
        'A'..='Z' => 'A',
        'a'..='z' => 'a',
        other => other,
    }
}

/// Library Codabar begins with 2 or 3 and four digits of the library.
fn heads_of(barcode: &str, is_codabar: bool) -> [Option<&str>; 2] {
    let letters = barcode.bytes().take_while(u8::is_ascii_alphabetic).count();
    let first = barcode.chars().next().map_or(0, char::len_utf8);
    match letters {
        0 if is_codabar => [Some(&barcode[..1]), Some(&barcode[..5])],
        0 => [barcode.get(..first).filter(|head| !head.is_empty()), None],
        letters => [Some(&barcode[..letters.min(4)]), None],
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn tally(barcodes: impl IntoIterator<Item = String>) -> Tally {
        let mut tally = Tally::default();
        barcodes
            .into_iter()
            .for_each(|barcode| tally.count(&barcode));
        tally
    }

    #[test]
    fn a_tally_is_written_as_the_page_has_it() {
        let tally = tally(["B123456-", "77", "31234777777770"].map(str::to_owned));
        assert_eq!(
            serde_json::to_value(&tally).unwrap(),
            json!({"n": 3, "shapes": {
                "A999999?": {"n": 1, "heads": {"B": 1}, "checks": {}},
                "short number": {"n": 1, "heads": {"2": 1}, "checks": {}},
                "99999999999999":
                    {"n": 1, "heads": {"3": 1, "31234": 1}, "checks": {"mod10": 1}},
            }})
        );
    }

    #[test]
    fn a_bounded_tally_has_the_most_frequent_and_no_more_than_tell_that_there_is_no_rule() {
        let heads = (1_000..1_100).map(|head| format!("3{head}000000000"));
        let shapes = (1..=99).map(|n| "9".repeat(n) + "-x");
        let usual = ["AB-1", "AB-2", "39999000000001", "39999000000002"].map(str::to_owned);
        let bounded = tally(heads.chain(shapes).chain(usual)).bounded();
        assert_eq!(bounded.n, 203);
        assert_eq!(bounded.shapes.len(), MOST_SHAPES + 1);
        assert_eq!(bounded.shapes["AA-?"].n, 2);
        let codabar = &bounded.shapes[CODABAR];
        assert_eq!(codabar.heads.len(), 1 + MOST_HEADS + 1);
        assert_eq!((codabar.heads["3"], codabar.heads["39999"]), (102, 2));
    }

    #[test]
    fn what_is_ordinary_was_seen_often_enough_and_is_not_odd() {
        let few = tally((1..20).map(|n| format!("123456{n:02}")));
        let enough = tally((1..=20).map(|n| format!("123456{n:02}")));
        assert!(!few.is_ordinary("12345699", 2));
        assert!(enough.is_ordinary("12345699", 2));
        assert!(!enough.is_ordinary("123456999", 2));
        let sorts = tally((1..=30).map(|n| "9".repeat(n) + "-x"));
        assert!(sorts.is_ordinary("99-x", 2) && !sorts.is_ordinary("x-99", 2));
    }
}
