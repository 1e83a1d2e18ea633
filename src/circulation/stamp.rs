//! When and where a record was made, and no more of it.
//!
//! No I/O. It has no barcode and no patron, so that what is made of it can show none.

use chrono::NaiveDateTime;

use crate::circulation::record::{Kind, Record};

/// A record without item and patron.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Code of the library, `""` if it is not known.
    pub library: String,
    /// Local time of that library.
    pub time: NaiveDateTime,
    /// Loan or return.
    pub kind: Kind,
}

impl From<&Record> for Stamp {
    fn from(record: &Record) -> Self {
        Self {
            library: record.library.clone(),
            time: record.timestamp,
            kind: record.kind,
        }
    }
}
