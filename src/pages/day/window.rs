//! Which records are in the picture, and the moment of each.
//!
//! Those of the last two days before the last record that is not in the future: what an earlier
//! outage has left, or a wrong clock has recorded, is counted and does not squeeze the others.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDateTime, Utc};

use super::axis::HOUR;
use crate::circulation::moments::Moments;
use crate::circulation::record::Kind;
use crate::circulation::stamp::Stamp;
use crate::circulation::zone::{LocalTimes, Zones};

/// How long the picture goes back from its last record.
pub const LONGEST: i64 = 48 * HOUR;

/// The records in the picture.
#[derive(Debug)]
pub struct Window<'a> {
    /// Code of each library that has any.
    pub libraries: Vec<&'a str>,
    /// Each record, the earliest first.
    pub scans: Vec<Scan>,
    /// How many are older.
    pub older: usize,
    /// How many have a time to come.
    pub to_come: usize,
    /// What local times mean around here.
    pub moments: Moments,
}

/// A record in the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scan {
    /// Seconds since 1970.
    pub moment: i64,
    /// Its place among the libraries.
    pub library: usize,
    /// Loan or return.
    pub kind: Kind,
}

impl<'a> Window<'a> {
    /// The window on these records, in any order; `None` if there is nothing in it. What is after
    /// `until` is in the future.
    pub fn on(stamps: &'a [Stamp], zones: &Zones, until: &LocalTimes) -> Option<Self> {
        let mut index = HashMap::new();
        let mut libraries: Vec<&str> = Vec::new();
        let mut untils: Vec<NaiveDateTime> = Vec::new();
        let mut latest: Vec<Option<NaiveDateTime>> = Vec::new();
        let mut past = Vec::with_capacity(stamps.len());
        for stamp in stamps {
            let library = *index.entry(&*stamp.library).or_insert_with(|| {
                libraries.push(&stamp.library);
                untils.push(until.of(&stamp.library));
                latest.push(None);
                libraries.len() - 1
            });
            if stamp.time <= untils[library] {
                latest[library] = latest[library].max(Some(stamp.time));
                past.push((library, stamp));
            }
        }
        let moments = Moments::around(zones, last(&libraries, &latest, zones)?);
        let scan = |(library, stamp): &(usize, &Stamp)| Scan {
            moment: moments.of(libraries[*library], stamp.time),
            library: *library,
            kind: stamp.kind,
        };
        let to_come = stamps.len() - past.len();
        let mut scans: Vec<Scan> = past.iter().map(scan).collect();
        scans.sort_by_key(|scan| scan.moment);
        let from = scans.last()?.moment - LONGEST;
        let older = scans.partition_point(|scan| scan.moment < from);
        scans.drain(..older);
        Some(Self {
            libraries,
            scans,
            older,
            to_come,
            moments,
        })
    }
}

/// About when the last record was made.
fn last(
    libraries: &[&str],
    latest: &[Option<NaiveDateTime>],
    zones: &Zones,
) -> Option<DateTime<Utc>> {
    let moments = libraries.iter().zip(latest);
    let moments = moments.filter_map(|(code, time)| Some(zones.of(code).moment_of((*time)?)));
    moments.max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::circulation::time;

    fn stamps(times: &[(&str, &str)]) -> Vec<Stamp> {
        let stamp = |(library, time): &(&str, &str)| Stamp {
            library: (*library).to_owned(),
            time: time::parse(time).unwrap(),
            kind: Kind::Return,
        };
        times.iter().map(stamp).collect()
    }

    fn zones() -> Zones {
        Zones {
            site: "America/Los_Angeles".parse().unwrap(),
            own: vec![("EAST".to_owned(), "America/New_York".parse().unwrap())],
        }
    }

    fn until(utc: &str) -> LocalTimes {
        zones().local(utc.parse().unwrap())
    }

    #[test]
    fn what_is_older_than_two_days_or_in_the_future_is_counted_only() {
        let stamps = stamps(&[
            ("A", "2027-01-01 00:00:00"),
            ("A", "2020-01-01 00:00:00"),
            ("A", "2026-11-23 11:59:59"),
            ("A", "2026-11-23 12:00:00"),
            ("A", "2026-11-25 12:00:00"),
            ("A", "2026-11-25 12:00:01"),
        ]);
        let window = Window::on(&stamps, &zones(), &until("2026-11-25T20:00:00Z")).unwrap();
        let counts = (window.older, window.scans.len(), window.to_come);
        assert_eq!(counts, (2, 2, 2));
        let window = Window::on(&stamps[..1], &zones(), &until("2026-11-25T20:00:00Z"));
        assert!(window.is_none());
        assert!(Window::on(&[], &zones(), &until("2026-11-25T20:00:00Z")).is_none());
    }

    #[test]
    fn records_of_several_zones_stand_in_the_order_of_their_moments() {
        let stamps = stamps(&[
            ("WEST", "2026-11-25 09:30:00"),
            ("EAST", "2026-11-25 12:00:00"),
            ("EAST", "2026-11-25 13:00:00"),
            ("EAST", "2026-11-25 15:00:01"),
        ]);
        let window = Window::on(&stamps, &zones(), &until("2026-11-25T20:00:00Z")).unwrap();
        let order: Vec<&str> = window
            .scans
            .iter()
            .map(|scan| window.libraries[scan.library])
            .collect();
        assert_eq!(order, ["EAST", "WEST", "EAST"]);
        let first = window.scans[0].moment;
        let since: Vec<i64> = window.scans.iter().map(|s| s.moment - first).collect();
        assert_eq!(since, [0, 1_800, 3_600]);
        assert_eq!(window.to_come, 1, "by the clock of its library");
    }
}
