//! `clearold.php`: the files with checkboxes, for deleting.

use super::{App, listfiles};
use crate::error::Error;
use crate::request::Request;
use crate::response::Response;

/// The page.
///
/// # Errors
/// [`Error::Output`]
pub fn get(app: &App, request: &Request) -> Result<Response, Error> {
    let page = listfiles::files(app, request)?;
    app.page("clearold.html", "Delete Files and Records", &page)
}
