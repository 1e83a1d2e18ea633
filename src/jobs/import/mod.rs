//! Files made elsewhere, compared with the table: which of their records are new.

mod merge;
#[cfg(test)]
mod properties;
mod read;

use crate::circulation::line::Lines;
use crate::circulation::time::Span;
use crate::error::Error;
use crate::site::Site;

pub use merge::{Merged, Tally, merge};
pub use read::{Imported, read};

/// Reads the texts of files, whose .dat lines are of this library, and compares them with
/// the table. Changes nothing.
pub fn compare(
    site: &Site,
    library: &str,
    texts: &[&str],
) -> Result<(Vec<Lines<Imported>>, Merged), Error> {
    let known = |code: &str| site.config.knows(code);
    let read = |text: &&str| read(text, library, known);
    let files: Vec<_> = texts.iter().map(read).collect();
    let lines = files.iter().flat_map(|file| &file.understood);
    let recorded = match Span::of(lines.map(|line| line.value.record.timestamp)) {
        Some(span) => site.ledger.recorded_in(span.whole_minutes())?,
        None => Vec::new(),
    };
    let merged = merge(&files, &recorded);
    Ok((files, merged))
}
