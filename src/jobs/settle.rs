//! Settles the pending files that an export has left that was killed.
//!
//! An export flags all of its rows or none, and publishes its files after that. So the table
//! and the other files tell what has to become of a pending file.

use crate::circulation::record::Record;
use crate::circulation::time::Span;
use crate::error::Error;
use crate::jobs::matching::{Matching, count};
use crate::ledger::{Patience, Session};
use crate::log::Event;
use crate::outbox::{FileTurn, Outbox, Pending};
use crate::site::Site;

/// What becomes of a pending file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// Its records are in no other file: it gets its name.
    Publish,
    /// Its records are waiting for an export, or have had one.
    Remove,
    /// It cannot be told, so a person has to look.
    Leave,
}

/// What is known of a pending file's records.
#[derive(Debug, Clone, Copy)]
struct Evidence {
    /// How many there are.
    records: usize,
    /// How many of them are still unsaved.
    unsaved: usize,
    /// Whether published files have all of them; `None` if a file cannot be read.
    are_in_files: Option<bool>,
}

/// | pending file | in other files | verdict | because |
/// | --- | --- | --- | --- |
/// | .csv missing or torn | | leave | nobody knows its records |
/// | all unsaved | | remove | COMMIT did not happen: the next export has them |
/// | some or none unsaved | all | remove | somebody else's export, or the PHP's, has them |
/// | none unsaved | not all | publish | COMMIT did happen, and its maker was killed after it |
/// | some unsaved | not all | leave | an export never does that: the PHP exported a part |
/// | some or none unsaved | cannot be read | leave | they may be in that file |
fn verdict(evidence: Option<Evidence>) -> Verdict {
    match evidence {
        Some(Evidence {
            records, unsaved, ..
        }) if unsaved == records => Verdict::Remove,
        Some(Evidence {
            unsaved,
            are_in_files,
            ..
        }) => match are_in_files {
            Some(true) => Verdict::Remove,
            Some(false) if unsaved == 0 => Verdict::Publish,
            _ => Verdict::Leave,
        },
        None => Verdict::Leave,
    }
}

/// Settles what is pending, if anything is.
pub fn settle_if_any(site: &Site) -> Result<(), Error> {
    if site.outbox.has_pending()? {
        site.ledger.locked(Patience::Long, |session| {
            let _turn = file_turn(session, &site.outbox)?;
            settle(session, &site.outbox)
        })?;
    }
    Ok(())
}

/// The turn to change files, where the lock of one server does not keep all others out.
pub fn file_turn(session: &Session<'_>, outbox: &Outbox) -> Result<Option<FileTurn>, Error> {
    session
        .has_writers()
        .then(|| outbox.file_turn())
        .transpose()
}

/// Settles every pending file. Who changes rows that can be in one does this first, under the
/// same lock.
pub fn settle(session: &mut Session<'_>, outbox: &Outbox) -> Result<(), Error> {
    if !outbox.has_pending()? {
        return Ok(());
    }
    // Who writes one just now by another server, and stands still, must not commit afterwards.
    session.begin()?.confirm()?;
    for Pending { name, records } in outbox.pending()? {
        let mut cause = None;
        let evidence = match &records {
            Some(records) => Some(look(session, outbox, records, &mut cause)?),
            None => None,
        };
        let verdict = verdict(evidence);
        let (name, outcome) = match verdict {
            Verdict::Publish => (outbox.publish(&name)?, "published"),
            Verdict::Remove => {
                outbox.discard(&name)?;
                (name, "removed")
            }
            Verdict::Leave => (name, "left"),
        };
        let event = Event::new("settled")
            .text("file", name)
            .with("outcome", outcome)
            .with("records", records.map_or(0, |records| records.len()));
        match cause {
            Some(cause) => event.text("cause", cause).write(),
            None => event.write(),
        }
    }
    Ok(())
}

/// Looks for these records in the table and, if need be, in the published files. One file
/// that may not be read must not keep all others from being made: that is the `cause` then.
fn look(
    session: &mut Session<'_>,
    outbox: &Outbox,
    records: &[Record],
    cause: &mut Option<Error>,
) -> Result<Evidence, Error> {
    let unsaved = how_many_are_unsaved(session, records)?;
    let mut evidence = Evidence {
        records: records.len(),
        unsaved,
        are_in_files: None,
    };
    if unsaved < records.len() {
        match are_in_files(outbox, records) {
            Ok(are_in_files) => evidence.are_in_files = Some(are_in_files),
            Err(error) => *cause = Some(error),
        }
    }
    Ok(evidence)
}

/// Whether published files have all of these: then the one who wrote them down once more
/// was killed or lost the lock before COMMIT, and another, or the PHP, made those files.
fn are_in_files(outbox: &Outbox, records: &[Record]) -> Result<bool, Error> {
    let files = outbox.list()?;
    let contents = files.iter().map(|file| outbox.contents(file));
    let contents = contents.collect::<Result<Vec<_>, _>>()?;
    let mut matching = Matching::of(files.iter().zip(&contents));
    Ok(records.iter().all(|record| matching.take(record).is_some()))
}

fn how_many_are_unsaved(session: &mut Session<'_>, records: &[Record]) -> Result<usize, Error> {
    let Some(span) = Span::of(records.iter().map(|record| record.timestamp)) else {
        return Ok(0);
    };
    let mut change = session.begin()?;
    let unsaved = change.lock_in(span, false)?;
    // A server that has not heard yet of a COMMIT elsewhere must not decide about its file.
    change.confirm()?;
    let mut unsaved = count(unsaved.iter().map(Record::key));
    let mut still = 0;
    for record in records {
        if let Some(n) = unsaved.get_mut(&record.key()).filter(|n| **n > 0) {
            *n -= 1;
            still += 1;
        }
    }
    Ok(still)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(records: usize, unsaved: usize, are_in_files: Option<bool>) -> Verdict {
        verdict(Some(Evidence {
            records,
            unsaved,
            are_in_files,
        }))
    }

    #[test]
    fn a_file_of_which_nobody_knows_the_records_is_left() {
        assert_eq!(verdict(None), Verdict::Leave);
    }

    #[test]
    fn a_file_whose_records_are_all_unsaved_is_removed() {
        for are_in_files in [None, Some(false), Some(true)] {
            assert_eq!(of(2, 2, are_in_files), Verdict::Remove);
        }
        assert_eq!(of(0, 0, None), Verdict::Remove);
    }

    #[test]
    fn a_file_whose_records_are_in_other_files_is_removed() {
        assert_eq!(of(2, 0, Some(true)), Verdict::Remove);
        assert_eq!(of(2, 1, Some(true)), Verdict::Remove);
    }

    #[test]
    fn a_file_whose_records_are_saved_and_in_no_other_file_is_published() {
        assert_eq!(of(2, 0, Some(false)), Verdict::Publish);
    }

    #[test]
    fn a_file_of_which_a_part_is_elsewhere_or_cannot_be_looked_for_is_left() {
        assert_eq!(of(2, 1, Some(false)), Verdict::Leave);
        assert_eq!(of(2, 1, None), Verdict::Leave);
        assert_eq!(of(2, 0, None), Verdict::Leave);
    }
}
