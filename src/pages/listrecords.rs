//! `listrecords.php`: the records that are in no file yet.

use serde::Serialize;

use super::unsaved::{self, Arrivals, Foreseen, TEXT};
use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::site::Site;

/// What a script asks for that wants to know what Alma will not take.
const FORESEEN: &str = "foreseen";

#[derive(Serialize)]
struct Foresight {
    #[serde(flatten)]
    arrivals: Arrivals,
    /// `null` where no list from Alma counts.
    foreseen: Option<Foreseen>,
}

impl Foresight {
    fn now(site: &Site) -> Result<Self, Error> {
        let (arrivals, foreseen) = unsaved::foresee(site)?;
        Ok(Self { arrivals, foreseen })
    }
}

/// The page or, for a script, only the count and the time of the last record; with `foreseen`, also
/// what Alma will not take.
///
/// The query chooses what the table shows: `check`, `library`, `type` (`L` or `R`), `find` (a
/// text to search for, sealed), `sort`, `order` (`desc`), `page`. A bookmark of an earlier
/// version has the text itself: it leads to the address without it.
pub fn get(site: &Site, request: &Request) -> Result<Response, Error> {
    let query = request.query();
    if request.prefers_json() {
        return Ok(match query.get(FORESEEN) {
            None => Response::json(200, &unsaved::count(site)?),
            Some(_) => Response::json(200, &Foresight::now(site)?),
        });
    }
    if query.trimmed(TEXT).is_empty() {
        unsaved::page(site, &query, None)
    } else {
        Ok(Response::see_other(unsaved::address(site, &query)))
    }
}

/// Leads to the page that shows what the form of the filter asks for, `text` among it. As that
/// is an address of its own, Back and Reload show it again without a question.
pub fn post(site: &Site, request: &Request) -> Result<Response, Error> {
    Ok(Response::see_other(unsaved::address(
        site,
        &request.form()?,
    )))
}
