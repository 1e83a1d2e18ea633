//! Which lines of files made elsewhere are new, and at which second they are recorded.
//!
//! A .dat file has only minutes. A line of it that stands there for the n-th time is
//! recorded already if the table has n rows of that minute; a new one gets a second so
//! that within the minute the order of the file stays and no two rows are the same scan.

use std::collections::{HashMap, HashSet};

use chrono::{NaiveDateTime, TimeDelta, Timelike};

use super::read::Imported;
use crate::circulation::line::{Lines, Rejected, Understood};
use crate::circulation::record::{Key, Kind, Reason, Record};
use crate::circulation::time::{self, Span};

/// What files add to the table.
#[derive(Debug, Default)]
pub struct Merged {
    /// The new records in the order of the files and of their lines.
    pub new: Vec<Record>,
    /// What each file comes to.
    pub files: Vec<Tally>,
}

/// What a file comes to.
#[derive(Debug, Default)]
pub struct Tally {
    /// Records that are new.
    pub new: usize,
    /// Their lines in the file.
    pub new_lines: Vec<usize>,
    /// Records that are in the table, or in a file before this one.
    pub already: usize,
    /// New records that the table has at that minute for another library.
    pub elsewhere: usize,
    /// Loans among new and already recorded.
    pub loans: usize,
    /// Returns among new and already recorded.
    pub returns: usize,
    /// Time of the first and of the last of them.
    pub span: Option<Span>,
    /// Lines for which their minute has no second left.
    pub rejected: Vec<Rejected>,
}

/// Compares the files with `recorded`, every row of the table in their span.
pub fn merge(files: &[Lines<Imported>], recorded: &[Record]) -> Merged {
    let mut known = Known::of(recorded);
    let mut merged = Merged::default();
    for file in files {
        let (mut tally, mut progress) = (Tally::default(), Progress::default());
        for line in &file.understood {
            let record = &line.value.record;
            let Some((timestamp, is_new)) = known.place(&line.value, &mut progress) else {
                tally.reject(line);
                continue;
            };
            tally.count(record, is_new);
            if is_new {
                tally.new_lines.push(line.line);
                tally.elsewhere += usize::from(known.is_elsewhere(record));
                merged.new.push(Record {
                    timestamp,
                    ..record.clone()
                });
            }
        }
        merged.files.push(tally);
    }
    merged
}

impl Tally {
    fn count(&mut self, record: &Record, is_new: bool) {
        match record.kind {
            Kind::Loan => self.loans += 1,
            Kind::Return => self.returns += 1,
        }
        if is_new {
            self.new += 1;
        } else {
            self.already += 1;
        }
        let times = self.span.map_or(vec![], |span| vec![span.first, span.last]);
        self.span = Span::of(times.into_iter().chain([record.timestamp]));
    }

    fn reject(&mut self, line: &Understood<Imported>) {
        self.rejected.push(Rejected {
            line: line.line,
            text: line.text.clone(),
            reason: Reason::new(
                "line",
                "This line appears more than 60 times in one minute, and only 60 can be told apart.",
            ),
        });
    }
}

/// How far one file has been read.
#[derive(Default)]
struct Progress<'a> {
    /// How often each line was there.
    seen: HashMap<Key<'a>, usize>,
    /// The second of each minute before which nothing more may be placed.
    floor: HashMap<NaiveDateTime, u32>,
}

/// What is in the table, or will be.
struct Known<'a> {
    scans: HashSet<Key<'a>>,
    /// By line of a .dat file: the seconds of its rows, ascending.
    seconds: HashMap<Key<'a>, Vec<u32>>,
    /// By line of a .dat file without its library: a library that has it.
    libraries: HashMap<Key<'a>, &'a str>,
}

impl<'a> Known<'a> {
    fn of(recorded: &'a [Record]) -> Self {
        let mut known = Self {
            scans: HashSet::with_capacity(recorded.len()),
            seconds: HashMap::with_capacity(recorded.len()),
            libraries: HashMap::with_capacity(recorded.len()),
        };
        for row in recorded {
            known.add(row, row.timestamp);
            known.libraries.insert(anywhere(row), &row.library);
        }
        known
    }

    fn add(&mut self, record: &'a Record, timestamp: NaiveDateTime) {
        self.scans.insert(scan(record, timestamp));
        let seconds = self.seconds.entry(line(record)).or_default();
        let at = seconds.partition_point(|&second| second <= timestamp.second());
        seconds.insert(at, timestamp.second());
    }

    /// The time of the row that the record is or, if that is new, will be; `None` if its
    /// minute has no second left.
    fn place(
        &mut self,
        imported: &'a Imported,
        file: &mut Progress<'a>,
    ) -> Option<(NaiveDateTime, bool)> {
        let record = &imported.record;
        let minute = time::minute_of(record.timestamp);
        let before = file.seen.entry(line(record)).or_default();
        let recorded = self.seconds.get(&line(record));
        let recorded = recorded.and_then(|seconds| seconds.get(*before)).copied();
        *before += 1;
        let floor = file.floor.entry(minute).or_default();
        let at = |second: u32| minute + TimeDelta::seconds(second.into());
        let is_free = |time: &NaiveDateTime| !self.scans.contains(&scan(record, *time));
        let (timestamp, is_new) = match recorded {
            _ if !imported.to_the_minute => (record.timestamp, is_free(&record.timestamp)),
            Some(second) => (at(second), false),
            None => ((*floor..60).map(at).find(is_free)?, true),
        };
        *floor = timestamp.second().max(*floor);
        if is_new {
            self.add(record, timestamp);
        }
        Some((timestamp, is_new))
    }

    fn is_elsewhere(&self, record: &Record) -> bool {
        let library = self.libraries.get(&anywhere(record));
        library.is_some_and(|library| *library != record.library)
    }
}

/// What makes two records the same scan at this time.
fn scan(record: &Record, timestamp: NaiveDateTime) -> Key<'_> {
    let (library, _, kind, item, patron) = record.key();
    (library, timestamp, kind, item.trim(), patron.trim())
}

/// What a .dat file of its library says of it.
fn line(record: &Record) -> Key<'_> {
    let minute = time::minute_of(record.timestamp);
    let (library, _, kind, item, patron) = scan(record, minute);
    let patron = match kind {
        Kind::Loan => patron,
        Kind::Return => "",
    };
    (library, minute, kind, item, patron)
}

/// What a .dat file of any library says of it.
fn anywhere(record: &Record) -> Key<'_> {
    let (_, minute, kind, item, patron) = line(record);
    ("", minute, kind, item, patron)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::import::read::read;

    fn own(line: &str) -> Record {
        Record::parse(line, |_| true).unwrap()
    }

    fn file(text: &str) -> Lines<Imported> {
        let file = read(text, "M", |_| true);
        assert_eq!(file.rejected, []);
        file
    }

    /// What is new in these files beside the rows, as seconds, item and patron.
    fn new(files: &[&str], rows: &[&str]) -> Vec<String> {
        let files: Vec<_> = files.iter().map(|text| file(text)).collect();
        let rows: Vec<Record> = rows.iter().map(|row| own(row)).collect();
        let short = |t: &Record| format!("{}{}", t.timestamp.format("%S "), t.item_barcode);
        merge(&files, &rows).new.iter().map(short).collect()
    }

    const A: &str = "201508271216R1\n";
    const B: &str = "201508271216R2\n";

    #[test]
    fn the_order_within_a_minute_stays_and_no_two_records_are_the_same_scan() {
        assert_eq!(
            new(&[&[A, B, A, A, B].concat()], &[]),
            ["00 1", "00 2", "01 1", "02 1", "02 2"]
        );
    }

    #[test]
    fn the_nth_equal_line_of_a_file_needs_n_rows_to_be_recorded_already() {
        let row = "M,20150827121640,R,1";
        let text = [A, A, B].concat();
        assert_eq!(new(&[&text], &[row]), ["41 1", "41 2"]);
        assert_eq!(new(&[&text], &[row, row]), ["40 2"]);
        assert_eq!(new(&[A], &[row, row]), [""; 0]);
        // Another library, minute, type or patron is another scan.
        for other in [
            "X,20150827121640,R,1",
            "M,20150827121740,R,1",
            "M,20150827121640,L,1,,2",
        ] {
            assert_eq!(new(&[A], &[other]), ["00 1"]);
        }
    }

    #[test]
    fn a_file_that_a_station_saved_again_with_more_in_it_adds_only_that() {
        let whole = [A, B, A, B].concat();
        for files in [[A, &whole[..]], [&whole, A]] {
            assert_eq!(new(&files, &[]), ["00 1", "00 2", "01 1", "01 2"]);
        }
    }

    #[test]
    fn a_line_with_seconds_is_recorded_already_only_at_that_second() {
        let text = "M,20150827121640,R,1\nM,20150827121641,R,1\nM,20150827121640,R,1\n";
        assert_eq!(new(&[text], &["M,20150827121640,R,1"]), ["41 1"]);
        assert_eq!(new(&[text, A], &[]), ["40 1", "41 1"]);
    }

    #[test]
    fn a_returns_patron_makes_no_difference_to_a_line_that_has_none() {
        let row = "M,20150827121640,R,1,,42,";
        assert_eq!(new(&[A], &[row]), [""; 0]);
        assert_eq!(
            new(&["M,20150827121640,R,1\n"], &[row]),
            ["40 1"],
            "with seconds it does"
        );
    }

    #[test]
    fn the_sixty_first_equal_line_of_a_minute_is_refused() {
        let text = A.repeat(61) + B;
        let merged = merge(&[file(&text)], &[]);
        assert_eq!(merged.new.len(), 61);
        assert_eq!(merged.files[0].rejected.len(), 1);
        assert_eq!(merged.files[0].rejected[0].line, 61);
        let again = merge(&[file(&text)], &merged.new);
        assert_eq!(again.new, []);
        assert_eq!(again.files[0].already, 61);
    }

    #[test]
    fn a_file_is_counted() {
        let text = format!("201508271217L3{:79}9\n{A}{A}", "");
        let rows = ["M,20150827121640,R,1", "X,20150827121730,L,3,,9"].map(own);
        let tally = &merge(&[file(&text)], &rows).files[0];
        assert_eq!((tally.new, tally.already, tally.elsewhere), (2, 1, 1));
        assert_eq!(tally.new_lines, [1, 3]);
        assert_eq!((tally.loans, tally.returns), (1, 2));
        let Span { first, last } = tally.span.unwrap();
        assert_eq!(first.to_string(), "2015-08-27 12:16:00");
        assert_eq!(last.to_string(), "2015-08-27 12:17:00");
    }
}
