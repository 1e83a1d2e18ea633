//! `import.php`: reads files made elsewhere and, after a confirmation, records them.
//!
//! Nothing is kept between the steps: the files are in the page that shows what they hold, to be
//! looked at again with other choices, and so are the new records, as lines. What is recorded is
//! what was shown.

mod choices;
mod view;

use chrono::NaiveDateTime;
use serde::Serialize;

use self::choices::{Asked, Source};
use self::view::Preview;
use super::error::Again;
use super::rejected::rejected;
use super::{Step, error, html};
use crate::circulation::judge::Judge;
use crate::circulation::line::Lines;
use crate::circulation::record::Record;
use crate::circulation::time;
use crate::error::Error;
use crate::http::request::{Request, body_limit};
use crate::http::response::Response;
use crate::http::upload::Upload;
use crate::jobs::record::{self, Checked};
use crate::jobs::{import, shapes};
use crate::log::Event;
use crate::messages::{code, message};
use crate::site::Site;

const MEGABYTE: usize = 1024 * 1024;
/// Lines for each megabyte that files may have: what is made of a line is many times as large as
/// the line.
const LINES: usize = 25_000;

/// The form, or what the files hold, or what was recorded.
#[derive(Serialize)]
struct Page<'a> {
    /// What is missing in the form.
    problem: Option<String>,
    /// The library that is chosen already, if any.
    library: &'a str,
    /// Megabytes that files may have together.
    megabytes: usize,
    bytes: usize,
    preview: Option<Preview>,
    done: Option<Done>,
}

#[derive(Serialize)]
struct Done {
    recorded: usize,
    already_recorded: usize,
    /// Lines of the files that the preview has left out, or not understood.
    left: usize,
    misread: usize,
}

/// The form.
pub fn get(site: &Site, _request: &Request) -> Result<Response, Error> {
    page(site, 200, &Page::of(site))
}

/// What is in `file`, or in `source` from the step before, for `library`; with `download` what
/// was not understood of one of them, as a file. With `confirm`, records the lines in `textarea`.
///
/// # Errors
/// [`Error::Form`] or [`Error::BadRequest`] when that is not what was sent, else those of the
/// database and the output directory.
pub fn post(site: &Site, request: &Request) -> Result<Response, Error> {
    if !request.is_upload() {
        let form = request.form()?;
        let is_confirmed = form.get("confirm") == Some("yes");
        return confirmed(site, request, is_confirmed, &|name| form.trimmed(name));
    }
    let upload = request.upload()?;
    if upload.trimmed("confirm") == "yes" {
        return confirmed(site, request, true, &|name| upload.trimmed(name));
    }
    look(site, &upload)
}

impl Page<'_> {
    fn of(site: &Site) -> Self {
        Self {
            problem: None,
            library: "",
            megabytes: site.config.import_megabytes,
            bytes: site.config.import_megabytes * MEGABYTE,
            preview: None,
            done: None,
        }
    }
}

fn page(site: &Site, status: u16, page: &Page<'_>) -> Result<Response, Error> {
    let title = message!("pages.import");
    Ok(html(site, Step::Generate, "import.html", title, page)?.with_status(status))
}

fn look(site: &Site, upload: &Upload) -> Result<Response, Error> {
    let Some(library) = site.config.library(upload.trimmed("library")) else {
        let problem = message!("pages.import-library");
        return incomplete(site, 422, problem, "");
    };
    let asked = Asked::read(upload)?;
    if asked.sources.is_empty() {
        return incomplete(site, 422, message!("pages.import-file"), &library.code);
    }
    if let Some(problem) = too_large(site, &asked.sources) {
        return incomplete(site, 413, problem, &library.code);
    }
    let now = site.clock.now();
    let shapes = shapes::seen(site);
    let judge = Judge::new(&site.config.scanning, &shapes);
    let contents: Vec<&[u8]> = asked
        .sources
        .iter()
        .map(|source| &*source.content)
        .collect();
    let compared = import::compare(
        site,
        &library.code,
        &contents,
        &asked.choices,
        &judge,
        now.local(),
    )?;
    if let Some(at) = asked.download {
        return download(compared.files.get(at), now.at(&library.code));
    }
    let mut preview = Preview::of(library, &asked, compared, &judge);
    preview.is_too_large = are_too_many(site, &preview.lines);
    let shown = Page {
        preview: Some(preview),
        ..Page::of(site)
    };
    page(site, 200, &shown)
}

/// The form again, with what is missing.
fn incomplete(
    site: &Site,
    status: u16,
    problem: impl Into<String>,
    library: &str,
) -> Result<Response, Error> {
    let shown = Page {
        problem: Some(problem.into()),
        library,
        ..Page::of(site)
    };
    page(site, status, &shown)
}

/// Says if the files are more than are taken at once.
fn too_large(site: &Site, sources: &[Source]) -> Option<String> {
    let megabytes = site.config.import_megabytes;
    let bytes: usize = sources.iter().map(|source| source.content.len()).sum();
    let lines: usize = sources
        .iter()
        .map(|source| line_ends(&source.content))
        .sum();
    if bytes > megabytes * MEGABYTE {
        Some(message!("pages.import-bytes", megabytes))
    } else if lines > megabytes * LINES {
        Some(message!("pages.import-lines", lines = megabytes * LINES))
    } else {
        None
    }
}

/// Whether these new records are more than one confirmation can carry: a line of a list may have
/// many.
fn are_too_many(site: &Site, lines: &str) -> bool {
    let megabytes = site.config.import_megabytes;
    let limit = body_limit("import.php", megabytes);
    lines.len() + MEGABYTE / 2 > limit || line_ends(lines.as_bytes()) > megabytes * LINES
}

/// About how many lines there are, whatever ends them.
fn line_ends(bytes: &[u8]) -> usize {
    let count = |end| bytes.split(|&byte| byte == end).count() - 1;
    count(b'\n').max(count(b'\r'))
}

/// What was not understood of one file, as it was.
fn download(file: Option<&import::File<'_>>, now: NaiveDateTime) -> Result<Response, Error> {
    let file = file.ok_or(Error::Form(code!("pages.no-such-import")))?;
    let name = format!("not-understood_{}.txt", now.format(time::FILE_NAME));
    Ok(Response::attachment_named(&name, file.not_understood()))
}

fn confirmed<'a>(
    site: &Site,
    request: &Request,
    is_confirmed: bool,
    field: &dyn Fn(&str) -> &'a str,
) -> Result<Response, Error> {
    let lines = field("textarea");
    if !is_confirmed || lines.is_empty() {
        return Err(Error::Form(code!("pages.nothing-to-import")));
    }
    let count = |name| field(name).parse().unwrap_or(0);
    let (left, misread) = (count("left"), count("misread"));
    let failed = |error| {
        let again = Again::Import {
            lines,
            left,
            misread,
        };
        Ok(error::respond(Some(&site.config), request, &error, again))
    };
    if are_too_many(site, lines) {
        return failed(Error::TooLarge);
    }
    let mut submitted = Lines::read(lines, |line| {
        Record::parse(line, |code| site.config.knows(code))
    });
    let recorded = match record::record(site, &mut submitted, &Checked::default()) {
        Ok(recorded) => recorded,
        Err(error) => return failed(error),
    };
    let rejected_lines = submitted.rejected.as_slice();
    Event::new("imported")
        .with("n", recorded.added)
        .with("already", recorded.known)
        .with("rejected", rejected_lines.len())
        .write();
    if !rejected_lines.is_empty() {
        return rejected(site, rejected_lines, &[], &recorded);
    }
    let done = Some(Done {
        recorded: recorded.added,
        already_recorded: recorded.known,
        left,
        misread,
    });
    let shown = Page {
        done,
        ..Page::of(site)
    };
    page(site, 200, &shown)
}
