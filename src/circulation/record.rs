//! One loan or return, and the rules that it keeps.
//!
//! No I/O. A record that has passed [`Record::check`] has a known library, and nothing that
//! the table or Alma's file could not hold; its values are exactly those that were scanned.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::circulation::hold::Hold;
use crate::circulation::library::NO_CODE;
use crate::circulation::time;
use crate::messages::message;

/// Width of the column `item_barcode`, in characters.
pub const ITEM_BARCODE_WIDTH: usize = 32;
/// Width of the column `item_callnumber`, in characters.
pub const ITEM_CALLNUMBER_WIDTH: usize = 48;
/// Width of the column `patron_barcode`, in characters.
pub const PATRON_BARCODE_WIDTH: usize = 32;
/// Width of the column `patron_name`, in characters.
pub const PATRON_NAME_WIDTH: usize = 64;

/// A loan (also a renewal) or a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
pub enum Kind {
    /// `L`
    #[serde(rename = "L")]
    Loan,
    /// `R`
    #[serde(rename = "R")]
    Return,
}

impl Kind {
    /// The letter in the table, in a submitted line and in Alma's file.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Loan => "L",
            Self::Return => "R",
        }
    }

    /// The kind for exactly `L` or `R`.
    pub fn from_letter(letter: &str) -> Option<Self> {
        match letter {
            "L" => Some(Self::Loan),
            "R" => Some(Self::Return),
            _ => None,
        }
    }

    /// What staff call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Loan => message!("pages.loan"),
            Self::Return => message!("pages.return"),
        }
    }
}

/// One row of the table, without its `saved` flag. Empty text stands for none.
///
/// Serde names the fields as the table names its columns.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Code of the library.
    pub library: String,
    /// Local time of the server, to the second.
    #[serde(with = "time::as_in_a_line")]
    pub timestamp: NaiveDateTime,
    /// Loan or return.
    #[serde(rename = "return_or_loan")]
    pub kind: Kind,
    /// Item barcode, never empty.
    pub item_barcode: String,
    /// Call number, mostly empty.
    pub item_callnumber: String,
    /// Patron barcode; in a return mostly empty, and Alma does not get it.
    pub patron_barcode: String,
    /// Patron name, mostly empty.
    pub patron_name: String,
}

/// What makes two records the same scan: library, time, kind, item, patron.
pub type Key<'a> = (&'a str, NaiveDateTime, Kind, &'a str, &'a str);

/// Why a line is not a record: the field, and a sentence for staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Name of the field as in the table, or `line`.
    pub field: &'static str,
    /// What is wrong with it.
    pub reason: String,
    /// The kinds of warning, if it is what the lists from Alma say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hold: Vec<Hold>,
}

impl Reason {
    /// What is wrong with this field, in a sentence.
    pub fn new(field: &'static str, reason: impl Into<String>) -> Self {
        Self {
            field,
            reason: reason.into(),
            hold: Vec::new(),
        }
    }

    /// A record that keeps every rule, but does not fit into the table.
    pub fn of_table() -> Self {
        Self::new("line", message!("scans.table"))
    }
}

impl Record {
    /// Checks every rule but those that only a line can break.
    ///
    /// # Errors
    /// The first rule that is broken.
    pub fn check(&self, known: impl Fn(&str) -> bool) -> Result<(), Reason> {
        if self.library.is_empty() || self.library == NO_CODE {
            return Err(Reason::new("library", message!("scans.no-library")));
        }
        if !known(&self.library) {
            return Err(Reason::new("library", message!("scans.unknown-library")));
        }
        if self.item_barcode.is_empty() {
            return Err(Reason::new("item_barcode", message!("scans.no-item")));
        }
        if self.kind == Kind::Loan && self.patron_barcode.is_empty() {
            return Err(Reason::new(
                "patron_barcode",
                message!("scans.no-patron-of-loan"),
            ));
        }
        check_text("item_barcode", &self.item_barcode, ITEM_BARCODE_WIDTH)?;
        check_text(
            "item_callnumber",
            &self.item_callnumber,
            ITEM_CALLNUMBER_WIDTH,
        )?;
        check_text("patron_barcode", &self.patron_barcode, PATRON_BARCODE_WIDTH)?;
        check_text("patron_name", &self.patron_name, PATRON_NAME_WIDTH)
    }

    /// What identifies the scan.
    pub fn key(&self) -> Key<'_> {
        (
            &self.library,
            self.timestamp,
            self.kind,
            &self.item_barcode,
            &self.patron_barcode,
        )
    }

    /// The patron barcode as Alma gets it: a return has none.
    pub fn patron_for_alma(&self) -> &str {
        match self.kind {
            Kind::Loan => &self.patron_barcode,
            Kind::Return => "",
        }
    }
}

fn check_text(field: &'static str, text: &str, width: usize) -> Result<(), Reason> {
    let length = text.chars().count();
    if length > width {
        let reason = match field {
            "item_barcode" => message!("scans.long-item", length, width),
            "item_callnumber" => message!("scans.long-call-number", length, width),
            "patron_barcode" => message!("scans.long-patron", length, width),
            _ => message!("scans.long-name", length, width),
        };
        return Err(Reason::new(field, reason));
    }
    // The table's character set, MySQL's utf8, ends at U+FFFF.
    let foreign = |c: char| c.is_control() || c == char::REPLACEMENT_CHARACTER || c > '\u{ffff}';
    if text.contains(foreign) {
        let reason = match field {
            "item_barcode" => message!("scans.foreign-item"),
            "item_callnumber" => message!("scans.foreign-call-number"),
            "patron_barcode" => message!("scans.foreign-patron"),
            _ => message!("scans.foreign-name"),
        };
        return Err(Reason::new(field, reason));
    }
    Ok(())
}
