//! Every failure, in the site's own layout or as JSON.

use serde::Serialize;

use super::Step;
use crate::config::Config;
use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::http::templates;
use crate::log::Event;

#[derive(Serialize)]
struct Page<'a> {
    sentence: &'a str,
    lines: &'a str,
}

#[derive(Serialize)]
struct Json<'a> {
    error: &'a str,
}

/// The answer for an error. The cause goes to the log if somebody should look into it;
/// `lines`, where there are any, are offered for sending again, so that nothing vanishes.
#[must_use]
pub fn respond(config: Option<&Config>, request: &Request, error: &Error, lines: &str) -> Response {
    let status = error.status();
    log(request, error);
    let sentence = error.sentence();
    let response = if request.prefers_json() {
        Response::json(status, &Json { error: sentence })
    } else {
        let page = Page { sentence, lines };
        let body = templates::render(config, "error.html", heading(status), None::<Step>, &page);
        Response::html(status, body.unwrap_or_else(|_| sentence.to_owned()))
    };
    let response = when_to_retry(response, error);
    match error {
        Error::Method(allowed) => response.with("Allow", *allowed),
        _ => response,
    }
}

/// The cause to the log, if somebody should look into it.
pub(super) fn log(request: &Request, error: &Error) {
    let status = error.status();
    let is_noteworthy = matches!(error, Error::BadRequest(_) | Error::CrossSite(_));
    if (status >= 500 || is_noteworthy) && !matches!(error, Error::Apache(_)) {
        request.log(
            Event::new("failed")
                .text("page", &request.page)
                .with("status", status)
                .text("cause", error),
        );
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
        400..=499 => "Not Understood",
        503 => "Please Try Again",
        _ => "Something Went Wrong",
    }
}
