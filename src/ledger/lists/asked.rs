//! What a recording asks of the lists, and what it makes of the answer.

use std::fmt;

use super::question::Question;
use super::{ITEMS, Known, LISTS, PATRONS};
use crate::circulation::known::Found;
use crate::circulation::record::{Reason, Record};
use crate::lists::Digest;

/// What is asked of the lists.
pub struct ListsAsked<'a> {
    /// A list counts that was loaded since, in seconds since 1970.
    pub since: i64,
    /// The hash of each record's patron, where it has one that is to be looked up.
    pub patrons: Vec<Option<Digest>>,
    /// The mark of the key of those hashes.
    pub mark: String,
    /// Why the record with this index is held, given what the lists have of it.
    pub against: &'a dyn Fn(usize, Found<'_>) -> Option<Reason>,
}

impl fmt::Debug for ListsAsked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ListsAsked")
    }
}

impl ListsAsked<'_> {
    /// What is asked about these records.
    pub fn statements(&self, records: &[Record]) -> Vec<String> {
        let items: Vec<&str> = records
            .iter()
            .map(|record| record.item_barcode.as_str())
            .collect();
        let patrons: Vec<Digest> = self.patrons.iter().flatten().copied().collect();
        let question = Question {
            items: &items,
            patrons: &patrons,
            since: self.since,
        };
        question.statements()
    }
}

/// The records with the call numbers that the list of items has, if it has one that was not
/// scanned.
pub fn described(records: &[Record], known: &Known) -> Option<Vec<Record>> {
    let items = known.items.as_ref().filter(|list| !list.items.is_empty())?;
    let described = |record: &Record| {
        let mut record = record.clone();
        if record.item_callnumber.is_empty()
            && let Some(item) = items.items.get(&record.item_barcode)
        {
            record.item_callnumber.clone_from(&item.call_number);
        }
        record
    };
    Some(records.iter().map(described).collect())
}

/// What our account must be able to do with the tables, as statements that change nothing.
pub fn trials() -> Vec<(&'static str, &'static str, String)> {
    let tables = [
        (LISTS, "'', 0, 0, 0, ''"),
        (PATRONS, "0, '', '', 0, '', NULL, ''"),
        (ITEMS, "0, '', '', '', '', NULL"),
    ];
    let trials = tables.into_iter().flat_map(|(table, row)| {
        let never = "WHERE 1 = 0";
        [
            ("SELECT", format!("SELECT COUNT(*) FROM {table} {never}")),
            (
                "INSERT",
                format!("INSERT INTO {table} SELECT {row} FROM DUAL {never}"),
            ),
            ("UPDATE", format!("UPDATE {table} SET edition = 0 {never}")),
            ("DELETE", format!("DELETE FROM {table} {never}")),
        ]
        .map(|(right, statement)| (right, table, statement))
    });
    trials.collect()
}
