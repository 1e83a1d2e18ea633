//! `index.php` and the folder: the scanning page.

use serde::Serialize;

use super::App;
use crate::error::Error;
use crate::request::Request;
use crate::response::Response;
use crate::scanning::Scanning;

#[derive(Serialize)]
struct Page<'a> {
    notice: Option<Notice>,
    /// The library that is chosen already, if any.
    library: &'a str,
    scanning: &'a Scanning,
    /// The same for the page's script, as JSON.
    settings: String,
}

/// What `append.php` did just before it sent the browser here.
#[derive(Serialize)]
struct Notice {
    recorded: u32,
    already_recorded: u32,
    at: String,
}

/// The page, for the `library` in the query if that is one of ours, with a notice if
/// `recorded`, `already_recorded` and `at` are there.
///
/// # Errors
/// [`Error::Template`]
pub fn get(app: &App, request: &Request) -> Result<Response, Error> {
    if !request.query.is_empty() {
        return page(app, request);
    }
    if let Some(page) = app.scanning_page.get() {
        return Ok(page.clone());
    }
    let page = page(app, request)?;
    Ok(app.scanning_page.get_or_init(|| page).clone())
}

fn page(app: &App, request: &Request) -> Result<Response, Error> {
    let query = request.query();
    let number = |name| query.get(name)?.parse().ok();
    let notice = || {
        Some(Notice {
            recorded: number("recorded")?,
            already_recorded: number("already_recorded")?,
            at: query.get("at").filter(|at| at.len() == 8)?.to_owned(),
        })
    };
    let chosen = query
        .get("library")
        .and_then(|code| app.config.library(code));
    let scanning = &app.config.scanning;
    let page = Page {
        notice: notice(),
        library: chosen.map_or("", |library| &library.code),
        scanning,
        settings: serde_json::to_string(scanning).unwrap_or_default(),
    };
    app.page("index.html", "", &page)
}
