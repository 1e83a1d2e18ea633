//! A record as pages show it, and as the value of the form field by which a page voids it.
//!
//! Unlike a submitted line, the field holds every row that a page can show, also one of the
//! PHP's with blanks around a value or without a library.

use serde::Serialize;

use crate::circulation::record::Record;
use crate::circulation::time;

/// A record in a table of a page.
#[derive(Debug, Clone, Serialize)]
pub struct RecordView {
    /// Code of the library, empty if it is not known.
    pub library: String,
    /// The time as far as it is known.
    pub time: String,
    /// `Loan` or `Return`.
    pub kind: &'static str,
    /// Item barcode.
    pub item_barcode: String,
    /// Call number.
    pub item_callnumber: String,
    /// Patron barcode.
    pub patron_barcode: String,
    /// Patron name.
    pub patron_name: String,
}

impl RecordView {
    /// A record with its time to the second.
    pub fn new(record: &Record) -> Self {
        Self::with_time(record, time::SHOWN)
    }

    /// A record of which only Alma's line is left, which has no seconds.
    pub fn to_the_minute(record: &Record) -> Self {
        Self::with_time(record, time::MINUTE_SHOWN)
    }

    fn with_time(record: &Record, format: &str) -> Self {
        Self {
            library: record.library.clone(),
            time: record.timestamp.format(format).to_string(),
            kind: record.kind.name(),
            item_barcode: record.item_barcode.clone(),
            item_callnumber: record.item_callnumber.clone(),
            patron_barcode: record.patron_barcode.clone(),
            patron_name: record.patron_name.clone(),
        }
    }
}

/// The record as a form field: form-urlencoded, by the names of the table's columns.
pub fn encode(record: &Record) -> String {
    serde_urlencoded::to_string(record).expect("a record has only text fields")
}

/// The record that [`encode`] wrote; `None` for anything else.
pub fn decode(value: &str) -> Option<Record> {
    serde_urlencoded::from_str(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::circulation::record::Kind;

    fn odd() -> Record {
        Record {
            library: String::new(),
            timestamp: time::parse("20150827121621").unwrap(),
            kind: Kind::Loan,
            item_barcode: " a+b%41&c=d;\"é\u{1f4d6}\t".to_owned(),
            item_callnumber: "QA, 1".to_owned(),
            patron_barcode: "\n ".to_owned(),
            patron_name: "<b>".to_owned(),
        }
    }

    #[test]
    fn every_value_comes_back_exactly() {
        assert_eq!(decode(&encode(&odd())), Some(odd()));
    }

    #[test]
    fn what_is_no_whole_row_is_none() {
        let whole = encode(&odd());
        for wrong in [
            String::new(),
            "MILLAR,20150827121621,L,321654,,999999999,".to_owned(),
            whole.replace("patron_name", "name"),
            whole.replace("20150827121621", "20150230121621"),
            whole.replace("return_or_loan=L", "return_or_loan=l"),
            whole.replace("library=&", ""),
            format!("{whole}&saved=1"),
            format!("{whole}&library=AVS"),
        ] {
            assert_eq!(decode(&wrong), None, "{wrong}");
        }
    }
}
