//! `shapes.php`: which shapes of barcodes are ordinary here, as JSON for the scanning page.
//!
//! It says what barcodes look like and how often, and shows none.

use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::jobs::shapes;
use crate::site::Site;

/// The tallies of items and of patrons.
pub fn get(site: &Site, _request: &Request) -> Result<Response, Error> {
    Ok(Response::json(200, &*shapes::learn(site)?))
}
