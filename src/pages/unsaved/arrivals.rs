//! How many records there are and how old the last one is, so that nobody makes files
//! while desks still send.
//!
//! A record of a wrong clock, with a time to come, is counted and is never the last one.

use std::iter;

use chrono::{NaiveDateTime, TimeDelta};
use serde::Serialize;

use crate::circulation::checks::AHEAD;
use crate::circulation::record::Record;
use crate::circulation::time;
use crate::circulation::zone::LocalTimes;
use crate::clock::Moment;
use crate::messages::message;

/// Within this time after the last record a desk may be about to send the next.
const STILL: TimeDelta = TimeDelta::minutes(5);

/// What the page says above its button; as JSON, what its script asks for.
#[derive(Serialize)]
pub struct Arrivals {
    /// Records that are in no file yet.
    total: usize,
    /// Time of the last one as on the pages.
    last: Option<String>,
    /// How long ago that was, as long as that is worth saying.
    ago: Option<String>,
    /// Whether it was less than five minutes ago.
    sending: bool,
    /// The server's time, RFC 3339.
    server_time: String,
    /// Stands for what the desks hold, as on the page.
    desks: Option<String>,
}

/// The latest times that count for [`Arrivals::new`].
pub fn until(now: &Moment<'_>) -> LocalTimes {
    now.local().later(AHEAD)
}

/// Of each time zone, its library and the latest time among the records.
pub fn latest<'a>(records: &[Record], until: &'a LocalTimes) -> Vec<(&'a str, NaiveDateTime)> {
    let zones = iter::once("").chain(until.own.iter().map(|(code, _)| code.as_str()));
    let latest = |zone: &'a str| {
        let is_here = |record: &&Record| match zone {
            "" => !until.own.iter().any(|(code, _)| *code == record.library),
            zone => record.library == zone,
        };
        let mut times = records.iter().rev().filter(is_here).map(|r| r.timestamp);
        Some((zone, times.find(|time| *time <= until.of(zone))?))
    };
    zones.filter_map(latest).collect()
}

impl Arrivals {
    /// Of each time zone, its library and the time of its last record.
    pub fn new<'a>(
        total: usize,
        last: impl Iterator<Item = (&'a str, NaiveDateTime)>,
        now: &Moment<'_>,
    ) -> Self {
        let aged = last.map(|(library, last)| (now.at(library) - last, last));
        let (age, last) = aged.min().unzip();
        let age = age.map(|age| age.max(TimeDelta::zero()));
        Self {
            total,
            last: last.map(|last| last.format(time::SHOWN).to_string()),
            ago: age.and_then(ago),
            sending: age.is_some_and(|age| age < STILL),
            server_time: now.server_time(),
            desks: None,
        }
    }

    /// The same with what stands for the desks.
    pub fn with_desks(self, desks: Option<String>) -> Self {
        Self { desks, ..self }
    }
}

fn ago(age: TimeDelta) -> Option<String> {
    match age.num_seconds() {
        seconds @ ..120 => Some(message!("pages.seconds-ago", seconds)),
        seconds @ ..7_200 => Some(message!("pages.minutes-ago", minutes = seconds / 60)),
        seconds @ ..172_800 => Some(message!("pages.hours-ago", hours = seconds / 3_600)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::circulation::zone::Zones;
    use crate::clock::Clock;

    #[test]
    fn a_desk_seems_to_send_for_five_minutes_after_its_last_record() {
        let clock = Clock::new(Path::new("/nonexistent"), two_zones());
        let now = clock.now();
        let sending = |library: &str, seconds| {
            let last = now.at(library) - TimeDelta::seconds(seconds);
            Arrivals::new(1, [(library, last)].into_iter(), &now).sending
        };
        for library in ["", "EAST"] {
            assert!(sending(library, 0) && sending(library, 299) && sending(library, -60));
            assert!(!sending(library, 300));
        }
        assert!(!Arrivals::new(1, std::iter::empty(), &now).sending);
    }

    #[test]
    fn the_last_record_is_the_one_that_was_recorded_last_in_whichever_zone() {
        let clock = Clock::new(Path::new("/nonexistent"), two_zones());
        let now = clock.now();
        let here = now.here() - TimeDelta::seconds(10);
        let there = now.at("EAST") - TimeDelta::seconds(600);
        assert!(there > here, "by its own clock");
        let last = Arrivals::new(2, [("", here), ("EAST", there)].into_iter(), &now).last;
        assert_eq!(last, Some(here.format(time::SHOWN).to_string()));
    }

    fn two_zones() -> Zones {
        Zones {
            site: "America/Los_Angeles".parse().unwrap(),
            own: vec![("EAST".to_owned(), "America/New_York".parse().unwrap())],
        }
    }

    #[test]
    fn the_age_is_said_in_the_unit_that_fits_until_the_date_says_more() {
        let said = |seconds| ago(TimeDelta::seconds(seconds));
        for (seconds, text) in [
            (0, "0 seconds ago"),
            (1, "1 second ago"),
            (119, "119 seconds ago"),
            (120, "2 minutes ago"),
            (7_200, "2 hours ago"),
            (172_799, "47 hours ago"),
        ] {
            assert_eq!(said(seconds).as_deref(), Some(text));
        }
        assert_eq!(said(172_800), None);
    }
}
