//! The page that gives rejected lines back, to be corrected, and those that are held, to be
//! looked at: `append.php` and `import.php` answer with it.

use serde::Serialize;

use super::{Step, html};
use crate::circulation::line::Rejected;
use crate::error::Error;
use crate::http::response::Response;
use crate::ledger::Recorded;
use crate::messages::message;
use crate::site::Site;

#[derive(Serialize)]
struct Page<'a> {
    recorded: usize,
    already_recorded: usize,
    rejected: Vec<&'a Rejected>,
    /// How many of them could be recorded as they stand.
    held: usize,
    lines: String,
}

/// The page, which also says what was recorded.
pub fn rejected(
    site: &Site,
    rejected: &[Rejected],
    held: &[Rejected],
    recorded: &Recorded,
) -> Result<Response, Error> {
    let mut all: Vec<&Rejected> = rejected.iter().chain(held).collect();
    all.sort_by_key(|line| line.line);
    let lines: Vec<&str> = all.iter().map(|line| line.text.as_str()).collect();
    let page = Page {
        recorded: recorded.added,
        already_recorded: recorded.known,
        rejected: all,
        held: held.len(),
        lines: lines.join("\n"),
    };
    let title = message!("pages.some-rejected");
    Ok(html(site, Step::Scan, "append.html", title, &page)?.with_status(422))
}
