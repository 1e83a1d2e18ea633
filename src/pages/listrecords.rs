//! `listrecords.php`: the records that are in no file yet.

use super::unsaved;
use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::site::Site;

/// The page or, for a script, only the count and the time of the last record.
///
/// The query chooses what the table shows: `check`, `library`, `type` (`L` or `R`), `text`,
/// `sort`, `order` (`desc`), `page`.
pub fn get(site: &Site, request: &Request) -> Result<Response, Error> {
    if request.prefers_json() {
        return Ok(Response::json(200, &unsaved::count(site)?));
    }
    unsaved::page(site, &request.query, None)
}
