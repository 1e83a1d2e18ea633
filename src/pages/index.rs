//! `index.php` and the folder: the scanning page.

use std::sync::OnceLock;

use serde::Serialize;

use super::{Step, html};
use crate::circulation::scanning::Scanning;
use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::site::Site;

#[derive(Serialize)]
struct Page<'a> {
    notice: Option<Notice>,
    /// Whether it is for practice: then nothing can be submitted without a script.
    practice: bool,
    /// The library that is chosen already, if any.
    library: &'a str,
    scanning: &'a Scanning,
    /// The same for the page's script, as JSON.
    settings: String,
}

/// What the page's script gets.
#[derive(Serialize)]
struct Settings<'a> {
    #[serde(flatten)]
    scanning: &'a Scanning,
    /// The version of the page, which its heartbeats tell.
    version: &'static str,
}

/// What `append.php` did just before it sent the browser here.
#[derive(Serialize)]
struct Notice {
    recorded: u32,
    already_recorded: u32,
    at: String,
    /// From how many barcodes something was taken off.
    taken_off: u32,
    /// How many of them look wrong.
    look: u32,
}

/// The page for a URL without a query, which is the same for everybody. All desks load it at
/// once when an outage begins.
static PLAIN: OnceLock<Response> = OnceLock::new();

/// The page, for the `library` in the query if that is one of ours, with a notice if
/// `recorded`, `already_recorded` and `at` are there; it also says what `taken_off` and `look`
/// count. With `practice` it has no target that records.
pub fn get(site: &Site, request: &Request) -> Result<Response, Error> {
    if !request.query.is_empty() {
        return page(site, request);
    }
    let plain = match PLAIN.get() {
        Some(page) => page,
        None => page(site, request).map(|page| PLAIN.get_or_init(|| page))?,
    };
    Ok(plain.once_more())
}

fn page(site: &Site, request: &Request) -> Result<Response, Error> {
    let query = request.query();
    let number = |name| query.get(name)?.parse::<u32>().ok();
    let notice = || {
        Some(Notice {
            recorded: number("recorded")?,
            already_recorded: number("already_recorded")?,
            at: query.get("at").filter(|at| at.len() == 8)?.to_owned(),
            taken_off: number("taken_off").unwrap_or(0),
            look: number("look").unwrap_or(0),
        })
    };
    let chosen = query
        .get("library")
        .and_then(|code| site.config.library(code));
    let scanning = &site.config.scanning;
    let page = Page {
        notice: notice(),
        practice: query.get("practice").is_some(),
        library: chosen.map_or("", |library| &library.code),
        scanning,
        settings: settings(scanning),
    };
    html(site, Step::Scan, "index.html", "", &page)
}

fn settings(scanning: &Scanning) -> String {
    let settings = Settings {
        scanning,
        version: env!("CARGO_PKG_VERSION"),
    };
    serde_json::to_string(&settings).expect("settings have text for keys")
}
