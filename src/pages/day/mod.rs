//! The picture of the day: records over time by library, with gaps, the moment of each file and,
//! after a report, what failed. The template `day.html` draws it.
//!
//! Here it is collected. No barcode and no patron comes this far, and no more is read than a page
//! can afford: the page does without a picture rather than fail for it.

mod axis;
mod counted;
mod gaps;
mod marks;
mod picture;
mod reading;
mod rows;
mod table;
#[cfg(test)]
mod tests;
mod window;

use chrono::NaiveDateTime;

pub use self::picture::Picture;

use self::counted::Libraries;
use crate::circulation::checks::AHEAD;
use crate::circulation::record::Record;
use crate::circulation::stamp::Stamp;
use crate::circulation::zone::LocalTimes;
use crate::outbox::{DatFile, Made};
use crate::site::Site;

/// What a picture shows.
#[derive(Debug, Default)]
pub struct Content {
    stamps: Vec<Stamp>,
    files: Vec<Made>,
    /// What failed, if a report says that.
    failures: Option<Vec<Failed>>,
    /// Records that are too old for the picture, and not among the stamps.
    older: usize,
    /// Files whose records are not in the picture though they are not old.
    unread: usize,
}

/// A record that Alma did not take.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Failed {
    /// Code of its library.
    pub library: String,
    /// Local time of the record.
    pub time: NaiveDateTime,
    /// Whether somebody has to put something right.
    pub needs_a_person: bool,
}

/// The records that are in no file yet, beside the moments of the files. What is after `until` is
/// in the future.
pub fn of_unsaved(site: &Site, records: &[Record], until: &LocalTimes) -> Option<Picture> {
    if records.is_empty() {
        return None;
    }
    let content = Content {
        stamps: records.iter().map(Stamp::from).collect(),
        files: site.outbox.made().unwrap_or_default(),
        ..Content::default()
    };
    picture(site, until, &content)
}

/// The records in these files and, after a report, what failed of them.
pub fn of_files(site: &Site, files: &[DatFile], failures: Option<Vec<Failed>>) -> Option<Picture> {
    let until = site.clock.now().local().later(AHEAD);
    let read = reading::read(&site.outbox, files, &until);
    let content = Content {
        stamps: read.stamps,
        files: files.iter().map(Made::from).collect(),
        failures,
        older: read.older,
        unread: read.unread,
    };
    picture(site, &until, &content)
}

fn picture(site: &Site, until: &LocalTimes, content: &Content) -> Option<Picture> {
    let libraries = Libraries {
        configured: &site.config.libraries,
        zones: site.clock.zones(),
        until,
    };
    Picture::of(content, libraries)
}
