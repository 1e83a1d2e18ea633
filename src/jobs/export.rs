//! Exports records to files, exactly once.
//!
//! The steps have one order, all under the table's lock: read and lock
//! the rows, write the pending files durably, flag the rows, COMMIT, publish. An export that
//! is killed in between leaves pending files, which `settle` publishes or removes.

use crate::circulation::library::{Selection, is_code};
use crate::circulation::record::Record;
use crate::error::Error;
use crate::jobs::settle::{file_turn, settle};
use crate::ledger::{Patience, Session};
use crate::log::Event;
use crate::outbox::Draft;
use crate::site::Site;

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
/// any. Returns the files in the order made; none if there is nothing to write.
///
/// With an error no record is in two files or in none: either nothing was done, or a later
/// call completes it.
pub fn run(site: &Site, order: Order<'_>) -> Result<Vec<Made>, Error> {
    site.ledger.locked(Patience::Long, |session| {
        let _turn = file_turn(session, &site.outbox)?;
        settle(session, &site.outbox)?;
        export(session, site, order)
    })
}

fn export(session: &mut Session<'_>, site: &Site, order: Order<'_>) -> Result<Vec<Made>, Error> {
    let outbox = &site.outbox;
    session.check_undo()?;
    let mut change = session.begin()?;
    let mut records = change.lock_unsaved(order.selection)?;
    let zones = site.clock.zones();
    zones.put_in_order(&mut records, |record| (&record.library, record.timestamp));
    if records.is_empty() {
        return Ok(Vec::new());
    }
    let total = records.len();
    let now = site.clock.give();
    let mut drafts: Vec<(Draft, Made)> = Vec::new();
    for (library, records) in group(&records, order) {
        let at = library.as_deref().map_or(now.here(), |code| now.at(code));
        let draft = outbox.draft(library.as_deref(), at, order.maker, &records)?;
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
        Event::new("exported")
            .text("file", &made.name)
            .with("records", made.records)
            .write();
        Ok(made)
    };
    drafts.into_iter().map(publish).collect()
}

/// The records by file. Those whose library could not be part of a name go into a file
/// without one.
fn group<'a>(records: &'a [Record], order: Order<'_>) -> Vec<(Option<String>, Vec<&'a Record>)> {
    let mut groups: Vec<(Option<String>, Vec<&Record>)> = Vec::new();
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
