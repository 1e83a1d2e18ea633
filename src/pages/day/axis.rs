//! The time axis: equal buckets from a first to a last moment, and what is written below them.
//!
//! Moments are seconds since 1970, so that a night in which the clocks change is as long as it
//! was. What is written is local time of the site.

use chrono::{DateTime, NaiveDateTime, Timelike, Utc};
use serde::{Serialize, Serializer};

use crate::circulation::zone::Zone;

pub const MINUTE: i64 = 60;
pub const HOUR: i64 = 60 * MINUTE;
/// What a bucket can last. As an axis is never longer than 60 hours, an hour is enough.
const SIZES: [i64; 3] = [5 * MINUTE, 15 * MINUTE, HOUR];
const MOST_BUCKETS: i64 = 60;
/// Minutes from one label to the next; each divides a day.
const STEPS: [i64; 8] = [5, 10, 15, 30, 60, 120, 180, 360];
const MOST_LABELS: i64 = 10;
/// The shortest axis: a single record stands in the middle of an hour.
const SHORTEST: i64 = HOUR;
/// Hundredths of a percent within which a label would leave the picture if it stood centred.
const EDGE: i64 = 600;
/// Hundredths of a percent that a day needs for its date.
const DATE: i64 = 1_700;

/// From a first to a last moment, in buckets that begin at round local times.
#[derive(Debug, Clone, Copy)]
pub struct Axis {
    zone: Zone,
    start: i64,
    size: i64,
    count: i64,
}

/// A place or a width, in hundredths of a percent of the axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(pub i64);

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&format_args!("{}.{:02}%", self.0 / 100, self.0 % 100))
    }
}

/// A time below the axis.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Tick {
    at: Percent,
    label: String,
    /// Which part of the text is at the place: `start`, `middle` or `end`.
    anchor: &'static str,
    /// Whether a narrow screen has no room for it.
    is_minor: bool,
}

/// Where a day begins.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Day {
    at: Percent,
    /// Such as `Nov 25`; `None` where the day is too short for it.
    label: Option<String>,
}

impl Axis {
    /// The axis that has both moments in it.
    pub fn over(zone: Zone, first: i64, last: i64) -> Self {
        let missing = (SHORTEST - (last - first)).max(0) / 2;
        let (first, last) = (first - missing, last + missing);
        let fits = |size: &i64| (last - first) / size < MOST_BUCKETS;
        let size = SIZES.into_iter().find(fits).unwrap_or(HOUR);
        let ahead = zone.ahead_of_utc(second(first));
        let start = (first + ahead).div_euclid(size) * size - ahead;
        Self {
            zone,
            start,
            size,
            count: (last - start) / size + 1,
        }
    }

    /// How many buckets there are.
    pub fn buckets(&self) -> usize {
        self.count.try_into().unwrap_or_default()
    }

    /// How many minutes a bucket lasts.
    pub fn minutes(&self) -> i64 {
        self.size / MINUTE
    }

    /// The bucket of this moment, if it is on the axis.
    pub fn bucket(&self, moment: i64) -> Option<usize> {
        let bucket = (moment - self.start).div_euclid(self.size);
        (bucket < self.count)
            .then_some(bucket)
            .and_then(|bucket| bucket.try_into().ok())
    }

    /// From when until when a bucket lasts.
    pub fn of_bucket(&self, bucket: usize) -> (i64, i64) {
        let bucket: i64 = bucket.try_into().unwrap_or_default();
        let from = self.start + bucket * self.size;
        (from, from + self.size)
    }

    /// Where the axis begins and ends.
    pub fn ends(&self) -> (i64, i64) {
        (self.start, self.start + self.count * self.size)
    }

    /// Where this moment is; one before or after is at the end next to it.
    pub fn place(&self, moment: i64) -> Percent {
        let (start, end) = self.ends();
        Percent((moment.clamp(start, end) - start) * 10_000 / (end - start))
    }

    /// The local time that is recorded for a moment.
    pub fn recorded(&self, moment: i64) -> NaiveDateTime {
        self.zone.recorded_time(second(moment))
    }

    /// What the clocks show at a moment.
    pub fn shown(&self, moment: i64) -> NaiveDateTime {
        self.zone.wall_time(second(moment)).naive_local()
    }

    /// The times below the axis, few enough for one line.
    pub fn ticks(&self) -> Vec<Tick> {
        let (start, end) = self.ends();
        let fits = |step: &i64| {
            step % self.minutes() == 0 && (end - start) / (step * MINUTE) <= MOST_LABELS
        };
        let step = STEPS.into_iter().find(fits).unwrap_or(360);
        let tick = |(moment, shown): (i64, NaiveDateTime)| {
            let at = self.place(moment);
            let minutes = minutes_of(shown);
            (minutes % step == 0).then(|| Tick {
                at,
                label: shown.format("%H:%M").to_string(),
                anchor: match at.0 {
                    ..EDGE => "start",
                    place if place > 10_000 - EDGE => "end",
                    _ => "middle",
                },
                is_minor: minutes % (2 * step) != 0,
            })
        };
        self.quarters().filter_map(tick).collect()
    }

    /// Each day that is on the axis, if there is more than one.
    pub fn days(&self) -> Vec<Day> {
        let mut starts: Vec<(i64, NaiveDateTime)> = Vec::new();
        for (moment, shown) in self.quarters() {
            let last = starts.last().map(|(_, last)| last.date());
            if last != Some(shown.date()) {
                starts.push((moment, shown));
            }
        }
        // The end of the axis is no day of its own.
        let end = self.ends().1;
        starts.retain(|(moment, _)| *moment < end);
        if starts.len() == 1 {
            starts.clear();
        }
        let ends = starts.iter().skip(1).map(|(moment, _)| *moment);
        let ends: Vec<i64> = ends.chain([end]).collect();
        let day = |(&(moment, shown), until): (&(i64, NaiveDateTime), i64)| {
            let at = self.place(moment);
            let has_room = self.place(until).0 - at.0 >= DATE;
            Day {
                at,
                label: has_room.then(|| shown.format("%b %-d").to_string()),
            }
        };
        starts.iter().zip(ends).map(day).collect()
    }

    /// Moments from the start to the end of the axis, so close that each local time on a label
    /// is among them also after the clocks have changed by half an hour.
    fn quarters(&self) -> impl Iterator<Item = (i64, NaiveDateTime)> {
        let (start, end) = self.ends();
        let step = self.size.min(15 * MINUTE);
        let moments = (0..=(end - start) / step).map(move |n| start + n * step);
        moments.map(|moment| (moment, self.shown(moment)))
    }
}

fn minutes_of(time: NaiveDateTime) -> i64 {
    (time.num_seconds_from_midnight() / 60).into()
}

fn second(moment: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(moment, 0).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> i64 {
        text.parse::<DateTime<Utc>>().unwrap().timestamp()
    }

    fn axis(first: &str, last: &str) -> Axis {
        let zone = "America/Los_Angeles".parse().unwrap();
        Axis::over(zone, moment(first), moment(last))
    }

    fn labels(axis: &Axis) -> String {
        let labels = axis.ticks().into_iter().map(|tick| tick.label);
        labels.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn there_are_never_more_than_about_sixty_buckets() {
        let zone: Zone = "America/Los_Angeles".parse().unwrap();
        let first = moment("2026-11-01T03:17:09Z");
        for minutes in 0..=60 * 60 {
            let axis = Axis::over(zone, first, first + minutes * MINUTE);
            assert!((12..=61).contains(&axis.buckets()), "{minutes}: {axis:?}");
            let (start, end) = axis.ends();
            assert!(
                start <= first && first + minutes * MINUTE < end,
                "{minutes}"
            );
            assert_eq!(axis.bucket(start - 1), None);
            assert_eq!(axis.bucket(start), Some(0));
            assert_eq!(axis.bucket(end - 1), Some(axis.buckets() - 1));
            assert_eq!(axis.bucket(end), None);
            assert!(axis.ticks().len() <= 11, "{minutes}");
        }
    }

    #[test]
    fn a_bucket_begins_at_a_round_local_time() {
        for (last, minutes, from, until) in [
            ("2026-11-25T17:03:00Z", 5, "09:00", "10:05"),
            ("2026-11-25T22:09:00Z", 15, "09:00", "14:15"),
            ("2026-11-26T17:09:00Z", 60, "09:00", "10:00"),
        ] {
            let axis = axis("2026-11-25T17:03:00Z", last);
            let ends = [axis.ends().0, axis.ends().1].map(|end| axis.shown(end));
            let ends = ends.map(|end| end.format("%H:%M").to_string());
            assert_eq!(axis.minutes(), minutes);
            match minutes {
                // The only record stands in the middle of an hour.
                5 => assert_eq!(ends, ["08:30", "09:35"]),
                _ => assert_eq!(ends, [from, until]),
            }
        }
    }

    #[test]
    fn labels_are_few_and_every_other_one_is_for_a_wide_screen() {
        let axis = axis("2026-11-25T16:00:00Z", "2026-11-26T00:59:00Z");
        assert_eq!(
            labels(&axis),
            "08:00 09:00 10:00 11:00 12:00 13:00 14:00 15:00 16:00 17:00"
        );
        let ticks = axis.ticks();
        assert_eq!((ticks[0].anchor, ticks[9].anchor), ("start", "end"));
        assert!(ticks[1..9].iter().all(|tick| tick.anchor == "middle"));
        let is_minor: Vec<bool> = ticks.iter().map(|tick| tick.is_minor).collect();
        assert_eq!(is_minor, [false, true].repeat(5));
        assert_eq!(axis.days(), []);
    }

    #[test]
    fn a_day_that_begins_on_the_axis_has_its_date_where_there_is_room() {
        // From 20:00 to 06:00, and from 23:00 on.
        let days = axis("2026-11-26T04:00:00Z", "2026-11-26T13:59:00Z").days();
        let labels = |days: &[Day]| days.iter().map(|day| day.label.clone()).collect::<Vec<_>>();
        assert_eq!(
            labels(&days),
            [Some("Nov 25".into()), Some("Nov 26".into())]
        );
        assert_eq!((days[0].at, days[1].at), (Percent(0), Percent(4_000)));
        let days = axis("2026-11-26T07:00:00Z", "2026-11-26T16:59:00Z").days();
        assert_eq!(labels(&days), [None, Some("Nov 26".into())]);
        // One that ends at midnight is one day.
        assert_eq!(
            axis("2026-11-25T20:00:00Z", "2026-11-26T07:59:00Z").days(),
            []
        );
    }

    #[test]
    fn the_hour_that_comes_twice_is_there_twice_and_the_missing_one_is_not() {
        let twice = axis("2026-11-01T06:00:00Z", "2026-11-01T11:59:00Z");
        assert_eq!(labels(&twice), "23:00 00:00 01:00 01:00 02:00 03:00 04:00");
        let missing = axis("2026-03-08T07:00:00Z", "2026-03-08T12:59:00Z");
        assert_eq!(
            labels(&missing),
            "23:00 00:00 01:00 03:00 04:00 05:00 06:00"
        );
    }

    #[test]
    fn a_place_is_written_as_a_percentage() {
        let said = [0, 5, 1_250, 10_000].map(|n| serde_json::to_string(&Percent(n)).unwrap());
        assert_eq!(
            said,
            ["\"0.00%\"", "\"0.05%\"", "\"12.50%\"", "\"100.00%\""]
        );
        let axis = axis("2026-11-25T17:00:00Z", "2026-11-25T17:59:00Z");
        assert_eq!(axis.place(axis.ends().0 - 5), Percent(0));
        assert_eq!(axis.place(axis.ends().1 + 5), Percent(10_000));
    }
}
