//! `offline-circ export`: what the button of listrecords.php does.

use clap::Args;

use super::{say, user};
use crate::circulation::library::Selection;
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
}

/// Makes the files and prints a line for each.
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
