//! Which libraries have a row of their own, and how many records each row has in each bucket.

use super::axis::Axis;
use super::window::Scan;
use crate::circulation::library::Library;
use crate::circulation::record::Kind;
use crate::messages::message;

/// So many libraries have a row; the others share one.
const MOST: usize = 8;
/// Characters of a name; a line of the picture does not wrap.
const LONGEST_NAME: usize = 36;

/// The rows of the picture.
#[derive(Debug)]
pub struct Rows {
    /// What is written at each row.
    pub names: Vec<String>,
    /// The counts of each row, bucket by bucket.
    pub counts: Vec<Vec<Count>>,
    /// The row of each library; `None` for one that has nothing in the picture.
    of_library: Vec<Option<usize>>,
}

/// What a row has in one bucket.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub loans: usize,
    pub returns: usize,
    /// Records that failed in Alma so that somebody has to put it right.
    pub needy: usize,
    /// Other failures.
    pub harmless: usize,
}

impl Rows {
    /// Empty rows for these libraries, each given with how much it has: in the order of the
    /// configuration, with libraries that are not in it last.
    pub fn choose(weights: &[(&str, usize)], configured: &[Library], buckets: usize) -> Self {
        let place = |code: &str| {
            let place = configured.iter().position(|library| library.code == code);
            (place.unwrap_or(usize::MAX), code.to_owned())
        };
        let mut order: Vec<usize> = (0..weights.len()).filter(|i| weights[*i].1 > 0).collect();
        order.sort_by_key(|i| place(weights[*i].0));
        let mut own = order.clone();
        own.sort_by_key(|i| usize::MAX - weights[*i].1);
        own.truncate(MOST);
        order.retain(|i| own.contains(i));
        let mut of_library = vec![None; weights.len()];
        for (row, library) in order.iter().enumerate() {
            of_library[*library] = Some(row);
        }
        let name = |i: &usize| name(weights[*i].0, configured);
        let mut names: Vec<String> = order.iter().map(name).collect();
        let others = (0..weights.len()).filter(|i| weights[*i].1 > 0 && !own.contains(i));
        let others: Vec<usize> = others.collect();
        if !others.is_empty() {
            for library in &others {
                of_library[*library] = Some(names.len());
            }
            names.push(message!(
                "pages.day-other-libraries",
                libraries = others.len()
            ));
        }
        Self {
            counts: vec![vec![Count::default(); buckets]; names.len()],
            names,
            of_library,
        }
    }

    /// Counts a record.
    pub fn add(&mut self, axis: &Axis, scan: &Scan) {
        if let Some(count) = self.at(scan.library, axis.bucket(scan.moment)) {
            match scan.kind {
                Kind::Loan => count.loans += 1,
                Kind::Return => count.returns += 1,
            }
        }
    }

    /// Where this library counts what is in this bucket.
    pub fn at(&mut self, library: usize, bucket: Option<usize>) -> Option<&mut Count> {
        let row = self.of_library.get(library).copied().flatten()?;
        self.counts[row].get_mut(bucket?)
    }
}

impl Count {
    /// All records.
    pub fn records(&self) -> usize {
        self.loans + self.returns
    }

    /// All failures.
    pub fn failures(&self) -> usize {
        self.needy + self.harmless
    }
}

/// What a library is called in the picture.
pub fn name(code: &str, configured: &[Library]) -> String {
    let library = configured.iter().find(|library| library.code == code);
    let name = match library {
        None if code.is_empty() => message!("pages.day-unknown-library"),
        None => code,
        Some(library) => &library.name,
    };
    if name.chars().count() > LONGEST_NAME {
        let shown: String = name.chars().take(LONGEST_NAME - 1).collect();
        return format!("{}…", shown.trim_end());
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn libraries(codes: &[&str]) -> Vec<Library> {
        let library = |code: &&str| Library {
            code: (*code).to_owned(),
            name: format!("Library {code}"),
            timezone: None,
        };
        codes.iter().map(library).collect()
    }

    #[test]
    fn rows_stand_in_the_order_of_the_configuration_and_the_unknown_last() {
        let weights = [("z", 5), ("", 1), ("B", 1), ("empty", 0), ("A", 9)];
        let rows = Rows::choose(&weights, &libraries(&["A", "empty", "B"]), 1);
        assert_eq!(
            rows.names,
            ["Library A", "Library B", "Library not known", "z"]
        );
        assert_eq!(rows.of_library, [Some(3), Some(2), Some(1), None, Some(0)]);
    }

    #[test]
    fn the_libraries_with_least_share_a_row() {
        let codes: Vec<String> = (0..20).map(|n| format!("L{n:02}")).collect();
        let weights = codes.iter().zip(1..).map(|(code, n)| (&**code, n));
        let weights: Vec<(&str, usize)> = weights.collect();
        let mut rows = Rows::choose(&weights, &[], 1);
        assert_eq!(rows.names.len(), 9);
        assert_eq!(rows.names[0], "L12");
        assert_eq!(rows.names[8], "Other libraries (12)");
        for library in [0, 11, 12] {
            rows.at(library, Some(0)).unwrap().loans += 1;
        }
        let loans: Vec<usize> = rows.counts.iter().map(|row| row[0].loans).collect();
        assert_eq!(loans, [1, 0, 0, 0, 0, 0, 0, 0, 2]);
        assert!(rows.at(0, None).is_none() && rows.at(0, Some(1)).is_none());
    }

    #[test]
    fn a_long_name_is_cut() {
        let name = name(&"é".repeat(37), &[]);
        assert_eq!(name, format!("{}…", "é".repeat(35)));
        assert_eq!(super::name(&"é".repeat(36), &[]), "é".repeat(36));
    }
}
