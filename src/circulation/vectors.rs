//! The rules that the scripts of the scanning page have as well, on the cases in
//! `tests/vectors/`; `tests/scripts/vectors.test.mjs` tries the same cases on the scripts.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::circulation::judge::{Doubt, Judge};
use crate::circulation::record::Record;
use crate::circulation::scan::{self, Problem};
use crate::circulation::scanning::Scanning;
use crate::circulation::shapes::{Oddity, Shapes, Tally};
use crate::circulation::time;
use crate::circulation::zone::{Period, Zone, recorded};

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
    judged: Vec<JudgedCase>,
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

#[derive(Deserialize)]
struct JudgedCase {
    name: String,
    scanning: Scanning,
    #[serde(default)]
    seen: SeenSets,
    role: String,
    scanned: String,
    barcode: String,
    problem: String,
}

/// Names of sets among those of the shapes' cases.
#[derive(Default, Deserialize)]
#[serde(default)]
struct SeenSets {
    items: String,
    patrons: String,
}

#[derive(Deserialize)]
struct ScanCases {
    taken: Vec<TakenCase>,
    problems: Vec<ProblemCase>,
}

#[derive(Deserialize)]
struct TakenCase {
    name: String,
    scanned: String,
    barcode: String,
    taken: Vec<String>,
}

#[derive(Deserialize)]
struct ProblemCase {
    name: String,
    barcode: String,
    problem: String,
    #[serde(default)]
    meant: String,
}

#[derive(Deserialize)]
struct ShapeCases {
    seen: HashMap<String, Vec<String>>,
    cases: Vec<ShapeCase>,
}

#[derive(Deserialize)]
struct ShapeCase {
    name: String,
    seen: String,
    least: usize,
    barcode: String,
    oddity: String,
}

impl ShapeCases {
    fn read() -> Self {
        serde_json::from_str(include_str!("../../tests/vectors/shapes.json")).unwrap()
    }

    /// The tally of the set of this name; of none, where there is no name.
    fn tally(&self, name: &str) -> Tally {
        let mut tally = Tally::default();
        if !name.is_empty() {
            self.seen[name]
                .iter()
                .for_each(|barcode| tally.count(barcode));
        }
        tally
    }
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

fn warns(scanning: &Scanning, record: &Record) -> bool {
    let shapes = Shapes::default();
    Judge::new(scanning, &shapes)
        .record(record)
        .next()
        .is_some()
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
        let warns = warns(&case.scanning, &parse(&line));
        assert_eq!(warns, case.warns, "{}", case.name);
    }
}

#[test]
fn what_is_scanned_is_judged_as_by_the_page() {
    let barcodes: BarcodeCases =
        serde_json::from_str(include_str!("../../tests/vectors/barcodes.json")).unwrap();
    let shapes = ShapeCases::read();
    for case in &barcodes.judged {
        let seen = Shapes {
            items: shapes.tally(&case.seen.items),
            patrons: shapes.tally(&case.seen.patrons),
        };
        let judge = Judge::new(&case.scanning, &seen);
        let judged = match case.role.as_str() {
            "item" => judge.item(&case.scanned),
            "patron" => judge.patron(&case.scanned),
            other => panic!("{}: {other}", case.name),
        };
        let found = (judged.barcode, judged.doubt.map_or("", Doubt::key));
        let expected = (case.barcode.as_str(), case.problem.as_str());
        assert_eq!(found, expected, "{}", case.name);
    }
}

#[test]
fn what_scanners_add_is_taken_off_and_what_can_be_no_barcode_is_found_as_by_the_page() {
    let scans: ScanCases =
        serde_json::from_str(include_str!("../../tests/vectors/scans.json")).unwrap();
    for case in &scans.taken {
        let (barcode, taken) = scan::take_off(&case.scanned);
        assert_eq!(barcode, case.barcode, "{}", case.name);
        assert_eq!(taken, case.taken, "{}", case.name);
    }
    for case in &scans.problems {
        let problem = scan::problem(&case.barcode, |_| false);
        let meant = problem.and_then(|problem| scan::meant(problem, &case.barcode));
        let found = (problem.map_or("", Problem::key), meant.unwrap_or_default());
        assert_eq!(found.0, case.problem, "{}", case.name);
        assert_eq!(found.1, case.meant, "{}", case.name);
    }
}

#[test]
fn barcodes_of_another_shape_than_those_seen_are_found_as_by_the_page() {
    let shapes = ShapeCases::read();
    for case in &shapes.cases {
        let tally = shapes.tally(&case.seen);
        for tally in [tally.clone(), tally.bounded()] {
            let oddity = match tally.oddity(&case.barcode, case.least) {
                Some(Oddity::Shape) => "shape",
                Some(Oddity::CheckDigit) => "check digit",
                None => "",
            };
            assert_eq!(oddity, case.oddity, "{}", case.name);
        }
    }
}

#[derive(Deserialize)]
struct ZoneCase {
    name: String,
    zone: Option<String>,
    periods: Vec<(i64, i64)>,
    times: Vec<(String, String)>,
}

#[test]
fn moments_have_the_local_times_that_the_page_gives_them() {
    let text = include_str!("../../tests/vectors/zones.json");
    let cases: Vec<ZoneCase> = serde_json::from_str(text).unwrap();
    for case in &cases {
        let second = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
        let periods = case.periods.iter();
        let periods: Vec<Period> = periods
            .map(|(from, ahead)| (second(*from), *ahead))
            .collect();
        for (utc, local) in &case.times {
            let utc: DateTime<Utc> = utc.parse().unwrap();
            let given = recorded(&periods, utc).format(time::LINE).to_string();
            assert_eq!(given, *local, "{} at {utc}", case.name);
            let zone: Option<Zone> = case.zone.as_ref().map(|zone| zone.parse().unwrap());
            let of_zone = zone.map_or(given, |zone| {
                zone.recorded_time(utc).format(time::LINE).to_string()
            });
            assert_eq!(of_zone, *local, "{} at {utc}", case.name);
        }
    }
}

#[test]
fn the_defaults_are_those_of_the_page() {
    let defaults: serde_json::Value =
        serde_json::from_str(include_str!("../../tests/vectors/defaults.json")).unwrap();
    assert_eq!(serde_json::to_value(Scanning::default()).unwrap(), defaults);
}
