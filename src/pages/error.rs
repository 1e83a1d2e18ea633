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
use crate::messages::message;

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
            | Self::NoUndo(_)
            | Self::Template(_)
            | Self::Panic(_) => 500,
        }
    }

    /// What staff read.
    pub fn sentence(&self) -> &'static str {
        match self {
            Self::Form(code) => code.text(),
            Self::NotFound | Self::Apache(404) => message!("errors.no-page"),
            Self::Method(_) | Self::Apache(405) => message!("errors.method"),
            Self::CrossSite(_) => message!("errors.cross-site"),
            Self::Host(_) => message!("errors.host"),
            Self::Apache(401) => message!("errors.log-in"),
            Self::Apache(403) => message!("errors.forbidden"),
            Self::NoRecord => message!("errors.no-record"),
            Self::InFile => message!("errors.in-file"),
            Self::TooLarge | Self::Apache(413) => message!("errors.too-large"),
            Self::BadRequest(_) | Self::MediaType | Self::Apache(400..=499) => {
                message!("errors.bad-request")
            }
            Self::NotConfigured(_) => message!("errors.not-configured"),
            Self::Uncertain(_) => message!("errors.uncertain"),
            Self::Database(_) | Self::NoServer(_) | Self::Busy(_) => message!("errors.database"),
            Self::NotRecorded(_) => message!("errors.not-recorded"),
            Self::Output { .. } => message!("errors.output"),
            Self::Changed { .. } => message!("errors.changed"),
            Self::NoUndo(_) => message!("errors.no-undo"),
            Self::Apache(_) | Self::Template(_) | Self::Panic(_) => message!("errors.defect"),
        }
    }

    /// Seconds after which trying again makes sense, where it does.
    pub fn retry_after(&self) -> Option<u32> {
        (self.status() == 503).then_some(10)
    }
}

/// What is offered for sending again, so that nothing vanishes: as it was sent.
#[derive(Serialize)]
#[serde(tag = "to", rename_all = "lowercase")]
pub enum Again<'a> {
    Nothing,
    /// Lines for append.php.
    Record {
        lines: &'a str,
    },
    /// The confirmation of an import, with what its files had besides.
    Import {
        lines: &'a str,
        left: usize,
        misread: usize,
    },
    /// Lines to be copied only: another site may have made them up.
    Copy {
        lines: &'a str,
    },
}

impl<'a> Again<'a> {
    /// Lines for append.php, if there are any.
    pub fn record(lines: &'a str) -> Self {
        if lines.is_empty() {
            Self::Nothing
        } else {
            Self::Record { lines }
        }
    }
}

#[derive(Serialize)]
struct Page<'a> {
    sentence: &'a str,
    again: Again<'a>,
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

/// The answer for an error that no page has answered: lines for append.php come back.
pub fn respond_to_any(config: Option<&Config>, request: &Request, error: &Error) -> Response {
    let is_submission = request.page == "append.php" && request.method == "POST";
    let form = is_submission.then(|| request.form().unwrap_or_default());
    let lines = form.as_ref().and_then(|form| form.get("textarea"));
    let is_known_as_ours = config.is_some() && !matches!(error, Error::CrossSite(_));
    let again = match Again::record(lines.unwrap_or_default()) {
        Again::Record { lines } if !is_known_as_ours => Again::Copy { lines },
        again => again,
    };
    respond(config, request, error, again)
}

/// The answer for an error. The cause goes to the log if somebody should look into it.
pub fn respond(
    config: Option<&Config>,
    request: &Request,
    error: &Error,
    again: Again<'_>,
) -> Response {
    let status = error.status();
    log(request, error);
    let sentence = error.sentence();
    let response = if request.prefers_json() {
        Response::json(status, &Json { error: sentence })
    } else if let Error::Host(asked) = error {
        unknown_name(status, sentence, asked)
    } else {
        let page = Page { sentence, again };
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
        401 => message!("errors.heading-401"),
        403 => message!("errors.heading-403"),
        404 => message!("errors.heading-404"),
        405 => message!("errors.heading-405"),
        409 => message!("errors.heading-409"),
        413 => message!("errors.heading-413"),
        421 => message!("errors.heading-421"),
        400..=499 => message!("errors.heading-4xx"),
        503 => message!("errors.heading-503"),
        _ => message!("errors.heading-5xx"),
    }
}
