//! Files of desks and stations, put together without a table.
//!
//! No I/O. A record that several files have is one, if they are equal in all that the poorer of
//! their formats knows: a .dat file has minutes, and no library. So what knows more comes first.

use super::dates::{self, Stretch};
use super::decode::{self, Decoded};
use super::list;
use super::merge::merge_alone;
use super::read::{self, Imported};
use crate::circulation::line::{Lines, Rejected, Understood};
use crate::circulation::record::Record;
use crate::circulation::sheet;
use crate::circulation::zone::{LocalTimes, Zones};
use crate::messages::{Code, code};

/// Stands for the library of a .dat file that does not say of which it is; no library has this code.
const NOT_SAID: &str = "?";

/// What files come to together.
#[derive(Debug)]
pub struct Together {
    /// Each record once, in the order of time.
    pub records: Vec<Record>,
    /// How many lines were left out, as the same record was there already.
    pub doubles: usize,
    /// What is to be said of each file.
    pub files: Vec<OfFile>,
}

/// What is to be said of a file.
#[derive(Debug)]
pub struct OfFile {
    /// Why nothing of it was read, and what to do.
    pub problem: Option<Code>,
    /// Whether it has no line at all.
    pub is_empty: bool,
    /// Its last line, if that may be cut off.
    pub cut: Option<usize>,
    /// The lines that are left out, and why.
    pub rejected: Vec<Rejected>,
    /// The lines whose dates look wrong; they are not left out.
    pub stretches: Vec<Stretch>,
}

/// A part of a file, whose lines all know as much.
struct Part {
    file: usize,
    lines: Lines<Imported>,
}

/// Puts files together: their bytes, each with the library that its .dat lines are of, if that is
/// known. The other lines name their library, which must be `known`.
pub fn together(
    files: &[(&[u8], Option<String>)],
    known: impl Fn(&str) -> bool,
    zones: &Zones,
    now: &LocalTimes,
) -> Together {
    // Those with seconds, those of a library, and the others.
    let mut parts: [Vec<Part>; 3] = Default::default();
    let mut of_files = Vec::with_capacity(files.len());
    for (file, (bytes, library)) in files.iter().enumerate() {
        let library = library.as_deref();
        let decoded = Decoded::read(bytes);
        let (problem, lines) = read_file(bytes, &decoded, library, &known);
        of_files.push(OfFile {
            is_empty: decoded.lines.is_empty(),
            cut: decoded.cut().filter(|_| problem.is_none()),
            problem,
            stretches: stretches(file, &lines, now),
            rejected: lines.rejected,
        });
        let (poor, rich): (Vec<_>, Vec<_>) = lines
            .understood
            .into_iter()
            .partition(|line| line.value.to_the_minute);
        let level = if library.is_some() { 1 } else { 2 };
        for (level, lines) in [(0, rich), (level, poor)] {
            parts[level].push(Part::of(file, lines));
        }
    }
    let parts: Vec<Part> = parts.into_iter().flatten().collect();
    let merged = merge_alone(&parts.iter().map(|part| &part.lines).collect::<Vec<_>>());
    let mut doubles = 0;
    for (part, tally) in parts.iter().zip(merged.files) {
        doubles += tally.already.all;
        let rejected = &mut of_files[part.file].rejected;
        rejected.extend(tally.rejected);
        rejected.sort_by_key(|line| line.line);
    }
    Together {
        records: in_order(merged.new, zones),
        doubles,
        files: of_files,
    }
}

impl Part {
    fn of(file: usize, understood: Vec<Understood<Imported>>) -> Self {
        let lines = Lines {
            understood,
            rejected: Vec::new(),
        };
        Self { file, lines }
    }
}

/// Why a file cannot be read, or its lines.
fn read_file(
    bytes: &[u8],
    decoded: &Decoded<'_>,
    library: Option<&str>,
    known: impl Fn(&str) -> bool,
) -> (Option<Code>, Lines<Imported>) {
    if let Some(records) = sheet::read(bytes) {
        return (None, of_sheet(records));
    }
    let lines = &decoded.lines;
    let without_times = || {
        let is_list = !read::is_of_a_station(lines) && list::has_numbers(lines);
        is_list.then_some(code!("commands.merge-no-times"))
    };
    let problem = decode::not_a_text(bytes).or_else(without_times);
    if problem.is_some() {
        return (problem, read::read(&[], NOT_SAID, |_| false));
    }
    let library = library.unwrap_or(NOT_SAID);
    let known = |code: &str| code == library || known(code);
    (None, read::read(lines, library, known))
}

/// The rows of a .csv that was made here: they were in a file for Alma as they are.
fn of_sheet(records: Vec<Record>) -> Lines<Imported> {
    let rows = (2..).zip(records);
    let understood = rows.map(|(line, record)| Understood {
        line,
        text: String::new(),
        value: Imported {
            record,
            to_the_minute: false,
        },
    });
    Lines {
        understood: understood.collect(),
        rejected: Vec::new(),
    }
}

fn stretches(file: usize, lines: &Lines<Imported>, now: &LocalTimes) -> Vec<Stretch> {
    let is_off = |line: &&Understood<Imported>| dates::is_off(&line.value.record, now);
    let off = lines.understood.iter().filter(is_off);
    let off: Vec<usize> = off.map(|line| line.line).collect();
    dates::stretches(file, lines, &off, now)
}

fn in_order(mut records: Vec<Record>, zones: &Zones) -> Vec<Record> {
    for record in &mut records {
        if record.library == NOT_SAID {
            record.library.clear();
        }
    }
    records.sort_by_key(|record| record.timestamp);
    zones.put_in_order(&mut records, |record| (&record.library, record.timestamp));
    records
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::circulation::dat;
    use crate::circulation::time;

    const A: &str = "M,20261128121640,L,1,QA,77,Ada";
    const B: &str = "M,20261128121641,R,2,,,";
    const C: &str = "N,20261128121500,R,3,,,";

    fn record(line: &str) -> Record {
        Record::parse(line, |_| true).unwrap()
    }

    fn dat_of(lines: &[&str]) -> Vec<u8> {
        let mut text = Vec::new();
        for line in lines {
            dat::write_line(&mut text, &record(line)).unwrap();
        }
        text
    }

    fn csv_of(lines: &[&str]) -> Vec<u8> {
        let records: Vec<Record> = lines.iter().map(|line| record(line)).collect();
        let mut text = Vec::new();
        sheet::write(&mut text, &records.iter().collect::<Vec<_>>()).unwrap();
        text
    }

    fn all(files: &[(&[u8], Option<&str>)]) -> Together {
        let files: Vec<_> = files
            .iter()
            .map(|(bytes, library)| (*bytes, library.map(str::to_owned)))
            .collect();
        let now = LocalTimes {
            site: time::parse("20261128140000").unwrap(),
            own: Vec::new(),
        };
        together(&files, |code| code != "X", &Zones::default(), &now)
    }

    fn lines(together: &Together) -> Vec<String> {
        together.records.iter().map(Record::to_line).collect()
    }

    #[test]
    fn a_record_of_several_formats_is_one_whatever_the_order_of_the_files() {
        let (csv, dat) = (csv_of(&[A, B]), dat_of(&[A, B, C]));
        let saved = format!("{B}\r\n{A}\r\n").into_bytes();
        let files = [
            (&csv[..], None),
            (&dat[..], Some("M")),
            (&dat[..], None),
            (&saved[..], None),
        ];
        let mut orders = vec![files.to_vec()];
        orders.push(files.iter().rev().copied().collect());
        orders.push([files[1], files[3], files[0], files[2]].to_vec());
        for order in orders {
            let merged = all(&order);
            assert_eq!(
                lines(&merged),
                ["M,20261128121500,R,3,,,", A, B],
                "C of M: the name of a .dat says more than nothing"
            );
            assert_eq!(merged.doubles, 7);
            assert!(merged.files.iter().all(|file| file.rejected.is_empty()));
        }
        let merged = all(&[(&dat, Some("M")), (&csv_of(&[C]), None)]);
        let expected = [C, "M,20261128121600,L,1,,77,", "M,20261128121600,R,2,,,"];
        assert_eq!(lines(&merged), expected, "the .csv knows the library");
    }

    #[test]
    fn the_order_within_a_minute_is_that_of_the_file_and_repeats_stay() {
        let text = dat_of(&[B, A, B]);
        let merged = all(&[(&text, None)]);
        let items = merged.records.iter().map(|record| &record.item_barcode);
        assert_eq!(items.collect::<Vec<_>>(), ["2", "1", "2"]);
        assert_eq!(merged.doubles, 0);
        assert!(
            merged
                .records
                .iter()
                .all(|record| record.library.is_empty())
        );
        // The one of the .csv is the first of the two.
        let merged = all(&[(&text, None), (&csv_of(&[B]), None)]);
        assert_eq!((merged.records.len(), merged.doubles), (3, 1));
    }

    #[test]
    fn what_is_not_understood_is_named_and_the_rest_is_taken() {
        let saved = format!("hello\n{A}\n\nX,20261128121640,R,9\n");
        let list = b"21234000000001\n31234000000001\n";
        let merged = all(&[
            (saved.as_bytes(), None),
            (list, None),
            (b"PK\x03\x04", None),
        ]);
        assert_eq!(lines(&merged), [A]);
        let numbers = |file: usize| {
            let rejected = merged.files[file].rejected.iter();
            rejected.map(|line| line.line).collect::<Vec<_>>()
        };
        assert_eq!(numbers(0), [1, 4]);
        assert!(merged.files[0].problem.is_none());
        assert!(merged.files[1].problem.is_some() && merged.files[2].problem.is_some());
    }

    #[test]
    fn a_date_that_cannot_be_right_is_said_and_taken() {
        let text = dat_of(&["M,20140101090000,R,1", "M,20140101090100,R,2", B]);
        let merged = all(&[(&text, None)]);
        assert_eq!(merged.records.len(), 3);
        let [stretch] = &merged.files[0].stretches[..] else {
            panic!("{:?}", merged.files[0].stretches);
        };
        assert_eq!((stretch.decision.first, stretch.decision.last), (1, 2));
    }

    #[test]
    fn a_cell_that_is_no_formula_any_more_is_the_same_barcode() {
        let line = "M,20261128121640,R,=1+1,,,";
        let merged = all(&[(&csv_of(&[line]), None), (&dat_of(&[line]), None)]);
        assert_eq!((lines(&merged), merged.doubles), (vec![line.to_owned()], 1));
    }
}
