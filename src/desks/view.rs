//! All desks at a moment, each under a name that tells it from the others.

use std::collections::HashMap;

use ring::digest::{SHA256, digest};

use super::DAY;
use super::desk::Desk;
use super::folder::{Desks, Listed};
use super::known::{Known, State};
use super::ready::{Reason, reasons};
use crate::messages::message;

/// A desk with its name and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name; of several that have the same one, `Circ 1 (1)`, `Circ 1 (2)`.
    pub name: String,
    /// What its page has said.
    pub desk: Desk,
    /// What that means now.
    pub known: Known,
}

impl Named {
    /// What keeps it from being ready, practice being good for so many days.
    pub fn reasons(&self, practice_days: u32, now: i64) -> Vec<Reason> {
        reasons(&self.desk, env!("CARGO_PKG_VERSION"), practice_days, now)
    }
}

/// What is known of the desks.
#[derive(Debug, Default)]
pub struct Overview {
    /// By their names.
    pub desks: Vec<Named>,
    /// The ids of those whose files cannot be read.
    pub unreadable: Vec<String>,
    /// Whether not even the folder can be read.
    pub is_lost: bool,
}

impl Overview {
    /// The desks that count when files are made; one that fell silent for so many days.
    pub fn now(desks: &Desks, days: u32, now: i64) -> Self {
        Self::of(desks, now, |known| known.counts(days, now))
    }

    /// The desks that were heard from within so many days, or hold something.
    pub fn within(desks: &Desks, days: u32, now: i64) -> Self {
        let since = now - i64::from(days) * DAY;
        Self::of(desks, now, |known| {
            known.heard >= since || known.scans() > 0
        })
    }

    /// A folder that cannot be read is said in the log; it keeps nothing from being done.
    fn of(desks: &Desks, now: i64, counts: impl Fn(&Known) -> bool) -> Self {
        match desks.list() {
            Ok(Listed { desks, unreadable }) => Self {
                desks: named(desks, now, counts),
                unreadable,
                is_lost: false,
            },
            Err(error) => {
                desks.complain(&error);
                Self {
                    is_lost: true,
                    ..Self::default()
                }
            }
        }
    }

    /// Whether nothing has ever been heard.
    pub fn is_empty(&self) -> bool {
        self.desks.is_empty() && self.unreadable.is_empty() && !self.is_lost
    }

    /// The desks in this state.
    pub fn those(&self, is_it: impl Fn(&State) -> bool) -> Vec<&Named> {
        let desks = self.desks.iter();
        desks.filter(|desk| is_it(&desk.known.state)).collect()
    }

    /// The desks that hold scans.
    pub fn holding(&self) -> Vec<&Named> {
        self.those(|state| matches!(state, State::Holds { .. }))
    }

    /// The desks of which nobody knows what they hold.
    pub fn unknown(&self) -> Vec<&Named> {
        self.those(|state| *state == State::Unknown)
    }

    /// How many are ready for an outage, practice being good for so many days.
    pub fn ready(&self, practice_days: u32, now: i64) -> usize {
        let is_ready = |named: &&Named| named.reasons(practice_days, now).is_empty();
        self.desks.iter().filter(is_ready).count()
    }

    /// Scans that all desks hold.
    pub fn scans(&self) -> u64 {
        let scans = self.desks.iter().map(|desk| u64::from(desk.known.scans()));
        scans.sum()
    }
}

/// What stands for exactly these desks with what they hold: another one, as soon as anything of
/// that is different.
pub fn token(desks: &[&Named]) -> String {
    let mut lines: Vec<String> = desks
        .iter()
        .map(|desk| format!("{} {:?}\n", desk.desk.id, without_time(desk.known.state)))
        .collect();
    lines.sort_unstable();
    let hash = digest(&SHA256, lines.concat().as_bytes());
    let (half, _) = hash.as_ref().split_at(16);
    let number = half
        .iter()
        .fold(0_u128, |all, byte| (all << 8) | u128::from(*byte));
    format!("{number:032x}")
}

fn without_time(state: State) -> State {
    match state {
        State::Holds {
            waiting,
            held,
            taken,
            ..
        } => State::Holds {
            waiting,
            held,
            taken,
            oldest: None,
        },
        state => state,
    }
}

fn named(mut desks: Vec<Desk>, now: i64, counts: impl Fn(&Known) -> bool) -> Vec<Named> {
    desks.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    let mut all: Vec<Named> = desks
        .into_iter()
        .map(|desk| Named {
            name: match desk.name.as_str() {
                "" => message!("pages.desk-nameless").to_owned(),
                name => name.to_owned(),
            },
            known: Known::of(&desk, now),
            desk,
        })
        .filter(|named| counts(&named.known))
        .collect();
    let mut same: HashMap<String, usize> = HashMap::new();
    for named in &all {
        *same.entry(named.name.to_lowercase()).or_default() += 1;
    }
    let mut given: HashMap<String, usize> = HashMap::new();
    for named in &mut all {
        let name = named.name.to_lowercase();
        if same[&name] > 1 {
            let number = given.entry(name).or_default();
            *number += 1;
            named.name = format!("{} ({number})", named.name);
        }
    }
    all.sort_by_cached_key(|named| natural(&named.name));
    all
}

/// The name, to be sorted as people count: `Circ 2` before `Circ 10`.
fn natural(name: &str) -> Vec<(u64, String)> {
    let name = name.to_lowercase();
    let mut parts: Vec<(u64, String)> = Vec::new();
    let mut rest = name.as_str();
    while !rest.is_empty() {
        let text_ends = rest
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(rest.len());
        let (text, digits) = rest.split_at(text_ends);
        let digits_end = digits
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(digits.len());
        let (digits, after) = digits.split_at(digits_end);
        parts.push((0, text.to_owned()));
        parts.push((digits.parse().unwrap_or(0), String::new()));
        rest = after;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::super::word::tests::word;
    use super::*;

    const NOW: i64 = 1_700_000_000;

    /// A desk with this number and name, which holds so many scans.
    fn desk(id: usize, name: &str, waiting: &str) -> Desk {
        let id = format!("workstation{id:05}");
        let fields = [
            ("workstation", id.as_str()),
            ("desk", name),
            ("waiting", waiting),
        ];
        Desk::after(None, &word(&fields).unwrap(), NOW)
    }

    fn names(desks: &[&str]) -> Vec<String> {
        let desks = desks.iter().enumerate().map(|(i, name)| desk(i, name, "0"));
        let named = named(desks.collect(), NOW, |_| true);
        named.into_iter().map(|named| named.name).collect()
    }

    #[test]
    fn desks_are_told_apart_and_sorted_as_people_count() {
        assert_eq!(
            names(&["Circ 10", "circ 2", "Circ 1"]),
            ["Circ 1", "circ 2", "Circ 10"]
        );
        assert_eq!(
            names(&["Circ 1", "CIRC 1", "A"]),
            ["A", "Circ 1 (1)", "CIRC 1 (2)"]
        );
        let nameless = names(&["", ""]);
        assert!(nameless[0].ends_with("(1)") && nameless[1].ends_with("(2)"));
        assert_eq!(names(&["99999999999999999999999", "é7"]).len(), 2);
    }

    #[test]
    fn a_token_stands_for_these_desks_and_what_they_hold() {
        let token_of = |desks: Vec<Desk>| {
            let all = named(desks, NOW, |_| true);
            token(&all.iter().collect::<Vec<_>>())
        };
        let two = || vec![desk(1, "A", "2"), desk(2, "B", "1")];
        let same = token_of(two());
        assert_eq!(same, token_of(two().into_iter().rev().collect()));
        // A name and a time are no difference; a desk, a number and a kind are.
        assert_eq!(same, token_of(vec![desk(1, "C", "2"), desk(2, "B", "1")]));
        for other in [
            vec![],
            vec![desk(1, "A", "2")],
            vec![desk(1, "A", "2"), desk(2, "B", "2")],
            vec![desk(1, "A", "1"), desk(2, "B", "2")],
            vec![desk(1, "A", "2"), desk(3, "B", "1")],
        ] {
            assert_ne!(same, token_of(other));
        }
    }
}
