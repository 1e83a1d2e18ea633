//! `import.php`: reads files made elsewhere and, after a confirmation, records them.

use super::App;
use crate::error::Error;
use crate::request::Request;
use crate::response::Response;

/// The form.
///
/// # Errors
/// [`Error::Template`]
pub fn get(app: &App, _request: &Request) -> Result<Response, Error> {
    app.page("import.html", "Import Files of Other Stations", &())
}

/// What was asked.
///
/// # Errors
/// [`Error::Template`]
pub fn post(app: &App, request: &Request) -> Result<Response, Error> {
    get(app, request)
}
