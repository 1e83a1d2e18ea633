//! The rules that the scripts of the scanning page have as well, on the cases in
//! `tests/vectors/`; `tests/scripts/vectors.test.mjs` tries the same cases on the scripts.

use serde::Deserialize;

use crate::circulation::checks::{self, Check, Checks};
use crate::circulation::record::Record;
use crate::circulation::scanning::Scanning;
use crate::circulation::time;

#[derive(Deserialize)]
struct LineCases {
    written: Vec<LineCase>,
    read: Vec<LineCase>,
}

#[derive(Deserialize)]
struct LineCase {
    name: String,
    line: String,
    fields: [String; 7],
}

#[derive(Deserialize)]
struct BarcodeCases {
    patrons: Vec<PatronCase>,
    warnings: Vec<WarningCase>,
}

#[derive(Deserialize)]
struct PatronCase {
    name: String,
    scanning: Scanning,
    scanned: String,
    patron: String,
}

/// A loan, or a return where there is no patron.
#[derive(Deserialize)]
struct WarningCase {
    name: String,
    scanning: Scanning,
    item: String,
    patron: Option<String>,
    warns: bool,
}

fn parse(line: &str) -> Record {
    Record::parse(line, |_| true).unwrap()
}

fn fields(record: &Record) -> [String; 7] {
    [
        record.library.clone(),
        record.timestamp.format(time::LINE).to_string(),
        record.kind.letter().to_owned(),
        record.item_barcode.clone(),
        record.item_callnumber.clone(),
        record.patron_barcode.clone(),
        record.patron_name.clone(),
    ]
}

fn warns(scanning: &Scanning, record: Record) -> bool {
    let now = record.timestamp;
    checks::find(&[record], now, scanning, &Checks::default())
        .iter()
        .any(|finding| finding.check == Check::Barcode)
}

#[test]
fn lines_are_written_and_read_as_by_the_page() {
    let lines: LineCases =
        serde_json::from_str(include_str!("../../tests/vectors/lines.json")).unwrap();
    for case in lines.written.iter().chain(&lines.read) {
        assert_eq!(fields(&parse(&case.line)), case.fields, "{}", case.name);
    }
    for case in &lines.written {
        assert_eq!(parse(&case.line).to_line(), case.line, "{}", case.name);
    }
}

#[test]
fn barcodes_are_taken_out_and_warned_about_as_by_the_page() {
    let barcodes: BarcodeCases =
        serde_json::from_str(include_str!("../../tests/vectors/barcodes.json")).unwrap();
    for case in &barcodes.patrons {
        let patron = case.scanning.patron_barcode(&case.scanned);
        assert_eq!(patron, case.patron, "{}", case.name);
    }
    for case in barcodes.warnings {
        let line = match &case.patron {
            Some(patron) => format!("M,20151120080000,L,{},,{patron},", case.item),
            None => format!("M,20151120080000,R,{}", case.item),
        };
        let warns = warns(&case.scanning, parse(&line));
        assert_eq!(warns, case.warns, "{}", case.name);
    }
}

#[test]
fn the_defaults_are_those_of_the_page() {
    let defaults: serde_json::Value =
        serde_json::from_str(include_str!("../../tests/vectors/defaults.json")).unwrap();
    assert_eq!(serde_json::to_value(Scanning::default()).unwrap(), defaults);
}
