//! Which files are read for a picture: no more than it can show, and no more than a page can
//! afford.

use chrono::{NaiveDateTime, TimeDelta};

use crate::circulation::stamp::Stamp;
use crate::circulation::zone::LocalTimes;
use crate::outbox::{DatFile, Outbox};

/// Bytes of files that are read at most.
const MOST_BYTES: u64 = 100 * 1024 * 1024;
/// A file whose last record is so much older than that of another one has none in the picture,
/// wherever on earth the libraries are.
const APART: TimeDelta = TimeDelta::days(4);

/// What the files say.
#[derive(Debug, Default)]
pub struct Read {
    /// The records that may be in the picture.
    pub stamps: Vec<Stamp>,
    /// How many records are in files that are too old for it.
    pub older: usize,
    /// How many files could not be read, or are too large.
    pub unread: usize,
}

/// Reads what may be in the picture, the newest first. What is after `until` is in the future.
pub fn read(outbox: &Outbox, files: &[DatFile], until: &LocalTimes) -> Read {
    let (recent, older) = choose(files, until);
    let mut read = Read {
        older: older.iter().map(|file| file.records).sum(),
        unread: files.iter().filter(|file| file.is_unreadable).count(),
        ..Read::default()
    };
    let mut room = MOST_BYTES;
    for file in recent {
        let stamps = (file.size <= room).then(|| outbox.stamps(file));
        if let Some(Ok(stamps)) = stamps {
            room -= file.size;
            read.stamps.extend(stamps);
        } else {
            read.unread += 1;
        }
    }
    read
}

/// The files that may have records in the picture, the newest first, and the older ones.
fn choose<'a>(files: &'a [DatFile], until: &LocalTimes) -> (Vec<&'a DatFile>, Vec<&'a DatFile>) {
    let until = until
        .own
        .iter()
        .map(|(_, time)| *time)
        .fold(until.site, NaiveDateTime::max);
    let spans = || files.iter().filter_map(|file| Some((file, file.span?)));
    let past = spans().flat_map(|(_, span)| [span.first, span.last]);
    let latest = past.filter(|time| *time <= until).max();
    let from = latest.map(|latest| latest - APART);
    let mut recent: Vec<_> = spans().collect();
    recent.sort_by_key(|(_, span)| span.last);
    let older = recent.partition_point(|(_, span)| Some(span.last) < from);
    let older = recent.drain(..older).map(|(file, _)| file).collect();
    let recent = recent.into_iter().rev().map(|(file, _)| file);
    (recent.collect(), older)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::circulation::time::{self, Span};

    fn file(name: &str, first: &str, last: &str) -> DatFile {
        let [first, last] =
            [first, last].map(|day| time::parse(&format!("{day} 12:00:00")).unwrap());
        DatFile {
            span: Some(Span { first, last }),
            ..DatFile::named(name.to_owned())
        }
    }

    #[test]
    fn only_the_newest_files_are_read_and_those_with_a_time_to_come() {
        let files = [
            file("today", "2026-11-25", "2026-11-25"),
            file("leftover", "2026-10-01", "2026-11-25"),
            file("wrong", "2026-11-20", "2030-01-01"),
            file("last month", "2026-10-01", "2026-10-02"),
            file("this week", "2026-11-21", "2026-11-21"),
            DatFile::named("empty".to_owned()),
        ];
        let until = LocalTimes {
            site: time::parse("2026-11-25 20:00:00").unwrap(),
            own: Vec::new(),
        };
        let names = |files: Vec<&DatFile>| files.iter().map(|f| f.name.clone()).collect::<Vec<_>>();
        let (recent, older) = choose(&files, &until);
        assert_eq!(names(recent), ["wrong", "leftover", "today", "this week"]);
        assert_eq!(names(older), ["last month"]);
        let (recent, older) = choose(&files[5..], &until);
        assert_eq!((recent.len(), older.len()), (0, 0));
    }
}
