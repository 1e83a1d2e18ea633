//! `offline-circ check`: is everything as it must be on the day it is needed?
//!
//! One line for each thing, which says what to do about it where something is wrong.
//! Nothing is changed: what is tried is undone.

mod access_logs;
mod clock;
mod database;
mod desks;
mod example;
mod files;
mod hosts;
mod labels;
mod lists;
mod report;

use std::ffi::OsStr;
use std::path::Path;

use clap::Args;
use rustix::process::geteuid;

use super::user;
use crate::messages::message;
use crate::site::Site;
use report::Report;

/// For whom.
#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(long, value_name = "NAME", help = message!("help.check-user"))]
    user: Option<String>,
}

/// Checks as the user as whom Apache runs, if root runs it. Returns the exit code.
pub fn run(config: &Path, arguments: &Arguments) -> Result<u8, String> {
    let wanted = arguments.user.clone().or_else(user::of_apache);
    let own = user::own_name();
    match &wanted {
        Some(name) if geteuid().is_root() && wanted != own => {
            // Apache's user may not read the logs.
            let used = access_logs::names()
                .into_iter()
                .collect::<Vec<_>>()
                .join(" ");
            Err(user::again_as(
                OsStr::new(name),
                &[(access_logs::USED, used)],
            ))
        }
        _ => Ok(check(config, own.as_deref(), wanted.as_deref())),
    }
}

fn check(config: &Path, own: Option<&str>, wanted: Option<&str>) -> u8 {
    let mut report = Report::default();
    as_whom(&mut report, own, wanted);
    let site = Site::load(config);
    files::configuration(&mut report, config, own, site.as_ref().err());
    if let Ok(site) = &site {
        example::values(&mut report, &site.config);
        clock::zones(&mut report, site);
        clock::kept(&mut report, site);
        files::output(&mut report, site, own);
        labels::output(&mut report, &site.config.output_dir);
        desks::desks(&mut report, site);
        hosts::names(&mut report, site);
        if database::servers(&mut report, site) {
            database::table(&mut report, site);
            lists::lists(&mut report, site, own);
        }
    }
    report.exit_code()
}

fn as_whom(report: &mut Report, own: Option<&str>, wanted: Option<&str>) {
    let number = geteuid().as_raw().to_string();
    let own = own.unwrap_or(&number);
    match wanted {
        Some(wanted) if wanted == own => {
            report.ok("user", message!("check.user", user = own));
        }
        Some(wanted) => report.warning("user", message!("check.user-other", user = own, wanted)),
        None => report.warning("user", message!("check.user-unknown", user = own)),
    }
}
