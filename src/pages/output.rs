//! `output/NAME`: a generated file, for saving only.
//!
//! The program sends it, and not Apache, which knows too little of the host's own names: the
//! file has patrons in it.

use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::site::Site;

/// The folder in the URL, with which the name of the page begins.
const FOLDER: &str = "output/";

/// Whether the page is one of the files.
pub fn is_one(page: &str) -> bool {
    page.starts_with(FOLDER)
}

/// The bytes of the file.
pub fn get(site: &Site, request: &Request) -> Result<Response, Error> {
    let name = request.page.strip_prefix(FOLDER).unwrap_or_default();
    let bytes = site.outbox.bytes(name)?.ok_or(Error::NotFound)?;
    Ok(Response::attachment(bytes))
}
