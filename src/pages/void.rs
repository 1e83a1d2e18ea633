//! `void.php`: voids one record that is in no file yet.

use serde::Serialize;

use super::record;
use super::unsaved::{self, View};
use super::{Step, html};
use crate::circulation::record::Record;
use crate::error::Error;
use crate::http::request::{Form, Request};
use crate::http::response::Response;
use crate::jobs::void;
use crate::messages::{code, message};
use crate::seal::Seal;
use crate::site::Site;

#[derive(Serialize)]
struct Page {
    voided: u8,
}

#[derive(Serialize)]
struct Refused {
    sentence: &'static str,
    /// The view of listrecords.php that it was asked from.
    back: String,
}

/// Deletes the one record that is exactly the line in `textarea`, or the row in `record`
/// as listrecords.php has it, and logs who did it and which it was. The answer to the row is
/// that page, in the `view` it came from.
///
/// # Errors
/// [`Error::Form`] when that is no line and no row, [`Error::InFile`] when the record is
/// in a file, [`Error::NoRecord`] when there is none, else those of the database.
pub fn post(site: &Site, request: &Request) -> Result<Response, Error> {
    let form = request.form()?;
    let row = form.get("record");
    let record = match row {
        Some(row) => record::decode(row),
        None => Record::parse(form.trimmed("textarea"), |_| true).ok(),
    }
    .ok_or(Error::Form(code!("pages.void-what")))?;
    let done = void::void(site, &record);
    if row.is_some() && !request.prefers_json() {
        return back_to_list(site, &form, done, &record);
    }
    done?;
    let page = Page { voided: 1 };
    if request.prefers_json() {
        return Ok(Response::json(200, &page));
    }
    html(
        site,
        Step::Scan,
        "void.html",
        message!("pages.voided"),
        &page,
    )
}

fn back_to_list(
    site: &Site,
    form: &Form,
    done: Result<(), Error>,
    record: &Record,
) -> Result<Response, Error> {
    // Only what a view can be goes back into a link.
    let view = Form::parse(form.trimmed("view").as_bytes()).unwrap_or_default();
    match done {
        Ok(()) => unsaved::page(site, &view, Some(record)),
        Err(error @ (Error::InFile | Error::NoRecord)) => {
            let page = Refused {
                sentence: error.sentence(),
                back: View::parse(&view, &Seal::of(&site.config), |_| true).query(),
            };
            let page = html(
                site,
                Step::Generate,
                "void_refused.html",
                message!("pages.not-voided"),
                &page,
            )?;
            Ok(page.with_status(error.status()))
        }
        Err(error) => Err(error),
    }
}
