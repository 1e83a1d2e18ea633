//! `returns.php`: the returned items of one file, to be printed, for scanning those that
//! somebody had requested once more.

use serde::Serialize;

use super::files::{self, FileView};
use super::record::RecordView;
use super::{Step, html};
use crate::circulation::record::Kind;
use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::messages::message;
use crate::outbox::Contents;
use crate::site::Site;

#[derive(Serialize)]
struct Page {
    file: FileView,
    returns: Vec<RecordView>,
}

/// The returns of `file`, in its order. Where only the .dat is left, which does not say it, the
/// library is the one in its name.
pub fn get(site: &Site, request: &Request) -> Result<Response, Error> {
    let query = request.query();
    let file = files::named(site, query.get("file").unwrap_or_default())?;
    let returns = match site.outbox.contents(&file)? {
        Contents::Exact(records) => {
            let returns = records.iter().filter(|(_, r)| r.kind == Kind::Return);
            returns.map(|(_, record)| RecordView::new(record)).collect()
        }
        Contents::Lines(lines) => {
            let library = file.library.as_deref().unwrap_or_default();
            let returns = lines.into_iter().filter(|(_, l)| l.kind == Kind::Return);
            let returns = returns.map(|(_, line)| line.into_record(library));
            returns
                .map(|record| RecordView::to_the_minute(&record))
                .collect()
        }
    };
    let file = FileView::new(site, &file);
    html(
        site,
        Step::Upload,
        "returns.html",
        message!("pages.returns"),
        &Page { file, returns },
    )
}
