//! `listfiles.php`: the files, newest first, and the steps in Alma.

use serde::Serialize;

use super::App;
use crate::error::Error;
use crate::export;
use crate::outbox::DatFile;
use crate::request::Request;
use crate::response::Response;
use crate::transaction::TIME_SHOWN;

/// A file as the pages show it.
#[derive(Serialize)]
pub(super) struct File {
    pub(super) name: String,
    library: Option<String>,
    made: String,
    size: u64,
    records: usize,
}

impl From<&DatFile> for File {
    fn from(file: &DatFile) -> Self {
        Self {
            name: file.name.clone(),
            library: file.library.clone(),
            made: file.made.format(TIME_SHOWN).to_string(),
            size: file.size,
            records: file.records,
        }
    }
}

#[derive(Serialize)]
pub(super) struct Page {
    files: Vec<File>,
}

/// The files of the output directory for a page, after completing what an export that
/// was killed has left.
pub(super) fn files(app: &App, request: &Request) -> Result<Page, Error> {
    let log = |line| request.log(line);
    match export::recover(&app.ledger, &app.outbox, &log) {
        // The files that are there can be fetched while the database is away.
        Err(error @ (Error::Database(_) | Error::Busy(_))) => {
            request.log(format!(
                "pending files not settled cause={:?}",
                error.to_string()
            ));
        }
        recovered => recovered?,
    }
    Ok(Page {
        files: app.outbox.list()?.iter().map(File::from).collect(),
    })
}

/// The page.
///
/// # Errors
/// [`Error::Output`]
pub fn get(app: &App, request: &Request) -> Result<Response, Error> {
    app.page(
        "listfiles.html",
        "List Generated Files",
        &files(app, request)?,
    )
}
