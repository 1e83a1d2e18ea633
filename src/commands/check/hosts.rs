//! The names under which pages are answered, before somebody asks by another one.

use std::env;
use std::path::{Path, PathBuf};

use super::desks;
use super::report::Report;
use crate::config::pattern::HostPattern;
use crate::names::{Host, Told};
use crate::site::Site;

/// Which names hold, and what may be missing.
pub fn names(report: &mut Report, site: &Site) {
    let apache = env::var_os("OFFLINE_CIRC_APACHE");
    let known = site.names.in_force(apache.as_ref().map(Path::new));
    for file in &known.unread {
        report.warning(
            "hosts",
            format!(
                "{file}: a ServerName or ServerAlias there is not known: make it readable, or add \
                 the names to hosts in the configuration"
            ),
        );
    }
    for alias in &known.too_wide {
        report.warning(
            "hosts",
            format!(
                "ServerAlias {alias} would let every site's name in, so it counts for nothing: \
                 add the names that desks use to hosts in the configuration"
            ),
        );
    }
    for used in desks::told_or_found() {
        let host = Host::Name(used.clone());
        let told = Told {
            apache: apache.clone().map(PathBuf::from),
            ..Told::default()
        };
        if !site.names.has(&host, &told) {
            report.warning(
                "hosts",
                format!(
                    "desks have opened http://{used}/offline-circ/ (Apache's access log), which is \
                     refused now: if that is this server, add hosts = [\"{used}\"] above the \
                     first [...] of the configuration"
                ),
            );
        }
    }
    let names: Vec<&str> = known.names.iter().map(HostPattern::as_str).collect();
    let names_shown = [&names[..], &["localhost", "every address"]]
        .concat()
        .join(", ");
    let is_full = |name: &&str| name.contains('.') && name.strip_suffix(".local").is_none();
    if names.iter().any(is_full) {
        report.ok(
            "hosts",
            format!("answered as {names_shown}; desks that use another name need it in hosts"),
        );
    } else {
        report.warning(
            "hosts",
            format!(
                "answered as {names_shown} only: if desks use another name, add hosts = \
                 [\"circ.example.edu\"] above the first [...] of the configuration, or a \
                 ServerName to Apache's"
            ),
        );
    }
}
