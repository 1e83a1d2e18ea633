//! Every failure, in the site's own layout or as JSON: its HTTP status, a sentence for staff,
//! and whether trying again makes sense. The cause goes to the log.

use serde::Serialize;

use super::Place;
use crate::config::Config;
use crate::config::pattern::HostPattern;
use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::http::templates;
use crate::log::Event;

impl Error {
    /// The HTTP status.
    pub fn status(&self) -> u16 {
        match self {
            Self::BadRequest(_) | Self::Form(_) => 400,
            Self::CrossSite(_) => 403,
            Self::NotFound | Self::NoRecord => 404,
            Self::InFile => 409,
            Self::Method(_) => 405,
            Self::TooLarge => 413,
            Self::Host(_) => 421,
            Self::MediaType => 415,
            Self::Apache(status) => *status,
            Self::Database(_)
            | Self::NoServer(_)
            | Self::Uncertain(_)
            | Self::NotRecorded(_)
            | Self::Busy(_) => 503,
            Self::NotConfigured(_)
            | Self::Output { .. }
            | Self::Changed { .. }
            | Self::Template(_)
            | Self::Panic(_) => 500,
        }
    }

    /// What staff read.
    pub fn sentence(&self) -> &'static str {
        match self {
            Self::Form(sentence) => sentence,
            Self::NotFound | Self::Apache(404) => "There is no such page here.",
            Self::Method(_) | Self::Apache(405) => "This page cannot be used in that way.",
            Self::CrossSite(_) => {
                "This was sent from another site, so it was refused. Open the page from its usual \
                 address and try again."
            }
            Self::Host(_) => {
                "This page was asked for under a name that is not one of its own. Open it under \
                 its usual address, or ask whoever looks after the server to add the name to \
                 hosts in config.toml. Scans that wait are kept."
            }
            Self::Apache(401) => {
                "This page asks for a name and a password. Reload it to log in. Scans that wait \
                 are kept."
            }
            Self::Apache(403) => {
                "This page cannot be opened from here. If you should be able to, ask for access."
            }
            Self::NoRecord => "There is no such record, so nothing was voided.",
            Self::InFile => {
                "This record is in a file already, so it cannot be voided here. Correct it in Alma \
                 after the upload."
            }
            Self::TooLarge | Self::Apache(413) => {
                "This is more than can be sent at once (8 MiB or 200,000 lines; the Import page says how \
                 much its files may have). Send it in smaller parts."
            }
            Self::BadRequest(_) | Self::MediaType | Self::Apache(400..=499) => {
                "The request could not be understood. Go back and try again."
            }
            Self::NotConfigured(_) => {
                "This site is not configured yet, or its configuration is wrong."
            }
            Self::Uncertain(_) => {
                "The database went away at the last moment, so it is not certain whether this was \
                 done. Try again in a minute: nothing is recorded or put into a file twice."
            }
            Self::Database(_) | Self::NoServer(_) | Self::Busy(_) => {
                "The database cannot be reached just now. Try again in a minute: nothing is \
                 recorded or put into a file twice."
            }
            Self::NotRecorded(_) => {
                "The database cannot be reached just now. Keep scanning, keep this page open, and \
                 try again in a minute: nothing of this was recorded yet, and sending it again \
                 does no harm."
            }
            Self::Output { .. } => {
                "The file could not be written or read. No record is lost: all that are in no file \
                 yet are still waiting."
            }
            Self::Changed { .. } => {
                "The records changed while the file was being made, so no file was made. Try again."
            }
            Self::Apache(_) | Self::Template(_) | Self::Panic(_) => {
                "Something went wrong on the server. Try again, and report it if it happens again."
            }
        }
    }

    /// Seconds after which trying again makes sense, where it does.
    pub fn retry_after(&self) -> Option<u32> {
        (self.status() == 503).then_some(10)
    }
}

#[derive(Serialize)]
struct Page<'a> {
    sentence: &'a str,
    lines: &'a str,
}

#[derive(Serialize)]
struct UnknownName<'a> {
    asked: &'a str,
    /// Whether it can be a name of a host at all.
    is_name: bool,
}

#[derive(Serialize)]
struct Json<'a> {
    error: &'a str,
}

/// The answer for an error. The cause goes to the log if somebody should look into it;
/// `lines`, where there are any, are offered for sending again, so that nothing vanishes.
pub fn respond(config: Option<&Config>, request: &Request, error: &Error, lines: &str) -> Response {
    let status = error.status();
    log(request, error);
    let sentence = error.sentence();
    let response = if request.prefers_json() {
        Response::json(status, &Json { error: sentence })
    } else if let Error::Host(asked) = error {
        unknown_name(status, sentence, asked)
    } else {
        let page = Page { sentence, lines };
        let body = templates::render(
            config,
            "error.html",
            heading(status),
            &Place::default(),
            &page,
        );
        Response::html(status, body.unwrap_or_else(|_| sentence.to_owned()))
    };
    let response = when_to_retry(response, error);
    match error {
        Error::Method(allowed) => response.with("Allow", *allowed),
        _ => response,
    }
}

/// A page without anything of the site: a stranger's script may read it.
fn unknown_name(status: u16, sentence: &str, asked: &str) -> Response {
    let is_name = asked.parse::<HostPattern>().is_ok();
    let page = UnknownName { asked, is_name };
    let body = templates::render(None, "host.html", "", &Place::default(), &page);
    Response::html(status, body.unwrap_or_else(|_| sentence.to_owned()))
}

/// The cause to the log, if somebody should look into it.
pub(super) fn log(request: &Request, error: &Error) {
    let status = error.status();
    let is_noteworthy = matches!(
        error,
        Error::BadRequest(_) | Error::CrossSite(_) | Error::Host(_)
    );
    if (status >= 500 || is_noteworthy) && !matches!(error, Error::Apache(_)) {
        Event::new("failed")
            .text("page", &request.page)
            .with("status", status)
            .text("cause", error)
            .write();
    }
}

/// The answer with `Retry-After`, where trying again makes sense.
pub(super) fn when_to_retry(response: Response, error: &Error) -> Response {
    match error.retry_after() {
        Some(seconds) => response.with("Retry-After", seconds.to_string()),
        None => response,
    }
}

fn heading(status: u16) -> &'static str {
    match status {
        401 => "Please Log In",
        403 => "Not Allowed",
        404 => "Page Not Found",
        405 => "Not Possible",
        409 => "Already in a File",
        413 => "Too Much at Once",
        421 => "Unknown Name",
        400..=499 => "Not Understood",
        503 => "Please Try Again",
        _ => "Something Went Wrong",
    }
}
