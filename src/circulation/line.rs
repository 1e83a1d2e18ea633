//! A record as a line of text: what the scanning page submits, and what is read back.
//!
//! No I/O. What comes from outside becomes a [`Record`] only here, or from one of Alma's lines
//! in `dat`, and then it keeps every rule.

use std::fmt;

use serde::Serialize;

use crate::circulation::record::{Kind, Reason, Record};
use crate::circulation::surplus::{CALL_NUMBER, FIELDS, PATRON};
use crate::circulation::{surplus, time};
use crate::messages::message;

/// A line that is not a record.
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

/// A line that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood<T> {
    /// Its number, from 1.
    pub line: usize,
    /// The line without the blanks at its end.
    pub text: String,
    /// What it says.
    pub value: T,
}

/// A text, line by line: what was understood, and the other lines.
#[derive(Debug)]
pub struct Lines<T> {
    /// In the order of the text.
    pub understood: Vec<Understood<T>>,
    /// In the order of the text.
    pub rejected: Vec<Rejected>,
}

impl<T> Lines<T> {
    /// Reads each line by itself. Line ends are LF or CR LF; blank lines, blanks at the end of
    /// a line and a byte order mark are skipped.
    pub fn read(text: &str, parse: impl Fn(&str) -> Result<T, Reason>) -> Self {
        let mut lines = Self {
            understood: Vec::new(),
            rejected: Vec::new(),
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for (line, text) in (1..).zip(text.split('\n').map(str::trim_end)) {
            if !text.is_empty() {
                lines.add(line, text, parse(text));
            }
        }
        lines
    }

    /// Adds what became of one more line.
    pub fn add(&mut self, line: usize, text: &str, parsed: Result<T, Reason>) {
        let text = text.to_owned();
        match parsed {
            Ok(value) => self.understood.push(Understood { line, text, value }),
            Err(reason) => self.rejected.push(Rejected { line, text, reason }),
        }
    }
}

impl Record {
    /// Parses `library,time,L|R,item barcode,call number,patron barcode,patron name`.
    ///
    /// The time is `YYYYMMDDhhmmss` or `YYYY-MM-DD hh:mm:ss`. Blanks around a field
    /// are dropped, fields missing at the end are empty, and a field that contains a
    /// comma stands in double quotes (RFC 4180). A line with too many commas is read if
    /// there is only one way.
    ///
    /// # Errors
    /// The first rule that the line breaks.
    pub fn parse(line: &str, known: impl Fn(&str) -> bool) -> Result<Self, Reason> {
        let fields = surplus::fields(line).map_or_else(|| split(line, b','), Ok)?;
        let field = |i: usize| fields.get(i).map_or("", String::as_str);
        let surplus = fields.get(FIELDS..).unwrap_or_default();
        // Even if it is blank: the name may be, and the patron a piece of the call number.
        let is_in_two_ways = !surplus.is_empty()
            && !line.contains('"')
            && !field(CALL_NUMBER).is_empty()
            && !field(PATRON).is_empty();
        if is_in_two_ways || surplus.iter().any(|extra| !extra.is_empty()) {
            return Err(Reason::new("line", message!("scans.too-many-fields")));
        }
        let record = Self {
            library: field(0).to_owned(),
            timestamp: time::parse(field(1))
                .map_err(|problem| Reason::new("timestamp", problem))?,
            kind: Kind::from_letter(field(2))
                .ok_or_else(|| Reason::new("return_or_loan", message!("scans.kind")))?,
            item_barcode: field(3).to_owned(),
            item_callnumber: field(4).to_owned(),
            patron_barcode: field(5).to_owned(),
            patron_name: field(6).to_owned(),
        };
        record.check(known)?;
        Ok(record)
    }

    /// The record as a line that [`Record::parse`] reads back.
    pub fn to_line(&self) -> String {
        join([
            &self.library,
            &self.timestamp.format(time::LINE).to_string(),
            self.kind.letter(),
            &self.item_barcode,
            &self.item_callnumber,
            &self.patron_barcode,
            &self.patron_name,
        ])
    }
}

/// A line of other software with the same fields between other separators, with commas; `None` if
/// a quote is never closed.
pub fn with_commas(line: &str, separator: u8) -> Option<String> {
    let mut fields = split(line, separator).ok()?;
    // A spreadsheet gives all rows as many cells as the longest has.
    while fields.len() > FIELDS && fields.last().is_some_and(String::is_empty) {
        fields.pop();
    }
    Some(join(fields.iter().map(String::as_str)))
}

fn join<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    let quoted = fields.into_iter().map(|field| Quoted(field).to_string());
    quoted.collect::<Vec<_>>().join(",")
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

/// The fields of a line between these separators, without the blanks around them.
fn split(line: &str, separator: u8) -> Result<Vec<String>, Reason> {
    let line = line.replace(['\r', '\n'], "\u{fffd}");
    let trimmed = |field: &str| field.trim().to_owned();
    // Making a reader takes longer than all the rest of a line.
    if !line.contains('"') {
        return Ok(line.split(char::from(separator)).map(trimmed).collect());
    }
    // A quote that is never closed would swallow the second record.
    let guarded = format!("{line}\nend");
    let mut records = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(guarded.as_bytes())
        .into_records();
    let record = records.next().and_then(Result::ok).unwrap_or_default();
    if records.next().is_none() {
        return Err(Reason::new("line", message!("scans.open-quote")));
    }
    Ok(record.iter().map(trimmed).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Record, Reason> {
        Record::parse(line, |code| code == "MILLAR")
    }

    fn field(line: &str) -> &'static str {
        parse(line).expect_err(line).field
    }

    #[test]
    fn the_original_pages_lines_are_read() {
        let loan = parse("MILLAR,20150827121621,L,321654,,999999999,").unwrap();
        assert_eq!(loan.kind, Kind::Loan);
        assert_eq!(
            loan.timestamp.format(time::SHOWN).to_string(),
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

    #[test]
    fn the_patron_is_no_piece_of_a_call_number() {
        // The name may be blank.
        assert_eq!(field("MILLAR,20151120080000,L,1,QA 76, v.2,21234,"), "line");
        assert_eq!(field("MILLAR,20151120080000,R,1,QA 76, v.2,,,"), "line");
        let loan = parse("MILLAR,20151120080000,L,1,\"QA 76, v.2\",21234,,").unwrap();
        assert_eq!(loan.patron_barcode, "21234");
        let loan = parse("MILLAR,20151120080000,L,1,QA 76,21234,Ada,").unwrap();
        assert_eq!(
            (&*loan.patron_barcode, &*loan.patron_name),
            ("21234", "Ada")
        );
    }
}
