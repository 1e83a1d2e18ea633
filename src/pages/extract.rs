//! `extract.php`: moves the unsaved records into files for Alma.

use serde::Serialize;

use super::{Step, html};
use crate::circulation::library::{NO_CODE, Selection};
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
/// for each library that has records.
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
    let order = Order {
        selection,
        per_library: form.get("per_library") == Some("on"),
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
