//! From the local time that was recorded back to its moment: the inverse of `zone`.
//!
//! No I/O. For many times a zone's rules are read once, for some time around one moment; after
//! that a time costs next to nothing, however many there are. Of the hour that comes twice, whose
//! records have its last half minute before the repeat, each gets the moment at which it was made.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::zone::{LONGEST_REPEAT, Period, SLOW, Zone, Zones, recorded, second};

/// The clocks of all libraries around a moment.
#[derive(Debug)]
pub struct Moments {
    site: Clock,
    /// By their codes, those of libraries with a zone of their own.
    own: Vec<(String, Clock)>,
}

/// What the clocks of one zone showed, the earliest first.
#[derive(Debug)]
struct Clock(Vec<Piece>);

/// From one local time on, so many seconds pass while the local time moves on by so many.
#[derive(Debug, Clone, Copy)]
struct Piece {
    local: i64,
    moment: i64,
    passed: i64,
    shown: i64,
}

impl Moments {
    /// Exact for more than a year before and after this moment; further away, nearly so.
    pub fn around(zones: &Zones, moment: DateTime<Utc>) -> Self {
        let clock = |zone: Zone| Clock::new(&zone.periods_around(moment));
        let own = zones.own.iter();
        Self {
            site: clock(zones.site),
            own: own
                .map(|(code, zone)| (code.clone(), clock(*zone)))
                .collect(),
        }
    }

    /// The moment at which this was recorded at the library, in seconds since 1970.
    pub fn of(&self, library: &str, local: NaiveDateTime) -> i64 {
        let own = self.own.iter().find(|(code, _)| code == library);
        own.map_or(&self.site, |(_, clock)| clock).moment(local)
    }
}

impl Zone {
    /// The first moment for which this local time is recorded; of a time that no clock showed,
    /// about which.
    pub fn moment_of(self, local: NaiveDateTime) -> DateTime<Utc> {
        let utc = local.and_utc();
        let around = self.periods(utc - LONGEST_REPEAT, utc + LONGEST_REPEAT);
        let moment = second(Clock::new(&around).moment(local));
        if recorded(&around, moment) == local {
            return moment;
        }
        // The page's script puts it there too, in `dat.js`.
        let less = |moment| utc - TimeDelta::seconds(self.ahead_of_utc(moment));
        less(less(utc))
    }
}

impl Clock {
    fn new(periods: &[Period]) -> Self {
        let at = |local, moment, passed, shown| Piece {
            local,
            moment,
            passed,
            shown,
        };
        let mut pieces = Vec::new();
        if let Some((first, ahead)) = periods.first() {
            let first = first.timestamp();
            pieces.push(at(first + ahead, first, 1, 1));
        }
        for pair in periods.windows(2) {
            let [(_, before), (change, after)] = [pair[0], pair[1]];
            let change = change.timestamp();
            let shown = change + before;
            if after < before {
                let until = change + before - after;
                let slow = change - SLOW;
                pieces.push(at(shown - SLOW, slow, until - slow, SLOW));
                pieces.push(at(shown, until, 1, 1));
            } else {
                // No clock showed what is between: it is the moment of the change.
                pieces.push(at(shown, change, 0, 1));
                pieces.push(at(change + after, change, 1, 1));
            }
        }
        Self(pieces)
    }

    fn moment(&self, local: NaiveDateTime) -> i64 {
        let local = local.and_utc().timestamp();
        let began = self.0.iter().rev().find(|piece| piece.local <= local);
        began.or(self.0.first()).map_or(local, |piece| {
            piece.moment + (local - piece.local) * piece.passed / piece.shown
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn zones(site: &str) -> Zones {
        Zones {
            site: site.parse().unwrap(),
            own: vec![("EAST".to_owned(), "America/New_York".parse().unwrap())],
        }
    }

    #[test]
    fn what_is_recorded_for_a_moment_leads_back_to_it_in_every_night() {
        for (zone, change) in [
            ("America/Los_Angeles", "2026-11-01T09:00:00Z"),
            ("America/Los_Angeles", "2026-03-08T10:00:00Z"),
            ("Europe/London", "2026-10-25T01:00:00Z"),
            ("Australia/Lord_Howe", "2026-04-04T15:00:00Z"),
            ("Asia/Kathmandu", "2026-01-01T00:00:00Z"),
        ] {
            let zones = zones(zone);
            let moments = Moments::around(&zones, utc(change));
            for minutes in -300..300 {
                let at = utc(change) + TimeDelta::minutes(minutes);
                let back = moments.of("", zones.site.recorded_time(at));
                // A second that is shown in the repeat lasts for about two minutes.
                let off = at.timestamp() - back;
                assert!((0..=122).contains(&off), "{zone} {at}: {off}");
                let is_slow = zones.site.repeats_until(at).is_some();
                assert!(is_slow || off <= 30, "{zone} {at}: {off}");
            }
        }
    }

    #[test]
    fn each_zone_gives_a_recorded_time_the_first_moment_that_it_was_recorded_for() {
        let days = [
            ("Europe/Berlin", ["2026-03-29", "2026-10-25"]),
            ("Europe/London", ["2026-03-29", "2026-10-25"]),
            ("America/Los_Angeles", ["2026-03-08", "2026-11-01"]),
            ("Australia/Lord_Howe", ["2026-10-03", "2026-04-04"]),
            ("Pacific/Apia", ["2011-12-30", "2026-07-01"]),
            ("UTC", ["2026-03-29", "2026-10-25"]),
        ];
        for (name, days) in days {
            let zone: Zone = name.parse().unwrap();
            for day in days {
                let midnight = utc(&format!("{day}T00:00:00Z"));
                for minutes in 0..24 * 60 {
                    let at = midnight + TimeDelta::minutes(minutes);
                    let local = zone.recorded_time(at);
                    let first = zone.moment_of(local);
                    assert!(first <= at, "{name} {at}: {first}");
                    assert_eq!(zone.recorded_time(first), local, "{name} {at}");
                    let before = zone.recorded_time(first - TimeDelta::seconds(1));
                    assert!(before < local, "{name} {at}: {first}");
                }
            }
        }
    }

    #[test]
    fn a_time_that_a_zone_skips_is_a_moment_about_the_change() {
        for (zone, change) in [
            ("Europe/Berlin", "2026-03-29T01:00:00Z"),
            ("America/Los_Angeles", "2026-03-08T10:00:00Z"),
            ("Australia/Lord_Howe", "2026-10-03T15:30:00Z"),
        ] {
            let (zone, change): (Zone, _) = (zone.parse().unwrap(), utc(change));
            let begin = zone.recorded_time(change - TimeDelta::seconds(1));
            let end = zone.recorded_time(change);
            for seconds in 1..(end - begin).num_seconds() {
                let moment = zone.moment_of(begin + TimeDelta::seconds(seconds));
                assert!((moment - change).abs() <= end - begin, "{zone:?} {moment}");
            }
        }
    }

    #[test]
    fn an_hour_that_no_clock_showed_is_the_moment_of_the_change() {
        let moments = Moments::around(&zones("America/Los_Angeles"), utc("2026-03-08T10:00:00Z"));
        let local = |hour, minute| {
            let date = chrono::NaiveDate::from_ymd_opt(2026, 3, 8).unwrap();
            moments.of("", date.and_hms_opt(hour, minute, 0).unwrap())
        };
        let change = utc("2026-03-08T10:00:00Z").timestamp();
        assert_eq!(local(1, 59), change - 60);
        assert_eq!((local(2, 0), local(2, 30)), (change, change));
        assert_eq!((local(3, 0), local(3, 1)), (change, change + 60));
    }

    #[test]
    fn each_library_has_its_own_clock() {
        let moments = Moments::around(&zones("America/Los_Angeles"), utc("2026-07-01T12:00:00Z"));
        let noon = utc("2026-07-01T12:00:00Z").naive_utc();
        assert_eq!(moments.of("", noon) - moments.of("EAST", noon), 3 * 60 * 60);
    }
}
