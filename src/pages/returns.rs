//! `returns.php`: the returned items of one file, to be printed, for scanning those that
//! somebody had requested once more.

use serde::Serialize;

use super::listfiles::{self, File};
use super::{Step, html};
use crate::circulation::dat::Line;
use crate::circulation::record::{Kind, MINUTE_SHOWN, TIME_SHOWN, Transaction};
use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::outbox::Contents;
use crate::site::Site;

#[derive(Serialize)]
struct Page {
    file: File,
    returns: Vec<Return>,
}

#[derive(Serialize)]
struct Return {
    time: String,
    /// Empty where only the .dat is left, which does not say it.
    library: String,
    item_barcode: String,
    item_callnumber: String,
}

/// The returns of `file`, in its order.
///
/// # Errors
/// [`Error::Form`] when the file is not in the list, else [`Error::Output`].
pub fn get(site: &Site, request: &Request) -> Result<Response, Error> {
    let query = request.query();
    let file = listfiles::named(site, query.get("file").unwrap_or_default())?;
    let returns = match site.outbox.contents(&file)? {
        Contents::Exact(records) => {
            let returns = records.into_iter().filter(|r| r.kind == Kind::Return);
            returns.map(Return::from).collect()
        }
        Contents::Lines(lines) => {
            let returns = lines.into_iter().filter(|l| l.kind == Kind::Return);
            returns.map(Return::from).collect()
        }
    };
    let file = File::new(site, &file);
    html(
        site,
        Step::Upload,
        "returns.html",
        "Returned Items",
        &Page { file, returns },
    )
}

impl From<Transaction> for Return {
    fn from(record: Transaction) -> Self {
        Self {
            time: record.timestamp.format(TIME_SHOWN).to_string(),
            library: record.library,
            item_barcode: record.item_barcode,
            item_callnumber: record.item_callnumber,
        }
    }
}

impl From<Line> for Return {
    fn from(line: Line) -> Self {
        Self {
            time: line.minute.format(MINUTE_SHOWN).to_string(),
            library: String::new(),
            item_barcode: line.item_barcode,
            item_callnumber: String::new(),
        }
    }
}
