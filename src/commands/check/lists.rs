//! The lists of patrons and items: how old they are, and whether they can be used.
//!
//! Nothing is said where their tables are not there.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;

use super::report::Report;
use crate::circulation::known::Hold;
use crate::circulation::time;
use crate::desks::{self, local_time};
use crate::jobs::known;
use crate::ledger::lists::{Details, Edition, ListKind};
use crate::lists::Key;
use crate::messages::message;
use crate::site::Site;

/// Each list, and the key where patrons are loaded.
pub fn lists(report: &mut Report, site: &Site, own: Option<&str>) {
    // What else keeps it from telling is said of the table.
    if !site.ledger.has_lists().unwrap_or(false) {
        return;
    }
    let editions = match site.ledger.editions(0) {
        Ok(editions) => editions,
        Err(error) => return report.failed("lists", error),
    };
    for kind in ListKind::ALL {
        list(report, site, kind, editions.of(kind));
    }
    if let Some(patrons) = &editions.patrons {
        key(report, site, own.unwrap_or("root"), &patrons.details);
        if site.config.lists.hold.contains(&Hold::Patron) {
            report.ok("patrons", message!("check.list-new-patrons"));
        }
    }
}

/// How many entries it has, and how old it is.
fn list(report: &mut Report, site: &Site, kind: ListKind, edition: Option<&Edition>) {
    let kind = kind.name();
    let Some(edition) = edition else {
        return report.ok(kind, message!("check.list-none"));
    };
    let lists = &site.config.lists;
    let (now, entries) = (desks::now(), edition.entries);
    let days = edition.days_old(now);
    let loaded = local_time(edition.loaded, site.clock.zones().site).format(time::MINUTE_SHOWN);
    if edition.loaded < known::since(site) {
        report.warning(kind, message!("check.list-too-old", kind, days));
    } else if days >= lists.old_days {
        report.warning(kind, message!("check.list-old", kind, days, loaded));
    } else {
        report.ok(kind, message!("check.list", entries, loaded));
    }
}

/// Whether Apache's user can make the hashes of patrons, and nobody else.
fn key(report: &mut Report, site: &Site, own: &str, details: &Details) {
    let file = &site.config.lists.key_file;
    let shown = file.display();
    match Key::read(file) {
        Ok(key) if details.is_under(&key.mark()) => {}
        Ok(_) => return report.failed("key", message!("check.list-key-other", file = shown)),
        Err(cause) if cause.kind() == ErrorKind::NotFound => {
            return report.failed("key", message!("check.list-key-missing", file = shown));
        }
        Err(cause) if cause.kind() == ErrorKind::InvalidData => {
            return report.failed("key", message!("check.list-key-none", file = shown));
        }
        Err(cause) => {
            return report.failed(
                "key",
                message!("check.list-key-unreadable", user = own, file = shown, cause),
            );
        }
    }
    let mode = fs::metadata(file).map_or(0, |metadata| metadata.mode());
    if mode & 0o007 != 0 {
        report.warning("key", message!("check.list-key-open", file = shown));
    } else {
        report.ok("key", shown);
    }
}
