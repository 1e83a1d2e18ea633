//! `lookup.php`: whose record a barcode or a line of Alma's report belongs to.

use super::App;
use crate::error::Error;
use crate::request::Request;
use crate::response::Response;

/// The form.
///
/// # Errors
/// [`Error::Template`]
pub fn get(app: &App, _request: &Request) -> Result<Response, Error> {
    app.page("lookup.html", "Look Up Barcodes", &())
}

/// What was asked.
///
/// # Errors
/// [`Error::Template`]
pub fn post(app: &App, request: &Request) -> Result<Response, Error> {
    get(app, request)
}
