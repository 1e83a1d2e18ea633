//! `void.php`: takes back one record that is in no file yet.

use serde::Serialize;

use super::listrecords::{self, View};
use super::{Step, html};
use crate::circulation::record::Transaction;
use crate::error::Error;
use crate::http::request::{Form, Request};
use crate::http::response::Response;
use crate::jobs::export;
use crate::ledger::{Found, Patience};
use crate::log::Event;
use crate::pages::record;
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
    let transaction = match row {
        Some(row) => record::decode(row),
        None => Transaction::parse(form.trimmed("textarea"), |_| true).ok(),
    }
    .ok_or(Error::Form("Which record to void could not be understood."))?;
    let done = void(site, request, &transaction);
    if row.is_some() && !request.prefers_json() {
        return back_to_list(site, &form, done, &transaction);
    }
    done?;
    let page = Page { voided: 1 };
    if request.prefers_json() {
        return Ok(Response::json(200, &page));
    }
    html(site, Step::Scan, "void.html", "Voided", &page)
}

fn void(site: &Site, request: &Request, transaction: &Transaction) -> Result<(), Error> {
    site.ledger.locked(Patience::Short, |session| {
        // A row of an export that was killed must not change before that is settled.
        export::settle(session, &site.outbox, &|event| request.log(event))?;
        let mut change = session.begin()?;
        match change.void(transaction)? {
            Found::Unsaved => change.commit(),
            Found::Saved => Err(Error::InFile),
            Found::Nowhere => Err(Error::NoRecord),
        }
    })?;
    request.log(Event::new("voided").text("line", transaction.to_line()));
    Ok(())
}

fn back_to_list(
    site: &Site,
    form: &Form,
    done: Result<(), Error>,
    transaction: &Transaction,
) -> Result<Response, Error> {
    // Only what a view can be goes back into a link.
    let view = View::parse(form.trimmed("view"), |_| true).query();
    match done {
        Ok(()) => listrecords::after_voiding(site, &view, transaction),
        Err(error @ (Error::InFile | Error::NoRecord)) => {
            let page = Refused {
                sentence: error.sentence(),
                back: view,
            };
            let page = html(
                site,
                Step::Generate,
                "void_refused.html",
                "Not Voided",
                &page,
            )?;
            Ok(page.with_status(error.status()))
        }
        Err(error) => Err(error),
    }
}
