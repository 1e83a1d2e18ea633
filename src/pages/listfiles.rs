//! `listfiles.php`: the files, newest first, with what became of each, and the steps in
//! Alma.

use super::files::FileList;
use super::{Step, html};
use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::messages::message;
use crate::site::Site;

/// The page.
pub fn get(site: &Site, _request: &Request) -> Result<Response, Error> {
    let title = message!("pages.list-files");
    html(
        site,
        Step::Upload,
        "listfiles.html",
        title,
        &FileList::of(site)?,
    )
}
