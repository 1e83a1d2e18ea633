//! `offline-circ purge`: what clearold.php does with everything older than some days.

use clap::Args;

use super::say;
use crate::circulation::record::TIME_SHOWN;
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
///
/// # Errors
/// A sentence.
pub fn run(site: &Site, arguments: &Arguments) -> Result<(), String> {
    let before = purge::days_ago(arguments.older_than)
        .ok_or("--older-than: that was before there were files")?;
    let really = !arguments.dry_run;
    let old = purge::older(&site.ledger, &site.outbox, before, really, &super::log)
        .map_err(|e| e.to_string())?;
    let done = if really {
        "deleted"
    } else {
        "would be deleted"
    };
    for (file, records) in &old.files {
        say!("{} and {records} records in it: {done}", file.name);
    }
    if old.strays > 0 {
        say!("{} saved records whose file is gone: {done}", old.strays);
    }
    if old.files.is_empty() && old.strays == 0 {
        say!(
            "There is nothing from before {}.",
            before.format(TIME_SHOWN)
        );
    }
    Ok(())
}
