//! Which barcodes were items and which were patrons on one day.
//!
//! One that changes its role within a day was scanned into the wrong field, unless it has had
//! both already: in some libraries patrons and items have the same numbers. Barcodes are compared
//! exactly.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::circulation::record::{Kind, Reason, Record};
use crate::messages::message;

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
        let was = |role: &HashSet<String>, other: &HashSet<String>, barcode: &String| {
            role.contains(barcode) && !other.contains(barcode)
        };
        if was(&self.patrons, &self.items, &record.item_barcode) {
            let reason = message!("scans.was-patron");
            return Some(Reason::new("item_barcode", reason));
        }
        let is_loan = record.kind == Kind::Loan;
        let was_item = was(&self.items, &self.patrons, &record.patron_barcode);
        (is_loan && was_item).then(|| {
            let reason = message!("scans.was-item");
            Reason::new("patron_barcode", reason)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_barcode_that_had_just_the_other_role_is_in_conflict() {
        let record = |line| Record::parse(line, |_| true).unwrap();
        let loan = record("M,20151120080000,L,1,,77");
        let mut roles = Roles::of(loan.timestamp.date());
        roles.add_record(&loan);
        let field = |roles: &Roles, line| roles.conflict(&record(line)).map(|reason| reason.field);
        assert_eq!(field(&roles, "M,20151120090000,R,77"), Some("item_barcode"));
        assert_eq!(
            field(&roles, "M,20151120090000,L,2,,1"),
            Some("patron_barcode")
        );
        assert_eq!(field(&roles, "M,20151120090000,L,1,,77"), None);
        // A person has let it through: in this library patrons and items have the same numbers.
        roles.add_record(&record("M,20151120090000,R,77"));
        assert_eq!(field(&roles, "M,20151120100000,R,77"), None);
        // Another day says nothing.
        roles.add_record(&record("M,20151119080000,L,3,,78"));
        assert_eq!(field(&roles, "M,20151120090000,R,78"), None);
    }
}
