//! `extract.php`: moves the unsaved records into files for Alma.

use serde::Serialize;

use super::statement::{Line, Times};
use super::{Step, html};
use crate::circulation::library::{NO_CODE, Selection};
use crate::desks::{self, Overview};
use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::jobs::export::{self, Made, Order};
use crate::messages::{code, message};
use crate::site::Site;

#[derive(Serialize)]
struct Page {
    files: Vec<File>,
}

/// The question that comes first while desks hold scans.
#[derive(Serialize)]
struct Question<'a> {
    /// For a script.
    error: &'static str,
    desks: Vec<Line>,
    scans: u64,
    library: &'a str,
    per_library: bool,
    /// What the answer must have, so that nothing else is left out than what was named.
    token: String,
}

#[derive(Serialize)]
struct File {
    name: String,
    /// The code, or `---` for all libraries, as in the form.
    library: String,
    records: usize,
}

impl From<Made> for File {
    fn from(made: Made) -> Self {
        Self {
            name: made.name,
            library: made.library.unwrap_or_else(|| NO_CODE.to_owned()),
            records: made.records,
        }
    }
}

/// Makes the file of `library`, or of all with `---`; with `per_library` as well, one
/// for each library that has records. While desks hold scans it asks first, and goes on where
/// `without` stands for exactly those.
///
/// # Errors
/// [`Error::Form`] for a library that is not offered, else those of the export.
pub fn post(site: &Site, request: &Request) -> Result<Response, Error> {
    let form = request.form()?;
    let selection = Selection::parse(form.get("library").unwrap_or_default());
    if selection
        .code()
        .is_some_and(|code| !site.config.knows(code))
    {
        return Err(Error::Form(code!("pages.unknown-library")));
    }
    let per_library = form.get("per_library") == Some("on");
    let all = Overview::now(&site.desks, site.config.desk_days, desks::now());
    let holding = all.holding();
    let token = desks::token(&holding);
    if !holding.is_empty() && form.get("without") != Some(token.as_str()) {
        let times = Times::of(site);
        let question = Question {
            error: message!("pages.desks-hold"),
            desks: holding.iter().map(|desk| Line::new(&times, desk)).collect(),
            scans: all.scans(),
            library: selection.code().unwrap_or(NO_CODE),
            per_library,
            token,
        };
        return ask(site, request, &question);
    }
    let order = Order {
        selection,
        per_library,
        maker: request.user.as_deref(),
    };
    let made = export::run(site, order)?;
    let page = Page {
        files: made.into_iter().map(File::from).collect(),
    };
    if request.prefers_json() {
        return Ok(Response::json(200, &page));
    }
    html(
        site,
        Step::Upload,
        "extract.html",
        message!("pages.extract"),
        &page,
    )
}

fn ask(site: &Site, request: &Request, question: &Question<'_>) -> Result<Response, Error> {
    if request.prefers_json() {
        return Ok(Response::json(409, question));
    }
    let title = message!("pages.extract-without");
    let page = html(
        site,
        Step::Generate,
        "extract_without.html",
        title,
        question,
    )?;
    Ok(page.with_status(409))
}
