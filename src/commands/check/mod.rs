//! `offline-circ check`: is everything as it must be on the day it is needed?
//!
//! One line for each thing, which says what to do about it where something is wrong.
//! Nothing is changed: what is tried is undone.

mod clock;
mod database;
mod desks;
mod files;
mod hosts;
mod report;

use std::ffi::OsStr;
use std::path::Path;

use clap::Args;
use rustix::process::geteuid;

use super::user;
use crate::site::Site;
use report::Report;

/// For whom.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Check as this user instead of Apache's user (www-data or apache). Only root can check
    /// as another user.
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
}

/// Checks as the user as whom Apache runs, if root runs it. Returns the exit code.
pub fn run(config: &Path, arguments: &Arguments) -> Result<u8, String> {
    let wanted = arguments.user.clone().or_else(user::of_apache);
    let own = user::own_name();
    match &wanted {
        Some(name) if geteuid().is_root() && wanted != own => {
            // Apache's user may not read the logs.
            let used = desks::names().into_iter().collect::<Vec<_>>().join(" ");
            Err(user::again_as(OsStr::new(name), &[(desks::USED, used)]))
        }
        _ => Ok(check(config, own.as_deref(), wanted.as_deref())),
    }
}

fn check(config: &Path, own: Option<&str>, wanted: Option<&str>) -> u8 {
    let mut report = Report::default();
    as_whom(&mut report, own, wanted);
    files::configuration(&mut report, config, own);
    match Site::load(config) {
        Err(error) => report.failed("configuration", error),
        Ok(site) => {
            clock::zones(&mut report, &site);
            clock::kept(&mut report, &site);
            files::output(&mut report, &site, own);
            hosts::names(&mut report, &site);
            if database::servers(&mut report, &site) {
                database::table(&mut report, &site);
            }
        }
    }
    report.exit_code()
}

fn as_whom(report: &mut Report, own: Option<&str>, wanted: Option<&str>) {
    let own = own.unwrap_or("a user without a name");
    match wanted {
        Some(wanted) if wanted == own => {
            report.ok("user", format!("checked as {own}, as whom Apache runs here"));
        }
        Some(wanted) => report.warning(
            "user",
            format!("checked as {own}, but Apache runs as {wanted} here: run this as root"),
        ),
        None => report.warning(
            "user",
            format!("checked as {own}: there is no user www-data or apache here; name Apache's with --user"),
        ),
    }
}
