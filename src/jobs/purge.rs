//! Files and their records away, when Alma has them.
//!
//! A file takes exactly its own saved records with it; a record in no file yet is never
//! touched. All under the table's lock, and a file goes only after its records.

use chrono::{Days, Local, NaiveDate, NaiveDateTime, TimeDelta, Timelike};

use crate::circulation::record::Transaction;
use crate::error::Error;
use crate::jobs::counts::count;
use crate::jobs::export;
use crate::jobs::holdings::Holdings;
use crate::ledger::{Ledger, Patience, Session};
use crate::log::Event;
use crate::outbox::{DatFile, Outbox};

/// What is older than a given time.
#[derive(Debug)]
pub struct Old {
    /// The files made before it, newest first, each with the number of its records.
    pub files: Vec<(DatFile, u64)>,
    /// Saved records from before it that are in no file any more.
    pub strays: u64,
}

/// Deletes the files and exactly the saved records that are in them. Returns how many
/// records of each file were deleted, `None` where the file was gone already. `log` takes a
/// line for each file deleted.
///
/// # Errors
/// Those of the database and the output directory; the files before the one that failed
/// are gone with their records.
pub fn files(
    ledger: &Ledger,
    outbox: &Outbox,
    files: &[DatFile],
    log: &dyn Fn(Event),
) -> Result<Vec<Option<u64>>, Error> {
    let mut deleted = Vec::new();
    ledger.locked(Patience::Long, |session| {
        export::settle(session, outbox, log)?;
        // Tried again, it goes on with the file at which it was stopped.
        let rest = &files[deleted.len()..];
        delete(session, outbox, rest, log, |_, n| deleted.push(n))
    })?;
    Ok(deleted)
}

/// Finds everything from before this local time: the files made before it, with their
/// records, and older saved records whose file is gone. With `really` deletes it; `log`
/// then takes a line for each file and one for those records.
///
/// # Errors
/// Those of the database and the output directory; then a part may be gone already.
pub fn older(
    ledger: &Ledger,
    outbox: &Outbox,
    before: NaiveDateTime,
    really: bool,
    log: &dyn Fn(Event),
) -> Result<Old, Error> {
    let mut old = Old {
        files: Vec::new(),
        strays: 0,
    };
    // Tried again, it finds what is left, and adds it to what is done.
    ledger.locked(Patience::Long, |session| {
        export::settle(session, outbox, log)?;
        let listed = outbox.list()?;
        let strays = delete_strays(session, outbox, &listed, before, really)?;
        old.strays += strays;
        if really && strays > 0 {
            log(Event::new("deleted")
                .with("records", strays)
                .text("before", before));
        }
        let files: Vec<DatFile> = listed.into_iter().filter(|f| f.made < before).collect();
        let mut note =
            |file: &DatFile, n: Option<u64>| old.files.push((file.clone(), n.unwrap_or(0)));
        if really {
            return delete(session, outbox, &files, log, note);
        }
        for file in &files {
            note(file, Some(file.records as u64));
        }
        Ok(())
    })?;
    Ok(old)
}

/// Tells `deleted` of each file that is gone, with the number of its records, if it was still
/// there.
fn delete(
    session: &mut Session<'_>,
    outbox: &Outbox,
    files: &[DatFile],
    log: &dyn Fn(Event),
    mut deleted: impl FnMut(&DatFile, Option<u64>),
) -> Result<(), Error> {
    for file in files {
        if outbox.is_gone(&file.name)? {
            deleted(file, None);
            continue;
        }
        let records = delete_records(session, outbox, file)?;
        outbox.delete(file)?;
        log(Event::new("deleted")
            .text("file", &file.name)
            .with("records", records));
        deleted(file, Some(records));
    }
    Ok(())
}

fn delete_records(
    session: &mut Session<'_>,
    outbox: &Outbox,
    file: &DatFile,
) -> Result<u64, Error> {
    let contents = outbox.contents(file)?;
    let Some((first, last)) = contents.span() else {
        return Ok(0);
    };
    let mut change = session.begin()?;
    let saved = change.lock_between(first, last, true)?;
    let mut holdings = Holdings::of([(file, &contents)]);
    let held = saved.iter().filter(|row| holdings.take(row));
    let unwanted = count(held.map(Transaction::key));
    let deleted = change.delete_saved(&unwanted, &count(saved.iter().map(Transaction::key)))?;
    change.commit()?;
    Ok(deleted)
}

/// The saved records from before this time that none of the files holds.
fn delete_strays(
    session: &mut Session<'_>,
    outbox: &Outbox,
    files: &[DatFile],
    before: NaiveDateTime,
    really: bool,
) -> Result<u64, Error> {
    let mut change = session.begin()?;
    let last = before - TimeDelta::seconds(1);
    let saved = change.lock_between(earliest(), last, true)?;
    let contents = files.iter().map(|file| outbox.contents(file));
    let contents = contents.collect::<Result<Vec<_>, _>>()?;
    let mut holdings = Holdings::of(files.iter().zip(&contents));
    let strays = saved.iter().filter(|row| !holdings.take(row));
    let strays = count(strays.map(Transaction::key));
    if !really {
        return Ok(strays.values().map(|&n| n as u64).sum());
    }
    let deleted = change.delete_saved(&strays, &count(saved.iter().map(Transaction::key)))?;
    change.commit()?;
    Ok(deleted)
}

/// The local time so many days ago, without a fraction of a second; `None` before 1970.
#[must_use]
pub fn days_ago(days: u32) -> Option<NaiveDateTime> {
    let now = Local::now().naive_local().with_nanosecond(0)?;
    now.checked_sub_days(Days::new(days.into()))
        .filter(|time| *time >= NaiveDateTime::default())
}

/// The earliest time that a record can have.
fn earliest() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(1000, 1, 1).map_or(NaiveDateTime::MIN, Into::into)
}
