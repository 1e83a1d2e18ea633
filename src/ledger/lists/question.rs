//! What is asked of the lists about some barcodes, in two statements, and the answers.
//!
//! Each answer has at least one row if its list counts, and none if it does not.

use std::collections::HashMap;

use chrono::NaiveDate;
use mysql::Row;

use super::{Details, ITEMS, ItemList, Known, LISTS, PATRONS};
use crate::circulation::known::{KnownItem, KnownPatron};
use crate::ledger::literal;
use crate::lists::Digest;

/// The barcodes that are asked about, and since when (in seconds since 1970) a list that counts
/// was loaded.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    pub items: &'a [&'a str],
    pub patrons: &'a [Digest],
    pub since: i64,
}

impl Question<'_> {
    /// One statement for items, and one for patrons if there are any: each takes time at the desk.
    pub fn statements(&self) -> Vec<String> {
        let since = self.since;
        let items = list(self.items.iter().map(|item| item.as_bytes()));
        let of_items = format!(
            "SELECT l.details, i.barcode, i.`library`, i.callnumber, i.title, i.on_loan \
                 FROM {LISTS} l LEFT JOIN {ITEMS} i \
                 ON i.edition = l.edition AND i.barcode IN ({items}) \
                 WHERE l.kind = 'items' AND l.loaded >= {since}"
        );
        let of_patrons = (!self.patrons.is_empty()).then(|| {
            let patrons = list(self.patrons.iter().map(Digest::as_slice));
            format!(
                "SELECT l.details, p.id, p.blocked, p.reason, p.expires, p.name \
                 FROM {LISTS} l LEFT JOIN {PATRONS} p \
                 ON p.edition = l.edition AND p.id IN ({patrons}) \
                 WHERE l.kind = 'patrons' AND l.loaded >= {since}"
            )
        });
        [of_items].into_iter().chain(of_patrons).collect()
    }
}

fn list<'a>(values: impl Iterator<Item = &'a [u8]>) -> String {
    let values: Vec<String> = values.map(literal::bytes).collect();
    if values.is_empty() {
        return "NULL".to_owned();
    }
    values.join(", ")
}

/// The answers to the statements.
pub fn read(mut answers: impl Iterator<Item = Vec<Row>>, mark: &str) -> Known {
    let of_items = answers.next().unwrap_or_default();
    // A list that was loaded under another key knows nobody.
    let is_ours = |rows: &Vec<Row>| details(rows).is_some_and(|details| details.is_under(mark));
    let of_patrons = answers.next().filter(is_ours);
    Known {
        items: items(of_items),
        patrons: of_patrons.map(|rows| rows.into_iter().filter_map(patron).collect()),
    }
}

/// What stands beside the edition that has answered.
fn details(rows: &[Row]) -> Option<Details> {
    let details: String = rows.first()?.get_opt(0)?.ok()?;
    Some(serde_json::from_str(&details).unwrap_or_default())
}

fn items(rows: Vec<Row>) -> Option<ItemList> {
    let details = details(&rows)?;
    let items: HashMap<String, KnownItem> = rows.into_iter().filter_map(item).collect();
    Some(ItemList { details, items })
}

fn item(row: Row) -> Option<(String, KnownItem)> {
    type Fields = (String, Vec<u8>, String, String, String, Option<bool>);
    let (_, barcode, library, call_number, title, on_loan) =
        mysql::from_row_opt::<Fields>(row).ok()?;
    let barcode = String::from_utf8(barcode).ok()?;
    let item = KnownItem {
        barcode: barcode.clone(),
        library,
        call_number,
        title,
        on_loan,
    };
    Some((barcode, item))
}

fn patron(row: Row) -> Option<(Digest, KnownPatron)> {
    type Fields = (String, Vec<u8>, bool, String, Option<NaiveDate>, String);
    let (_, id, is_blocked, reason, expires, name) = mysql::from_row_opt::<Fields>(row).ok()?;
    let patron = KnownPatron {
        is_blocked,
        reason,
        expires,
        name,
    };
    Some((id.try_into().ok()?, patron))
}
