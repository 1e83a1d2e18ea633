//! Records into files, exactly once.
//!
//! The one order of steps that DESIGN gives, all under the table's lock: read and lock
//! the rows, write the pending files durably, flag the rows, COMMIT, publish. Whoever is
//! killed in between leaves a pending file that the next one settles by asking whether
//! its rows are flagged.

use chrono::Local;

use crate::circulation::record::Transaction;
use crate::config::is_code;
use crate::error::Error;
use crate::jobs::counts::{count, take};
use crate::jobs::holdings::Holdings;
use crate::ledger::{Ledger, Patience, Selection, Session};
use crate::log::Event;
use crate::outbox::{Draft, Outbox, Pending};

/// What to make.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// The records.
    pub selection: Selection<'a>,
    /// Whether each library gets a file of its own.
    pub per_library: bool,
    /// Who makes it, if that is known.
    pub maker: Option<&'a str>,
}

/// A file that was just made.
#[derive(Debug)]
pub struct Made {
    /// Its name.
    pub name: String,
    /// The library it is for, `None` for all.
    pub library: Option<String>,
    /// Its lines.
    pub records: usize,
}

/// Moves the selected unsaved records into one file, or one for each library that has
/// any. Returns the files in the order made; none if there is
/// nothing to write. `log` takes a line for each file settled or made.
///
/// # Errors
/// Those of the database and the output directory. No record is then in two files or in
/// none: either nothing was done, or a later call completes it.
pub fn run(
    ledger: &Ledger,
    outbox: &Outbox,
    order: Order<'_>,
    log: &dyn Fn(Event),
) -> Result<Vec<Made>, Error> {
    ledger.locked(Patience::Long, |session| {
        settle(session, outbox, log)?;
        export(session, outbox, order, log)
    })
}

fn export(
    session: &mut Session<'_>,
    outbox: &Outbox,
    order: Order<'_>,
    log: &dyn Fn(Event),
) -> Result<Vec<Made>, Error> {
    let mut change = session.begin()?;
    let records = change.lock_unsaved(order.selection)?;
    if records.is_empty() {
        return Ok(Vec::new());
    }
    let total = records.len();
    let now = Local::now().naive_local();
    let mut drafts: Vec<(Draft, Made)> = Vec::new();
    for (library, records) in group(&records, order) {
        let draft = outbox.draft(library.as_deref(), now, order.maker, &records)?;
        let made = Made {
            name: draft.name.clone(),
            library,
            records: records.len(),
        };
        drafts.push((draft, made));
    }
    change.flag_saved(order.selection, total)?;
    // From here on the rows may be flagged, even if the answer to COMMIT is lost.
    for (draft, _) in &mut drafts {
        draft.keep();
    }
    change.commit()?;
    let publish = |(draft, mut made): (Draft, Made)| {
        made.name = outbox.publish(&draft.name)?;
        log(Event::new("exported")
            .text("file", &made.name)
            .with("records", made.records));
        Ok(made)
    };
    drafts.into_iter().map(publish).collect()
}

/// Publishes or removes what an export that was killed has left, if anything.
///
/// # Errors
/// Those of the database and the output directory.
pub fn recover(ledger: &Ledger, outbox: &Outbox, log: &dyn Fn(Event)) -> Result<(), Error> {
    if outbox.has_pending()? {
        ledger.locked(Patience::Long, |session| settle(session, outbox, log))?;
    }
    Ok(())
}

/// Settles every pending file, as the one who holds the lock; whoever changes rows that
/// can be in one does this first.
///
/// # Errors
/// Those of the database and the output directory.
pub fn settle(
    session: &mut Session<'_>,
    outbox: &Outbox,
    log: &dyn Fn(Event),
) -> Result<(), Error> {
    for Pending { name, records } in outbox.pending()? {
        let Some(records) = records else {
            log(settled(&name, "left", 0));
            continue;
        };
        let unsaved = how_many_are_unsaved(session, &records)?;
        let are_elsewhere = if unsaved == records.len() {
            Ok(true)
        } else {
            are_in_files(outbox, &records)
        };
        match are_elsewhere {
            Ok(true) => {
                outbox.discard(&name)?;
                log(settled(&name, "removed", records.len()));
            }
            Ok(false) if unsaved == 0 => {
                let name = outbox.publish(&name)?;
                log(settled(&name, "published", records.len()));
            }
            Ok(false) => log(settled(&name, "left", records.len())),
            // One file that may not be read must not keep all others from being made.
            Err(cause) => log(settled(&name, "left", records.len()).text("cause", cause)),
        }
    }
    Ok(())
}

/// Whether published files have all of these: then the one who wrote them down once more
/// was killed or lost the lock before COMMIT, and another, or the PHP, made those files.
fn are_in_files(outbox: &Outbox, records: &[Transaction]) -> Result<bool, Error> {
    let files = outbox.list()?;
    let contents = files.iter().map(|file| outbox.contents(file));
    let contents = contents.collect::<Result<Vec<_>, _>>()?;
    let mut holdings = Holdings::of(files.iter().zip(&contents));
    Ok(records.iter().all(|record| holdings.take(record)))
}

/// A pending file is left where its .csv is torn, where it cannot be seen what is in the other
/// files, or where only some of its records are unsaved, which an export never does: then the
/// rest is in a file of somebody else's. It is removed where its records are still unsaved or
/// in files already, else published.
fn settled(file: &str, outcome: &str, records: usize) -> Event {
    Event::new("settled")
        .text("file", file)
        .with("outcome", outcome)
        .with("records", records)
}

/// How many of these are still unsaved. An export flags all its rows or none, so these are
/// all if its COMMIT did not happen.
fn how_many_are_unsaved(
    session: &mut Session<'_>,
    records: &[Transaction],
) -> Result<usize, Error> {
    let times = || records.iter().map(|record| record.timestamp);
    let (Some(first), Some(last)) = (times().min(), times().max()) else {
        return Ok(0);
    };
    let unsaved = session.begin()?.lock_between(first, last, false)?;
    let mut unsaved = count(unsaved.iter().map(Transaction::key));
    let still = records
        .iter()
        .filter(|record| take(&mut unsaved, &record.key()));
    Ok(still.count())
}

/// The records by file. Those whose library could not be part of a name go into a file
/// without one.
fn group<'a>(
    records: &'a [Transaction],
    order: Order<'_>,
) -> Vec<(Option<String>, Vec<&'a Transaction>)> {
    let mut groups: Vec<(Option<String>, Vec<&Transaction>)> = Vec::new();
    for record in records {
        let library = match order.selection {
            Selection::Library(code) => Some(code),
            Selection::All if order.per_library => {
                Some(record.library.as_str()).filter(|c| is_code(c))
            }
            Selection::All => None,
        };
        match groups
            .iter_mut()
            .find(|(code, _)| code.as_deref() == library)
        {
            Some((_, group)) => group.push(record),
            None => groups.push((library.map(str::to_owned), vec![record])),
        }
    }
    groups
}
