//! `listfiles.php`: the files, newest first, with what became of each, and the steps in
//! Alma.

use serde::Serialize;

use super::day::{self, Picture};
use super::files::{self, FileList};
use super::{Step, html};
use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::messages::message;
use crate::site::Site;

#[derive(Serialize)]
struct Page {
    #[serde(flatten)]
    list: FileList,
    day: Option<Picture>,
}

/// The page.
pub fn get(site: &Site, _request: &Request) -> Result<Response, Error> {
    let files = files::all(site)?;
    let page = Page {
        list: FileList::new(site, &files),
        day: day::of_files(site, &files, None),
    };
    let title = message!("pages.list-files");
    html(site, Step::Upload, "listfiles.html", title, &page)
}
