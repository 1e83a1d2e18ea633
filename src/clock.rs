//! The clock: what time it is, and in which library.
//!
//! No time that is given out is more than a moment before one that was given out earlier, by
//! whichever process: where the server's clock was set back, by NTP or by hand, time crawls until
//! it has caught up. An empty file in the output directory has the latest time as its own, so
//! keeping it needs no room. A step back by more than two hours mends a clock that was wrong, and
//! is followed.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, SecondsFormat, TimeDelta, Utc};
use rustix::fs::{AtFlags, CWD, Timespec, Timestamps, utimensat};
use rustix::io::Errno;
use serde::{Serialize, Serializer};

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

/// The server's clock, and the libraries' time zones.
#[derive(Debug)]
pub struct Clock {
    file: PathBuf,
    zones: Zones,
}

/// What the times of the file say.
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
            zones,
        }
    }

    /// The time now, for whoever only looks.
    pub fn now(&self) -> Moment<'_> {
        let actual = Utc::now();
        self.moment(actual, self.read().after(actual))
    }

    /// The time now, for a record or a file: no later one is before it.
    pub fn give(&self) -> Moment<'_> {
        let actual = Utc::now();
        let mark = self.read();
        let given = mark.after(actual);
        let is_due = actual - mark.seen >= TICK || actual < mark.seen;
        let new = Mark {
            latest: given,
            seen: actual,
        };
        if is_due && self.write(new).is_ok() {
            self.tell(mark, actual);
        }
        self.moment(actual, given)
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
            if mark.latest - actual > LONGEST_STAND {
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

    /// What was written down last; if nothing was, as long ago as can be.
    fn read(&self) -> Mark {
        let read = || {
            let file = fs::metadata(&self.file).ok()?;
            Some(Mark {
                latest: file.modified().ok()?.into(),
                seen: file.accessed().ok()?.into(),
            })
        };
        read().unwrap_or(Mark {
            latest: DateTime::UNIX_EPOCH,
            seen: DateTime::UNIX_EPOCH,
        })
    }

    /// Where that cannot be written, the clock is as good as the server's.
    fn write(&self, mark: Mark) -> io::Result<()> {
        let set = || utimensat(CWD, &self.file, &mark.as_times(), AtFlags::empty());
        if set() == Err(Errno::NOENT) {
            File::create(&self.file)?;
        }
        Ok(set()?)
    }
}

impl Mark {
    /// The time to give out when the server's clock says this.
    fn after(self, actual: DateTime<Utc>) -> DateTime<Utc> {
        let passed = (actual - self.seen).max(TimeDelta::zero());
        let crawled = self.latest + passed / CRAWL;
        if self.latest - actual > LONGEST_STAND {
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
