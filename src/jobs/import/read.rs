//! What the lines of a file made elsewhere say.
//!
//! No I/O. A line that counts as understood is one that [`Record::parse`] reads back as it is,
//! so what is shown before the confirmation is what is recorded after it.

use super::decode::Line;
use crate::circulation::dat;
use crate::circulation::line::{self, Lines};
use crate::circulation::record::{Reason, Record};
use crate::circulation::sheet;
use crate::messages::{Code, code, message};

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The record.
    pub record: Record,
    /// Whether its time has no seconds, as in a .dat file.
    pub to_the_minute: bool,
}

/// Whether one of the lines looks like a record with its time: as in a .dat file, or as the
/// scanning page saves it.
pub fn is_of_a_station(lines: &[Line<'_>]) -> bool {
    let is_record = |line: &Line<'_>| {
        let rest = line.text.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_dat = line.text.len() - rest.len() == 12 && rest.starts_with(['L', 'R']);
        let separators = [',', ';', '\t'];
        is_dat
            || separators
                .iter()
                .any(|separator| has_kind(&line.text, *separator))
    };
    lines.iter().any(is_record)
}

/// Whether `L` or `R` is the third of the fields between these separators.
fn has_kind(line: &str, separator: char) -> bool {
    let third = line.split(separator).nth(2);
    third.is_some_and(|third| matches!(third.trim().trim_matches('"'), "L" | "R"))
}

/// A line of ours that a spreadsheet has saved with semicolons or tabs, with commas again.
fn with_commas(line: &str) -> Option<String> {
    let separators = [(';', b';'), ('\t', b'\t')];
    let (_, separator) = separators
        .into_iter()
        .find(|(separator, _)| has_kind(line, *separator))?;
    line::with_commas(line, separator)
}

/// The numbers of the lines that are the headings of a .csv that was made here, also after a
/// spreadsheet has saved it.
pub fn headings(lines: &[Line<'_>]) -> Vec<usize> {
    let headings = lines.iter().filter(|line| is_heading(&line.text));
    headings.map(|line| line.number).collect()
}

fn is_heading(line: &str) -> bool {
    let is_by = |separator| {
        let cells = line.split(separator);
        let cells = cells.map(|cell| cell.trim().trim_matches('"'));
        cells.eq(sheet::HEADING)
    };
    [',', ';', '\t'].into_iter().any(is_by)
}

/// Reads the lines of a .dat file, which get this library, and those that the scanning page
/// saved, which name their own. Headings are passed over.
pub fn read(lines: &[Line<'_>], library: &str, known: impl Fn(&str) -> bool) -> Lines<Imported> {
    let mut read = Lines {
        understood: Vec::new(),
        rejected: Vec::new(),
    };
    let is_sheet = lines.iter().any(|line| is_heading(&line.text));
    for line in lines.iter().filter(|line| !is_heading(&line.text)) {
        let mut parsed = parse(&line.text, library, &known);
        if let (true, Ok(imported)) = (is_sheet, &mut parsed) {
            sheet::unprotect(&mut imported.record);
        }
        read.add(line.number, &line.text, parsed);
    }
    read
}

/// What to do about a number that a spreadsheet has shortened.
pub const SHORTENED: Code = code!("import.shortened");

fn parse(line: &str, library: &str, known: impl Fn(&str) -> bool) -> Result<Imported, Reason> {
    let Some(read) = dat::Line::parse(line) else {
        let ours = with_commas(line);
        let parsed = Record::parse(ours.as_deref().unwrap_or(line), known);
        let parsed = parsed.map_err(|reason| reason_of(line).unwrap_or(reason));
        let is_rounded = |record: &Record| {
            sheet::is_rounded(&record.item_barcode) || sheet::is_rounded(&record.patron_barcode)
        };
        if parsed.as_ref().is_ok_and(is_rounded) {
            return Err(Reason::new("line", SHORTENED.text()));
        }
        return parsed.map(|record| Imported {
            record,
            to_the_minute: false,
        });
    };
    let record = read.into_record(library);
    // The confirmation sends it as a line of this form: what that loses must be lost here.
    Record::parse(&record.to_line(), known).map(|record| Imported {
        record,
        to_the_minute: true,
    })
}

/// Why a line is not one of a .dat file, if it does not look like one of ours.
fn reason_of(line: &str) -> Option<Reason> {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - rest.len();
    let (field, reason) = match rest.as_bytes() {
        _ if line
            .split([',', ';', '\t'])
            .any(|cell| sheet::is_rounded(cell.trim())) =>
        {
            ("line", SHORTENED.text())
        }
        [b'L' | b'R'] if digits == 12 => ("item_barcode", message!("scans.no-item")),
        [b'L' | b'R', ..] if digits > 0 => ("timestamp", message!("import.no-such-time")),
        _ if line.contains(',') => return None,
        _ if digits == 12 => ("return_or_loan", message!("import.kind")),
        _ => ("line", message!("import.other-line")),
    };
    Some(Reason::new(field, reason))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::import::decode::Decoded;

    fn read(text: &str) -> Lines<Imported> {
        let known = |code: &str| code == "MILLAR" || code == "AVS";
        super::read(&Decoded::read(text.as_bytes()).lines, "MILLAR", known)
    }

    fn lines(text: &str) -> Vec<String> {
        let file = read(text);
        assert_eq!(file.rejected, []);
        let lines = file
            .understood
            .iter()
            .map(|line| line.value.record.to_line());
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
            format!("{loan}\r201508271216R7\r\u{1a}\0\0"),
            format!(
                "{}\r201508271216R7\0\0\0",
                loan.replace(' ', "\0").replace("i\u{0}1", "i 1")
            ),
        ] {
            assert_eq!(lines(&text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_line_of_the_scanning_page_keeps_its_library_and_its_seconds() {
        let text = "AVS,20150827121621,L,\"a,b\",QA 1,21234,\"Lovelace, Ada\"\r\n";
        assert_eq!(lines(text), [text.trim_end()]);
        assert!(!read(text).understood[0].value.to_the_minute);
    }

    #[test]
    fn a_line_of_the_scanning_page_may_have_passed_through_a_spreadsheet() {
        let text = "AVS;20150827121621;L;5,5;QA 1;21234;\"Lovelace, Ada\"\r\n\
                    AVS;20150827121621;L;8;\"QA 76; \"\"v\"\" 2\";21234;;;\r\n\
                    AVS\t2015-08-27 12:16:22\tR\t6\t\t\t\r\n";
        let expected = [
            "AVS,20150827121621,L,\"5,5\",QA 1,21234,\"Lovelace, Ada\"",
            "AVS,20150827121621,L,8,\"QA 76; \"\"v\"\" 2\",21234,",
            "AVS,20150827121622,R,6,,,",
        ];
        assert_eq!(lines(text), expected);
    }

    #[test]
    fn the_heading_of_our_own_csv_is_one_also_after_a_spreadsheet() {
        let record = Record::parse("AVS,20150827121621,R,5", |_| true).unwrap();
        let mut csv = Vec::new();
        sheet::write(&mut csv, &[&record]).unwrap();
        let csv = String::from_utf8(csv).unwrap();
        let quoted = sheet::HEADING.map(|cell| format!("\"{cell}\"")).join(";");
        let with_semicolons = format!("{quoted}\r\nAVS;20150827121621;R;5;;;\r\n");
        for text in [csv, with_semicolons] {
            assert_eq!(lines(&text), [record.to_line()]);
            assert_eq!(headings(&Decoded::read(text.as_bytes()).lines), [1]);
        }
        assert_eq!(read("Library,Time\n").rejected.len(), 1);
    }

    #[test]
    fn the_apostrophe_of_our_own_csv_is_no_part_of_a_barcode() {
        let record = Record::parse("AVS,20150827121621,L,-4711,=QA 1,@5,", |_| true).unwrap();
        let mut csv = Vec::new();
        sheet::write(&mut csv, &[&record]).unwrap();
        let csv = String::from_utf8(csv).unwrap();
        assert!(csv.contains("'-4711"));
        for text in [csv.replace(',', ";"), csv] {
            assert_eq!(lines(&text), [record.to_line()]);
        }
        // Elsewhere it is the scanner's.
        assert_eq!(
            lines("AVS,20150827121621,R,'-4711,,,"),
            ["AVS,20150827121621,R,'-4711,,,"]
        );
    }

    #[test]
    fn a_line_with_a_number_that_a_spreadsheet_has_shortened_says_so() {
        for cell in ["3.12340E+13", "3,1234e+13", "3E+13"] {
            let line = format!("MILLAR,2.01508E+13,R,{cell}");
            assert_eq!(
                read(&line).rejected[0].reason.reason,
                SHORTENED.text(),
                "{line}"
            );
        }
        let line = "MILLAR,20150827121621,R,3.31700E+13,,,";
        assert_eq!(read(line).rejected[0].reason.reason, SHORTENED.text());
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
}
