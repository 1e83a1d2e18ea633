//! Alma's line for the offline circulation upload, both ways.
//!
//! No I/O of its own. Columns are counted in characters: 12 for the local time to
//! the minute, 1 for `L` or `R`, 80 for the item barcode padded with blanks, then
//! the patron barcode of a loan, then CR LF.

use std::io::{self, Write};

use chrono::NaiveDateTime;

use crate::circulation::record::{Kind, Record};
use crate::circulation::stamp::Stamp;
use crate::circulation::time::{self, Span};

const ITEM_COLUMN: usize = 13;
const PATRON_COLUMN: usize = 93;

/// What a line says of a record: no library, and the time only to the minute.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Line {
    /// Local time, seconds zero.
    pub minute: NaiveDateTime,
    /// Loan or return.
    pub kind: Kind,
    /// Item barcode.
    pub item_barcode: String,
    /// Patron barcode, empty in a return.
    pub patron_barcode: String,
}

impl Line {
    /// Reads one line without its line end. `None` if it is not one of Alma's.
    pub fn parse(line: &str) -> Option<Self> {
        let column = |n: usize| line.char_indices().nth(n).map_or(line.len(), |(at, _)| at);
        let (item, patron) = (column(ITEM_COLUMN), column(PATRON_COLUMN));
        let (time, letter) = line[..item].split_at_checked(12)?;
        let item_barcode = line[item..patron].trim_end();
        if item_barcode.is_empty() {
            return None;
        }
        Some(Self {
            minute: time::parse_dat(time)?,
            kind: Kind::from_letter(letter)?,
            item_barcode: item_barcode.to_owned(),
            patron_barcode: line[patron..].trim_end().to_owned(),
        })
    }

    /// The record of which this line is all that is known.
    pub fn into_record(self, library: &str) -> Record {
        Record {
            library: library.to_owned(),
            timestamp: self.minute,
            kind: self.kind,
            item_barcode: self.item_barcode,
            item_callnumber: String::new(),
            patron_barcode: self.patron_barcode,
            patron_name: String::new(),
        }
    }
}

impl From<&Record> for Line {
    fn from(record: &Record) -> Self {
        Self {
            minute: time::minute_of(record.timestamp),
            kind: record.kind,
            item_barcode: record.item_barcode.trim_end().to_owned(),
            patron_barcode: record.patron_for_alma().trim_end().to_owned(),
        }
    }
}

/// What a file holds, at a glance.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AtAGlance {
    /// Line ends.
    pub lines: usize,
    /// Lines of returns.
    pub returns: usize,
    /// The first and the last minute, whatever the order of the lines.
    pub span: Option<Span>,
}

/// Counts the lines of a whole file; what is none of Alma's lines only counts as a line.
pub fn summary(text: &[u8]) -> AtAGlance {
    let minutes = || heads(text).map(|line| &line[..12]);
    AtAGlance {
        lines: text.split(|&byte| byte == b'\n').count() - 1,
        returns: heads(text).filter(|line| line[12] == b'R').count(),
        span: minutes()
            .min()
            .and_then(minute)
            .zip(minutes().max().and_then(minute))
            .map(|(first, last)| Span { first, last }),
    }
}

/// When the records of a whole file were made, to the minute; of this library.
pub fn stamps(text: &[u8], library: &str) -> Vec<Stamp> {
    let mut known: (&[u8], Option<NaiveDateTime>) = (&[], None);
    let stamps = heads(text).filter_map(|line| {
        let digits = &line[..12];
        // Most lines have the minute of the one before.
        if known.0 != digits {
            known = (digits, minute(digits));
        }
        Some(Stamp {
            library: library.to_owned(),
            time: known.1?,
            kind: if line[12] == b'R' {
                Kind::Return
            } else {
                Kind::Loan
            },
        })
    });
    stamps.collect()
}

/// The lines that begin as Alma's do.
fn heads(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let is_head = |line: &&[u8]| {
        line.len() > ITEM_COLUMN
            && line[..12].iter().all(u8::is_ascii_digit)
            && matches!(line[12], b'L' | b'R')
    };
    text.split(|&byte| byte == b'\n').filter(is_head)
}

fn minute(digits: &[u8]) -> Option<NaiveDateTime> {
    time::parse_dat(std::str::from_utf8(digits).ok()?)
}

/// Writes the record's line, CR LF included.
pub fn write_line(out: &mut impl Write, record: &Record) -> io::Result<()> {
    write!(
        out,
        "{}{}{:<80}{}\r\n",
        record.timestamp.format(time::DAT),
        record.kind.letter(),
        record.item_barcode,
        record.patron_for_alma(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> String {
        let record = Record::parse(text, |_| true).unwrap();
        let mut out = Vec::new();
        write_line(&mut out, &record).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_loan_has_its_patron_in_column_94() {
        let line = line("MILLAR,20150827121621,L,321654,,999999999,");
        assert_eq!(
            line,
            format!("201508271216L321654{}999999999\r\n", " ".repeat(74))
        );
    }

    #[test]
    fn a_return_ends_after_the_padding_even_with_a_patron() {
        let line = line("MILLAR,20150827121657,R,9876543210,,42,");
        assert_eq!(
            line,
            format!("201508271216R9876543210{}\r\n", " ".repeat(70))
        );
    }

    #[test]
    fn what_was_written_is_read_back() {
        for text in [
            "M,20150827121657,R,987 654",
            "M,20150827121657,L,élan-1,,Ü 2,",
        ] {
            let record = Record::parse(text, |_| true).unwrap();
            let read = Line::parse(line(text).trim_end_matches(['\r', '\n'])).unwrap();
            assert_eq!(read, Line::from(&record));
            assert_eq!(read.item_barcode, record.item_barcode);
            assert_eq!(read.patron_barcode, record.patron_barcode);
            assert_eq!(read.minute.to_string(), "2015-08-27 12:16:00");
        }
    }

    #[test]
    fn a_summary_counts_lines_and_finds_the_first_and_the_last_minute() {
        let lines = ["M,20150827121659,R,1", "M,20150827121557,L,2,,3,"].map(line);
        let text = format!("{}{}\r\nnothing\r\n", lines[0], lines[1]);
        let AtAGlance {
            lines,
            returns,
            span,
        } = summary(text.as_bytes());
        let Span { first, last } = span.unwrap();
        assert_eq!((lines, returns), (4, 1));
        assert_eq!(first.to_string(), "2015-08-27 12:15:00");
        assert_eq!(last.to_string(), "2015-08-27 12:16:00");
        assert_eq!(summary(b""), AtAGlance::default());
    }

    #[test]
    fn stamps_are_those_of_the_lines_whatever_else_there_is() {
        let lines = ["M,20150827121659,R,1", "M,20150827121557,L,2,,3,"].map(line);
        let text = format!(
            "{}no\r\n201513271216R1 \r\n{}{}",
            lines[0], lines[0], lines[1]
        );
        let stamps = stamps(text.as_bytes(), "M");
        let shown = stamps.iter().map(|stamp| {
            assert_eq!(stamp.library, "M");
            stamp.time.format("%H:%M:%S ").to_string() + stamp.kind.letter()
        });
        assert_eq!(
            shown.collect::<Vec<_>>(),
            ["12:16:00 R", "12:16:00 R", "12:15:00 L"]
        );
    }

    #[test]
    fn a_line_of_something_else_is_not_read() {
        for text in [
            "",
            "x",
            "201508271216",
            "201508271216L",
            "201508271216X1",
            "201513271216R1",
            "099912312359R1",
            "000001010000R1",
            "+01508271216R1",
            "20150827121éR1",
        ] {
            assert_eq!(Line::parse(text), None, "{text}");
        }
    }
}
