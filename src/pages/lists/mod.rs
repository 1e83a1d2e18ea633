//! `lists.php`: which lists from Alma are loaded, and a supervisor's way to load another one.
//!
//! A file is read once, and what is kept of it is written as an edition that does not count. The
//! page that follows has numbers of it, and nobody's identifier; a person's word makes it count.

mod view;

use std::io::Cursor;

use self::view::{Done, Loaded, Prepared};
use super::{Step, html};
use crate::error::Error;
use crate::http::request::{Form, Request};
use crate::http::response::Response;
use crate::http::upload::Upload;
use crate::jobs::lists::{self, Source};
use crate::ledger::lists::{Editions, ListKind};
use crate::log::Event;
use crate::messages::{code, message};
use crate::seal::Seal;
use crate::site::Site;
use serde::Serialize;

const MEGABYTE: usize = 1024 * 1024;

/// What is loaded, with the form; or what the files hold; or what was done.
#[derive(Serialize)]
struct Page {
    /// Whether lists can be loaded at all.
    has_tables: bool,
    lists: Vec<Loaded>,
    /// Whether names of patrons are kept.
    keeps_names: bool,
    /// Why nothing is loaded.
    problem: Option<String>,
    /// The list that was chosen.
    kind: &'static str,
    /// Megabytes that files may have together.
    megabytes: usize,
    bytes: usize,
    preview: Option<Prepared>,
    /// The preview, so that nobody can change it.
    sealed: String,
    done: Option<Done>,
}

#[derive(Serialize)]
struct Question {
    list: Loaded,
}

#[derive(Serialize)]
struct Refused {
    error: String,
}

/// What is loaded, and the form.
pub fn get(site: &Site, _request: &Request) -> Result<Response, Error> {
    page(site, 200, &Page::of(site)?)
}

/// With files, what they hold; nothing counts yet. With `prepared` from that page, makes it count,
/// or deletes it with `do=cancel`. With `clear`, asks, and then deletes that list.
///
/// # Errors
/// [`Error::Form`] or [`Error::BadRequest`] when that is not what was sent, else those of the
/// database.
pub fn post(site: &Site, request: &Request) -> Result<Response, Error> {
    if request.is_upload() {
        return preview(site, request, &request.upload()?);
    }
    let form = request.form()?;
    if let Some(kind) = form.get("clear") {
        return clear(site, kind, form.trimmed("edition"));
    }
    decide(site, request, &form)
}

impl Page {
    fn of(site: &Site) -> Result<Self, Error> {
        let has_tables = site.ledger.has_lists()?;
        let editions = if has_tables {
            site.ledger.editions(0)?
        } else {
            Editions::default()
        };
        let lists = ListKind::ALL.map(|kind| Loaded::new(site, kind, editions.of(kind)));
        Ok(Self {
            has_tables,
            lists: lists.into(),
            keeps_names: site.config.lists.names,
            problem: None,
            kind: "",
            megabytes: site.config.import_megabytes,
            bytes: site.config.import_megabytes * MEGABYTE,
            preview: None,
            sealed: String::new(),
            done: None,
        })
    }
}

fn page(site: &Site, status: u16, page: &Page) -> Result<Response, Error> {
    let title = message!("pages.lists");
    Ok(html(site, Step::Generate, "lists.html", title, page)?.with_status(status))
}

/// Why nothing is loaded, with the form once more.
fn refused(
    site: &Site,
    request: &Request,
    status: u16,
    kind: Option<ListKind>,
    problem: impl Into<String>,
) -> Result<Response, Error> {
    let error = problem.into();
    if request.prefers_json() {
        return Ok(Response::json(status, &Refused { error }));
    }
    let shown = Page {
        problem: Some(error),
        kind: kind.map_or("", ListKind::name),
        ..Page::of(site)?
    };
    page(site, status, &shown)
}

fn kind_of(name: &str) -> Option<ListKind> {
    ListKind::ALL.into_iter().find(|kind| kind.name() == name)
}

/// Reads the files, and writes what is kept of them beside the list that counts.
fn preview(site: &Site, request: &Request, upload: &Upload) -> Result<Response, Error> {
    let Some(kind) = kind_of(upload.trimmed("kind")) else {
        return refused(site, request, 422, None, message!("pages.lists-kind"));
    };
    let refused = |status, problem| refused(site, request, status, Some(kind), problem);
    let files: Vec<_> = upload.files("file").collect();
    if files.is_empty() {
        return refused(422, message!("pages.import-file").to_owned());
    }
    let megabytes = site.config.import_megabytes;
    if files.iter().map(|file| file.content.len()).sum::<usize>() > megabytes * MEGABYTE {
        let kind = kind.name();
        return refused(413, message!("pages.lists-bytes", megabytes, kind));
    }
    let source = |file: &&crate::http::upload::File| Source {
        name: view::base_name(&file.name),
        content: Box::new(Cursor::new(file.content.clone())),
    };
    let reading = match lists::read(site, kind, files.iter().map(source).collect())? {
        Ok(reading) => reading,
        Err(sentence) => return refused(422, sentence),
    };
    let report = reading.report.clone();
    let edition = lists::prepare(site, reading)?;
    let prepared = Prepared::new(kind, &edition, &report);
    show(site, request, 200, prepared, None)
}

/// What waits for a person's word.
fn show(
    site: &Site,
    request: &Request,
    status: u16,
    prepared: Prepared,
    problem: Option<&str>,
) -> Result<Response, Error> {
    let sealed = prepared.sealed(&Seal::of(&site.config));
    if request.prefers_json() {
        let body = prepared.as_json(&sealed, problem);
        return Ok(Response::json(status, &body));
    }
    let shown = Page {
        problem: problem.map(str::to_owned),
        preview: Some(prepared),
        sealed,
        ..Page::of(site)?
    };
    page(site, status, &shown)
}

/// Makes what was shown count, or deletes it.
fn decide(site: &Site, request: &Request, form: &Form) -> Result<Response, Error> {
    let prepared = Prepared::open(&Seal::of(&site.config), form.trimmed("prepared"));
    let (prepared, kind) = prepared
        .and_then(|prepared| {
            let kind = kind_of(&prepared.kind)?;
            Some((prepared, kind))
        })
        .ok_or(Error::Form(code!("pages.no-prepared-list")))?;
    if form.get("do") == Some("cancel") {
        site.ledger.drop_edition(kind, prepared.number)?;
        return Ok(Response::see_other("lists.php"));
    }
    if !prepared.objections.is_empty() && form.get("anyway") != Some("yes") {
        let problem = message!("pages.lists-anyway");
        return show(site, request, 422, prepared, Some(problem));
    }
    let counts = lists::finish(site, kind, &prepared.edition())?;
    if !counts {
        let problem = message!("lists.overtaken");
        return refused(site, request, 409, Some(kind), problem);
    }
    Event::new("list_loaded")
        .text("list", kind.name())
        .with("entries", prepared.entries)
        .write();
    let done = Done::new(kind, prepared.entries);
    if request.prefers_json() {
        return Ok(Response::json(200, &done));
    }
    let shown = Page {
        done: Some(done),
        ..Page::of(site)?
    };
    page(site, 200, &shown)
}

/// Asks whether to delete this list, and deletes the edition that was asked about.
fn clear(site: &Site, kind: &str, asked: &str) -> Result<Response, Error> {
    let kind = kind_of(kind).ok_or(Error::Form(code!("pages.lists-kind")))?;
    let loaded = site.ledger.edition(kind)?;
    if let Some(edition) = loaded.filter(|edition| edition.number.to_string() == asked)
        && lists::clear(site, kind, &edition)?
    {
        Event::new("list_cleared")
            .text("list", kind.name())
            .with("entries", edition.entries)
            .write();
    }
    // Another one may have been loaded since the question.
    let Some(edition) = site.ledger.edition(kind)? else {
        return Ok(Response::see_other("lists.php"));
    };
    let title = message!("pages.lists-clear");
    let list = Loaded::new(site, kind, Some(&edition));
    let question = Question { list };
    let page = html(site, Step::Generate, "lists_clear.html", title, &question)?;
    Ok(page.with_status(409))
}
