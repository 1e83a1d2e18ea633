//! The page that gives rejected lines back, to be corrected: `append.php` and `import.php`
//! answer with it.

use serde::Serialize;

use super::{Step, html};
use crate::circulation::line::Rejected;
use crate::error::Error;
use crate::http::response::Response;
use crate::ledger::Recorded;
use crate::site::Site;

#[derive(Serialize)]
struct Page<'a> {
    recorded: usize,
    already_recorded: usize,
    rejected: &'a [Rejected],
    lines: String,
}

/// The page, which also says what was recorded.
pub fn rejected(
    site: &Site,
    rejected: &[Rejected],
    recorded: &Recorded,
) -> Result<Response, Error> {
    let lines: Vec<&str> = rejected.iter().map(|line| line.text.as_str()).collect();
    let page = Page {
        recorded: recorded.added,
        already_recorded: recorded.known,
        rejected,
        lines: lines.join("\n"),
    };
    let title = "Some Records Need Attention";
    Ok(html(site, Step::Scan, "append.html", title, &page)?.with_status(422))
}
