//! The clock and the time zones: what time would be recorded now.

use chrono::Utc;
use chrono_tz::IANA_TZDB_VERSION;

use super::report::Report;
use crate::circulation::time;
use crate::circulation::zone::Zone;
use crate::site::Site;

/// The time in each zone, and whether somebody has chosen it: servers are often set to UTC, and
/// no library's desk is.
pub fn zones(report: &mut Report, site: &Site) {
    let now = Utc::now();
    for (library, zone) in site.clock.zones().all() {
        let whose = library.map(|code| format!("{code}: ")).unwrap_or_default();
        let time = zone.shown(now);
        let (time, ahead) = (time.format(time::SHOWN), time.format("%:z"));
        match zone {
            Zone::Server if zone.is_utc(now) => report.warning(
                "time zone",
                format!(
                    "the server's zone is UTC, so {time} is recorded now: put your own at the top \
                     of config.toml, as in timezone = \"America/Los_Angeles\" (or \"UTC\", if that \
                     is yours)"
                ),
            ),
            Zone::Server => report.ok(
                "time zone",
                format!("{time}, the server's own zone (UTC{ahead} now)"),
            ),
            Zone::Named(zone) => report.ok(
                "time zone",
                format!("{whose}{time}, {zone} (UTC{ahead} now, rules of {IANA_TZDB_VERSION})"),
            ),
        }
    }
}
