//! Times as they are read and written: local times of the server, without a zone.
//!
//! No I/O. Each form that a time has anywhere in the program is defined here.

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike};

use crate::messages::message;

/// In a submitted line: local time to the second.
pub const LINE: &str = "%Y%m%d%H%M%S";
/// In Alma's file: local time to the minute.
pub const DAT: &str = "%Y%m%d%H%M";
/// On the pages, in the table and in a .csv.
pub const SHOWN: &str = "%Y-%m-%d %H:%M:%S";
/// On the pages where the seconds are not known, or do not matter.
pub const MINUTE_SHOWN: &str = "%Y-%m-%d %H:%M";
/// On the pages, of a day that is clear.
pub const CLOCK_SHOWN: &str = "%H:%M";
/// In a file's name.
pub const FILE_NAME: &str = "%Y-%m-%d_%H%M%S";

/// The first year that the column `timestamp` can hold.
const FIRST_YEAR: i32 = 1000;

/// A time in the form [`LINE`] or [`SHOWN`]; the error is a sentence for staff.
pub fn parse(text: &str) -> Result<NaiveDateTime, &'static str> {
    // chrono takes shorter numbers and a second 60, which the table does not.
    let digit = |c: char| if c.is_ascii_digit() { '0' } else { c };
    let shape: String = text.chars().map(digit).collect();
    let format = match shape.as_str() {
        "00000000000000" => LINE,
        "0000-00-00 00:00:00" => SHOWN,
        _ => return Err(message!("scans.time-form")),
    };
    NaiveDateTime::parse_from_str(text, format)
        .ok()
        .filter(|time| can_be_stored(*time) && time.and_utc().timestamp_subsec_nanos() == 0)
        .ok_or_else(|| message!("scans.no-such-time"))
}

/// The time to the minute, without its day if that is today.
pub fn brief(time: NaiveDateTime, now: NaiveDateTime) -> String {
    let is_today = time.date() == now.date();
    let form = if is_today { CLOCK_SHOWN } else { MINUTE_SHOWN };
    time.format(form).to_string()
}

/// For serde: a time in the form [`LINE`].
pub mod as_in_a_line {
    use chrono::NaiveDateTime;
    use serde::de::{Deserialize, Deserializer, Error};
    use serde::ser::Serializer;

    /// Writes the form.
    pub fn serialize<S: Serializer>(time: &NaiveDateTime, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&time.format(super::LINE))
    }

    /// Reads what [`super::parse`] does.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDateTime, D::Error> {
        super::parse(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}

/// A time in the form [`DAT`].
pub fn parse_dat(digits: &str) -> Option<NaiveDateTime> {
    let has_shape = digits.len() == 12 && digits.bytes().all(|b| b.is_ascii_digit());
    let minute = NaiveDateTime::parse_from_str(digits, DAT).ok();
    minute.filter(|minute| has_shape && can_be_stored(*minute))
}

fn can_be_stored(time: NaiveDateTime) -> bool {
    time.year() >= FIRST_YEAR
}

/// The earliest time that a record can have.
pub fn earliest() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1).map_or(NaiveDateTime::MIN, Into::into)
}

/// The time with its seconds zero.
pub fn minute_of(time: NaiveDateTime) -> NaiveDateTime {
    let seconds = TimeDelta::seconds(time.second().into());
    time.with_nanosecond(0).unwrap_or(time) - seconds
}

/// From a first time to a last one, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first.
    pub first: NaiveDateTime,
    /// The last, not before the first.
    pub last: NaiveDateTime,
}

impl Span {
    /// The span of these times, in any order; `None` without a time.
    pub fn of(times: impl IntoIterator<Item = NaiveDateTime>) -> Option<Self> {
        times.into_iter().fold(None, |span: Option<Self>, time| {
            let Self { first, last } = span.unwrap_or(Self {
                first: time,
                last: time,
            });
            Some(Self {
                first: first.min(time),
                last: last.max(time),
            })
        })
    }

    /// From the first second of the first minute to the last second of the last.
    #[must_use]
    pub fn whole_minutes(self) -> Self {
        Self {
            first: minute_of(self.first),
            last: minute_of(self.last) + TimeDelta::seconds(59),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_has_whole_minutes() {
        let times = ["20150827121621", "20150827121501", "20150827121600"];
        let span = Span::of(times.map(|time| parse(time).unwrap())).unwrap();
        let whole = span.whole_minutes();
        let shown = [span.first, span.last, whole.first, whole.last];
        assert_eq!(
            shown.map(|time| time.format("%H:%M:%S").to_string()),
            ["12:15:01", "12:16:21", "12:15:00", "12:16:59"]
        );
        assert_eq!(Span::of([]), None);
    }
}
