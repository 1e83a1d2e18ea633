//! Records submitted lines.
//!
//! A line is recorded, was recorded before, is held or is rejected with its reason; and nothing
//! is called recorded before COMMIT.

use std::collections::HashSet;

use crate::circulation::line::{Lines, Rejected, Understood};
use crate::circulation::record::{Reason, Record};
use crate::error::Error;
use crate::ledger::{Asked, Recorded};
use crate::log::Event;
use crate::site::Site;

/// Records the lines that were understood or, with an error, none of them. Lines that the
/// table cannot hold are rejected then; those of the numbers in `checked` are held if a barcode
/// of theirs was in the other role today.
///
/// The error is [`Error::NotRecorded`], or [`Error::Uncertain`] when nobody knows.
pub fn record(
    site: &Site,
    lines: &mut Lines<Record>,
    checked: &HashSet<usize>,
) -> Result<Recorded, Error> {
    let records: Vec<Record> = lines
        .understood
        .iter()
        .map(|line| line.value.clone())
        .collect();
    if records.is_empty() {
        return Ok(Recorded::default());
    }
    let numbered = lines.understood.iter().enumerate();
    let is_checked =
        |(i, line): (usize, &Understood<Record>)| checked.contains(&line.line).then_some(i);
    let asked = Asked {
        day: site.clock.now().at(&records[0].library).date(),
        indices: numbered.filter_map(is_checked).collect(),
    };
    let attempt = || site.ledger.record(&records, &asked);
    let recorded = match attempt() {
        // What was recorded after all is recognised; as long as nobody has looked, it may be
        // there whatever the second attempt meets.
        Err(uncertain @ Error::Uncertain(_)) => attempt().map_err(|second| {
            Event::new("retried").text("cause", second).write();
            uncertain
        }),
        outcome => outcome,
    }
    .map_err(not_recorded)?;
    reject(lines, &recorded.refused);
    Ok(recorded)
}

/// The lines that are held.
pub fn held(lines: &Lines<Record>, recorded: &Recorded) -> Vec<Rejected> {
    let held = recorded.held.iter().map(|(at, reason)| {
        let Understood { line, text, .. } = lines.understood[*at].clone();
        Rejected {
            line,
            text,
            reason: reason.clone(),
        }
    });
    held.collect()
}

/// The error of a submission of which it is certain that nothing is recorded.
fn not_recorded(error: Error) -> Error {
    match error {
        Error::Database(_) | Error::NoServer(_) | Error::Busy(_) => {
            Error::NotRecorded(Box::new(error))
        }
        other => other,
    }
}

fn reject(lines: &mut Lines<Record>, refused: &[usize]) {
    for &at in refused {
        let Understood { line, text, .. } = lines.understood[at].clone();
        lines.add(line, &text, Err(Reason::of_table()));
    }
    lines.rejected.sort_by_key(|rejected| rejected.line);
}
