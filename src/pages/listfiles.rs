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
use crate::outbox::Pending;
use crate::site::Site;

#[derive(Serialize)]
struct Page {
    #[serde(flatten)]
    list: FileList,
    /// What is in none of these files, nor waits for one.
    unfinished: Option<Unfinished>,
    day: Option<Picture>,
}

/// Files of an export that was killed which could not be settled.
#[derive(Serialize)]
struct Unfinished {
    files: usize,
    /// Their records; `None` if the .csv of one does not tell.
    records: Option<usize>,
}

impl Unfinished {
    /// Those that are left now; `None` if there are none.
    fn now(site: &Site) -> Result<Option<Self>, Error> {
        let files = site.outbox.count_pending()?;
        if files == 0 {
            return Ok(None);
        }
        let records = |pending: Vec<Pending>| {
            let records = pending
                .iter()
                .map(|file| Some(file.records.as_ref()?.len()));
            records.sum()
        };
        let records = site.outbox.look_at_pending().ok().and_then(records);
        Ok(Some(Self { files, records }))
    }
}

/// The page.
pub fn get(site: &Site, _request: &Request) -> Result<Response, Error> {
    let files = files::all(site)?;
    let page = Page {
        list: FileList::new(site, &files),
        unfinished: Unfinished::now(site)?,
        day: day::of_files(site, &files, None),
    };
    let title = message!("pages.list-files");
    html(site, Step::Upload, "listfiles.html", title, &page)
}
