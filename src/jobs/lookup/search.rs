//! Every record that is asked for, and where it is: in no file yet, in which line of which
//! file, or in a file that is gone.
//!
//! Done under the table's lock, so that no record is on its way into a file meanwhile. A
//! line stands for one saved row at most: two equal rows take two lines.

use std::collections::HashMap;

use crate::circulation::dat::Line;
use crate::circulation::record::Transaction;
use crate::error::Error;
use crate::jobs::export;
use crate::jobs::lookup::{Found, Place};
use crate::ledger::{Ledger, Patience, Session};
use crate::log::Event;
use crate::outbox::Outbox;

/// Reads the table and each file once, and keeps only what is wanted, given item and
/// patron barcode: the rows of the table, and lines whose rows are gone. The newest last,
/// ties in the order recorded.
///
/// # Errors
/// Those of the database and the output directory.
pub fn run(
    ledger: &Ledger,
    outbox: &Outbox,
    wanted: &dyn Fn(&str, &str) -> bool,
    log: &dyn Fn(Event),
) -> Result<Vec<Found>, Error> {
    ledger.locked(Patience::Long, |session| {
        export::settle(session, outbox, log)?;
        find(session, outbox, wanted)
    })
}

fn find(
    session: &mut Session<'_>,
    outbox: &Outbox,
    wanted: &dyn Fn(&str, &str) -> bool,
) -> Result<Vec<Found>, Error> {
    let rows = session.find(|row| wanted(&row.item_barcode, &row.patron_barcode))?;
    let mut records = Records::new(rows);
    let mut without_sheet = Vec::new();
    // The oldest first; those with a .csv before the others, for they know their rows.
    for file in outbox.list()?.into_iter().rev() {
        let Some(rows) = outbox.exact(&file)? else {
            without_sheet.push(file);
            continue;
        };
        for (line, row) in (1..).zip(rows) {
            if wanted(&row.item_barcode, &row.patron_barcode) {
                let is_it = |other: &Transaction| other.key() == row.key();
                let place = records.claim(&Line::from(&row), is_it);
                records.put(place, row, &file.name, line, false);
            }
        }
    }
    for file in without_sheet {
        let library = file.library.as_deref();
        for (n, line) in outbox.lines(&file)? {
            if wanted(&line.item_barcode, &line.patron_barcode) {
                let is_it = |row: &Transaction| library.is_none_or(|code| code == row.library);
                let place = records.claim(&line, is_it);
                records.put(place, of_line(line, library), &file.name, n, true);
            }
        }
    }
    let mut found = records.found;
    found.sort_by_key(|found| found.transaction.timestamp);
    Ok(found)
}

/// The records found so far, and which saved rows no line stands for yet.
struct Records {
    found: Vec<Found>,
    unclaimed: HashMap<Line, Vec<usize>>,
}

impl Records {
    fn new(mut rows: Vec<(Transaction, bool)>) -> Self {
        rows.sort_by_key(|(row, _)| row.timestamp);
        let mut unclaimed: HashMap<Line, Vec<usize>> = HashMap::new();
        for (i, (row, _)) in rows.iter().enumerate().filter(|(_, (_, saved))| *saved) {
            unclaimed.entry(Line::from(row)).or_default().push(i);
        }
        let found = rows.into_iter().map(|(transaction, saved)| Found {
            transaction,
            place: if saved {
                Place::FileGone
            } else {
                Place::NoFileYet
            },
            is_line_only: false,
        });
        Self {
            found: found.collect(),
            unclaimed,
        }
    }

    /// Takes the first row of this line that is the one; `None` if there is none left.
    fn claim(&mut self, line: &Line, is_it: impl Fn(&Transaction) -> bool) -> Option<usize> {
        let rows = self.unclaimed.get_mut(line)?;
        let found = &self.found;
        let at = rows.iter().position(|&i| is_it(&found[i].transaction))?;
        Some(rows.remove(at))
    }

    /// Notes where the claimed row is, or what a line says whose row is gone.
    fn put(
        &mut self,
        claimed: Option<usize>,
        row: Transaction,
        file: &str,
        line: usize,
        is_line_only: bool,
    ) {
        let place = Place::File {
            name: file.to_owned(),
            line,
        };
        match claimed {
            Some(i) => self.found[i].place = place,
            None => self.found.push(Found {
                transaction: row,
                place,
                is_line_only,
            }),
        }
    }
}

/// What a line alone says of its record.
fn of_line(line: Line, library: Option<&str>) -> Transaction {
    Transaction {
        library: library.unwrap_or_default().to_owned(),
        timestamp: line.minute,
        kind: line.kind,
        item_barcode: line.item_barcode,
        item_callnumber: String::new(),
        patron_barcode: line.patron_barcode,
        patron_name: String::new(),
    }
}
