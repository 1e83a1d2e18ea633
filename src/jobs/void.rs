//! Voids one record that is in no file yet.

use crate::circulation::record::Record;
use crate::error::Error;
use crate::jobs::settle;
use crate::ledger::{Patience, Voiding};
use crate::log::Event;
use crate::site::Site;

/// Deletes the one row that is exactly this record, and logs which it was.
///
/// The error is [`Error::InFile`] when the record is in a file and [`Error::NoRecord`] when
/// there is none.
pub fn void(site: &Site, record: &Record) -> Result<(), Error> {
    site.ledger.locked(Patience::Short, |session| {
        let _turn = settle::turn(session, &site.outbox)?;
        // A row of an export that was killed must not change before that is settled.
        settle::settle(session, &site.outbox)?;
        let mut change = session.begin()?;
        match change.void(record)? {
            Voiding::Done => change.commit(),
            Voiding::InFile => Err(Error::InFile),
            Voiding::NoRecord => Err(Error::NoRecord),
        }
    })?;
    Event::new("voided").text("line", record.to_line()).write();
    Ok(())
}
