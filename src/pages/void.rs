//! `void.php`: takes back one record that is in no file yet.

use serde::Serialize;

use super::App;
use crate::error::Error;
use crate::export;
use crate::ledger::Found;
use crate::request::Request;
use crate::response::Response;
use crate::transaction::Transaction;

#[derive(Serialize)]
struct Page {
    voided: u8,
}

/// Deletes the one record that is exactly the line in `textarea`, and logs who did it
/// and which it was.
///
/// # Errors
/// [`Error::Form`] when that is no line, [`Error::InFile`] when the record is in a file,
/// [`Error::NoRecord`] when there is none, else those of the database.
pub fn post(app: &App, request: &Request) -> Result<Response, Error> {
    let form = request.form()?;
    let transaction = Transaction::parse(form.trimmed("textarea"), |_| true)
        .map_err(|_| Error::Form("Which record to void could not be understood."))?;
    let mut session = app.ledger.lock()?;
    // A row of an export that was killed must not change before that is settled.
    export::settle(&mut session, &app.outbox, &|line| request.log(line))?;
    let mut change = session.begin()?;
    match change.void(&transaction)? {
        Found::Unsaved => change.commit()?,
        Found::Saved => return Err(Error::InFile),
        Found::Nowhere => return Err(Error::NoRecord),
    }
    request.log(format!(
        "voided line={:?} by={:?}",
        transaction.to_line(),
        request.sender
    ));
    if request.prefers_json() {
        return Ok(Response::json(200, &Page { voided: 1 }));
    }
    app.page("void.html", "Voided", &Page { voided: 1 })
}
