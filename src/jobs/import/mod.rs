//! Files made elsewhere: what their lines say, and which of them are new.
//!
//! No I/O. A line that counts as understood is one that [`Transaction::parse`] reads back
//! as it is, so what is shown before the confirmation is what is recorded after it.

mod merge;
#[cfg(test)]
mod properties;

use chrono::{DurationRound, NaiveDateTime, TimeDelta};

pub use merge::{Tally, merge};

use crate::circulation::dat;
use crate::circulation::record::{Reason, Rejected, Transaction};

/// A file, line by line: those that are transactions, and the others.
#[derive(Debug, Default)]
pub struct File {
    /// In the order of the file.
    pub records: Vec<Record>,
    /// In the order of the file.
    pub rejected: Vec<Rejected>,
}

/// A line that was understood.
#[derive(Debug)]
pub struct Record {
    /// Its number, from 1.
    pub line: usize,
    /// The line without the blanks at its end.
    pub text: String,
    /// What it says.
    pub transaction: Transaction,
    /// Whether its time has no seconds, as in a .dat file.
    pub to_the_minute: bool,
}

impl File {
    /// Reads the lines of a .dat file, which get this library, and those that the scanning
    /// page saved, which name their own. Line ends are LF or CR LF; blank lines, blanks at
    /// the end of a line and a byte order mark are skipped.
    pub fn read(text: &str, library: &str, known: impl Fn(&str) -> bool) -> Self {
        let mut file = Self::default();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for (i, line) in text.split('\n').enumerate() {
            let (line, text) = (i + 1, line.trim_end());
            if text.is_empty() {
                continue;
            }
            match parse(text, library, &known) {
                Ok((transaction, to_the_minute)) => file.records.push(Record {
                    line,
                    text: text.to_owned(),
                    transaction,
                    to_the_minute,
                }),
                Err(reason) => file.rejected.push(Rejected {
                    line,
                    text: text.to_owned(),
                    reason,
                }),
            }
        }
        file
    }
}

/// The first and the last time at which the table may have any of these; `None` without
/// records.
#[must_use]
pub fn span(files: &[File]) -> Option<(NaiveDateTime, NaiveDateTime)> {
    let records = files.iter().flat_map(|file| &file.records);
    let times = records.map(|record| minute_of(record.transaction.timestamp));
    let (first, last) = (times.clone().min()?, times.max()?);
    Some((first, last + TimeDelta::seconds(59)))
}

/// The time with its seconds zero.
fn minute_of(time: NaiveDateTime) -> NaiveDateTime {
    time.duration_trunc(TimeDelta::minutes(1)).unwrap_or(time)
}

/// What a line says, and whether its time has no seconds.
fn parse(
    line: &str,
    library: &str,
    known: impl Fn(&str) -> bool,
) -> Result<(Transaction, bool), Reason> {
    let Some(read) = dat::Line::parse(line) else {
        return Transaction::parse(line, known)
            .map(|transaction| (transaction, false))
            .map_err(|reason| reason_of(line).unwrap_or(reason));
    };
    let transaction = Transaction {
        library: library.to_owned(),
        timestamp: read.minute,
        kind: read.kind,
        item_barcode: read.item_barcode,
        item_callnumber: String::new(),
        patron_barcode: read.patron_barcode,
        patron_name: String::new(),
    };
    // The confirmation sends it as a line of this form: what that loses must be lost here.
    Transaction::parse(&transaction.to_line(), known).map(|transaction| (transaction, true))
}

/// Why a line is not one of a .dat file, if it does not look like one of ours.
fn reason_of(line: &str) -> Option<Reason> {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - rest.len();
    let (field, reason) = match rest.as_bytes() {
        [b'L' | b'R'] if digits == 12 => ("item_barcode", "The item barcode is missing."),
        [b'L' | b'R', ..] if digits > 0 => (
            "timestamp",
            "The time is not a real one in the form YYYYMMDDhhmm.",
        ),
        _ if line.contains(',') => return None,
        _ if digits == 12 => (
            "return_or_loan",
            "After the time there must be L (loan) or R (return).",
        ),
        _ => (
            "line",
            "This is neither a line of a .dat file nor one that the scanning page saved.",
        ),
    };
    let reason = reason.to_owned();
    Some(Reason { field, reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> File {
        File::read(text, "MILLAR", |code| code == "MILLAR" || code == "AVS")
    }

    fn lines(text: &str) -> Vec<String> {
        let file = read(text);
        assert_eq!(file.rejected, []);
        let lines = file.records.iter().map(|r| r.transaction.to_line());
        lines.collect()
    }

    #[test]
    fn a_dat_file_is_read_whatever_its_line_ends_and_padding() {
        let loan = format!("201508271216L{:80}21234", "i 1");
        let expected = [
            "MILLAR,20150827121600,L,i 1,,21234,",
            "MILLAR,20150827121600,R,7,,,",
        ];
        for text in [
            format!("{loan}\r\n201508271216R{:80}\r\n", "7"),
            format!("\u{feff}{loan}\n201508271216R7\n"),
            format!("\r\n \n{loan}  \r\r\n\n201508271216R7 \t"),
        ] {
            assert_eq!(lines(&text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_line_of_the_scanning_page_keeps_its_library_and_its_seconds() {
        let text = "AVS,20150827121621,L,\"a,b\",QA 1,21234,\"Lovelace, Ada\"\r\n";
        assert_eq!(lines(text), [text.trim_end()]);
        assert!(!read(text).records[0].to_the_minute);
    }

    #[test]
    fn what_is_not_understood_has_its_line_number_and_a_reason() {
        let long = "9".repeat(33);
        let rejected = read(&format!(
            "\u{feff}\n201502300000R1\n201508271216X1\n201508271216R \n2015082712160R1\n\
             201508271216L1\n201508271216R{long}\n201508271216R1\u{fffd}\n000101010000R1\n\
             XYZ,20150827121621,R,1\n  MILLAR,x,R,1\nhello\n201508271216R1"
        ))
        .rejected;
        let found: Vec<_> = rejected
            .iter()
            .map(|r| (r.line, r.reason.field, r.text.trim_start()))
            .collect();
        assert_eq!(
            found,
            [
                (2, "timestamp", "201502300000R1"),
                (3, "return_or_loan", "201508271216X1"),
                (4, "item_barcode", "201508271216R"),
                (5, "timestamp", "2015082712160R1"),
                (6, "patron_barcode", "201508271216L1"),
                (7, "item_barcode", &format!("201508271216R{long}")),
                (8, "item_barcode", "201508271216R1\u{fffd}"),
                (9, "timestamp", "000101010000R1"),
                (10, "library", "XYZ,20150827121621,R,1"),
                (11, "timestamp", "MILLAR,x,R,1"),
                (12, "line", "hello"),
            ]
        );
    }

    #[test]
    fn the_span_has_whole_minutes() {
        let files = [
            read("201508271216R1\n"),
            read(""),
            read("AVS,20150827121521,R,1\n"),
        ];
        let (first, last) = span(&files).unwrap();
        assert_eq!(
            (first.to_string(), last.to_string()),
            (
                "2015-08-27 12:15:00".to_owned(),
                "2015-08-27 12:16:59".to_owned()
            )
        );
        assert_eq!(span(&[read("")]), None);
    }
}
