//! The clock: what time it is, and in which library.
//!
//! No time that is given out is before one that was given out earlier, by whichever process:
//! where the server's clock was set back, by NTP or by hand, the time stands still until it has
//! caught up. An empty file in the output directory has the latest time as its own, so keeping it
//! needs no room. A step of more than [`LONGEST_STAND`] mends a clock that was wrong, and is
//! followed.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, SecondsFormat, TimeDelta, Utc};
use rustix::fs::{AtFlags, CWD, Timespec, Timestamps, utimensat};
use rustix::io::Errno;
use serde::{Serialize, Serializer};

use crate::circulation::zone::{LocalTimes, Period, Zones};
use crate::log::Event;

/// Longer than this the time does not stand still.
pub const LONGEST_STAND: TimeDelta = TimeDelta::hours(2);
/// The latest time is not written down more often than this.
const TICK: TimeDelta = TimeDelta::seconds(1);
/// Two servers of one directory, and a disk's own time, may differ by so much.
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
    /// The latest time that was given out.
    latest: DateTime<Utc>,
    /// Until when the time stands still, as far as the log says that.
    told: DateTime<Utc>,
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
        let given = match self.read() {
            Some(mark) if is_stand(mark.latest, actual) => mark.latest,
            _ => actual,
        };
        self.moment(actual, given)
    }

    /// The time now, for a record or a file: no later one is before it.
    pub fn give(&self) -> Moment<'_> {
        let actual = Utc::now();
        let mark = self.read();
        let latest = mark.map_or(DateTime::UNIX_EPOCH, |mark| mark.latest);
        let given = if is_stand(latest, actual) {
            latest
        } else {
            actual
        };
        let told = mark.map_or(DateTime::UNIX_EPOCH, |mark| mark.told);
        let still = self.tell(latest, actual, told);
        if still != told || given - latest >= TICK || latest > given {
            self.write(Mark {
                latest: given,
                told: still,
            });
        }
        self.moment(actual, given)
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

    /// Says in the log, once, that the time stands still, or that it cannot. Returns what is told.
    fn tell(
        &self,
        latest: DateTime<Utc>,
        actual: DateTime<Utc>,
        told: DateTime<Utc>,
    ) -> DateTime<Utc> {
        let back = latest - actual;
        let utc = |time: DateTime<Utc>| time.to_rfc3339_opts(SecondsFormat::Secs, true);
        if back > LONGEST_STAND {
            Event::new("clock_set_back")
                .with("seconds", back.num_seconds())
                .text("what", "the server's clock was wrong before, or is now: the records since then may have a wrong time")
                .write();
            return told;
        }
        let repeats = self
            .zones
            .all()
            .filter_map(|(_, zone)| zone.repeats_until(actual));
        let (until, what) = match repeats.max() {
            Some(until) => (
                until,
                "the hour comes twice: until then the time is recorded as its last minute before",
            ),
            None if back > JITTER => (
                latest,
                "the server's clock was set back: until then the time stands still",
            ),
            None => return told,
        };
        if until > told {
            let event = Event::new("clock_stands");
            event.text("until", utc(until)).text("what", what).write();
        }
        until.max(told)
    }

    fn read(&self) -> Option<Mark> {
        let file = fs::metadata(&self.file).ok()?;
        Some(Mark {
            latest: file.modified().ok()?.into(),
            told: file.accessed().ok()?.into(),
        })
    }

    /// Where that cannot be written, the clock is as good as the server's.
    fn write(&self, mark: Mark) {
        let set = || utimensat(CWD, &self.file, &mark.as_times(), AtFlags::empty());
        if set() == Err(Errno::NOENT) {
            let _ = File::create(&self.file).map(|_| set());
        }
    }
}

impl Mark {
    /// The times of the file: of its last change, and of the last access.
    fn as_times(self) -> Timestamps {
        let time = |time: DateTime<Utc>| Timespec {
            tv_sec: time.timestamp(),
            tv_nsec: time.timestamp_subsec_nanos().into(),
        };
        Timestamps {
            last_access: time(self.told),
            last_modification: time(self.latest),
        }
    }
}

/// Whether the time stands still at the latest one.
fn is_stand(latest: DateTime<Utc>, actual: DateTime<Utc>) -> bool {
    latest > actual && latest - actual <= LONGEST_STAND
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
        let shown = self.zones.site.shown(self.actual);
        shown.to_rfc3339_opts(SecondsFormat::Millis, false)
    }

    /// What a workstation must know.
    pub fn for_scripts(&self) -> ForScripts {
        let zones = self.zones.all().map(|(code, zone)| {
            let periods = zone.periods_ahead(self.actual).into_iter().map(Seconds);
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
