//! Which lines of files made elsewhere are new, and at which second they are recorded.
//!
//! A .dat file has only minutes. A line of it that stands there for the n-th time is
//! recorded already if there are n rows of that minute, or lines of files whose rows are gone; a
//! new one gets a second so that within the minute the order of the file stays and no two rows are
//! the same scan.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{NaiveDateTime, TimeDelta, Timelike};

use super::read::Imported;
use crate::circulation::line::{Lines, Rejected, Understood};
use crate::circulation::record::{Key, Kind, Reason, Record};
use crate::circulation::time::{self, Span};
use crate::jobs::lookup::{Found, Location};
use crate::messages::message;

/// Why a line that is new is not recorded, unless a person says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// Its date cannot be right.
    Off,
    /// It is older than the latest file of its library.
    Older,
    /// It is of a list, and was recorded at another time of that day.
    SameDay,
    /// It is of a list of which nobody has said the time.
    NoTime,
}

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
    /// Records that are new, and are to be recorded.
    pub new: usize,
    /// Their lines in the file.
    pub new_lines: Vec<usize>,
    /// The lines that are new and are left out, ascending.
    pub left: Vec<(usize, Left)>,
    /// Records that are there already.
    pub already: Already,
    /// New records that the table has at that minute for another library.
    pub elsewhere: usize,
    /// Loans among all that are understood.
    pub loans: usize,
    /// Returns among all that are understood.
    pub returns: usize,
    /// Time of the first and of the last of them.
    pub span: Option<Span>,
    /// Lines for which their minute has no second left.
    pub rejected: Vec<Rejected>,
}

/// Where records are that are there already.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Already {
    /// How many there are.
    pub all: usize,
    /// In the output directory, by the file's name.
    pub in_files: BTreeMap<String, usize>,
    /// In the table, and in no file yet.
    pub unsaved: usize,
    /// In a file that is gone.
    pub file_gone: usize,
    /// In a line before this one, here or in another file of this import.
    pub repeated: usize,
}

/// Compares the files with `found`, every record of their items in the table and in its files.
/// `decide` says of a new line of a file why it is left out, if it is.
pub fn merge(
    files: &[&Lines<Imported>],
    found: &[Found],
    decide: impl Fn(usize, &Understood<Imported>) -> Option<Left>,
) -> Merged {
    add(found, line, files, decide)
}

/// What these files come to where there is no table. A line of a .dat file is the same record
/// whatever library another file gives it; so the files that know more must come first.
pub fn merge_alone(files: &[&Lines<Imported>]) -> Merged {
    add(&[], anywhere, files, |_, _| None)
}

fn add(
    found: &[Found],
    line_of: fn(&Record) -> Key<'_>,
    files: &[&Lines<Imported>],
    decide: impl Fn(usize, &Understood<Imported>) -> Option<Left>,
) -> Merged {
    let mut known = Known::of(found, line_of);
    let mut merged = Merged::default();
    for (at, file) in files.iter().enumerate() {
        let (mut tally, mut progress) = (Tally::default(), Progress::default());
        for line in &file.understood {
            let record = &line.value.record;
            match known.place(&line.value, &mut progress, || decide(at, line)) {
                Place::Full => {
                    tally.reject(line);
                    continue;
                }
                Place::Known(row) => tally.already.count(row.map(|row| &found[row].location)),
                Place::Left(left) => tally.left.push((line.line, left)),
                Place::New(timestamp) => {
                    tally.new += 1;
                    tally.new_lines.push(line.line);
                    tally.elsewhere += usize::from(known.is_elsewhere(record));
                    merged.new.push(Record {
                        timestamp,
                        ..record.clone()
                    });
                }
            }
            tally.count(record);
        }
        merged.files.push(tally);
    }
    merged
}

impl Tally {
    /// How many lines are left out for this reason.
    pub fn left_for(&self, reason: Left) -> usize {
        self.left.iter().filter(|(_, left)| *left == reason).count()
    }

    fn count(&mut self, record: &Record) {
        match record.kind {
            Kind::Loan => self.loans += 1,
            Kind::Return => self.returns += 1,
        }
        let times = self.span.map_or(vec![], |span| vec![span.first, span.last]);
        self.span = Span::of(times.into_iter().chain([record.timestamp]));
    }

    fn reject(&mut self, line: &Understood<Imported>) {
        self.rejected.push(Rejected {
            line: line.line,
            text: line.text.clone(),
            reason: Reason::new("line", message!("import.too-often")),
        });
    }
}

impl Already {
    fn count(&mut self, place: Option<&Location>) {
        self.all += 1;
        match place {
            Some(Location::File { name, .. }) => {
                *self.in_files.entry(name.clone()).or_default() += 1;
            }
            Some(Location::NoFileYet) => self.unsaved += 1,
            Some(Location::FileGone) => self.file_gone += 1,
            None => self.repeated += 1,
        }
    }
}

/// How far one file has been read.
#[derive(Default)]
struct Progress<'a> {
    /// How often each line was there.
    seen: HashMap<Key<'a>, usize>,
    /// How often each line with seconds was there that no row has.
    unplaced: HashMap<Key<'a>, usize>,
    /// The second of each minute before which nothing more may be placed.
    floor: HashMap<NaiveDateTime, u32>,
}

/// What a line of a file is.
enum Place {
    /// This one of the records that were found, or one of this import.
    Known(Option<usize>),
    /// New, at this time.
    New(NaiveDateTime),
    /// New, and left out.
    Left(Left),
    /// New, and its minute has no second left.
    Full,
}

/// What is in the table, or will be.
struct Known<'a> {
    /// What a .dat file says of a record, with the library or without it.
    line: fn(&Record) -> Key<'_>,
    scans: HashMap<Key<'a>, Option<usize>>,
    /// By line of a .dat file: the seconds of its rows, ascending, and which rows they are.
    seconds: HashMap<Key<'a>, Vec<(u32, Option<usize>)>>,
    /// By line of a .dat file: those of which only the line is left.
    lines: HashMap<Key<'a>, Vec<usize>>,
    /// By line of a .dat file without its library: a library that has it.
    libraries: HashMap<Key<'a>, &'a str>,
}

impl<'a> Known<'a> {
    fn of(found: &'a [Found], line_of: fn(&Record) -> Key<'_>) -> Self {
        let mut known = Self {
            line: line_of,
            scans: HashMap::with_capacity(found.len()),
            seconds: HashMap::with_capacity(found.len()),
            lines: HashMap::new(),
            libraries: HashMap::with_capacity(found.len()),
        };
        for (at, found) in found.iter().enumerate() {
            let row = &found.record;
            if found.is_line_only {
                known.add_second(row, 0, Some(at));
                known.lines.entry(line(row)).or_default().push(at);
            } else {
                known.add(row, row.timestamp, Some(at));
            }
            known.libraries.insert(anywhere(row), &row.library);
        }
        known
    }

    fn add(&mut self, record: &'a Record, timestamp: NaiveDateTime, row: Option<usize>) {
        self.scans.insert(scan(record, timestamp), row);
        self.add_second(record, timestamp.second(), row);
    }

    fn add_second(&mut self, record: &'a Record, second: u32, row: Option<usize>) {
        let seconds = self.seconds.entry((self.line)(record)).or_default();
        let at = seconds.partition_point(|(before, _)| *before <= second);
        seconds.insert(at, (second, row));
    }

    /// What the line is; `decide` says of a new one whether it is left out.
    fn place(
        &mut self,
        imported: &'a Imported,
        file: &mut Progress<'a>,
        decide: impl FnOnce() -> Option<Left>,
    ) -> Place {
        let record = &imported.record;
        let minute = time::minute_of(record.timestamp);
        let before = file.seen.entry((self.line)(record)).or_default();
        let nth = *before;
        *before += 1;
        let known = if imported.to_the_minute {
            let seconds = self.seconds.get(&(self.line)(record));
            seconds.and_then(|seconds| seconds.get(nth)).copied()
        } else {
            self.exact(record, file)
        };
        let floor = file.floor.entry(minute).or_default();
        if let Some((second, row)) = known {
            *floor = second.max(*floor);
            return Place::Known(row);
        }
        if let Some(left) = decide() {
            return Place::Left(left);
        }
        let timestamp = if imported.to_the_minute {
            let at = |second: u32| minute + TimeDelta::seconds(second.into());
            let is_free = |time: &NaiveDateTime| !self.scans.contains_key(&scan(record, *time));
            (*floor..60).map(at).find(is_free)
        } else {
            Some(record.timestamp)
        };
        let Some(timestamp) = timestamp else {
            return Place::Full;
        };
        *floor = timestamp.second().max(*floor);
        self.add(record, timestamp, None);
        Place::New(timestamp)
    }

    /// The row of a record with its second, or else a line of a file whose row is gone.
    fn exact(&self, record: &'a Record, file: &mut Progress<'a>) -> Option<(u32, Option<usize>)> {
        let second = record.timestamp.second();
        if let Some(row) = self.scans.get(&scan(record, record.timestamp)) {
            return Some((second, *row));
        }
        let before = file.unplaced.entry(line(record)).or_default();
        let row = self.lines.get(&line(record))?.get(*before)?;
        *before += 1;
        Some((second, Some(*row)))
    }

    fn is_elsewhere(&self, record: &Record) -> bool {
        let library = self.libraries.get(&anywhere(record));
        library.is_some_and(|library| *library != record.library)
    }
}

/// The items of these files, by which [`Found`] is looked for.
pub fn items<'f>(files: impl IntoIterator<Item = &'f Lines<Imported>>) -> HashSet<&'f str> {
    let lines = files.into_iter().flat_map(|file| &file.understood);
    lines
        .map(|line| line.value.record.item_barcode.trim())
        .collect()
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
    use crate::jobs::import::decode::Decoded;
    use crate::jobs::import::read::read;

    fn own(line: &str) -> Record {
        Record::parse(line, |_| true).unwrap()
    }

    fn file(text: &str) -> Lines<Imported> {
        let file = read(&Decoded::read(text.as_bytes()).lines, "M", |_| true);
        assert_eq!(file.rejected, []);
        file
    }

    fn row(line: &str) -> Found {
        Found {
            record: own(line),
            location: Location::NoFileYet,
            is_line_only: false,
        }
    }

    /// The same in a file, with its row gone.
    fn line_only(text: &str) -> Found {
        let location = Location::File {
            name: "M_2015-08-28_090000.dat".to_owned(),
            line: 1,
        };
        Found {
            location,
            is_line_only: true,
            ..row(text)
        }
    }

    fn all(files: &[Lines<Imported>], found: &[Found]) -> Merged {
        merge(&files.iter().collect::<Vec<_>>(), found, |_, _| None)
    }

    /// What is new in these files beside the rows, as seconds, item and patron.
    fn new(files: &[&str], rows: &[&str]) -> Vec<String> {
        let files: Vec<_> = files.iter().map(|text| file(text)).collect();
        let rows: Vec<Found> = rows.iter().map(|line| row(line)).collect();
        let short = |t: &Record| format!("{}{}", t.timestamp.format("%S "), t.item_barcode);
        all(&files, &rows).new.iter().map(short).collect()
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
        let merged = all(&[file(&text)], &[]);
        assert_eq!(merged.new.len(), 61);
        assert_eq!(merged.files[0].rejected.len(), 1);
        assert_eq!(merged.files[0].rejected[0].line, 61);
        let rows = merged.new.iter().map(|record| row(&record.to_line()));
        let again = all(&[file(&text)], &rows.collect::<Vec<_>>());
        assert_eq!(again.new, []);
        assert_eq!(again.files[0].already.all, 61);
    }

    #[test]
    fn a_file_is_counted() {
        let text = format!("201508271217L3{:79}9\n{A}{A}", "");
        let rows = ["M,20150827121640,R,1", "X,20150827121730,L,3,,9"].map(row);
        let tally = &all(&[file(&text)], &rows).files[0];
        assert_eq!((tally.new, tally.already.all, tally.elsewhere), (2, 1, 1));
        assert_eq!(tally.new_lines, [1, 3]);
        assert_eq!((tally.loans, tally.returns), (1, 2));
        let Span { first, last } = tally.span.unwrap();
        assert_eq!(first.to_string(), "2015-08-27 12:16:00");
        assert_eq!(last.to_string(), "2015-08-27 12:17:00");
    }

    #[test]
    fn what_is_there_already_is_said_to_be_where_it_is() {
        let text = [A, A, B, B, "201508271217R3\n"].concat();
        let gone = Found {
            location: Location::FileGone,
            ..row("M,20150827121700,R,3")
        };
        let found = [
            line_only("M,20150827121600,R,1"),
            row("M,20150827121630,R,2"),
            gone,
        ];
        let files = [file(&text), file(A)];
        let merged = all(&files, &found);
        let expected = Already {
            all: 3,
            in_files: [("M_2015-08-28_090000.dat".to_owned(), 1)].into(),
            unsaved: 1,
            file_gone: 1,
            repeated: 0,
        };
        assert_eq!(merged.files[0].already, expected);
        assert_eq!((merged.files[0].new, merged.files[1].new), (2, 0));
        assert_eq!(merged.files[1].already.in_files.len(), 1);
        assert_eq!(all(&[file(B), file(B)], &[]).files[1].already.repeated, 1);
    }

    #[test]
    fn a_line_with_seconds_is_that_of_a_file_whose_row_is_gone() {
        let text = "M,20150827121640,R,1\nM,20150827121650,R,1\n";
        let found = [line_only("M,20150827121600,R,1")];
        let merged = all(&[file(text)], &found);
        assert_eq!((merged.files[0].already.all, merged.files[0].new), (1, 1));
    }

    #[test]
    fn what_is_left_out_is_named_and_takes_no_second() {
        let files = [file(&[A, A, B].concat())];
        let leave = |_, line: &Understood<Imported>| (line.line < 3).then_some(Left::Off);
        let merged = merge(&[&files[0]], &[], leave);
        let tally = &merged.files[0];
        assert_eq!(tally.left, [(1, Left::Off), (2, Left::Off)]);
        assert_eq!(
            (tally.new, tally.left_for(Left::Off), tally.returns),
            (1, 2, 3)
        );
        assert_eq!(merged.new[0].timestamp.second(), 0);
    }
}
