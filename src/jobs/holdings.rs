//! Which rows of the table files hold: known exactly where there is a .csv, else to the
//! minute.
//!
//! No I/O. Each line stands for one row at most.

use std::collections::HashMap;

use crate::circulation::dat::Line;
use crate::circulation::record::{Key, Transaction};
use crate::jobs::counts::{count, take};
use crate::outbox::{Contents, DatFile};

/// What no row has been found for yet.
#[derive(Debug, Default)]
pub struct Holdings<'a> {
    exact: HashMap<Key<'a>, usize>,
    /// For each file without a .csv the library in its name, and its lines.
    lines: Vec<(Option<&'a str>, HashMap<Line, usize>)>,
}

impl<'a> Holdings<'a> {
    /// What these files hold.
    pub fn of(files: impl IntoIterator<Item = (&'a DatFile, &'a Contents)>) -> Self {
        let mut holdings = Self::default();
        for (file, contents) in files {
            match contents {
                Contents::Exact(records) => {
                    for record in records {
                        *holdings.exact.entry(record.key()).or_default() += 1;
                    }
                }
                Contents::Lines(lines) => holdings
                    .lines
                    .push((file.library.as_deref(), count(lines.iter().cloned()))),
            }
        }
        holdings
    }

    /// Takes a line that this row may be in; `false` if there is none.
    pub fn take(&mut self, row: &'a Transaction) -> bool {
        if take(&mut self.exact, &row.key()) {
            return true;
        }
        let line = Line::from(row);
        self.lines.iter_mut().any(|(library, lines)| {
            library.is_none_or(|code| code == row.library) && take(lines, &line)
        })
    }
}
