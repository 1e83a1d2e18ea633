//! Which row of the table is in which line of which file.
//!
//! No I/O. A line stands for one row at most. A row is known exactly where its file has a
//! .csv, else to the minute; so the files with a .csv are asked first, then those for one
//! library, and the older before the newer.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

use crate::circulation::dat::Line;
use crate::circulation::record::{Key, Record};
use crate::outbox::{Contents, DatFile};

/// A line of a file: the file's index among those given, and the line's number from 1.
pub type Position = (usize, usize);

/// The lines for which no row has been found yet.
#[derive(Debug, Default)]
pub struct Matching<'a> {
    exact: HashMap<Key<'a>, VecDeque<Position>>,
    /// For each file without a .csv, in the order in which they are asked.
    to_the_minute: Vec<Lines<'a>>,
}

#[derive(Debug)]
struct Lines<'a> {
    /// The library in the file's name.
    library: Option<&'a str>,
    lines: HashMap<&'a Line, VecDeque<Position>>,
}

impl<'a> Matching<'a> {
    /// What these files hold.
    pub fn of(files: impl IntoIterator<Item = (&'a DatFile, &'a Contents)>) -> Self {
        let mut files: Vec<_> = files.into_iter().enumerate().collect();
        files.sort_by_key(|(_, (file, _))| (file.library.is_none(), file.made));
        let mut matching = Self::default();
        for (at, (file, contents)) in files {
            match contents {
                Contents::Exact(records) => {
                    for (line, record) in records {
                        let lines = matching.exact.entry(record.key()).or_default();
                        lines.push_back((at, *line));
                    }
                }
                Contents::Lines(numbered) => {
                    let mut lines: HashMap<_, VecDeque<_>> = HashMap::new();
                    for (number, line) in numbered {
                        lines.entry(line).or_default().push_back((at, *number));
                    }
                    let library = file.library.as_deref();
                    matching.to_the_minute.push(Lines { library, lines });
                }
            }
        }
        matching
    }

    /// The line that this row is in, which no other row has then; `None` if there is none.
    pub fn take(&mut self, row: &'a Record) -> Option<Position> {
        self.take_from(row, |_| true)
    }

    /// The same, of the files with these indices only.
    pub fn take_from(
        &mut self,
        row: &'a Record,
        files: impl Fn(usize) -> bool,
    ) -> Option<Position> {
        let first_of = |lines: &mut VecDeque<Position>| {
            let at = lines.iter().position(|(file, _)| files(*file))?;
            lines.remove(at)
        };
        let exact = self.exact.get_mut(&row.key());
        if let Some(position) = exact.and_then(first_of) {
            return Some(position);
        }
        if self.to_the_minute.is_empty() {
            return None;
        }
        let line = Line::from(row);
        let may_hold = |file: &&mut Lines<'_>| file.library.is_none_or(|code| code == row.library);
        let mut in_order = self.to_the_minute.iter_mut().filter(may_hold);
        in_order.find_map(|file| first_of(file.lines.get_mut(&line)?))
    }

    /// The lines that are left.
    pub fn rest(self) -> impl Iterator<Item = Position> {
        let to_the_minute = self.to_the_minute.into_iter();
        let to_the_minute = to_the_minute.flat_map(|file| file.lines.into_values());
        self.exact.into_values().chain(to_the_minute).flatten()
    }
}

/// How many there are of each: the table has no key, so two equal rows are two rows.
pub fn count<T: Eq + Hash>(items: impl IntoIterator<Item = T>) -> HashMap<T, usize> {
    let mut counts = HashMap::new();
    for item in items {
        *counts.entry(item).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str) -> DatFile {
        DatFile::named(name.to_owned())
    }

    fn row(line: &str) -> Record {
        Record::parse(line, |_| true).unwrap()
    }

    fn lines(lines: &[&str]) -> Contents {
        Contents::Lines(
            (1..)
                .zip(lines.iter().map(|line| Line::from(&row(line))))
                .collect(),
        )
    }

    const EARLY: &str = "A,20150827121601,R,1";
    const LATE: &str = "A,20150827121659,R,1";
    const ELSEWHERE: &str = "B,20150827121601,R,1";

    #[test]
    fn each_line_stands_for_one_row() {
        let file = file("2015-08-27_130000.dat");
        let contents = lines(&[EARLY, EARLY]);
        let mut matching = Matching::of([(&file, &contents)]);
        let rows = [EARLY, LATE, ELSEWHERE].map(row);
        let taken = rows.each_ref().map(|row| matching.take(row));
        assert_eq!(taken, [Some((0, 1)), Some((0, 2)), None]);
    }

    #[test]
    fn a_file_that_knows_its_rows_exactly_is_asked_before_older_ones() {
        let files = [file("2015-08-27_130000.dat"), file("2015-08-27_140000.dat")];
        let contents = [lines(&[EARLY]), Contents::exact(vec![row(EARLY)])];
        let mut matching = Matching::of(files.iter().zip(&contents));
        let rows = [EARLY, LATE].map(row);
        let taken = rows.each_ref().map(|row| matching.take(row));
        assert_eq!(taken, [Some((1, 1)), Some((0, 1))]);
    }

    #[test]
    fn a_file_for_all_libraries_is_asked_after_those_for_one() {
        let files = [
            file("2015-08-27_130000.dat"),
            file("A_2015-08-27_140000.dat"),
        ];
        let contents = [lines(&[EARLY]), lines(&[EARLY])];
        let mut matching = Matching::of(files.iter().zip(&contents));
        let rows = [EARLY, ELSEWHERE].map(row);
        let taken = rows.each_ref().map(|row| matching.take(row));
        assert_eq!(taken, [Some((1, 1)), Some((0, 1))]);
        assert_eq!(matching.rest().count(), 0);
    }
}
