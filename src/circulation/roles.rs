//! Which barcodes were items and which were patrons on one day.
//!
//! No library uses a barcode for both on purpose, so one that changes its role within a day
//! was scanned into the wrong field. Barcodes are compared exactly.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::circulation::record::{Kind, Reason, Record};

/// The barcodes of a day, by what they were.
#[derive(Debug)]
pub struct Roles {
    day: NaiveDate,
    items: HashSet<String>,
    patrons: HashSet<String>,
}

impl Roles {
    /// None of this day yet.
    pub fn of(day: NaiveDate) -> Self {
        Self {
            day,
            items: HashSet::new(),
            patrons: HashSet::new(),
        }
    }

    /// Adds what was scanned on the day.
    pub fn add(&mut self, kind: Kind, item: &str, patron: &str) {
        self.items.insert(item.to_owned());
        if kind == Kind::Loan {
            self.patrons.insert(patron.to_owned());
        }
    }

    /// Adds a record, if it is of the day.
    pub fn add_record(&mut self, record: &Record) {
        if record.timestamp.date() == self.day {
            self.add(record.kind, &record.item_barcode, &record.patron_barcode);
        }
    }

    /// Why the record is none: its item was a patron, or the patron of the loan an item.
    pub fn conflict(&self, record: &Record) -> Option<Reason> {
        if self.patrons.contains(&record.item_barcode) {
            let reason = "This was scanned as a patron's barcode today.";
            return Some(Reason::new("item_barcode", reason));
        }
        let is_loan = record.kind == Kind::Loan;
        (is_loan && self.items.contains(&record.patron_barcode)).then(|| {
            let reason = "This was scanned as an item's barcode today.";
            Reason::new("patron_barcode", reason)
        })
    }
}
