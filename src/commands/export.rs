//! `offline-circ export`: what the button of listrecords.php does.

use clap::Args;

use super::{say, user};
use crate::jobs::export::{self, Order};
use crate::ledger::Selection;
use crate::site::Site;

/// Which records, and into how many files; without either, all into one.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Only the records of this library.
    #[arg(long, value_name = "CODE", conflicts_with = "per_library")]
    library: Option<String>,
    /// One file for each library that has records.
    #[arg(long)]
    per_library: bool,
}

/// Makes the files and prints a line for each.
///
/// # Errors
/// A sentence.
pub fn run(site: &Site, arguments: &Arguments) -> Result<(), String> {
    let selection = match &arguments.library {
        None => Selection::All,
        Some(code) if site.config.library(code).is_some() => Selection::Library(code),
        Some(code) => {
            let codes: Vec<&str> = site
                .config
                .libraries
                .iter()
                .map(|l| l.code.as_str())
                .collect();
            return Err(format!(
                "there is no library {code}; there are {}",
                codes.join(", ")
            ));
        }
    };
    let maker = user::caller();
    let order = Order {
        selection,
        per_library: arguments.per_library,
        maker: maker.as_deref(),
    };
    let made =
        export::run(&site.ledger, &site.outbox, order, &super::log).map_err(|e| e.to_string())?;
    for file in &made {
        let path = site.config.output_dir.join(&file.name);
        say!("{} records are in {}", file.records, path.display());
    }
    if made.is_empty() {
        say!("There is nothing to export.");
    }
    Ok(())
}
