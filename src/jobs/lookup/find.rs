//! Every record that is asked for, and where it is: in no file yet, in which line of which
//! file, or in a file that is gone.
//!
//! Takes no lock: desks go on recording meanwhile. The table is read before the files, so
//! each row that is saved by then has its file, published or still pending; and an unsaved
//! row that is in a file made since then is in that file.

use std::collections::HashSet;

use super::{Found, Location};
use crate::circulation::record::Record;
use crate::error::Error;
use crate::jobs::matching::Matching;
use crate::outbox::{Contents, DatFile, Outbox};
use crate::site::Site;

/// Reads the table and each file once, and keeps only what is wanted, given item and
/// patron barcode: the rows of the table, and lines whose rows are gone. The newest last,
/// ties in the order recorded.
pub fn find(site: &Site, wanted: &dyn Fn(&str, &str) -> bool) -> Result<Vec<Found>, Error> {
    let old_names: HashSet<String> = site.outbox.names()?.into_iter().collect();
    let mut rows = site.ledger.find(wanted)?;
    rows.sort_by_key(|(row, _)| row.timestamp);
    let pending = Files::pending(&site.outbox, wanted)?;
    let published = Files::published(&site.outbox, wanted)?;
    let mut found = locate(rows, &published, &pending, &old_names);
    found.sort_by_key(|found| found.record.timestamp);
    Ok(found)
}

/// Files, and of each the lines that are wanted.
struct Files(Vec<(DatFile, Contents)>);

impl Files {
    fn published(outbox: &Outbox, wanted: &dyn Fn(&str, &str) -> bool) -> Result<Self, Error> {
        let files = outbox.list()?.into_iter().map(|file| {
            let contents = outbox.contents(&file)?.only(wanted);
            Ok((file, contents))
        });
        Ok(Self(files.collect::<Result<_, Error>>()?))
    }

    fn pending(outbox: &Outbox, wanted: &dyn Fn(&str, &str) -> bool) -> Result<Self, Error> {
        let files = outbox.look_at_pending()?.into_iter().filter_map(|pending| {
            let contents = Contents::exact(pending.records?).only(wanted);
            Some((DatFile::named(pending.name), contents))
        });
        Ok(Self(files.collect()))
    }

    fn matching(&self) -> Matching<'_> {
        Matching::of(self.0.iter().map(|(file, contents)| (file, contents)))
    }

    fn location(&self, (at, line): (usize, usize)) -> Location {
        Location::File {
            name: self.0[at].0.name.clone(),
            line,
        }
    }
}

/// Says of each row, given with whether it is saved, where it is, and adds the lines that no
/// row is in. `old_names` are in the directory since before the rows were read.
fn locate(
    rows: Vec<(Record, bool)>,
    published: &Files,
    pending: &Files,
    old_names: &HashSet<String>,
) -> Vec<Found> {
    let mut in_published = published.matching();
    let mut in_pending = pending.matching();
    let mut locations = vec![Location::NoFileYet; rows.len()];
    let of_rows = || rows.iter().enumerate();
    for (i, (row, _)) in of_rows().filter(|(_, (_, is_saved))| *is_saved) {
        locations[i] = if let Some(position) = in_published.take(row) {
            published.location(position)
        } else if let Some(position) = in_pending.take(row) {
            pending.location(position)
        } else {
            Location::FileGone
        };
    }
    let is_new = |at: usize| !old_names.contains(&published.0[at].0.name);
    for (i, (row, _)) in of_rows().filter(|(_, (_, is_saved))| !*is_saved) {
        if let Some(position) = in_published.take_from(row, is_new) {
            locations[i] = published.location(position);
        }
    }
    let lines_left: Vec<_> = in_published.rest().collect();
    let rows = rows.into_iter().zip(locations);
    let of_rows = rows.map(|((record, _), location)| Found {
        record,
        location,
        is_line_only: false,
    });
    let of_lines = lines_left
        .into_iter()
        .filter_map(|position| line_only(published, position));
    of_rows.chain(of_lines).collect()
}

/// A line whose row is gone.
fn line_only(files: &Files, position: (usize, usize)) -> Option<Found> {
    let (file, contents) = &files.0[position.0];
    Some(Found {
        record: contents.record(file, position.1)?,
        location: files.location(position),
        is_line_only: matches!(contents, Contents::Lines(_)),
    })
}
