//! The clock: what time it is, and in which library.
//!
//! No time that is given out is more than a moment before one that was given out earlier, by
//! whichever process: where the server's clock was set back, by NTP or by hand, time crawls until
//! it has caught up. An empty file in the output directory has the latest time as its own, so
//! keeping it needs no room. A step back by more than two hours mends a clock that was wrong, and
//! is followed. Or the clock is wrong since: only people can tell, so another such file keeps the
//! time from where it fell.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, SecondsFormat, TimeDelta, Utc};
use rustix::fs::{AtFlags, CWD, Timespec, Timestamps, utimensat};
use rustix::io::Errno;
use serde::{Serialize, Serializer};

use crate::circulation::time;
use crate::circulation::zone::{LocalTimes, Period, Zones};
use crate::log::Event;
use crate::messages::message;

/// After a step back by more than this the clock was wrong before, and is followed.
const LONGEST_STAND: TimeDelta = TimeDelta::hours(2);
/// Until a clock that was set back has caught up, time passes so many times as slowly: what comes
/// a minute later has another second, so that the same item once more is another scan.
const CRAWL: i32 = 60;
/// The latest time is not written down more often than this.
const TICK: TimeDelta = TimeDelta::seconds(1);
/// Two servers of one directory may differ by so much.
const JITTER: TimeDelta = TimeDelta::seconds(2);
/// The file's name in the output directory.
const FILE: &str = ".clock";
/// That of the file with the time from where the clock fell far back, and what it said then.
const FALL: &str = ".clock-fall";
/// For so long it is told. If the clock was wrong before, it never catches up.
const TOLD: TimeDelta = TimeDelta::days(7);

/// The server's clock, and the libraries' time zones.
#[derive(Debug)]
pub struct Clock {
    file: PathBuf,
    fall: PathBuf,
    zones: Zones,
}

/// That the clock fell far back: local times of the site, to the minute.
#[derive(Debug, Serialize)]
pub struct Fall {
    /// The latest time that was given out before.
    pub from: String,
    /// What the clock says now.
    pub to: String,
}

/// What the times of a file say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    /// The latest time that was given out: that of the last change.
    latest: DateTime<Utc>,
    /// What the server's clock said then: that of the last access.
    seen: DateTime<Utc>,
}

/// A moment of the server's clock.
#[derive(Debug)]
pub struct Moment<'a> {
    /// What the clock says.
    actual: DateTime<Utc>,
    /// What is recorded: not before the latest time that was given out.
    given: DateTime<Utc>,
    /// That, in each library.
    local: LocalTimes,
    zones: &'a Zones,
}

/// What a workstation must know to give the server's time: in JSON, `server_time`, `zones` and,
/// where the time stands still, `not_before`.
#[derive(Debug, Serialize)]
pub struct ForScripts {
    /// What the clock says, RFC 3339 with the offset of the site's zone.
    server_time: String,
    /// No time before this one is to be given, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_before: Option<String>,
    /// By code, the zones of libraries with one of their own; by no code, that of the others.
    zones: std::collections::BTreeMap<String, Vec<Seconds>>,
}

/// A period: from which second on, since 1970, and how many seconds ahead of UTC.
#[derive(Debug)]
struct Seconds(Period);

impl Serialize for Seconds {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self((from, ahead)) = self;
        [from.timestamp(), *ahead].serialize(to)
    }
}

impl Clock {
    /// The clock of the site with this output directory.
    pub fn new(output_dir: &Path, zones: Zones) -> Self {
        Self {
            file: output_dir.join(FILE),
            fall: output_dir.join(FALL),
            zones,
        }
    }

    /// The time now, for whoever only looks.
    pub fn now(&self) -> Moment<'_> {
        let actual = Utc::now();
        self.moment(actual, Mark::of(&self.file).after(actual))
    }

    /// The time now, for a record or a file: no later one is before it.
    pub fn give(&self) -> Moment<'_> {
        let actual = Utc::now();
        let mark = Mark::of(&self.file);
        let given = mark.after(actual);
        let is_due = actual - mark.seen >= TICK || actual < mark.seen;
        let new = Mark {
            latest: given,
            seen: actual,
        };
        if mark.is_far_ahead(actual) {
            // Before the new mark: that forgets it.
            let _ = self.falling(mark, actual).keep(&self.fall);
        }
        if is_due && new.keep(&self.file).is_ok() {
            self.tell(mark, actual);
        }
        self.moment(actual, given)
    }

    /// Whether the clock fell back by more than two hours and has not caught up: until a week has
    /// passed.
    pub fn fall(&self) -> Option<Fall> {
        let actual = Utc::now();
        let mark = Mark::of(&self.file);
        let fall = if mark.is_far_ahead(actual) {
            self.falling(mark, actual)
        } else {
            Mark::of(&self.fall)
        };
        let minute = |time| {
            let time = self.zones.site.wall_time(time);
            time.format(time::MINUTE_SHOWN).to_string()
        };
        fall.is_told(actual).then(|| Fall {
            from: minute(fall.latest),
            to: minute(actual),
        })
    }

    /// The fall from this mark to this time; where people are still told of an earlier one, from
    /// where that began.
    fn falling(&self, mark: Mark, actual: DateTime<Utc>) -> Mark {
        let first = Mark::of(&self.fall);
        let from = if first.is_told(mark.latest) {
            first
        } else {
            mark
        };
        Mark {
            latest: from.latest,
            seen: actual,
        }
    }

    /// The file that keeps the latest time.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The zones of the libraries.
    pub fn zones(&self) -> &Zones {
        &self.zones
    }

    fn moment(&self, actual: DateTime<Utc>, given: DateTime<Utc>) -> Moment<'_> {
        Moment {
            actual,
            given,
            local: self.zones.local(given),
            zones: &self.zones,
        }
    }

    /// Says in the log that the clock was set back, or that an hour comes twice: once, when that
    /// is seen for the first time.
    fn tell(&self, mark: Mark, actual: DateTime<Utc>) {
        let utc = |time: DateTime<Utc>| time.to_rfc3339_opts(SecondsFormat::Secs, true);
        if actual < mark.seen - JITTER {
            if mark.is_far_ahead(actual) {
                let back = (mark.latest - actual).num_seconds();
                let what = message!("log.clock-was-wrong");
                let event = Event::new("clock_set_back").with("seconds", back);
                event.text("what", what).write();
            } else {
                let what = message!("log.clock-set-back");
                let event = Event::new("clock_stands").text("until", utc(mark.latest));
                event.text("what", what).write();
            }
        }
        for (_, zone) in self.zones.all() {
            let Some(until) = zone.repeats_until(actual) else {
                continue;
            };
            if zone.repeats_until(mark.seen) != Some(until) {
                let what = message!("log.hour-repeats");
                let event = Event::new("clock_stands").text("until", utc(until));
                event.text("what", what).write();
            }
        }
    }
}

impl Mark {
    /// What was written down last; if nothing was, as long ago as can be.
    fn of(file: &Path) -> Self {
        let read = || {
            let file = fs::metadata(file).ok()?;
            Some(Self {
                latest: file.modified().ok()?.into(),
                seen: file.accessed().ok()?.into(),
            })
        };
        read().unwrap_or(Self {
            latest: DateTime::UNIX_EPOCH,
            seen: DateTime::UNIX_EPOCH,
        })
    }

    /// Where that cannot be written, the clock is as good as the server's.
    fn keep(self, file: &Path) -> io::Result<()> {
        let set = || utimensat(CWD, file, &self.as_times(), AtFlags::empty());
        if set() == Err(Errno::NOENT) {
            File::create(file)?;
        }
        Ok(set()?)
    }

    /// Whether the server's clock says so much less that it is followed.
    fn is_far_ahead(self, actual: DateTime<Utc>) -> bool {
        self.latest - actual > LONGEST_STAND
    }

    /// Whether people are told of this fall at this time.
    fn is_told(self, actual: DateTime<Utc>) -> bool {
        self.is_far_ahead(actual) && actual - self.seen < TOLD
    }

    /// The time to give out when the server's clock says this.
    fn after(self, actual: DateTime<Utc>) -> DateTime<Utc> {
        let passed = (actual - self.seen).max(TimeDelta::zero());
        let crawled = self.latest + passed / CRAWL;
        if self.is_far_ahead(actual) {
            actual
        } else {
            actual.max(crawled)
        }
    }

    fn as_times(self) -> Timestamps {
        let time = |time: DateTime<Utc>| Timespec {
            tv_sec: time.timestamp(),
            tv_nsec: time.timestamp_subsec_nanos().into(),
        };
        Timestamps {
            last_access: time(self.seen),
            last_modification: time(self.latest),
        }
    }
}

impl Moment<'_> {
    /// The local time of the site.
    pub fn here(&self) -> NaiveDateTime {
        self.local.site
    }

    /// The local time of a library.
    pub fn at(&self, library: &str) -> NaiveDateTime {
        self.local.of(library)
    }

    /// In each library.
    pub fn local(&self) -> &LocalTimes {
        &self.local
    }

    /// What the clock says in the site's zone, RFC 3339.
    pub fn server_time(&self) -> String {
        let shown = self.zones.site.wall_time(self.actual);
        shown.to_rfc3339_opts(SecondsFormat::Millis, false)
    }

    /// What a workstation must know.
    pub fn for_scripts(&self) -> ForScripts {
        let zones = self.zones.all().map(|(code, zone)| {
            let periods = zone.periods_around(self.actual).into_iter().map(Seconds);
            (code.unwrap_or_default().to_owned(), periods.collect())
        });
        ForScripts {
            server_time: self.server_time(),
            not_before: (self.given > self.actual)
                .then(|| self.given.to_rfc3339_opts(SecondsFormat::Millis, true)),
            zones: zones.collect(),
        }
    }
}
