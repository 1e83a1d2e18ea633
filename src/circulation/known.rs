//! What lists out of Alma say of a scan: this item and this patron are known, or will be refused.
//!
//! No I/O. A list can be old or incomplete, so what it says is a warning: a person decides at the
//! desk, and nothing is kept out of a file because of it.

use chrono::NaiveDate;

pub use crate::circulation::hold::Hold;
use crate::circulation::record::{Kind, Reason, Record};
use crate::messages::message;

/// How a date is shown.
const SHOWN: &str = "%Y-%m-%d";

/// An item of the list. Its barcode is compared exactly.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownItem {
    /// Item barcode.
    pub barcode: String,
    /// The code of the library that owns it if it is one of ours, else what the list calls it; `""`
    /// where the list does not say.
    pub library: String,
    /// `""` where the list does not say.
    pub call_number: String,
    /// `""` where the list does not say.
    pub title: String,
    /// Whether it was on loan when the list was made, where the list says so.
    pub on_loan: Option<bool>,
}

/// What is kept of a patron.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownPatron {
    /// Whether Alma lends them nothing.
    pub is_blocked: bool,
    /// Alma's code for the reason of the block; `""` where there is none.
    pub reason: String,
    /// The last day on which they may borrow, where there is one.
    pub expires: Option<NaiveDate>,
    /// `""` unless `names = true`.
    pub name: String,
}

/// What a list says against a scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// No such item is in the list.
    NoItem,
    /// The item belongs to this other library: a code of ours, or what the list calls it.
    OtherLibrary(String),
    /// No such patron is in the list.
    NoPatron,
    /// The patron is blocked, for a reason with this code, which may be `""`.
    Blocked(String),
    /// The patron's account was good until this day.
    Expired(NaiveDate),
}

/// What the lists have of one scan. A list that does not count is `None`: there is none, it is too
/// old, or it has nothing of this library.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// The item, if it is in the list.
    pub item: Option<Option<&'a KnownItem>>,
    /// The patron, if they are in the list.
    pub patron: Option<Option<&'a KnownPatron>>,
}

impl Warning {
    /// All that the lists say against the record: of the item first.
    pub fn all(record: &Record, found: Found<'_>) -> Vec<Self> {
        let patron = found.patron.filter(|_| record.kind == Kind::Loan);
        let day = record.timestamp.date();
        let of_item = found.item.and_then(|item| Self::of_item(record, item));
        let of_patron = patron.and_then(|patron| Self::of_patron(day, patron));
        of_item.into_iter().chain(of_patron).collect()
    }

    fn of_item(record: &Record, item: Option<&KnownItem>) -> Option<Self> {
        let Some(item) = item else {
            return Some(Self::NoItem);
        };
        let is_other = !item.library.is_empty() && item.library != record.library;
        is_other.then(|| Self::OtherLibrary(item.library.clone()))
    }

    fn of_patron(day: NaiveDate, patron: Option<&KnownPatron>) -> Option<Self> {
        let Some(patron) = patron else {
            return Some(Self::NoPatron);
        };
        if patron.is_blocked {
            return Some(Self::Blocked(patron.reason.clone()));
        }
        let expired = patron.expires.filter(|expires| *expires < day);
        expired.map(Self::Expired)
    }

    /// Its kind.
    pub fn hold(&self) -> Hold {
        match self {
            Self::NoItem => Hold::Item,
            Self::OtherLibrary(_) => Hold::Library,
            Self::NoPatron => Hold::Patron,
            Self::Blocked(_) => Hold::Blocked,
            Self::Expired(_) => Hold::Expired,
        }
    }

    /// What staff read, with the field that it is about. `name_of` gives a library's name for its
    /// code.
    pub fn reason(&self, name_of: impl Fn(&str) -> String) -> Reason {
        let sentence = match self {
            Self::NoItem => message!("scans.unlisted-item").to_owned(),
            Self::OtherLibrary(library) => {
                message!("scans.other-library", library = name_of(library))
            }
            Self::NoPatron => message!("scans.unlisted-patron").to_owned(),
            Self::Blocked(code) if code.is_empty() => message!("scans.blocked").to_owned(),
            Self::Blocked(code) => message!("scans.blocked-code", code),
            Self::Expired(day) => message!("scans.expired", day = day.format(SHOWN)),
        };
        let field = match self {
            Self::NoItem | Self::OtherLibrary(_) => "item_barcode",
            Self::NoPatron | Self::Blocked(_) | Self::Expired(_) => "patron_barcode",
        };
        Reason::new(field, sentence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOAN: &str = "MILLAR,20261129093000,L,31234000000001,,21234000111111";
    const RETURN: &str = "MILLAR,20261129093000,R,31234000000001";

    const NOTHING: Found<'_> = Found {
        item: None,
        patron: None,
    };

    fn warnings(line: &str, found: Found<'_>) -> Vec<Warning> {
        let record = Record::parse(line, |_| true).unwrap();
        Warning::all(&record, found)
    }

    /// What a list of items has of one, and that there is no list of patrons.
    fn item(item: Option<&KnownItem>) -> Found<'_> {
        Found {
            item: Some(item),
            ..NOTHING
        }
    }

    fn patron(patron: Option<&KnownPatron>) -> Found<'_> {
        Found {
            patron: Some(patron),
            ..NOTHING
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_list_that_does_not_count_says_nothing() {
        assert_eq!(warnings(LOAN, NOTHING), []);
    }

    #[test]
    fn an_item_is_unknown_or_another_librarys() {
        assert_eq!(warnings(RETURN, item(None)), [Warning::NoItem]);
        let of = |library: &str| KnownItem {
            library: library.to_owned(),
            ..KnownItem::default()
        };
        assert_eq!(warnings(RETURN, item(Some(&of("MILLAR")))), []);
        assert_eq!(warnings(RETURN, item(Some(&of("")))), []);
        let other = Warning::OtherLibrary("AVS".to_owned());
        assert_eq!(warnings(LOAN, item(Some(&of("AVS")))), [other]);
    }

    #[test]
    fn a_patron_is_unknown_blocked_or_expired() {
        assert_eq!(warnings(LOAN, patron(None)), [Warning::NoPatron]);
        let until = |expires: &str| KnownPatron {
            expires: Some(day(expires)),
            ..KnownPatron::default()
        };
        assert_eq!(warnings(LOAN, patron(Some(&until("2026-11-29")))), []);
        let expired = Warning::Expired(day("2026-11-28"));
        assert_eq!(
            warnings(LOAN, patron(Some(&until("2026-11-28")))),
            [expired]
        );
        let blocked = KnownPatron {
            is_blocked: true,
            reason: "OVERDUE".to_owned(),
            ..until("2026-11-28")
        };
        let warning = Warning::Blocked("OVERDUE".to_owned());
        assert_eq!(warnings(LOAN, patron(Some(&blocked))), [warning]);
    }

    #[test]
    fn a_return_says_nothing_of_a_patron() {
        assert_eq!(warnings(RETURN, patron(None)), []);
    }
}
