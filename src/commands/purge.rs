//! `offline-circ purge`: what clearold.php does with everything older than some days.

use clap::Args;

use super::say;
use crate::circulation::time;
use crate::jobs::purge;
use crate::site::Site;

/// What is old.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Files made longer ago than this go, with their records.
    #[arg(long, value_name = "DAYS")]
    older_than: u32,
    /// Say what would go; delete nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Deletes, or only lists, what is old, and prints a line for each file.
pub fn run(site: &Site, arguments: &Arguments) -> Result<(), String> {
    let before = purge::days_ago(site, arguments.older_than)
        .ok_or("--older-than: that was before there were files")?;
    let old = purge::older(site, before, arguments.dry_run).map_err(|e| e.to_string())?;
    let done = if arguments.dry_run {
        "would be deleted"
    } else {
        "deleted"
    };
    for (file, records) in &old.files {
        say!("{} and {records} records in it: {done}", file.name);
    }
    if old.orphans > 0 {
        say!("{} saved records whose file is gone: {done}", old.orphans);
    }
    if old.files.is_empty() && old.orphans == 0 {
        say!(
            "There is nothing from before {}.",
            before.format(time::SHOWN)
        );
    }
    Ok(())
}
