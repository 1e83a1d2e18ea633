//! Deletes files and their records once Alma has them.
//!
//! A file takes exactly its own saved records with it; a record in no file yet is never
//! touched. All is deleted under the table's lock, and a file goes only after its records.

use std::collections::HashMap;

use chrono::{Days, NaiveDateTime, TimeDelta, Timelike};

use crate::circulation::record::{Key, Record};
use crate::circulation::time::{self, Span};
use crate::error::Error;
use crate::jobs::matching::{Matching, count};
use crate::jobs::settle::{file_turn, settle, settle_if_any};
use crate::ledger::{Patience, Session};
use crate::log::Event;
use crate::outbox::{DatFile, Outbox};
use crate::site::Site;

/// Which of the old files go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All of them: a person has seen what they are.
    All,
    /// Those that are marked as uploaded.
    Uploaded,
}

/// What is older than a given time.
#[derive(Debug)]
pub struct Old {
    /// The files that go, newest first, each with the number of its records.
    pub files: Vec<(DatFile, u64)>,
    /// The files that stay with their records, as they are none of those that go.
    pub left: Vec<DatFile>,
    /// Saved records from before it that are in no file any more.
    pub orphans: u64,
    /// Desks that were not heard from since, and hold nothing.
    pub desks: usize,
}

/// Deletes the files and exactly the saved records that are in them. Returns how many
/// records of each file were deleted, `None` where the file was gone already.
///
/// With an error the files before the one that failed are gone with their records.
pub fn files(site: &Site, files: &[DatFile]) -> Result<Vec<Option<u64>>, Error> {
    let mut deleted = Vec::new();
    site.ledger.locked(Patience::Long, |session| {
        let _turn = file_turn(session, &site.outbox)?;
        settle(session, &site.outbox)?;
        // Tried again, it goes on with the file at which it was stopped.
        let rest = &files[deleted.len()..];
        delete(session, &site.outbox, rest, |_, n| deleted.push(n))
    })?;
    Ok(deleted)
}

/// Finds everything from before this local time: the files made before it, with their
/// records, older saved records whose file is gone, and desks that were not heard from since.
///
/// It keeps nobody waiting: what others do meanwhile may be counted or not.
pub fn find(site: &Site, before: NaiveDateTime, which: Which) -> Result<Old, Error> {
    settle_if_any(site)?;
    // An export saves its records before its file is there, so the files are looked at last.
    let saved = site.ledger.saved_in(until(before))?;
    let listed = site.outbox.list()?;
    let orphans = orphans(&site.outbox, &listed, &saved)?;
    let (files, left) = which.of(listed, before);
    let with_records = |file: DatFile| {
        let records = file.records as u64;
        (file, records)
    };
    Ok(Old {
        files: files.into_iter().map(with_records).collect(),
        left,
        orphans: orphans.values().map(|&n| n as u64).sum(),
        desks: site.desks.forget_silent(moment(site, before), true)?,
    })
}

/// Deletes what [`find`] finds, and leaves the files that are not meant.
///
/// With an error a part may be gone already.
pub fn older(site: &Site, before: NaiveDateTime, which: Which) -> Result<Old, Error> {
    let outbox = &site.outbox;
    let mut old = Old {
        files: Vec::new(),
        left: Vec::new(),
        orphans: 0,
        desks: 0,
    };
    // Tried again, it finds what is left, and adds it to what is done.
    site.ledger.locked(Patience::Long, |session| {
        let _turn = file_turn(session, outbox)?;
        settle(session, outbox)?;
        let listed = outbox.list()?;
        let orphans = delete_orphans(session, outbox, &listed, before)?;
        old.orphans += orphans;
        if orphans > 0 {
            Event::new("deleted")
                .with("records", orphans)
                .text("before", before)
                .write();
        }
        let (files, left) = which.of(listed, before);
        old.left = left;
        let note = |file: &DatFile, n: Option<u64>| old.files.push((file.clone(), n.unwrap_or(0)));
        delete(session, outbox, &files, note)
    })?;
    old.desks = site.desks.forget_silent(moment(site, before), false)?;
    Ok(old)
}

impl Which {
    /// Of these files those that were made before this time, and are meant or not.
    fn of(self, files: Vec<DatFile>, before: NaiveDateTime) -> (Vec<DatFile>, Vec<DatFile>) {
        (files.into_iter())
            .filter(|file| file.made < before)
            .partition(|file| self == Self::All || file.uploaded.is_some())
    }
}

/// When this was in the site's time, in seconds since 1970.
fn moment(site: &Site, local: NaiveDateTime) -> i64 {
    site.clock.zones().site.moment_of(local).timestamp()
}

/// All the time before this one.
fn until(before: NaiveDateTime) -> Span {
    Span {
        first: time::earliest(),
        last: before - TimeDelta::seconds(1),
    }
}

/// Tells `deleted` of each file that is gone, with the number of its records, if it was still
/// there.
fn delete(
    session: &mut Session<'_>,
    outbox: &Outbox,
    files: &[DatFile],
    mut deleted: impl FnMut(&DatFile, Option<u64>),
) -> Result<(), Error> {
    for file in files {
        if outbox.is_gone(&file.name)? {
            deleted(file, None);
            continue;
        }
        let records = delete_records(session, outbox, file)?;
        outbox.delete(file)?;
        Event::new("deleted")
            .text("file", &file.name)
            .with("records", records)
            .write();
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
    let Some(span) = contents.span() else {
        return Ok(0);
    };
    let mut change = session.begin()?;
    let saved = change.lock_in(span, true)?;
    let mut matching = Matching::of([(file, &contents)]);
    let held = saved.iter().filter(|row| matching.take(row).is_some());
    let unwanted = count(held.map(Record::key));
    let deleted = change.delete_saved(&unwanted, &count(saved.iter().map(Record::key)))?;
    change.commit()?;
    Ok(deleted)
}

/// Deletes the saved records from before this time that none of the files holds.
fn delete_orphans(
    session: &mut Session<'_>,
    outbox: &Outbox,
    files: &[DatFile],
    before: NaiveDateTime,
) -> Result<u64, Error> {
    let mut change = session.begin()?;
    let saved = change.lock_in(until(before), true)?;
    let orphans = orphans(outbox, files, &saved)?;
    let deleted = change.delete_saved(&orphans, &count(saved.iter().map(Record::key)))?;
    change.commit()?;
    Ok(deleted)
}

/// How many of these saved records none of the files holds.
fn orphans<'r>(
    outbox: &Outbox,
    files: &[DatFile],
    saved: &'r [Record],
) -> Result<HashMap<Key<'r>, usize>, Error> {
    let contents = files.iter().map(|file| outbox.contents(file));
    let contents = contents.collect::<Result<Vec<_>, _>>()?;
    let mut matching = Matching::of(files.iter().zip(&contents));
    let orphans = saved.iter().filter(|row| matching.take(row).is_none());
    Ok(count(orphans.map(Record::key)))
}

/// The site's local time so many days ago, without a fraction of a second; `None` before 1970.
pub fn days_ago(site: &Site, days: u32) -> Option<NaiveDateTime> {
    let now = site.clock.now().here().with_nanosecond(0)?;
    now.checked_sub_days(Days::new(days.into()))
        .filter(|time| *time >= NaiveDateTime::default())
}
