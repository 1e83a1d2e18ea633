//! `known.php`: the set of the lists that a desk keeps for the time when it is cut off.
//!
//! It has no identifier and no name; what it is, `lists::set` says.

use serde::Serialize;

use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::jobs::deskset::{self, Asked};
use crate::messages::message;
use crate::site::Site;

#[derive(Serialize)]
struct Later {
    error: &'static str,
}

/// The set for the `library` in the query.
///
/// # Errors
/// [`Error::NotFound`] where there is none, or no such library. While another process makes it,
/// the answer is a 503 without a line in the log.
pub fn get(site: &Site, request: &Request) -> Result<Response, Error> {
    let query = request.query();
    let library = query.get("library").filter(|code| site.config.knows(code));
    let library = library.ok_or(Error::NotFound)?;
    match deskset::get(site, library)? {
        Asked::Set(bytes) => Ok(Response::bytes(bytes)),
        Asked::Nothing => Err(Error::NotFound),
        Asked::Later => {
            let error = message!("pages.set-later");
            Ok(Response::json(503, &Later { error }).with("Retry-After", "10"))
        }
    }
}
