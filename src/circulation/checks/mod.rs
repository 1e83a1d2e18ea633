//! What looks wrong among the records before they go into a file.
//!
//! No I/O, and warnings only: a check never changes or holds back a record, it names
//! those that a person should look at. Barcodes are compared without the blanks around
//! them, as they stand in Alma's file.

use std::collections::{HashMap, HashSet};

use chrono::{TimeDelta, Timelike};
use serde::Deserialize;

use crate::circulation::judge::{Doubt, Doubtful, Judge};
use crate::circulation::record::{Kind, Record};
use crate::circulation::scan::Problem;
use crate::circulation::zone::LocalTimes;

/// How far a record may be ahead of the clock: desks round, and answers take their time.
pub const AHEAD: TimeDelta = TimeDelta::minutes(1);

/// The `[checks]` block of the configuration; `config.example.toml` documents each key.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Checks {
    /// Days after which a record is older than an outage lasts; 0 is never.
    pub old_days: u32,
}

impl Default for Checks {
    fn default() -> Self {
        Self { old_days: 14 }
    }
}

/// What is looked for, in the order in which it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// An item lent to one patron after another, with no return between.
    TwoPatrons,
    /// Loan and return of an item in one minute.
    SameMinute,
    /// A loan whose patron barcode is also an item's.
    PatronIsItem,
    /// A barcode that does not look like what it should be, or a loan without a patron.
    Barcode,
    /// A barcode with a character outside ASCII.
    NotAscii,
    /// A time that has not come yet.
    Future,
    /// A time more than [`Checks::old_days`] ago.
    Old,
    /// An item handled at more than one library.
    TwoLibraries,
    /// An item lent to the same patron again, with no return between.
    Renewed,
}

impl Check {
    /// Every check.
    pub const ALL: [Self; 9] = [
        Self::TwoPatrons,
        Self::SameMinute,
        Self::PatronIsItem,
        Self::Barcode,
        Self::NotAscii,
        Self::Future,
        Self::Old,
        Self::TwoLibraries,
        Self::Renewed,
    ];
}

/// A check that found something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which.
    pub check: Check,
    /// Places of the records it means, each once; those of one item stand together.
    pub records: Vec<usize>,
}

/// Looks through the records, which are in the order of the file to come; `now` is the
/// time in each library. Returns the checks that found something, in the order of
/// [`Check::ALL`].
pub fn find(
    records: &[Record],
    now: &LocalTimes,
    judge: &Judge<'_>,
    checks: &Checks,
) -> Vec<Finding> {
    let items = Items::of(records);
    let old_days = TimeDelta::days(checks.old_days.into());
    let age = |record: &Record| now.of(&record.library) - record.timestamp;
    let found = |check| match check {
        Check::TwoPatrons => items.lent_again(|before, after| before != after),
        Check::Renewed => items.lent_again(|before, after| before == after),
        Check::SameMinute => items.lent_and_returned_in_one_minute(),
        Check::TwoLibraries => items.at_two_libraries(),
        Check::PatronIsItem => items.with_an_item_as_patron(),
        Check::Barcode => places(records, |record| judge.record(record).any(is_said_here)),
        Check::NotAscii => places(records, |record| {
            !record.item_barcode.is_ascii()
                || (record.kind == Kind::Loan && !record.patron_barcode.is_ascii())
        }),
        Check::Future => places(records, |record| age(record) < -AHEAD),
        Check::Old => places(records, |record| {
            checks.old_days > 0 && age(record) > old_days
        }),
    };
    Check::ALL
        .into_iter()
        .map(|check| Finding {
            check,
            records: found(check),
        })
        .filter(|finding| !finding.records.is_empty())
        .collect()
}

/// Other characters than ASCII have a check of their own.
fn is_said_here(doubtful: Doubtful<'_>) -> bool {
    doubtful.doubt != Doubt::Scan(Problem::Characters) || doubtful.barcode.is_ascii()
}

fn places(records: &[Record], is_odd: impl Fn(&Record) -> bool) -> Vec<usize> {
    let numbered = records.iter().enumerate();
    numbered
        .filter_map(|(i, record)| is_odd(record).then_some(i))
        .collect()
}

/// The records item by item.
struct Items<'a> {
    records: &'a [Record],
    /// Which of the groups an item barcode has.
    group_of: HashMap<&'a str, usize>,
    /// The places of an item's records in their order, the item that comes first first.
    groups: Vec<Vec<usize>>,
}

impl<'a> Items<'a> {
    fn of(records: &'a [Record]) -> Self {
        let mut group_of = HashMap::with_capacity(records.len());
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (i, record) in records.iter().enumerate() {
            let group = *group_of
                .entry(record.item_barcode.trim())
                .or_insert(groups.len());
            if group == groups.len() {
                groups.push(Vec::new());
            }
            groups[group].push(i);
        }
        Self {
            records,
            group_of,
            groups,
        }
    }

    /// Pairs of loans of an item with no return between whose patrons are as asked.
    fn lent_again(&self, asked: impl Fn(&str, &str) -> bool) -> Vec<usize> {
        let mut found = Vec::new();
        for group in &self.groups {
            for pair in group.windows(2) {
                let [before, after] = [pair[0], pair[1]].map(|i| &self.records[i]);
                let are_loans = before.kind == Kind::Loan && after.kind == Kind::Loan;
                if are_loans && asked(before.patron_barcode.trim(), after.patron_barcode.trim()) {
                    found.extend(pair);
                }
            }
        }
        // The loan in the middle of three is in two pairs, one after the other.
        found.dedup();
        found
    }

    fn lent_and_returned_in_one_minute(&self) -> Vec<usize> {
        let minute = |i: usize| self.records[i].timestamp.with_second(0);
        let mut found = Vec::new();
        for group in &self.groups {
            for together in group.chunk_by(|a, b| minute(*a) == minute(*b)) {
                let any = |kind| together.iter().any(|i| self.records[*i].kind == kind);
                if any(Kind::Loan) && any(Kind::Return) {
                    found.extend(together);
                }
            }
        }
        found
    }

    fn at_two_libraries(&self) -> Vec<usize> {
        let library = |i: usize| self.records[i].library.as_str();
        let several = |group: &&Vec<usize>| group.iter().any(|i| library(*i) != library(group[0]));
        let groups = self.groups.iter().filter(several);
        groups.flatten().copied().collect()
    }

    /// The loans, and the records of the item that has the patron's barcode.
    fn with_an_item_as_patron(&self) -> Vec<usize> {
        let (mut found, mut groups) = (Vec::new(), HashSet::new());
        for (i, record) in self.records.iter().enumerate() {
            let patron = record.patron_barcode.trim();
            if let (Kind::Loan, Some(group)) = (record.kind, self.group_of.get(patron)) {
                found.push(i);
                if groups.insert(*group) {
                    found.extend(&self.groups[*group]);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

#[cfg(test)]
mod tests;
