//! `clearold.php`: the files with checkboxes, for deleting.

use serde::Serialize;

use super::files::{self, FileList};
use super::{Step, html};
use crate::desks::{self, Overview};
use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::messages::message;
use crate::site::Site;

#[derive(Serialize)]
struct Page {
    #[serde(flatten)]
    list: FileList,
    /// How many desks hold scans: what they send after a deletion counts as new.
    holding: usize,
}

/// The page.
pub fn get(site: &Site, _request: &Request) -> Result<Response, Error> {
    let page = Page {
        list: FileList::new(site, &files::all(site)?),
        holding: Overview::now(&site.desks, site.config.desk_days, desks::now())
            .holding()
            .len(),
    };
    let title = message!("pages.clear-old");
    html(site, Step::Delete, "clearold.html", title, &page)
}
