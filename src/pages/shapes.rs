//! `shapes.php`: what is known here, as JSON for the scanning page: which shapes of barcodes are
//! ordinary, and how old the lists from Alma are.
//!
//! It says what barcodes look like and how often, and shows none.

use serde::Serialize;

use crate::circulation::shapes::Shapes;
use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::jobs::deskset::{self, Told};
use crate::jobs::shapes;
use crate::log::Event;
use crate::site::Site;

#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    shapes: &'a Shapes,
    #[serde(skip_serializing_if = "Option::is_none")]
    lists: Option<Lists>,
}

/// What a page is told where a list counts.
#[derive(Serialize)]
#[serde(untagged)]
enum Lists {
    Counting(Told),
    /// `null`: the lists cannot be asked, and a page goes on with what it knows.
    Unknown,
}

/// The tallies of items and of patrons, and the lists.
pub fn get(site: &Site, _request: &Request) -> Result<Response, Error> {
    let answer = Answer {
        shapes: &*shapes::learn(site)?,
        lists: lists(site),
    };
    Ok(Response::json(200, &answer))
}

fn lists(site: &Site) -> Option<Lists> {
    match deskset::told(site) {
        Ok(told) => told.map(Lists::Counting),
        Err(cause) => {
            Event::new("unlisted").text("cause", cause).write();
            Some(Lists::Unknown)
        }
    }
}
