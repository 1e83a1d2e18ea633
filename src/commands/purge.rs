//! `offline-circ purge`: what clearold.php does with everything older than some days.
//!
//! The page warns of files that are not marked as uploaded, and a person answers. Cron cannot
//! answer, so such files stay here.

use clap::Args;

use super::{lists, say};
use crate::circulation::time;
use crate::jobs::purge::{self, Old, Which};
use crate::messages::message;
use crate::site::Site;

/// What is old.
#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(long, value_name = "DAYS", help = message!("help.purge-older-than"))]
    older_than: u32,
    #[arg(long, help = message!("help.purge-also-not-uploaded"))]
    also_not_uploaded: bool,
    #[arg(long, help = message!("help.purge-dry-run"))]
    dry_run: bool,
}

/// Deletes, or only lists, what is old, and prints a line for each file. Lists of patrons and items
/// have an age of their own.
pub fn run(site: &Site, arguments: &Arguments) -> Result<(), String> {
    let before =
        purge::days_ago(site, arguments.older_than).ok_or(message!("commands.older-than"))?;
    let is_dry = arguments.dry_run;
    let which = if arguments.also_not_uploaded {
        Which::All
    } else {
        Which::Uploaded
    };
    let old = if is_dry {
        purge::find(site, before, which)
    } else {
        purge::older(site, before, which)
    };
    let old = old.map_err(|e| e.to_string())?;
    tell(&old, is_dry);
    if is_nothing(&old) {
        let time = before.format(time::SHOWN);
        say!("{}", message!("commands.nothing-old", time));
    }
    if is_dry {
        return lists::tell_stale(site);
    }
    lists::drop_stale(site)
}

fn is_nothing(old: &Old) -> bool {
    old.files.is_empty() && old.left.is_empty() && old.orphans == 0 && old.desks == 0
}

/// A line for each file, for the records without one and for the desks.
fn tell(old: &Old, is_dry: bool) {
    for (file, records) in &old.files {
        let file = &file.name;
        let done = if is_dry {
            message!("commands.would-delete", file, records)
        } else {
            message!("commands.deleted", file, records)
        };
        say!("{done}");
    }
    let records = old.orphans;
    if records > 0 && is_dry {
        say!("{}", message!("commands.would-delete-orphans", records));
    } else if records > 0 {
        say!("{}", message!("commands.deleted-orphans", records));
    }
    let desks = old.desks;
    if desks > 0 && is_dry {
        say!("{}", message!("commands.would-forget-desks", desks));
    } else if desks > 0 {
        say!("{}", message!("commands.forgot-desks", desks));
    }
    for file in &old.left {
        let (file, records) = (&file.name, file.records);
        say!("{}", message!("commands.stays", file, records));
    }
    if !old.left.is_empty() {
        say!("{}", message!("commands.stay-until"));
    }
}
