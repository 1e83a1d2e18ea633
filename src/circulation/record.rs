//! One loan or return, and the rules by which a submitted line becomes one.
//!
//! No I/O. What comes from outside becomes a [`Transaction`] only here, so it has
//! a known library, a real time, and nothing that the table or Alma's file could
//! not hold; its values are exactly those that were scanned.

use std::fmt;

use chrono::{Datelike, NaiveDateTime};
use serde::Serialize;

/// Width of the column `library`, in characters.
pub const LIBRARY_WIDTH: usize = 16;
/// Width of the column `item_barcode`, in characters.
pub const ITEM_BARCODE_WIDTH: usize = 32;
/// Width of the column `item_callnumber`, in characters.
pub const ITEM_CALLNUMBER_WIDTH: usize = 48;
/// Width of the column `patron_barcode`, in characters.
pub const PATRON_BARCODE_WIDTH: usize = 32;
/// Width of the column `patron_name`, in characters.
pub const PATRON_NAME_WIDTH: usize = 64;

/// The form of a time in a submitted line: local time of the server, to the second.
pub const TIME_FORMAT: &str = "%Y%m%d%H%M%S";
/// The form of a time on the pages and in the table.
pub const TIME_SHOWN: &str = "%Y-%m-%d %H:%M:%S";
/// The form of a time on the pages where its seconds are not known, or do not matter.
pub const MINUTE_SHOWN: &str = "%Y-%m-%d %H:%M";

/// A loan (also a renewal) or a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// `L`
    Loan,
    /// `R`
    Return,
}

impl Kind {
    /// The letter in the table, in a submitted line and in Alma's file.
    #[must_use]
    pub fn letter(self) -> &'static str {
        match self {
            Self::Loan => "L",
            Self::Return => "R",
        }
    }

    /// The kind for exactly `L` or `R`.
    #[must_use]
    pub fn from_letter(letter: &str) -> Option<Self> {
        match letter {
            "L" => Some(Self::Loan),
            "R" => Some(Self::Return),
            _ => None,
        }
    }

    /// What staff call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Loan => "Loan",
            Self::Return => "Return",
        }
    }
}

/// One row of the table, without its `saved` flag. Empty text stands for none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    /// Code of the library.
    pub library: String,
    /// Local time of the server, to the second.
    pub timestamp: NaiveDateTime,
    /// Loan or return.
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

/// What makes two transactions the same scan: library, time, kind, item, patron.
pub type Key<'a> = (&'a str, NaiveDateTime, Kind, &'a str, &'a str);

/// Why a line is not a transaction: the field, and a sentence for staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Name of the field as in the table, or `line`.
    pub field: &'static str,
    /// What is wrong with it.
    pub reason: String,
}

impl Reason {
    /// A value that keeps every rule, but does not fit into this column of the table.
    #[must_use]
    pub fn of_table(column: &'static str) -> Self {
        let name = name(column);
        reason(
            column,
            format!(
                "The table on the server cannot hold this {name}. Report it: it is set up wrongly."
            ),
        )
    }
}

/// A line that is not a transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rejected {
    /// Its number, from 1.
    pub line: usize,
    /// The line itself.
    pub text: String,
    /// Why.
    #[serde(flatten)]
    pub reason: Reason,
}

impl Transaction {
    /// Parses `library,time,L|R,item barcode,call number,patron barcode,patron name`.
    ///
    /// The time is `YYYYMMDDhhmmss` or `YYYY-MM-DD hh:mm:ss`. Blanks around a field
    /// are dropped, fields missing at the end are empty, and a field that contains a
    /// comma stands in double quotes (RFC 4180).
    ///
    /// # Errors
    /// The first rule that the line breaks.
    pub fn parse(line: &str, known: impl Fn(&str) -> bool) -> Result<Self, Reason> {
        let fields = split(line)?;
        let field = |i: usize| fields.get(i).map_or("", String::as_str);
        if fields.iter().skip(7).any(|extra| !extra.is_empty()) {
            return Err(reason(
                "line",
                "There is something after the seventh field.",
            ));
        }
        let transaction = Self {
            library: field(0).to_owned(),
            timestamp: parse_time(field(1))?,
            kind: Kind::from_letter(field(2)).ok_or_else(|| {
                reason(
                    "return_or_loan",
                    "The third field must be L (loan) or R (return).",
                )
            })?,
            item_barcode: field(3).to_owned(),
            item_callnumber: field(4).to_owned(),
            patron_barcode: field(5).to_owned(),
            patron_name: field(6).to_owned(),
        };
        transaction.check(known)?;
        Ok(transaction)
    }

    /// Checks every rule but those that only a line can break.
    ///
    /// # Errors
    /// The first rule that is broken.
    pub fn check(&self, known: impl Fn(&str) -> bool) -> Result<(), Reason> {
        if self.library.is_empty() || self.library == "---" {
            return Err(reason("library", "No library is chosen."));
        }
        if !known(&self.library) {
            return Err(reason("library", "This library is not known here."));
        }
        if self.item_barcode.is_empty() {
            return Err(reason("item_barcode", "The item barcode is missing."));
        }
        if self.kind == Kind::Loan && self.patron_barcode.is_empty() {
            return Err(reason("patron_barcode", "A loan needs a patron barcode."));
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
    #[must_use]
    pub fn key(&self) -> Key<'_> {
        (
            &self.library,
            self.timestamp,
            self.kind,
            &self.item_barcode,
            &self.patron_barcode,
        )
    }

    /// The transaction as a line that [`Transaction::parse`] reads back.
    #[must_use]
    pub fn to_line(&self) -> String {
        [
            &self.library,
            &self.timestamp.format(TIME_FORMAT).to_string(),
            self.kind.letter(),
            &self.item_barcode,
            &self.item_callnumber,
            &self.patron_barcode,
            &self.patron_name,
        ]
        .map(|field| Quoted(field).to_string())
        .join(",")
    }
}

/// A field in double quotes where RFC 4180 asks for them.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.contains([',', '"']) {
            write!(f, "\"{}\"", self.0.replace('"', "\"\""))
        } else {
            f.write_str(self.0)
        }
    }
}

/// The fields of a line, without the blanks around them.
fn split(line: &str) -> Result<Vec<String>, Reason> {
    let line = line.replace(['\r', '\n'], "\u{fffd}");
    let trimmed = |field: &str| field.trim().to_owned();
    // Making a reader takes longer than all the rest of a line.
    if !line.contains('"') {
        return Ok(line.split(',').map(trimmed).collect());
    }
    // A quote that is never closed would swallow the second record.
    let guarded = format!("{line}\nend");
    let mut records = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(guarded.as_bytes())
        .into_records();
    let record = records.next().and_then(Result::ok).unwrap_or_default();
    if records.next().is_none() {
        return Err(reason("line", "A double quote is opened and not closed."));
    }
    Ok(record.iter().map(trimmed).collect())
}

/// A time in [`TIME_FORMAT`] or [`TIME_SHOWN`].
pub(crate) fn parse_time(text: &str) -> Result<NaiveDateTime, Reason> {
    // chrono takes shorter numbers and a second 60, which the table does not.
    let shape: String = text
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    let format = match shape.as_str() {
        "00000000000000" => TIME_FORMAT,
        "0000-00-00 00:00:00" => TIME_SHOWN,
        _ => {
            return Err(reason(
                "timestamp",
                "The time is not in the form YYYYMMDDhhmmss.",
            ));
        }
    };
    NaiveDateTime::parse_from_str(text, format)
        .ok()
        .filter(|time| time.year() >= 1000 && time.and_utc().timestamp_subsec_nanos() == 0)
        .ok_or_else(|| reason("timestamp", "There is no such date and time."))
}

fn check_text(field: &'static str, text: &str, width: usize) -> Result<(), Reason> {
    let length = text.chars().count();
    if length > width {
        return Err(reason(
            field,
            format!(
                "The {} has {length} characters; there is room for {width}.",
                name(field)
            ),
        ));
    }
    // The table's character set, MySQL's utf8, ends at U+FFFF.
    let foreign = |c: char| c.is_control() || c == char::REPLACEMENT_CHARACTER || c > '\u{ffff}';
    if text.contains(foreign) {
        return Err(reason(
            field,
            format!(
                "The {} contains a character that cannot be recorded.",
                name(field)
            ),
        ));
    }
    Ok(())
}

fn name(field: &str) -> &str {
    match field {
        "item_barcode" => "item barcode",
        "item_callnumber" => "call number",
        "patron_barcode" => "patron barcode",
        "library" => "library",
        _ => "patron name",
    }
}

fn reason(field: &'static str, reason: impl Into<String>) -> Reason {
    Reason {
        field,
        reason: reason.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Transaction, Reason> {
        Transaction::parse(line, |code| code == "MILLAR")
    }

    fn field(line: &str) -> &'static str {
        parse(line).expect_err(line).field
    }

    #[test]
    fn the_original_pages_lines_are_read() {
        let loan = parse("MILLAR,20150827121621,L,321654,,999999999,").unwrap();
        assert_eq!(loan.kind, Kind::Loan);
        assert_eq!(
            loan.timestamp.format(TIME_SHOWN).to_string(),
            "2015-08-27 12:16:21"
        );
        assert_eq!(
            (loan.item_barcode.as_str(), loan.patron_barcode.as_str()),
            ("321654", "999999999")
        );
        let eight_fields = parse("MILLAR,20150827121657,R,9876543210,,,,").unwrap();
        assert_eq!(eight_fields.kind, Kind::Return);
    }

    #[test]
    fn blanks_are_trimmed_and_missing_fields_are_empty() {
        let item = parse("  MILLAR , 2015-11-20 08:00:00 ,R,\t555 ").unwrap();
        assert_eq!(item.item_barcode, "555");
        assert_eq!(item.patron_barcode, "");
    }

    #[test]
    fn values_are_kept_as_scanned() {
        let loan = parse(r#"MILLAR,20151120080000,L,a+b%41'c"d,,P+1%20,"#).unwrap();
        assert_eq!(loan.item_barcode, r#"a+b%41'c"d"#);
        assert_eq!(loan.patron_barcode, "P+1%20");
    }

    #[test]
    fn a_quoted_field_may_contain_commas_and_quotes() {
        let line = r#"MILLAR,20151120080000,L,"5,5","QA ""x"", v. 2",66,"Lovelace, Ada""#;
        let loan = parse(line).unwrap();
        assert_eq!(loan.item_barcode, "5,5");
        assert_eq!(loan.item_callnumber, r#"QA "x", v. 2"#);
        assert_eq!(loan.patron_name, "Lovelace, Ada");
        assert_eq!(loan.to_line(), line);
    }

    #[test]
    fn a_quote_that_is_not_closed_is_a_reason() {
        assert_eq!(field(r#"MILLAR,20151120080000,L,"555,,66,"#), "line");
    }

    #[test]
    fn the_library_must_be_known() {
        for line in [
            "---,20151120080000,R,1",
            ",20151120080000,R,1",
            "millar,20151120080000,R,1",
        ] {
            assert_eq!(field(line), "library");
        }
    }

    #[test]
    fn the_time_must_be_real() {
        for time in [
            "",
            "20150230080000",
            "20151120240000",
            "20151120080060",
            "2015112008000",
            "00000000000000",
            "09991231235959",
            "2015-11-20T08:00:00",
            "2015-11-20 8:00:00",
            "+2015112008000",
        ] {
            assert_eq!(field(&format!("MILLAR,{time},R,1")), "timestamp", "{time}");
        }
        assert!(parse("MILLAR,20160229235959,R,1").is_ok());
    }

    #[test]
    fn item_patron_and_kind_are_needed() {
        assert_eq!(field("MILLAR,20151120080000,L,1,,,"), "patron_barcode");
        assert_eq!(field("MILLAR,20151120080000,R,,,,"), "item_barcode");
        assert_eq!(field("MILLAR,20151120080000,X,1"), "return_or_loan");
        assert_eq!(field("MILLAR,20151120080000,l,1"), "return_or_loan");
    }

    #[test]
    fn nothing_may_be_longer_than_its_column() {
        let line = |item: usize, call: usize, patron: usize, name: usize| {
            let text = |n: usize| "é".repeat(n);
            format!(
                "MILLAR,20151120080000,L,{},{},{},{}",
                text(item),
                text(call),
                text(patron),
                text(name)
            )
        };
        assert!(parse(&line(32, 48, 32, 64)).is_ok());
        assert_eq!(field(&line(33, 0, 1, 0)), "item_barcode");
        assert_eq!(field(&line(1, 49, 1, 0)), "item_callnumber");
        assert_eq!(field(&line(1, 0, 33, 0)), "patron_barcode");
        assert_eq!(field(&line(1, 0, 1, 65)), "patron_name");
    }

    #[test]
    fn characters_that_the_table_cannot_hold_are_refused() {
        for bad in ["\u{0}", "\t", "\u{7f}", "\u{85}", "\u{fffd}", "\u{1f4d6}"] {
            assert_eq!(
                field(&format!("MILLAR,20151120080000,R,1{bad}2")),
                "item_barcode"
            );
        }
    }

    #[test]
    fn nothing_may_follow_the_seventh_field() {
        assert_eq!(field("MILLAR,20151120080000,L,1,,2,,x"), "line");
        assert!(parse("MILLAR,20151120080000,L,1,,2,,,, ,").is_ok());
    }
}
