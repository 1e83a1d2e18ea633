//! `deleteold.php`: deletes files and exactly the saved records that are in them.

use serde::Serialize;

use super::App;
use super::listfiles::File;
use crate::error::Error;
use crate::export;
use crate::outbox::DatFile;
use crate::request::{Form, Request};
use crate::response::Response;

#[derive(Serialize)]
struct Page {
    deleted: Option<Vec<Deleted>>,
    files: Vec<File>,
}

#[derive(Serialize)]
struct Deleted {
    name: String,
    records: u64,
}

/// Asks once more about each `file[]`, given as `NAME` or `output/NAME`; with
/// `confirm=yes` deletes them.
///
/// # Errors
/// [`Error::Form`] when none is chosen or one is not in the list, and then nothing is
/// deleted; else those of the database and the output directory.
pub fn post(app: &App, request: &Request) -> Result<Response, Error> {
    let form = request.form()?;
    let files = chosen(&form, &app.outbox.list()?)?;
    if form.get("confirm") != Some("yes") {
        let files = files.iter().map(File::from).collect();
        return app.page(
            "deleteold.html",
            "Delete These?",
            &Page {
                deleted: None,
                files,
            },
        );
    }
    let log = |line: String| request.log(format!("{line} by={:?}", request.sender));
    let counts = export::delete(&app.ledger, &app.outbox, &files, &log)?;
    let deleted = files.into_iter().zip(counts);
    let deleted = deleted
        .map(|(file, records)| Deleted {
            name: file.name,
            records,
        })
        .collect();
    let page = Page {
        deleted: Some(deleted),
        files: Vec::new(),
    };
    app.page("deleteold.html", "Deleted", &page)
}

fn chosen(form: &Form, listed: &[DatFile]) -> Result<Vec<DatFile>, Error> {
    let mut files: Vec<DatFile> = Vec::new();
    for value in form.all("file[]") {
        let name = value.strip_prefix("output/").unwrap_or(value);
        let file = listed.iter().find(|file| file.name == name).ok_or(Error::Form(
            "One of these files is not in the list any more, so nothing was deleted. Go back to \
             the list and choose again.",
        ))?;
        if !files.contains(file) {
            files.push(file.clone());
        }
    }
    if files.is_empty() {
        return Err(Error::Form("No file was chosen, so nothing was deleted."));
    }
    Ok(files)
}
