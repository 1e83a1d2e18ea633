//! Records submitted lines.
//!
//! A line is recorded, was recorded before, or is rejected with its reason; and nothing is
//! called recorded before COMMIT.

use crate::circulation::line::{Lines, Understood};
use crate::circulation::record::{Reason, Record};
use crate::error::Error;
use crate::ledger::Recorded;
use crate::log::Event;
use crate::site::Site;

/// Records the lines that were understood or, with an error, none of them. Lines that the
/// table cannot hold are rejected then.
///
/// The error is [`Error::NotRecorded`], or [`Error::Uncertain`] when nobody knows.
pub fn record(site: &Site, lines: &mut Lines<Record>) -> Result<Recorded, Error> {
    let records: Vec<Record> = lines
        .understood
        .iter()
        .map(|line| line.value.clone())
        .collect();
    if records.is_empty() {
        return Ok(Recorded::default());
    }
    let attempt = || site.ledger.change(|change| change.record(&records));
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
