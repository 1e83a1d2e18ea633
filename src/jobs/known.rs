//! Asks the lists from Alma about records.
//!
//! A patron's identifier leaves this room as a hash only. Without tables, lists or key nothing is
//! known, and nothing is said.

use std::collections::HashMap;
use std::io::ErrorKind;

use chrono::Utc;

use crate::circulation::known::KnownItem;
use crate::circulation::record::{Kind, Record};
use crate::error::Error;
use crate::ledger::lists::Known;
use crate::lists::{Digest, Key};
use crate::log::Event;
use crate::site::Site;

const SECONDS_OF_A_DAY: i64 = 86_400;

/// Since when a list counts that was loaded, in seconds since 1970.
pub fn since(site: &Site) -> i64 {
    let days = i64::from(site.config.lists.max_age_days);
    Utc::now().timestamp() - days * SECONDS_OF_A_DAY
}

/// The hashes of the patrons of some records.
#[derive(Debug, Default)]
pub struct Hashes {
    /// One for each loan; none without a key.
    pub patrons: Vec<Option<Digest>>,
    /// The mark of the key under which they are, `""` without one.
    pub mark: String,
}

impl Hashes {
    /// Those of these records.
    pub fn of(site: &Site, records: &[Record]) -> Self {
        let Some(key) = key(site) else {
            return Self {
                patrons: vec![None; records.len()],
                ..Self::default()
            };
        };
        let hash =
            |record: &Record| (record.kind == Kind::Loan).then(|| key.hash(&record.patron_barcode));
        Self {
            patrons: records.iter().map(hash).collect(),
            mark: key.mark(),
        }
    }
}

/// What the lists have of these records, and the hashes of their patrons.
pub fn of_records(site: &Site, records: &[Record]) -> Result<(Known, Vec<Option<Digest>>), Error> {
    let Hashes {
        patrons: hashes,
        mark,
    } = Hashes::of(site, records);
    let items = barcodes(records);
    let mut patrons: Vec<Digest> = hashes.iter().flatten().copied().collect();
    patrons.sort_unstable();
    patrons.dedup();
    let known = site.ledger.known(&items, &patrons, since(site), &mark)?;
    Ok((known, hashes))
}

/// What the list has of the items of these records, by barcode without blanks around it: none where
/// no list counts. A list that cannot be asked is said in the log.
pub fn items(site: &Site, records: &[Record]) -> HashMap<String, KnownItem> {
    let known = site
        .ledger
        .known(&barcodes(records), &[], since(site), "")
        .unwrap_or_else(|error| {
            Event::new("unlisted").text("cause", error).write();
            Known::default()
        });
    known.items.map(|list| list.items).unwrap_or_default()
}

/// The barcodes of the items, each once.
fn barcodes(records: &[Record]) -> Vec<&str> {
    let items = records.iter().map(|record| record.item_barcode.trim());
    let mut items: Vec<&str> = items.collect();
    items.sort_unstable();
    items.dedup();
    items
}

/// The key of the hashes. A file that cannot be read is said in the log.
pub fn key(site: &Site) -> Option<Key> {
    let file = &site.config.lists.key_file;
    match Key::read(file) {
        Ok(key) => Some(key),
        Err(cause) if cause.kind() == ErrorKind::NotFound => None,
        Err(cause) => {
            Event::new("unlisted")
                .text("cause", format!("{}: {cause}", file.display()))
                .write();
            None
        }
    }
}
