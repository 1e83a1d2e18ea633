//! `uploaded.php`: marks a file as uploaded to Alma, or takes that back.

use super::files;
use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::log::Event;
use crate::site::Site;

/// Marks `file` when `uploaded` is `yes`, takes the mark back when it is `no`, and goes
/// back to the list.
///
/// # Errors
/// [`Error::Form`] when the file is not in the list or the form asks for neither, else
/// [`Error::Output`].
pub fn post(site: &Site, request: &Request) -> Result<Response, Error> {
    let form = request.form()?;
    let file = files::named(site, form.get("file").unwrap_or_default())?;
    let done = match form.get("uploaded") {
        Some("yes") => {
            site.outbox.mark_uploaded(&file, request.user.as_deref())?;
            "uploaded"
        }
        Some("no") => {
            site.outbox.unmark_uploaded(&file)?;
            "not_uploaded"
        }
        _ => {
            return Err(Error::Form(
                "Nothing was changed: it was not said whether the file is uploaded.",
            ));
        }
    };
    Event::new(done).text("file", &file.name).write();
    Ok(Response::see_other("listfiles.php"))
}
