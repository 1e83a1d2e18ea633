//! One file per URL, and the table of routes.
//!
//! A GET changes no record and no file for Alma, but for completing what an export that was
//! killed has left; and a POST that another site made the browser send is refused.

pub mod append;
pub mod clearold;
mod day;
pub mod deleteold;
pub mod desks;
pub mod error;
pub mod extract;
mod files;
pub mod heartbeat;
pub mod import;
pub mod index;
pub mod known;
pub mod listfiles;
pub mod listrecords;
pub mod lists;
pub mod lookup;
pub mod output;
pub mod practice;
mod progress;
pub mod record;
mod refusals;
mod rejected;
pub mod returns;
pub mod shapes;
mod statement;
pub mod status;
mod unsaved;
pub mod uploaded;
pub mod void;

use serde::Serialize;

use self::progress::Progress;
use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::http::templates;
use crate::seal::Seal;
use crate::site::Site;

/// Where in scan, generate, upload, check and delete a page belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Step {
    Scan,
    Generate,
    Upload,
    Check,
    Delete,
}

/// Where a page stands in the day, and how far that is.
#[derive(Serialize, Default)]
struct Place {
    step: Option<Step>,
    progress: Option<Progress>,
}

/// A page of the site from this template.
fn html(
    site: &Site,
    step: Step,
    template: &str,
    title: &str,
    page: &impl Serialize,
) -> Result<Response, Error> {
    let progress = (step != Step::Scan).then(|| Progress::of(site));
    html_at(site, step, progress.flatten(), template, title, page)
}

/// The same when it is known how far the day is.
fn html_at(
    site: &Site,
    step: Step,
    progress: Option<Progress>,
    template: &str,
    title: &str,
    page: &impl Serialize,
) -> Result<Response, Error> {
    let place = Place {
        step: Some(step),
        progress,
    };
    let body = templates::render(Some(&site.config), template, title, &place, page)?;
    Ok(Response::html(200, body))
}

type Handler = fn(&Site, &Request) -> Result<Response, Error>;

/// What a URL answers: a page to GET, a form's target with the page of that form, both at the
/// same URL, or a script that posts.
enum Route {
    Page(Handler),
    Form(Handler, &'static str),
    Both(Handler, Handler),
    Script(Handler),
}

fn route(page: &str) -> Option<Route> {
    Some(match page {
        "index.php" => Route::Page(index::get),
        "append.php" => Route::Form(append::post, "index.php"),
        "listrecords.php" => Route::Both(listrecords::get, listrecords::post),
        "extract.php" => Route::Form(extract::post, "listrecords.php"),
        "listfiles.php" => Route::Page(listfiles::get),
        "clearold.php" => Route::Page(clearold::get),
        "import.php" => Route::Both(import::get, import::post),
        "lookup.php" => Route::Both(lookup::get, lookup::post),
        "returns.php" => Route::Page(returns::get),
        "practice.php" => Route::Page(practice::get),
        "shapes.php" => Route::Page(shapes::get),
        "known.php" => Route::Page(known::get),
        "heartbeat.php" => Route::Script(heartbeat::post),
        "desks.php" => Route::Both(desks::get, desks::post),
        "lists.php" => Route::Both(lists::get, lists::post),
        "status.php" => Route::Page(status::get),
        "uploaded.php" => Route::Form(uploaded::post, "listfiles.php"),
        "void.php" => Route::Form(void::post, "index.php"),
        "deleteold.php" => Route::Form(deleteold::post, "clearold.php"),
        file if output::is_one(file) => Route::Page(output::get),
        _ => return None,
    })
}

/// Answers a request; [`error::respond_to_any`] makes a page of an error. One that is damaged
/// already gets no other answer than that of its error.
pub fn respond(site: &Site, request: &Request, damage: Option<Error>) -> Result<Response, Error> {
    // Before all: what a stranger's page may read says nothing of the site.
    request.own_host(&site.names)?;
    if let Some(error) = damage {
        return Err(error);
    }
    if let ("error.php", Some(status)) = (request.page.as_str(), request.redirect_status) {
        return Err(Error::Apache(status));
    }
    let route = route(&request.page)
        .filter(|_| !request.has_path_info)
        .ok_or(Error::NotFound)?;
    match (request.method.as_str(), route) {
        ("GET" | "HEAD", Route::Page(get) | Route::Both(get, _)) => get(site, request),
        ("GET" | "HEAD", Route::Form(_, page)) => Ok(Response::see_other(page)),
        ("POST", Route::Form(post, _) | Route::Both(_, post) | Route::Script(post)) => {
            request.same_site(|mark| Seal::of(&site.config).is_mark(mark))?;
            post(site, request)
        }
        (_, Route::Script(_)) => Err(Error::Method("POST")),
        (_, Route::Page(_)) => Err(Error::Method("GET, HEAD")),
        (_, Route::Form(..) | Route::Both(..)) => Err(Error::Method("GET, HEAD, POST")),
    }
}
