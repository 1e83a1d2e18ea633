//! Voids one record that is in no file yet.

use crate::circulation::record::Record;
use crate::circulation::time;
use crate::error::Error;
use crate::jobs::settle;
use crate::ledger::{Patience, Voiding};
use crate::log::Event;
use crate::site::Site;

/// Deletes the one row that is exactly this record, and logs that. The log names no barcode: the
/// kind, the library and the time tell which it was to those who may know.
///
/// The error is [`Error::InFile`] when the record is in a file and [`Error::NoRecord`] when
/// there is none.
pub fn void(site: &Site, record: &Record) -> Result<(), Error> {
    site.ledger.locked(Patience::Short, |session| {
        let _turn = settle::file_turn(session, &site.outbox)?;
        // A row of an export that was killed must not change before that is settled.
        settle::settle(session, &site.outbox)?;
        let mut change = session.begin()?;
        match change.void(record)? {
            Voiding::Done => change.commit(),
            // A server that has not heard yet of a COMMIT elsewhere must not say so.
            Voiding::InFile => change.confirm().and(Err(Error::InFile)),
            Voiding::NoRecord => change.confirm().and(Err(Error::NoRecord)),
        }
    })?;
    Event::new("voided")
        .with("kind", record.kind.letter())
        .text("library", &record.library)
        .text("time", record.timestamp.format(time::SHOWN))
        .write();
    Ok(())
}
