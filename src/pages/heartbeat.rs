//! `heartbeat.php`: a desk's page says how it is, every 20 seconds.
//!
//! It asks no database, and what cannot be kept is lost: the next word comes soon, and recording
//! goes on without.

use serde::Serialize;

use crate::desks::{self, Word};
use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::messages::{code, message};
use crate::site::Site;

#[derive(Serialize)]
struct Answer {
    /// How many other workstations have this one's name, if it asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    same_name: Option<usize>,
}

#[derive(Serialize)]
struct Unkept {
    error: &'static str,
}

/// Keeps the word of the form, and says with `asks` how many others have the desk's name; as JSON.
///
/// # Errors
/// [`Error::Form`] for what is no such word. What cannot be kept is a 503 without a line in the
/// log for each.
pub fn post(site: &Site, request: &Request) -> Result<Response, Error> {
    let form = request.form()?;
    let word = Word::parse(|field| form.get(field));
    let word = word.ok_or(Error::Form(code!("pages.no-heartbeat")))?;
    let now = desks::now();
    let asks = form.get("asks") == Some("1");
    let others = || asks.then(|| site.desks.others_of_this_name(&word, now));
    let answer = site
        .desks
        .hear(&word, now)
        .and_then(|()| others().transpose());
    Ok(if let Ok(same_name) = answer {
        Response::json(200, &Answer { same_name })
    } else {
        let error = message!("pages.heartbeat-lost");
        Response::json(503, &Unkept { error })
    })
}
