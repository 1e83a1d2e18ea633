//! One file per URL, and the table of routes.
//!
//! A GET changes nothing, but for completing what an export that was killed has left; and a
//! POST that another site made the browser send is refused.

pub mod append;
pub mod clearold;
pub mod deleteold;
pub mod error;
pub mod extract;
pub mod import;
pub mod index;
pub mod listfiles;
pub mod listrecords;
pub mod lookup;
pub mod returns;
pub mod status;
pub mod uploaded;
pub mod void;

use std::path::Path;
use std::sync::OnceLock;

use serde::Serialize;

use crate::config::Config;
use crate::error::Error;
use crate::ledger::Ledger;
use crate::outbox::Outbox;
use crate::request::Request;
use crate::response::Response;
use crate::templates;

/// The site: its settings and where its records are.
#[derive(Debug)]
pub struct App {
    /// What the configuration file says.
    pub config: Config,
    /// The table.
    pub ledger: Ledger,
    /// The output directory.
    pub outbox: Outbox,
    /// The scanning page for a URL without a query, once it was asked for.
    scanning_page: OnceLock<Response>,
}

impl App {
    /// The site that a configuration file describes.
    ///
    /// # Errors
    /// [`Error::NotConfigured`]
    pub fn load(config: &Path) -> Result<Self, Error> {
        let config = Config::from_file(config)?;
        Ok(Self {
            ledger: Ledger::new(&config.database),
            outbox: Outbox::new(&config.output_dir),
            scanning_page: OnceLock::new(),
            config,
        })
    }

    fn page(&self, template: &str, title: &str, page: &impl Serialize) -> Result<Response, Error> {
        self.page_with(200, template, title, page)
    }

    fn page_with(
        &self,
        status: u16,
        template: &str,
        title: &str,
        page: &impl Serialize,
    ) -> Result<Response, Error> {
        let body = templates::render(Some(&self.config), template, title, page)?;
        Ok(Response::html(status, body))
    }
}

type Handler = fn(&App, &Request) -> Result<Response, Error>;

/// What a URL answers: a page to GET, a form's target with the page of that form, or both
/// at the same URL.
enum Route {
    Page(Handler),
    Form(Handler, &'static str),
    Both(Handler, Handler),
}

fn route(page: &str) -> Option<Route> {
    Some(match page {
        "index.php" => Route::Page(index::get),
        "append.php" => Route::Form(append::post, "index.php"),
        "listrecords.php" => Route::Page(listrecords::get),
        "extract.php" => Route::Form(extract::post, "listrecords.php"),
        "listfiles.php" => Route::Page(listfiles::get),
        "clearold.php" => Route::Page(clearold::get),
        "import.php" => Route::Both(import::get, import::post),
        "lookup.php" => Route::Both(lookup::get, lookup::post),
        "returns.php" => Route::Page(returns::get),
        "status.php" => Route::Page(status::get),
        "uploaded.php" => Route::Form(uploaded::post, "listfiles.php"),
        "void.php" => Route::Form(void::post, "index.php"),
        "deleteold.php" => Route::Form(deleteold::post, "clearold.php"),
        _ => return None,
    })
}

/// Answers a request.
///
/// # Errors
/// Whatever [`error::respond`] then makes a page of.
pub fn respond(app: &App, request: &Request) -> Result<Response, Error> {
    if let ("error.php", Some(status)) = (request.page.as_str(), request.redirect_status) {
        return Err(Error::Apache(status));
    }
    let route = route(&request.page)
        .filter(|_| !request.has_path_info)
        .ok_or(Error::NotFound)?;
    match (request.method.as_str(), route) {
        ("GET" | "HEAD", Route::Page(get) | Route::Both(get, _)) => get(app, request),
        ("GET" | "HEAD", Route::Form(_, page)) => Ok(Response::see_other(page)),
        ("POST", Route::Form(post, _) | Route::Both(_, post)) => {
            request.same_site()?;
            post(app, request)
        }
        (_, Route::Page(_)) => Err(Error::Method("GET, HEAD")),
        (_, Route::Form(..) | Route::Both(..)) => Err(Error::Method("GET, HEAD, POST")),
    }
}
