//! The rules that the scripts of the scanning page have as well, on the cases in
//! `tests/vectors/`; `tests/scripts/vectors.test.mjs` tries the same cases on the scripts.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::circulation::dat;
use crate::circulation::judge::{Doubt, Judge};
use crate::circulation::record::Record;
use crate::circulation::scan::{self, Problem};
use crate::circulation::scanning::Scanning;
use crate::circulation::shapes::{Oddity, Shapes, Tally};
use crate::circulation::time;
use crate::circulation::zone::{Period, Zone, Zones, recorded};

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

#[derive(Deserialize)]
struct DatCases {
    files: Vec<DatCase>,
}

#[derive(Deserialize)]
struct DatCase {
    name: String,
    libraries: Vec<String>,
    /// By library, and by no code that of those without one of their own.
    #[serde(default)]
    zones: BTreeMap<String, ZoneOfCase>,
    lines: Vec<String>,
    /// The numbers of the lines that are none.
    refused: Vec<usize>,
    files: Vec<DatFile>,
}

#[derive(Deserialize)]
struct ZoneOfCase {
    zone: String,
    periods: Vec<(i64, i64)>,
}

/// The text of a file for a library, or for all.
#[derive(Debug, PartialEq, Eq, Deserialize)]
struct DatFile {
    library: String,
    text: String,
}

impl DatCase {
    fn zones(&self) -> Zones {
        let mut zones = Zones::default();
        for (library, of_case) in &self.zones {
            let zone: Zone = of_case.zone.parse().unwrap();
            for (from, ahead) in &of_case.periods {
                let from = DateTime::from_timestamp(*from, 0).unwrap();
                assert_eq!(zone.ahead_of_utc(from), *ahead, "{}", self.name);
            }
            match library.as_str() {
                "" => zones.site = zone,
                code => zones.own.push((code.to_owned(), zone)),
            }
        }
        zones
    }

    /// The records in the order of a file, each scan once.
    fn records(&self) -> (Vec<Record>, Vec<usize>) {
        let known = |code: &str| self.libraries.iter().any(|library| library == code);
        let (mut records, mut refused) = (Vec::new(), Vec::new());
        for (number, line) in (1..).zip(&self.lines) {
            match Record::parse(line, known) {
                Ok(record) => records.push(record),
                Err(_) => refused.push(number),
            }
        }
        let mut keys = HashSet::new();
        let once = records.iter().filter(|record| keys.insert(record.key()));
        let mut once: Vec<Record> = once.cloned().collect();
        once.sort_by_key(|record| record.timestamp);
        self.zones()
            .put_in_order(&mut once, |record| (&record.library, record.timestamp));
        (once, refused)
    }
}

#[test]
fn the_file_for_alma_has_the_bytes_that_the_page_gives_it() {
    let cases: DatCases =
        serde_json::from_str(include_str!("../../tests/vectors/dat.json")).unwrap();
    for case in cases.files {
        let (records, refused) = case.records();
        assert_eq!(refused, case.refused, "{}", case.name);
        let mut texts: Vec<(String, Vec<u8>)> = Vec::new();
        for record in &records {
            let is_per_library = case.libraries.len() > 1;
            let library = if is_per_library { &*record.library } else { "" };
            let at = texts.iter().position(|(code, _)| code == library);
            let at = at.unwrap_or_else(|| {
                texts.push((library.to_owned(), Vec::new()));
                texts.len() - 1
            });
            dat::write_line(&mut texts[at].1, record).unwrap();
        }
        let files = texts.into_iter().map(|(library, text)| DatFile {
            library,
            text: String::from_utf8(text).unwrap(),
        });
        assert_eq!(files.collect::<Vec<_>>(), case.files, "{}", case.name);
    }
}
