//! Alma's line for the offline circulation upload, both ways.
//!
//! No I/O of its own. Columns are counted in characters: 12 for the local time to
//! the minute, 1 for `L` or `R`, 80 for the item barcode padded with blanks, then
//! the patron barcode of a loan, then CR LF.

use std::io::{self, Write};

use chrono::{Datelike, NaiveDateTime, Timelike};

use crate::circulation::record::{Kind, Transaction};

const MINUTE_FORMAT: &str = "%Y%m%d%H%M";
const ITEM_COLUMN: usize = 13;
const PATRON_COLUMN: usize = 93;

/// What a line says of a transaction: no library, and the time only to the minute.
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
    #[must_use]
    pub fn parse(line: &str) -> Option<Self> {
        let column = |n: usize| line.char_indices().nth(n).map_or(line.len(), |(at, _)| at);
        let (item, patron) = (column(ITEM_COLUMN), column(PATRON_COLUMN));
        let (time, letter) = line[..item].split_at_checked(12)?;
        let digits = time.bytes().all(|b| b.is_ascii_digit());
        let item_barcode = line[item..patron].trim_end();
        if !digits || item_barcode.is_empty() {
            return None;
        }
        Some(Self {
            minute: minute(time)?,
            kind: Kind::from_letter(letter)?,
            item_barcode: item_barcode.to_owned(),
            patron_barcode: line[patron..].trim_end().to_owned(),
        })
    }
}

/// The time in twelve digits, if it is one that the table can hold.
fn minute(digits: &str) -> Option<NaiveDateTime> {
    let minute = NaiveDateTime::parse_from_str(digits, MINUTE_FORMAT).ok()?;
    (minute.year() >= 1000).then_some(minute)
}

/// The patron's barcode as Alma gets it: in a return there is none.
fn patron(transaction: &Transaction) -> &str {
    match transaction.kind {
        Kind::Loan => &transaction.patron_barcode,
        Kind::Return => "",
    }
}

impl From<&Transaction> for Line {
    fn from(transaction: &Transaction) -> Self {
        Self {
            minute: transaction
                .timestamp
                .with_second(0)
                .unwrap_or(transaction.timestamp),
            kind: transaction.kind,
            item_barcode: transaction.item_barcode.trim_end().to_owned(),
            patron_barcode: patron(transaction).trim_end().to_owned(),
        }
    }
}

/// What a file holds, at a glance.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Line ends.
    pub lines: usize,
    /// Lines of returns.
    pub returns: usize,
    /// The first and the last minute, whatever the order of the lines.
    pub span: Option<(NaiveDateTime, NaiveDateTime)>,
}

/// Counts the lines of a whole file; what is none of Alma's lines only counts as a line.
#[must_use]
pub fn summary(text: &[u8]) -> Summary {
    let minute = |digits: &[u8]| minute(std::str::from_utf8(digits).ok()?);
    let is_head = |line: &&[u8]| {
        line.len() > ITEM_COLUMN
            && line[..12].iter().all(u8::is_ascii_digit)
            && matches!(line[12], b'L' | b'R')
    };
    let heads = || text.split(|&byte| byte == b'\n').filter(is_head);
    let minutes = || heads().map(|line| &line[..12]);
    Summary {
        lines: text.split(|&byte| byte == b'\n').count() - 1,
        returns: heads().filter(|line| line[12] == b'R').count(),
        span: minutes()
            .min()
            .and_then(minute)
            .zip(minutes().max().and_then(minute)),
    }
}

/// Writes the transaction's line, CR LF included.
///
/// # Errors
/// Those of the writer.
pub fn write_line(out: &mut impl Write, transaction: &Transaction) -> io::Result<()> {
    write!(
        out,
        "{}{}{:<80}{}\r\n",
        transaction.timestamp.format(MINUTE_FORMAT),
        transaction.kind.letter(),
        transaction.item_barcode,
        patron(transaction),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> String {
        let transaction = Transaction::parse(text, |_| true).unwrap();
        let mut out = Vec::new();
        write_line(&mut out, &transaction).unwrap();
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
            let transaction = Transaction::parse(text, |_| true).unwrap();
            let read = Line::parse(line(text).trim_end_matches(['\r', '\n'])).unwrap();
            assert_eq!(read, Line::from(&transaction));
            assert_eq!(read.item_barcode, transaction.item_barcode);
            assert_eq!(read.patron_barcode, transaction.patron_barcode);
            assert_eq!(read.minute.to_string(), "2015-08-27 12:16:00");
        }
    }

    #[test]
    fn a_summary_counts_lines_and_finds_the_first_and_the_last_minute() {
        let lines = ["M,20150827121659,R,1", "M,20150827121557,L,2,,3,"].map(line);
        let text = format!("{}{}\r\nnothing\r\n", lines[0], lines[1]);
        let Summary {
            lines,
            returns,
            span,
        } = summary(text.as_bytes());
        let (first, last) = span.unwrap();
        assert_eq!((lines, returns), (4, 1));
        assert_eq!(first.to_string(), "2015-08-27 12:15:00");
        assert_eq!(last.to_string(), "2015-08-27 12:16:00");
        assert_eq!(summary(b""), Summary::default());
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
