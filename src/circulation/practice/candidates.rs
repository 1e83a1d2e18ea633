//! What a practice barcode may look like: what may stand at each of its places, plain signs first.
//!
//! Whether it is right here is not known before it is judged.

use regex_syntax::hir::{Class, Hir, HirKind, Repetition};

use crate::circulation::check_digits::SCHEMES;
use crate::circulation::judge::Role;
use crate::circulation::pattern::Pattern;
use crate::circulation::record::ITEM_BARCODE_WIDTH as WIDTH;
use crate::circulation::shapes::{SHORT, TEXT, Tally};

/// What may stand at each place.
pub(super) type Places = Vec<Vec<char>>;

/// More ways to fit a pattern are not tried.
const MOST: usize = 64;
/// Lengths that barcodes often have, the most usual first.
const LENGTHS: [u32; 5] = [14, 10, 8, 12, 6];

/// Library Codabar, which has 14 digits.
pub(super) fn usual(role: Role) -> Places {
    let first = match role {
        Role::Patron => '2',
        Role::Item => '3',
    };
    let mut places = vec![vec![first]];
    places.resize(14, digits());
    places
}

/// The shapes that are ordinary here, the most frequent first.
pub(super) fn of_shapes(tally: &Tally) -> Vec<Places> {
    let shapes = tally.frequent().into_iter();
    shapes
        .take(MOST)
        .filter_map(|(shape, head)| of_shape(shape, head))
        .collect()
}

fn of_shape(shape: &str, head: &str) -> Option<Places> {
    if shape == TEXT || !shape.is_ascii() || !head.is_ascii() {
        return None;
    }
    if shape == SHORT {
        return Some(vec![digits(); head.parse().ok()?]);
    }
    let begun = head.chars().map(|c| vec![c]);
    let rest = shape.chars().skip(head.len()).map(|kind| match kind {
        '9' => digits(),
        'A' => ('A'..='Z').collect(),
        'a' => ('a'..='z').collect(),
        '?' => plain(|_| true),
        other => vec![other],
    });
    Some(begun.chain(rest).collect())
}

/// What fits a pattern, in some of the lengths that it allows.
pub(super) fn of_pattern(pattern: &Pattern) -> Vec<Places> {
    let found = pattern
        .syntax()
        .map(|syntax| ways(&syntax))
        .unwrap_or_default();
    found
        .into_iter()
        .filter(|places| !places.is_empty())
        .collect()
}

/// The ways to fit a part of a pattern.
fn ways(part: &Hir) -> Vec<Places> {
    match part.kind() {
        HirKind::Empty | HirKind::Look(_) => vec![Places::new()],
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).unwrap_or_default();
            vec![text.chars().map(|c| vec![c]).collect()]
        }
        HirKind::Class(class) => {
            let signs = plain(|c| has(class, c));
            if signs.is_empty() {
                Vec::new()
            } else {
                vec![vec![signs]]
            }
        }
        HirKind::Repetition(repetition) => repeated(repetition),
        HirKind::Capture(capture) => ways(&capture.sub),
        HirKind::Concat(parts) => {
            let parts = parts.iter().map(ways);
            parts.fold(vec![Places::new()], |begun, next| joined(&begun, &next))
        }
        HirKind::Alternation(parts) => parts.iter().flat_map(ways).take(MOST).collect(),
    }
}

fn repeated(repetition: &Repetition) -> Vec<Places> {
    let Repetition { min, max, sub, .. } = repetition;
    let is_allowed = |n: &u32| n >= min && max.is_none_or(|max| *n <= max);
    // As often as barcodes are long, else as seldom as it may be.
    let often = LENGTHS.into_iter().filter(is_allowed);
    let seldom = [*min, min + 1].into_iter().filter(is_allowed);
    let ways = ways(sub);
    let times = |n: u32| {
        ways.iter()
            .map(move |way| vec![&way[..]; n as usize].concat())
    };
    let lengths = often.chain(seldom).filter(|n| *n as usize <= WIDTH);
    lengths.flat_map(times).take(MOST).collect()
}

fn joined(begun: &[Places], next: &[Places]) -> Vec<Places> {
    let all = begun
        .iter()
        .flat_map(|head| next.iter().map(move |rest| [&head[..], rest].concat()));
    all.filter(|places| places.len() <= WIDTH)
        .take(MOST)
        .collect()
}

fn has(class: &Class, c: char) -> bool {
    match class {
        Class::Unicode(class) => class
            .iter()
            .any(|range| (range.start()..=range.end()).contains(&c)),
        Class::Bytes(class) => {
            let byte = u8::try_from(c).ok();
            byte.is_some_and(|byte| {
                class
                    .iter()
                    .any(|range| (range.start()..=range.end()).contains(&byte))
            })
        }
    }
}

fn digits() -> Vec<char> {
    ('0'..='9').collect()
}

/// The signs that barcodes usually have, as far as they are wanted.
fn plain(is_wanted: impl Fn(char) -> bool) -> Vec<char> {
    let all = ('0'..='9')
        .chain('A'..='Z')
        .chain('a'..='z')
        .chain("-. $/+%".chars());
    all.filter(|c| is_wanted(*c)).collect()
}

/// So many different barcodes that are right, or fewer: the plainest sign at each place, a number
/// at the last place but one, and the check digit behind it.
pub(super) fn filled(places: &Places, n: usize, is_right: impl Fn(&str) -> bool) -> Vec<String> {
    let plainest = places.iter().filter_map(|signs| signs.first().copied());
    let mut signs: Vec<char> = plainest.collect();
    let mut free = (0..places.len()).rev().filter(|at| places[*at].len() > 1);
    let Some(last) = free.next() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if let Some(number) = free.next() {
        let numbers = places[number].iter().skip(1).chain(places[number].first());
        for &c in numbers.take(10) {
            signs[number] = c;
            found.extend(
                checked(&mut signs, last, &places[last], &is_right)
                    .into_iter()
                    .next(),
            );
        }
    } else {
        found = checked(&mut signs, last, &places[last], &is_right);
    }
    found.truncate(n);
    found
}

/// Those that are right by the sign at this place; a check digit that fits comes first.
fn checked(
    signs: &mut [char],
    at: usize,
    choices: &[char],
    is_right: impl Fn(&str) -> bool,
) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for &c in choices {
        signs[at] = c;
        all.push(signs.iter().collect());
    }
    let (_, mod10) = SCHEMES[0];
    all.sort_by_key(|barcode| !mod10(barcode));
    all.retain(|barcode| barcode.len() <= WIDTH && is_right(barcode));
    all
}
