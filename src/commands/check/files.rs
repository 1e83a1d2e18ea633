//! The configuration file and the output directory, as the user sees them who checks.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::report::Report;
use crate::error::Error;
use crate::messages::message;
use crate::outbox::Pending;
use crate::site::Site;

/// Folders that web servers serve as they come.
const SERVED: [&str; 6] = [
    "/var/www",
    "/srv/www",
    "/srv/http",
    "/usr/local/apache2/htdocs",
    "/usr/local/share/offline-circ/htdocs",
    "/usr/share/offline-circ/htdocs",
];
/// Bytes; an export of 100,000 records takes about 25 MB.
const LITTLE_SPACE: u64 = 100_000_000;

/// Whether the configuration can be read by the right users only, and has no mistake (or this one).
pub fn configuration(report: &mut Report, file: &Path, own: Option<&str>, mistake: Option<&Error>) {
    let own = own.unwrap_or("root");
    let shown = file.display();
    if let Err(error) = fs::File::open(file) {
        return report.failed(
            "configuration",
            message!(
                "check.configuration-unreadable",
                user = own,
                file = shown,
                cause = error
            ),
        );
    }
    let mode = fs::metadata(file).map_or(0, |metadata| metadata.mode());
    if let Some(root) = served(file) {
        report.failed(
            "configuration",
            message!("check.configuration-served", file = shown, root),
        );
    } else if mode & 0o007 != 0 {
        report.warning(
            "configuration",
            message!("check.configuration-open", file = shown),
        );
    } else if mistake.is_none() {
        report.ok("configuration", shown);
    }
    if let Some(mistake) = mistake {
        report.failed("configuration", mistake);
    }
}

/// Whether files can be made in the output directory, who else can read them, and what is
/// there that should not be.
pub fn output(report: &mut Report, site: &Site, own: Option<&str>) {
    let dir = &site.config.output_dir;
    let own = own.unwrap_or("root");
    let shown = dir.display();
    if let Err(error) = site.outbox.try_out() {
        return report.failed(
            "output",
            message!(
                "check.output-failed",
                user = own,
                dir = shown,
                cause = error
            ),
        );
    }
    let mode = fs::metadata(dir).map_or(0, |metadata| metadata.mode());
    if let Some(root) = served(dir) {
        report.warning("output", message!("check.output-served", dir = shown, root));
    } else if mode & 0o007 != 0 {
        report.warning("output", message!("check.output-open", dir = shown));
    } else {
        report.ok("output", message!("check.output", dir = shown));
    }
    space(report, dir);
    pending(report, site);
    unreadable(report, site, own);
}

fn space(report: &mut Report, dir: &Path) {
    match rustix::fs::statvfs(dir) {
        Ok(disk) if disk.f_bavail.saturating_mul(disk.f_frsize) < LITTLE_SPACE => {
            report.warning("space", message!("check.space-little", dir = dir.display()));
        }
        Ok(disk) => {
            let megabytes = disk.f_bavail.saturating_mul(disk.f_frsize) / 1_000_000;
            report.ok("space", message!("check.space", megabytes));
        }
        Err(error) => report.warning(
            "space",
            message!("check.space-unknown", dir = dir.display(), cause = error),
        ),
    }
}

fn pending(report: &mut Report, site: &Site) {
    let look =
        || -> Result<_, Error> { Ok((site.outbox.has_pending()?, site.outbox.look_at_pending()?)) };
    let pending = match look() {
        Ok((false, _)) => return report.ok("pending", message!("check.pending")),
        Ok((true, pending)) if pending.is_empty() => {
            return report.warning("pending", message!("check.pending-unnamed"));
        }
        Ok((true, pending)) => pending,
        Err(error) => return report.failed("pending", error),
    };
    let dir = site.config.output_dir.display();
    for Pending { name, records } in &pending {
        let text = match records {
            Some(_) => message!("check.pending-file", name),
            None => message!("check.pending-unsure", dir, name),
        };
        report.warning("pending", text);
    }
}

/// Which of the files may not be read.
fn unreadable(report: &mut Report, site: &Site, own: &str) {
    let dir = site.config.output_dir.display();
    match site.outbox.list() {
        Ok(files) => {
            for file in files.iter().filter(|file| file.is_unreadable) {
                let name = &file.name;
                report.failed(
                    "files",
                    message!("check.files-unreadable", user = own, dir, name),
                );
            }
        }
        Err(error) => report.failed("files", error),
    }
}

/// The folder that a web server serves as it comes in which this is, if it is in one.
fn served(path: &Path) -> Option<&'static str> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let is_below = |root: &&str| {
        let root = fs::canonicalize(root).unwrap_or_else(|_| root.into());
        path.starts_with(root)
    };
    SERVED.into_iter().find(is_below)
}
