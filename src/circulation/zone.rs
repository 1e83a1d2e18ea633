//! Time zones: from a moment to the local time that is recorded for it.
//!
//! No I/O. A recorded time never runs back: the hour that comes twice in autumn is recorded as
//! its last minute before the repeat, whose seconds pass slowly until the clock has caught up.
//! So what happens later is recorded later, whichever desk it is sent from, and when.
//! The page's script does the same in `apache/htdocs/scripts/zone.js`, on the same test vectors.

use std::str::FromStr;

use chrono::{DateTime, Days, Local, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};
use serde::de::{self, Deserialize, Deserializer};

use crate::messages::message;

/// Seconds of the last half minute before the repeat: they last as long as the repeat as well.
pub(super) const SLOW: i64 = 30;
/// How far apart one looks for a change of the clocks; no zone has two within this time.
const STEP: Days = Days::new(7);
/// No repeat is longer, and no clock is so far from UTC.
pub(super) const LONGEST_REPEAT: TimeDelta = TimeDelta::hours(25);
/// How far back and ahead a page must know the zone: it may be cut off, or be opened while it is,
/// and give its scans their time when it hears of the server again.
const AROUND: Days = Days::new(400);

/// From which moment a zone's clocks are how many seconds ahead of UTC.
pub type Period = (DateTime<Utc>, i64);

/// A time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Zone {
    /// That of the server: `TZ`, else `/etc/localtime`.
    #[default]
    Server,
    /// One of IANA's, with the rules that chrono-tz has of it.
    Named(Tz),
}

impl Zone {
    /// IANA's name, or `None` for the server's own zone.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Server => None,
            Self::Named(zone) => Some(zone.name()),
        }
    }

    /// How many seconds the clocks are ahead of UTC at this moment.
    pub fn ahead_of_utc(self, utc: DateTime<Utc>) -> i64 {
        let utc = utc.naive_utc();
        let offset = match self {
            Self::Server => Local.offset_from_utc_datetime(&utc).fix(),
            Self::Named(zone) => zone.offset_from_utc_datetime(&utc).fix(),
        };
        offset.local_minus_utc().into()
    }

    /// What the clocks show, with their offset.
    pub fn wall_time(self, utc: DateTime<Utc>) -> DateTime<chrono::FixedOffset> {
        let seconds = self.ahead_of_utc(utc).try_into().ok();
        let offset = seconds.and_then(chrono::FixedOffset::east_opt);
        utc.with_timezone(&offset.unwrap_or(Utc.fix()))
    }

    /// Whether this is UTC all the year.
    pub fn is_utc(self, utc: DateTime<Utc>) -> bool {
        let periods = self.periods(utc, utc + AROUND);
        periods.iter().all(|(_, ahead)| *ahead == 0)
    }

    /// The local time that is recorded for this moment.
    pub fn recorded_time(self, utc: DateTime<Utc>) -> NaiveDateTime {
        recorded(&self.around(utc), utc)
    }

    /// When the clocks have caught up, if this moment is in an hour that comes twice.
    pub fn repeats_until(self, utc: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let periods = self.around(utc);
        let mut repeats = repeats(&periods);
        repeats.find_map(|(from, until, _)| (from <= utc && utc < until).then_some(until))
    }

    /// What a page must know of the zone: the periods of more than a year before and after.
    pub fn periods_around(self, utc: DateTime<Utc>) -> Vec<Period> {
        self.periods(utc - AROUND, utc + AROUND)
    }

    fn around(self, utc: DateTime<Utc>) -> Vec<Period> {
        self.periods(utc - LONGEST_REPEAT, utc + TimeDelta::seconds(SLOW))
    }

    /// The periods from the first of these moments to the last.
    pub(super) fn periods(self, first: DateTime<Utc>, last: DateTime<Utc>) -> Vec<Period> {
        let (mut at, mut ahead) = (first, self.ahead_of_utc(first));
        let mut periods = vec![(at, ahead)];
        while at < last {
            let next = (at + STEP).min(last);
            let then = self.ahead_of_utc(next);
            if then != ahead {
                let change = self.change_between(at, next);
                periods.push((change, self.ahead_of_utc(change)));
            }
            (at, ahead) = (next, then);
        }
        periods
    }

    /// The first second of the new offset; at `before` there is the old one, at `after` the new.
    fn change_between(self, before: DateTime<Utc>, after: DateTime<Utc>) -> DateTime<Utc> {
        let old = self.ahead_of_utc(before);
        let (mut before, mut after) = (before.timestamp(), after.timestamp());
        while after - before > 1 {
            let middle = i64::midpoint(before, after);
            if self.ahead_of_utc(second(middle)) == old {
                before = middle;
            } else {
                after = middle;
            }
        }
        second(after)
    }
}

/// The moment that is so many seconds after the beginning of 1970.
pub(super) fn second(timestamp: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(timestamp, 0).unwrap_or_default()
}

/// The local time that is recorded for a moment, given the zone's periods around it.
pub(super) fn recorded(periods: &[Period], utc: DateTime<Utc>) -> NaiveDateTime {
    let slow = TimeDelta::seconds(SLOW);
    for (from, until, last) in repeats(periods) {
        let begin = from - slow;
        if (begin..until).contains(&utc) {
            let passed = (utc - begin).num_seconds() * SLOW / (until - begin).num_seconds();
            return last - slow + TimeDelta::seconds(passed);
        }
    }
    let now = periods.iter().rev().find(|(from, _)| *from <= utc);
    let ahead = now.or(periods.first()).map_or(0, |(_, ahead)| *ahead);
    utc.naive_utc() + TimeDelta::seconds(ahead)
}

/// Each hour that comes twice: from when until when, and what the clocks show at its end.
fn repeats(
    periods: &[Period],
) -> impl Iterator<Item = (DateTime<Utc>, DateTime<Utc>, NaiveDateTime)> {
    periods.windows(2).filter_map(|pair| {
        let [(_, before), (from, after)] = [pair[0], pair[1]];
        let end = from.naive_utc() + TimeDelta::seconds(before);
        (after < before).then(|| (from, from + TimeDelta::seconds(before - after), end))
    })
}

impl FromStr for Zone {
    type Err = String;

    /// A zone of IANA's, by its name.
    fn from_str(name: &str) -> Result<Self, String> {
        if let Ok(zone) = name.parse() {
            return Ok(Self::Named(zone));
        }
        let is_meant = |zone: &&Tz| zone.name().eq_ignore_ascii_case(name.trim());
        Err(match TZ_VARIANTS.iter().find(is_meant) {
            Some(zone) => message!("config.zone-spelling", zone = name, name = zone.name()),
            None => message!("config.zone", zone = name),
        })
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        name.parse().map_err(de::Error::custom)
    }
}

/// The time zone of each library.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Zones {
    /// That of every library without one of its own.
    pub site: Zone,
    /// By their codes, those of the others.
    pub own: Vec<(String, Zone)>,
}

impl Zones {
    /// The zone of the library with this code.
    pub fn of(&self, library: &str) -> Zone {
        let own = self.own.iter().find(|(code, _)| code == library);
        own.map_or(self.site, |(_, zone)| *zone)
    }

    /// Puts records of several zones into the order in which they happened; those of one zone
    /// stay in theirs, which is that of a file.
    pub fn put_in_order<T>(
        &self,
        records: &mut [T],
        library_and_time: impl Fn(&T) -> (&str, NaiveDateTime),
    ) {
        if !self.own.is_empty() {
            records.sort_by_cached_key(|record| {
                let (library, time) = library_and_time(record);
                self.of(library).moment_of(time)
            });
        }
    }

    /// What is recorded in each library for this moment.
    pub fn local(&self, utc: DateTime<Utc>) -> LocalTimes {
        let own = self.own.iter();
        LocalTimes {
            site: self.site.recorded_time(utc),
            own: own
                .map(|(code, zone)| (code.clone(), zone.recorded_time(utc)))
                .collect(),
        }
    }

    /// Every zone, with the code of the library if it is a library's own.
    pub fn all(&self) -> impl Iterator<Item = (Option<&str>, Zone)> {
        let own = self.own.iter().map(|(code, zone)| (Some(&**code), *zone));
        std::iter::once((None, self.site)).chain(own)
    }
}

/// A moment, in the local time of each library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalTimes {
    /// In every library without a time zone of its own.
    pub site: NaiveDateTime,
    /// By their codes, in the others.
    pub own: Vec<(String, NaiveDateTime)>,
}

impl LocalTimes {
    /// In the library with this code.
    pub fn of(&self, library: &str) -> NaiveDateTime {
        let own = self.own.iter().find(|(code, _)| code == library);
        own.map_or(self.site, |(_, time)| *time)
    }

    /// So much later.
    #[must_use]
    pub fn later(&self, by: TimeDelta) -> Self {
        let own = self.own.iter();
        Self {
            site: self.site + by,
            own: own.map(|(code, time)| (code.clone(), *time + by)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::circulation::time::SHOWN;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn local(zone: &str, at: &str) -> String {
        let zone: Zone = zone.parse().unwrap();
        zone.recorded_time(utc(at)).format(SHOWN).to_string()
    }

    #[test]
    fn the_offset_is_that_of_the_day() {
        let zone = "America/Los_Angeles";
        assert_eq!(local(zone, "2026-07-01T12:00:00Z"), "2026-07-01 05:00:00");
        assert_eq!(local(zone, "2026-12-01T12:00:00Z"), "2026-12-01 04:00:00");
        assert_eq!(
            local("Asia/Kathmandu", "2026-12-01T12:00:00Z"),
            "2026-12-01 17:45:00"
        );
    }

    #[test]
    fn no_recorded_time_runs_back_in_any_zone() {
        for zone in TZ_VARIANTS.iter().copied().map(Zone::Named) {
            let periods = zone.periods(utc("2025-01-01T00:00:00Z"), utc("2032-01-01T00:00:00Z"));
            for (change, _) in &periods[1..] {
                let mut last = zone.recorded_time(*change - TimeDelta::hours(3));
                for minutes in -179..360 {
                    let now = zone.recorded_time(*change + TimeDelta::minutes(minutes));
                    assert!(now >= last, "{zone:?} {change}");
                    last = now;
                }
            }
        }
    }

    #[test]
    fn the_hour_that_is_missing_is_never_recorded() {
        let zone = "America/Los_Angeles";
        assert_eq!(local(zone, "2026-03-08T09:59:59Z"), "2026-03-08 01:59:59");
        assert_eq!(local(zone, "2026-03-08T10:00:00Z"), "2026-03-08 03:00:00");
    }

    #[test]
    fn the_repeat_is_known_until_the_clock_has_caught_up() {
        let zone: Zone = "America/Los_Angeles".parse().unwrap();
        let until = |at| zone.repeats_until(utc(at));
        assert_eq!(until("2026-11-01T08:59:59Z"), None);
        assert_eq!(
            until("2026-11-01T09:00:00Z"),
            Some(utc("2026-11-01T10:00:00Z"))
        );
        assert_eq!(until("2026-11-01T10:00:00Z"), None);
    }

    #[test]
    fn a_name_that_is_none_is_refused_with_one_that_is() {
        let problem = |name: &str| name.parse::<Zone>().unwrap_err();
        assert_eq!(
            problem("america/los_angeles"),
            "\"america/los_angeles\" must be written as \"America/Los_Angeles\""
        );
        for name in ["", "PST", "America/Portland", "+08:00", "local"] {
            assert!(problem(name).contains("not an IANA time zone"), "{name}");
        }
    }

    #[test]
    fn a_zone_is_utc_only_if_it_is_so_in_summer_too() {
        let is_utc = |name: &str| {
            let zone: Zone = name.parse().unwrap();
            zone.is_utc(utc("2026-12-01T12:00:00Z"))
        };
        assert!(is_utc("UTC") && is_utc("Atlantic/Reykjavik"));
        assert!(!is_utc("Europe/London") && !is_utc("America/Los_Angeles"));
    }
}
