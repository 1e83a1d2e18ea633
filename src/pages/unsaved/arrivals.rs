//! How many records there are and how old the last one is, so that nobody makes files
//! while desks still send.
//!
//! A record of a wrong clock, with a time to come, is counted and is never the last one.

use chrono::{DateTime, Local, NaiveDateTime, SecondsFormat, TimeDelta};
use serde::Serialize;

use crate::circulation::checks::AHEAD;
use crate::circulation::time;

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
}

/// The latest time that counts for [`Arrivals::new`].
pub fn until(now: &DateTime<Local>) -> NaiveDateTime {
    now.naive_local() + AHEAD
}

impl Arrivals {
    pub fn new(total: usize, last: Option<NaiveDateTime>, now: &DateTime<Local>) -> Self {
        let age = last.map(|last| (now.naive_local() - last).max(TimeDelta::zero()));
        Self {
            total,
            last: last.map(|last| last.format(time::SHOWN).to_string()),
            ago: age.and_then(ago),
            sending: age.is_some_and(|age| age < STILL),
            server_time: now.to_rfc3339_opts(SecondsFormat::Millis, false),
        }
    }
}

fn ago(age: TimeDelta) -> Option<String> {
    let said = |n: i64, unit: &str| {
        let plural = if n == 1 { "" } else { "s" };
        format!("{n} {unit}{plural} ago")
    };
    match age.num_seconds() {
        seconds @ ..120 => Some(said(seconds, "second")),
        seconds @ ..7_200 => Some(said(seconds / 60, "minute")),
        seconds @ ..172_800 => Some(said(seconds / 3_600, "hour")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_seems_to_send_for_five_minutes_after_its_last_record() {
        let now = Local::now();
        let sending = |seconds| {
            let last = now.naive_local() - TimeDelta::seconds(seconds);
            Arrivals::new(1, Some(last), &now).sending
        };
        assert!(sending(0) && sending(299) && sending(-60));
        assert!(!sending(300));
        assert!(!Arrivals::new(1, None, &now).sending);
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
