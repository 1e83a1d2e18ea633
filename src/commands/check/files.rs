//! The configuration file and the output directory, as the user sees them who checks.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::report::Report;
use crate::error::Error;
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

/// Whether the configuration can be read by the right users only. What is in it is known
/// when it is loaded.
pub fn configuration(report: &mut Report, file: &Path, own: Option<&str>) {
    let own = own.unwrap_or("root");
    let shown = file.display();
    if let Err(error) = fs::File::open(file) {
        return report.failed(
            "configuration",
            format!("{shown}: {error}: chgrp {own} {shown} && chmod 640 {shown}"),
        );
    }
    let mode = fs::metadata(file).map_or(0, |metadata| metadata.mode());
    if let Some(root) = served(file) {
        report.failed(
            "configuration",
            format!(
                "{shown} is below {root}, which is a web server's: move it to /etc/offline-circ"
            ),
        );
    } else if mode & 0o007 != 0 {
        report.warning(
            "configuration",
            format!("{shown} has the password and can be read by every user: chmod o= {shown}"),
        );
    } else {
        report.ok("configuration", shown);
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
            format!("{error}: install -d -o {own} -g {own} -m 750 {shown}"),
        );
    }
    let mode = fs::metadata(dir).map_or(0, |metadata| metadata.mode());
    if let Some(root) = served(dir) {
        report.warning(
            "output",
            format!(
                "{shown} is below {root}, which is a web server's: whoever guesses a file's URL \
                 there may have it, so move the directory to /var/lib/offline-circ/output"
            ),
        );
    } else if mode & 0o007 != 0 {
        report.warning(
            "output",
            format!("{shown} has barcodes and is open to every user: chmod o= {shown}"),
        );
    } else {
        report.ok("output", format!("{shown}: a file can be made"));
    }
    space(report, dir);
    pending(report, site);
    unreadable(report, site, own);
}

fn space(report: &mut Report, dir: &Path) {
    match rustix::fs::statvfs(dir) {
        Ok(disk) if disk.f_bavail.saturating_mul(disk.f_frsize) < LITTLE_SPACE => report.warning(
            "space",
            format!("less than 100 MB are free for {}: make room", dir.display()),
        ),
        Ok(disk) => {
            let megabytes = disk.f_bavail.saturating_mul(disk.f_frsize) / 1_000_000;
            report.ok("space", format!("{megabytes} MB are free for the files"));
        }
        Err(error) => report.warning("space", format!("{}: {error}", dir.display())),
    }
}

fn pending(report: &mut Report, site: &Site) {
    let look =
        || -> Result<_, Error> { Ok((site.outbox.has_pending()?, site.outbox.look_at_pending()?)) };
    let pending = match look() {
        Ok((false, _)) => return report.ok("pending", "no file was left half made"),
        Ok((true, pending)) if pending.is_empty() => {
            return report.warning(
                "pending",
                "an export was stopped half way, or is under way: offline-circ list clears it up",
            );
        }
        Ok((true, pending)) => pending,
        Err(error) => return report.failed("pending", error),
    };
    let dir = site.config.output_dir.display();
    for Pending { name, records } in &pending {
        let text = match records {
            Some(_) => format!(
                "an export of {name} was stopped half way, or is under way: offline-circ list \
                 completes it; if it stays, the PHP has exported a part, and it goes after the next \
                 export"
            ),
            None => format!(
                "{dir}/{name}.pending has no whole .csv.pending, so nobody knows whether its records \
                 are in no file yet: if listrecords.php shows them, delete it; else rename it to {name}"
            ),
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
                    format!("{name} cannot be read by {own}: chown {own} '{dir}/{name}'"),
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
