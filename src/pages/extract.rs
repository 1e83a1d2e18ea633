//! `extract.php`: moves the unsaved records into files for Alma.

use serde::Serialize;

use super::App;
use crate::error::Error;
use crate::export::{self, Made, Order};
use crate::ledger::Selection;
use crate::request::Request;
use crate::response::Response;

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
            library: made.library.unwrap_or_else(|| "---".to_owned()),
            records: made.records,
        }
    }
}

/// Makes the file of `library`, or of all with `---`; with `per_library` as well, one
/// for each library that has records.
///
/// # Errors
/// [`Error::Form`] for a library that is not offered, else those of the export.
pub fn post(app: &App, request: &Request) -> Result<Response, Error> {
    let form = request.form()?;
    let selection = match form.get("library") {
        Some("---") => Selection::All,
        Some(code) if app.config.library(code).is_some() => Selection::Library(code),
        _ => {
            return Err(Error::Form(
                "Choose a library first: this one is not known here.",
            ));
        }
    };
    let order = Order {
        selection,
        per_library: form.get("per_library") == Some("on"),
        maker: request.user.as_deref(),
    };
    let log = |event| request.log(event);
    let made = export::run(&app.ledger, &app.outbox, order, &log)?;
    let page = Page {
        files: made.into_iter().map(File::from).collect(),
    };
    if request.prefers_json() {
        return Ok(Response::json(200, &page));
    }
    app.page("extract.html", "Extract Records", &page)
}
