//! `clearold.php`: the files with checkboxes, for deleting.

use super::files::{self, FileList};
use super::{Step, html};
use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::messages::message;
use crate::site::Site;

/// The page.
pub fn get(site: &Site, _request: &Request) -> Result<Response, Error> {
    let title = message!("pages.clear-old");
    html(
        site,
        Step::Delete,
        "clearold.html",
        title,
        &FileList::new(site, &files::all(site)?),
    )
}
