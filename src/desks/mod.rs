//! The desks: what each workstation's page has said of itself last, and who still holds scans.
//!
//! A workstation is one small JSON file in the folder `desks` of the output directory, which is
//! there as soon as one has said something. It holds no barcode, no person and no address. A file
//! appears whole or not at all, and one that cannot be read counts as not known. Nothing here
//! keeps a record from being made: what fails is said, and that is all.

mod complaint;
mod desk;
mod folder;
mod known;
mod ready;
mod view;
mod word;

use chrono::{DateTime, NaiveDateTime, Utc};

#[cfg(test)]
pub use desk::Desk;
pub use folder::Desks;
#[cfg(test)]
pub use known::Known;
pub use known::{Contact, State};
pub use ready::Reason;
pub use view::{Named, Overview, token};
pub use word::{Word, is_id};

use crate::circulation::zone::Zone;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// The server's time as everything here counts it: seconds since 1970.
pub fn now() -> i64 {
    Utc::now().timestamp()
}

/// The local time in this zone, so many seconds after 1970.
pub fn local_time(seconds: i64, zone: Zone) -> NaiveDateTime {
    zone.recorded_time(DateTime::from_timestamp(seconds, 0).unwrap_or_default())
}
