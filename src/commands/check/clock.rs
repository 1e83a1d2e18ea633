//! The clock and the time zones: what time would be recorded now.

use std::os::unix::fs::MetadataExt;

use chrono::Utc;
use chrono_tz::IANA_TZDB_VERSION;
use rustix::process::geteuid;

use super::report::Report;
use crate::circulation::time;
use crate::circulation::zone::Zone;
use crate::clock::Fall;
use crate::messages::message;
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
        let time = zone.wall_time(now);
        let (time, ahead) = (time.format(time::SHOWN), time.format("%:z"));
        match zone {
            Zone::Server if zone.is_utc(now) && !has_own => {
                report.warning("time zone", message!("check.zone-utc", time));
            }
            Zone::Server => report.ok("time zone", message!("check.zone-server", time, ahead)),
            Zone::Named(zone) => {
                let rules = IANA_TZDB_VERSION;
                let text = match library {
                    None => message!("check.zone-named", time, zone, ahead, rules),
                    Some(library) => {
                        message!("check.zone-library", library, time, zone, ahead, rules)
                    }
                };
                report.ok("time zone", text);
            }
        }
    }
}

/// Whether the latest time can be kept, so that none runs back, and whether the clock fell back.
pub fn kept(report: &mut Report, site: &Site) {
    let file = site.clock.file();
    let owner = std::fs::metadata(file).map(|metadata| metadata.uid());
    if owner.is_ok_and(|owner| owner != geteuid().as_raw() && !geteuid().is_root()) {
        report.warning(
            "latest time",
            message!("check.latest-time", file = file.display()),
        );
    }
    if let Some(Fall { from, to }) = site.clock.fall() {
        report.warning(
            "latest time",
            message!("check.clock-fell", from, to, file = file.display()),
        );
    }
}
