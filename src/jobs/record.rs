//! Records submitted lines.
//!
//! A line is recorded, was recorded before, is held or is rejected with its reason; and nothing
//! is called recorded before COMMIT. The lists from Alma are asked about a scan while the patron
//! stands there: what comes later than that is recorded, and said before the file is made.

use std::collections::HashSet;

use chrono::TimeDelta;

use crate::circulation::known::{Found, Hold, Warning};
use crate::circulation::line::{Lines, Rejected, Understood};
use crate::circulation::record::{Reason, Record};
use crate::error::Error;
use crate::jobs::known::{self, Hashes};
use crate::ledger::lists::ListsAsked;
use crate::ledger::{Asked, Recorded};
use crate::log::Event;
use crate::site::Site;

/// So long after a scan somebody is there who can look at it.
const AT_THE_DESK: TimeDelta = TimeDelta::minutes(2);

/// Which lines are to be held if something is wrong with them, by their numbers.
#[derive(Debug, Default)]
pub struct Checked {
    /// Those that nobody has let through.
    pub lines: HashSet<usize>,
    /// Those of them whose patron somebody has let through, whatever the lists say.
    pub patron_is_accepted: HashSet<usize>,
    /// Whether a desk has scanned them, so that the lists are asked what they have of them.
    pub are_scans: bool,
}

/// Records the lines that were understood or, with an error, none of them. Lines that the
/// table cannot hold are rejected then; those that are checked are held if a barcode of theirs was
/// in the other role today, or for what the lists say.
///
/// The error is [`Error::NotRecorded`], or [`Error::Uncertain`] when nobody knows.
pub fn record(
    site: &Site,
    lines: &mut Lines<Record>,
    checked: &Checked,
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
        |(i, line): (usize, &Understood<Record>)| checked.lines.contains(&line.line).then_some(i);
    let indices: HashSet<usize> = numbered.filter_map(is_checked).collect();
    let now = site.clock.now();
    let is_late = |record: &Record| {
        let age = now.at(&record.library) - record.timestamp;
        age.abs() > AT_THE_DESK
    };
    let is_accepted = |i: usize| {
        checked
            .patron_is_accepted
            .contains(&lines.understood[i].line)
    };
    let against = |i: usize, found: Found<'_>| {
        let record = &records[i];
        if is_late(record) {
            return None;
        }
        let is_said = |warning: &Warning| {
            let hold = warning.hold();
            let is_of_item = matches!(hold, Hold::Item | Hold::Library);
            site.config.lists.hold.contains(&hold) && (is_of_item || !is_accepted(i))
        };
        let warnings = Warning::all(record, found).into_iter().filter(is_said);
        reason(site, &warnings.collect::<Vec<_>>())
    };
    let lists = checked.are_scans.then(|| {
        let Hashes { patrons, mark } = Hashes::of(site, &records);
        ListsAsked {
            since: known::since(site),
            patrons,
            mark,
            against: &against,
        }
    });
    let asked = Asked {
        day: now.at(&records[0].library).date(),
        indices,
        lists,
    };
    let attempt = || site.ledger.record(&records, &asked);
    let recorded = match attempt() {
        // What was recorded after all is recognized; as long as nobody has looked, it may be
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

/// One reason for all that the lists say.
fn reason(site: &Site, warnings: &[Warning]) -> Option<Reason> {
    let of = |warning: &Warning| warning.reason(|code| site.config.library_name(code));
    let reasons: Vec<Reason> = warnings.iter().map(of).collect();
    let sentences: Vec<&str> = reasons
        .iter()
        .map(|reason| reason.reason.as_str())
        .collect();
    let field = reasons.first()?.field;
    Some(Reason {
        hold: warnings.iter().map(Warning::hold).collect(),
        ..Reason::new(field, sentences.join(" "))
    })
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
