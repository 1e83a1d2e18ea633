//! The desks: how many were heard from lately, how many are ready, and who still holds scans.

use super::report::Report;
use crate::desks::{self, Overview};
use crate::messages::message;
use crate::site::Site;

/// One line with numbers; none before the first desk was heard from.
pub fn desks(report: &mut Report, site: &Site) {
    let (days, now) = (site.config.desk_days, desks::now());
    let all = Overview::within(&site.desks, days, now);
    if all.is_empty() {
        return;
    }
    let dir = site.config.output_dir.display();
    if all.is_lost || !all.unreadable.is_empty() {
        return report.warning("desks", message!("check.desks-unreadable", dir));
    }
    let (desks, ready) = (all.desks.len(), all.ready(days, now));
    let text = message!(
        "check.desks",
        desks,
        days = message!("check.days", days),
        ready
    );
    match (all.holding().len(), all.scans(), all.unknown().len()) {
        (0, _, 0) => report.ok("desks", text),
        // A computer that sleeps falls silent every night.
        (0, _, silent) => {
            let silent = message!("check.desks-silent", silent);
            report.ok("desks", format!("{text}; {silent}"));
        }
        (holding, scans, _) => {
            let holding = message!("check.desks-holding", holding, scans);
            report.warning("desks", format!("{holding}; {text}"));
        }
    }
}
