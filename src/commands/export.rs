//! `offline-circ export`: what the button of listrecords.php does.

use clap::Args;

use super::{note, say, user};
use crate::circulation::library::Selection;
use crate::circulation::time;
use crate::desks::{self, Named, Overview};
use crate::jobs::export::{self, Order};
use crate::messages::message;
use crate::site::Site;

/// Which records, and into how many files; without either, all into one.
#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(
        long,
        value_name = "CODE",
        conflicts_with = "per_library",
        help = message!("help.export-library")
    )]
    library: Option<String>,
    #[arg(long, help = message!("help.export-per-library"))]
    per_library: bool,
    #[arg(long, help = message!("help.export-anyway"))]
    anyway: bool,
}

/// Makes the files and prints a line for each. Refuses, without `anyway`, while desks hold scans.
pub fn run(site: &Site, arguments: &Arguments) -> Result<(), String> {
    let selection = match &arguments.library {
        None => Selection::All,
        Some(code) if site.config.knows(code) => Selection::Library(code),
        Some(code) => {
            let libraries = site.config.libraries.iter();
            let codes: Vec<&str> = libraries.map(|library| library.code.as_str()).collect();
            let codes = codes.join(", ");
            return Err(message!("commands.unknown-library", code, codes));
        }
    };
    if !arguments.anyway {
        nobody_holds_scans(site)?;
    }
    let maker = user::caller();
    let order = Order {
        selection,
        per_library: arguments.per_library,
        maker: maker.as_deref(),
    };
    let made = export::run(site, order).map_err(|e| e.to_string())?;
    for file in &made {
        let path = site.config.output_dir.join(&file.name);
        let (records, path) = (file.records, path.display());
        say!("{}", message!("commands.exported", records, file = path));
    }
    if made.is_empty() {
        say!("{}", message!("commands.nothing-to-export"));
    }
    Ok(())
}

/// Names the desks that hold scans, if there are any. What is not known of others is said on
/// standard error, and keeps no file from being made: such scans come into the next one.
fn nobody_holds_scans(site: &Site) -> Result<(), String> {
    let all = Overview::now(&site.desks, site.config.desk_days, desks::now());
    let zone = site.clock.zones().site;
    let heard = |desk: &Named| {
        let heard = desks::local_time(desk.known.heard, zone);
        heard.format(time::MINUTE_SHOWN).to_string()
    };
    for desk in all.unknown() {
        let (name, time) = (&desk.name, heard(desk));
        note!("{}", message!("commands.desk-silent", name, time));
    }
    if all.is_lost || !all.unreadable.is_empty() {
        note!("{}", message!("commands.desks-unreadable"));
    }
    let line = |desk: &&Named| {
        let (name, scans) = (&desk.name, desk.known.scans());
        message!("commands.desk-holds", name, scans, time = heard(desk))
    };
    let lines: Vec<String> = all.holding().iter().map(line).collect();
    if lines.is_empty() {
        return Ok(());
    }
    let desks = lines.join("; ");
    Err(message!("commands.desks-hold", desks))
}
