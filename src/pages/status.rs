//! `status.php`: whether the site could do its work now, as JSON for a monitor.
//!
//! It says how much there is and how old, and nothing about any item or patron.

use serde::Serialize;

use super::error;
use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::ledger::Counted;
use crate::site::Site;

#[derive(Serialize)]
struct Status {
    ok: bool,
    version: &'static str,
    database: bool,
    output_dir: bool,
    /// `null` while the database does not tell.
    unsaved: Option<usize>,
    /// Seconds since the oldest unsaved record; `null` if there is none.
    oldest_unsaved_age: Option<i64>,
}

/// 200 when the database can be read and a file could be made, else 503; the causes go to
/// the log.
///
/// It never fails: the route table asks for a result.
#[expect(clippy::unnecessary_wraps)]
pub fn get(site: &Site, request: &Request) -> Result<Response, Error> {
    let log = |error: &Error| error::log(request, error);
    let now = site.clock.now();
    let unsaved = site.ledger.count_unsaved(now.local()).inspect_err(log).ok();
    let output_dir = site.outbox.try_out().inspect_err(log).is_ok();
    let ok = unsaved.is_some() && output_dir;
    let age = |zone: &Counted| Some((now.at(&zone.library) - zone.oldest?).num_seconds().max(0));
    let oldest = unsaved.iter().flatten().filter_map(age).max();
    let status = Status {
        ok,
        version: env!("CARGO_PKG_VERSION"),
        database: unsaved.is_some(),
        output_dir,
        unsaved: unsaved.as_deref().map(Counted::total),
        oldest_unsaved_age: oldest,
    };
    Ok(Response::json(if ok { 200 } else { 503 }, &status))
}
