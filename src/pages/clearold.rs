//! `clearold.php`: the files with checkboxes, for deleting.

use super::{Step, html, listfiles};
use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::site::Site;

/// The page.
///
/// # Errors
/// [`Error::Output`]
pub fn get(site: &Site, request: &Request) -> Result<Response, Error> {
    let page = listfiles::files(site, request)?;
    html(
        site,
        Step::Delete,
        "clearold.html",
        "Delete Files and Records",
        &page,
    )
}
