//! The clock and the time zones: what time would be recorded now.

use std::os::unix::fs::MetadataExt;

use chrono::Utc;
use chrono_tz::IANA_TZDB_VERSION;
use rustix::process::geteuid;

use super::report::Report;
use crate::circulation::time;
use crate::circulation::zone::Zone;
use crate::site::Site;

/// The time in each zone, and whether somebody has chosen it: servers are often set to UTC, and
/// no library's desk is.
pub fn zones(report: &mut Report, site: &Site) {
    let now = Utc::now();
    let has_own = site
        .config
        .libraries
        .iter()
        .all(|library| library.timezone.is_some());
    for (library, zone) in site.clock.zones().all() {
        let whose = library.map(|code| format!("{code}: ")).unwrap_or_default();
        let time = zone.wall_time(now);
        let (time, ahead) = (time.format(time::SHOWN), time.format("%:z"));
        match zone {
            Zone::Server if zone.is_utc(now) && !has_own => report.warning(
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

/// Whether the latest time can be kept, so that none runs back.
pub fn kept(report: &mut Report, site: &Site) {
    let file = site.clock.file();
    let owner = std::fs::metadata(file).map(|metadata| metadata.uid());
    if owner.is_ok_and(|owner| owner != geteuid().as_raw() && !geteuid().is_root()) {
        report.warning(
            "latest time",
            format!(
                "{0} is another user's, so recorded times may run back: rm {0}",
                file.display()
            ),
        );
    }
}
