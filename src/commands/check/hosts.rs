//! The names under which pages are answered, before somebody asks by another one.

use std::env;
use std::path::{Path, PathBuf};

use super::access_logs;
use super::report::Report;
use crate::config::pattern::HostPattern;
use crate::messages::message;
use crate::names::{Host, Told};
use crate::site::Site;

/// Which names hold, and what may be missing.
pub fn names(report: &mut Report, site: &Site) {
    let apache = env::var_os("OFFLINE_CIRC_APACHE");
    let known = site.names.in_force(apache.as_ref().map(Path::new));
    for file in &known.unread {
        report.warning("hosts", message!("check.hosts-unread", file));
    }
    for alias in &known.too_wide {
        report.warning("hosts", message!("check.hosts-too-wide", alias));
    }
    for used in access_logs::told_or_found() {
        let host = Host::Name(used.clone());
        let told = Told {
            apache: apache.clone().map(PathBuf::from),
            ..Told::default()
        };
        if !site.names.has(&host, &told) {
            report.warning("hosts", message!("check.hosts-refused", name = used));
        }
    }
    let names: Vec<&str> = known.names.iter().map(HostPattern::as_str).collect();
    let names_shown = [&names[..], &["localhost"]].concat().join(", ");
    let is_full = |name: &&str| name.contains('.') && name.strip_suffix(".local").is_none();
    if names.iter().any(is_full) {
        report.ok("hosts", message!("check.hosts", names = names_shown));
    } else {
        report.warning("hosts", message!("check.hosts-short", names = names_shown));
    }
}
