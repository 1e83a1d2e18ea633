//! `uploaded.php`: marks a file as uploaded to Alma or as checked, or takes that back.

use super::files;
use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::log::Event;
use crate::messages::code;
use crate::outbox::Mark;
use crate::site::Site;

/// Marks `file` when `uploaded` or `checked` is `yes`, takes that mark back when it is `no`,
/// and goes back to the list.
///
/// # Errors
/// [`Error::Form`] when the file is not in the list or the form asks for neither, else
/// [`Error::Output`].
pub fn post(site: &Site, request: &Request) -> Result<Response, Error> {
    let form = request.form()?;
    let file = files::named(site, form.get("file").unwrap_or_default())?;
    let asked = [("uploaded", Mark::Uploaded), ("checked", Mark::Checked)]
        .into_iter()
        .find_map(|(name, mark)| Some((mark, form.get(name)?)));
    let (mark, is_set) = match asked {
        Some((mark, "yes")) => (mark, true),
        Some((mark, "no")) => (mark, false),
        _ => return Err(Error::Form(code!("pages.uploaded-or-not"))),
    };
    if is_set {
        site.outbox.mark(&file, mark, request.user.as_deref())?;
    } else {
        site.outbox.unmark(&file, mark)?;
    }
    let done = match (mark, is_set) {
        (Mark::Uploaded, true) => "uploaded",
        (Mark::Uploaded, false) => "not_uploaded",
        (Mark::Checked, true) => "checked",
        (Mark::Checked, false) => "not_checked",
    };
    Event::new(done).text("file", &file.name).write();
    Ok(Response::see_other("listfiles.php"))
}
