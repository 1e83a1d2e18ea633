//! `index.php` and the folder: the scanning page.

use serde::Serialize;

use super::App;
use crate::error::Error;
use crate::request::Request;
use crate::response::Response;

#[derive(Serialize)]
struct Page {
    notice: Option<Notice>,
}

/// What `append.php` did just before it sent the browser here.
#[derive(Serialize)]
struct Notice {
    recorded: u32,
    already_recorded: u32,
    at: String,
}

/// The page, with a notice if `recorded`, `already_recorded` and `at` are in the query.
///
/// # Errors
/// [`Error::Template`]
pub fn get(app: &App, request: &Request) -> Result<Response, Error> {
    let query = request.query();
    let number = |name| query.get(name)?.parse().ok();
    let notice = || {
        Some(Notice {
            recorded: number("recorded")?,
            already_recorded: number("already_recorded")?,
            at: query.get("at").filter(|at| at.len() == 8)?.to_owned(),
        })
    };
    app.page("index.html", "", &Page { notice: notice() })
}
