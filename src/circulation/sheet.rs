//! The .csv beside each .dat: every column of the same records in the same order.
//!
//! Line n of the .dat is row n + 1 of the .csv. It is what the .dat cannot say, the
//! library and the seconds, so it tells exactly which rows a file holds; what was
//! written is read back unchanged, although no cell is a formula. A spreadsheet that
//! separates cells by another sign than the comma may find one within a text.

use std::io::{self, Write};

use chrono::{NaiveDateTime, TimeDelta};

use crate::circulation::record::{Kind, Record};
use crate::circulation::stamp::Stamp;
use crate::circulation::time;

/// Its first row.
pub const HEADING: [&str; 7] = [
    "Library",
    "Time",
    "Loan or Return",
    "Item Barcode",
    "Call Number",
    "Patron Barcode",
    "Patron Name",
];
/// Tells Excel that the text is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";
/// Bytes of a time up to its minute.
const MINUTE: usize = "2026-11-25 09:00".len();
/// Cells that begin with one of these would be formulas; the apostrophe is ours.
const FORMULA: [char; 5] = ['=', '+', '-', '@', '\''];

/// Whether a spreadsheet has made a short number of a barcode, as in `3.12340E+13`. Without the
/// plus sign it may be a barcode.
pub fn is_rounded(cell: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let parts = cell.split_once(['E', 'e']);
    parts.is_some_and(|(number, power)| {
        let (whole, part) = number.split_once(['.', ',']).unwrap_or((number, "0"));
        digits(whole) && digits(part) && power.strip_prefix('+').is_some_and(digits)
    })
}

/// Writes the heading and a row for each record.
pub fn write(out: impl Write, records: &[&Record]) -> io::Result<()> {
    let rows = records.iter().map(|record| {
        [
            record.library.clone(),
            record.timestamp.format(time::SHOWN).to_string(),
            record.kind.letter().to_owned(),
            record.item_barcode.clone(),
            record.item_callnumber.clone(),
            record.patron_barcode.clone(),
            record.patron_name.clone(),
        ]
    });
    write_rows(out, HEADING, rows)
}

/// Writes a heading and rows so that a spreadsheet reads them right: UTF-8 that says so,
/// CR LF, and no cell that is a formula.
pub fn write_rows<const N: usize>(
    mut out: impl Write,
    heading: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> io::Result<()> {
    out.write_all(BYTE_ORDER_MARK.as_bytes())?;
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(&mut out);
    writer.write_record(heading)?;
    for row in rows {
        writer.write_record(row.map(plain))?;
    }
    writer.flush()
}

/// Reads the rows back. `None` if this is not what [`write`] makes, to the last line end.
pub fn read(bytes: &[u8]) -> Option<Vec<Record>> {
    let mut rows = rows(bytes)?;
    rows.records().map(|row| from_row(&row.ok()?)).collect()
}

/// Reads no more than when and where each record was made; `None` as in [`read`].
pub fn stamps(bytes: &[u8]) -> Option<Vec<Stamp>> {
    let mut rows = rows(bytes)?;
    let mut row = csv::StringRecord::new();
    let mut stamps = Vec::new();
    // Most rows have the minute of the one before, and only its seconds are read anew.
    let mut minute = (String::new(), NaiveDateTime::MIN);
    while rows.read_record(&mut row).ok()? {
        let (start, seconds) = row.get(1)?.split_at_checked(MINUTE)?;
        if minute.0 != start {
            let time = time_of(&row)?;
            minute = (start.to_owned(), time::minute_of(time));
        }
        let seconds = seconds.strip_prefix(':').filter(|text| text.len() == 2)?;
        let seconds = seconds.parse().ok().filter(|seconds| *seconds < 60)?;
        stamps.push(Stamp {
            library: text(&row, 0)?,
            time: minute.1 + TimeDelta::seconds(seconds),
            kind: kind_of(&row)?,
        });
    }
    Some(stamps)
}

/// What stands below the heading.
fn rows(bytes: &[u8]) -> Option<csv::Reader<&[u8]>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix(BYTE_ORDER_MARK)?.strip_suffix("\r\n")?;
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    (rows.headers().ok()? == HEADING.as_slice()).then_some(rows)
}

fn from_row(row: &csv::StringRecord) -> Option<Record> {
    Some(Record {
        library: text(row, 0)?,
        timestamp: time_of(row)?,
        kind: kind_of(row)?,
        item_barcode: text(row, 3)?,
        item_callnumber: text(row, 4)?,
        patron_barcode: text(row, 5)?,
        patron_name: text(row, 6)?,
    })
}

fn text(row: &csv::StringRecord, column: usize) -> Option<String> {
    Some(unprotected(row.get(column)?).to_owned())
}

/// Takes off what [`write`] puts before a text that would be a formula, in a record that was read
/// from its cells as they are.
pub fn unprotect(record: &mut Record) {
    for text in [
        &mut record.item_barcode,
        &mut record.item_callnumber,
        &mut record.patron_barcode,
        &mut record.patron_name,
    ] {
        *text = unprotected(text).to_owned();
    }
}

fn unprotected(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

fn time_of(row: &csv::StringRecord) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(row.get(1)?, time::SHOWN).ok()
}

fn kind_of(row: &csv::StringRecord) -> Option<Kind> {
    Kind::from_letter(row.get(2)?)
}

fn plain(text: String) -> String {
    if text.starts_with(FORMULA) {
        format!("'{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records() -> Vec<Record> {
        [
            "MILLAR,20150827121621,L,=1+1,+49,-66,@home",
            r#"MILLAR,20150827121657,L,'5,"a, ""b""",7,Ünal"#,
            "AVS,20150827121700,R,00042",
        ]
        .map(|line| Record::parse(line, |_| true).unwrap())
        .to_vec()
    }

    fn written() -> Vec<u8> {
        let mut bytes = Vec::new();
        let records = records();
        write(&mut bytes, &records.iter().collect::<Vec<_>>()).unwrap();
        bytes
    }

    #[test]
    fn a_number_that_a_spreadsheet_has_rounded_is_known() {
        for (cell, is_rounded) in [
            ("3.12340E+13", true),
            ("3,1234e+13", true),
            ("3E+13", true),
            ("31.2E+12", true),
            ("", false),
            ("31234", false),
            ("E+1", false),
            (".1E+13", false),
            ("3.E+1", false),
            ("3.1E", false),
            ("3.1E+", false),
            ("3.1E13", false),
            ("3.1E-13", false),
            ("3.1.2E+13", false),
            ("1E+x", false),
            ("BE+AT", false),
        ] {
            assert_eq!(super::is_rounded(cell), is_rounded, "{cell}");
        }
    }

    #[test]
    fn what_was_written_is_read_back() {
        assert_eq!(read(&written()).unwrap(), records());
        let made: Vec<Stamp> = records().iter().map(Stamp::from).collect();
        assert_eq!(stamps(&written()).unwrap(), made);
    }

    #[test]
    fn no_cell_is_a_formula() {
        let text = String::from_utf8(written()).unwrap();
        assert!(text.starts_with("\u{feff}Library,Time,"));
        assert!(text.contains("\r\nMILLAR,2015-08-27 12:16:21,L,'=1+1,'+49,'-66,'@home\r\n"));
    }

    #[test]
    fn a_torn_file_is_not_read() {
        let bytes = written();
        for length in [0, 10, bytes.len() - 1, bytes.len() - 5] {
            assert_eq!(read(&bytes[..length]), None, "{length}");
            assert_eq!(stamps(&bytes[..length]), None, "{length}");
        }
    }
}
