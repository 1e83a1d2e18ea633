//! `returns.php`: the returned items of one file, to be printed, for scanning those that
//! somebody had requested once more.

use serde::Serialize;

use super::files::{self, FileView};
use super::record::RecordView;
use super::{Step, html};
use crate::circulation::known::KnownItem;
use crate::circulation::record::{Kind, Record};
use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::jobs::known;
use crate::messages::message;
use crate::outbox::{Contents, DatFile};
use crate::site::Site;

#[derive(Serialize)]
struct Page {
    file: FileView,
    returns: Vec<ReturnView>,
    has_titles: bool,
}

/// A return, with what the list of items has of it.
#[derive(Serialize)]
struct ReturnView {
    #[serde(flatten)]
    record: RecordView,
    title: String,
}

impl ReturnView {
    /// The call number of the list counts only where nobody scanned one.
    fn new(mut record: RecordView, item: &KnownItem) -> Self {
        if record.item_callnumber.is_empty() {
            record.item_callnumber.clone_from(&item.call_number);
        }
        Self {
            record,
            title: item.title.clone(),
        }
    }
}

/// The returns of the `file` in the query, in its order.
pub fn get(site: &Site, request: &Request) -> Result<Response, Error> {
    let query = request.query();
    let file = files::named(site, query.get("file").unwrap_or_default())?;
    let returns = returns(site, &file)?;
    let page = Page {
        file: FileView::new(site, &file),
        has_titles: returns.iter().any(|item| !item.title.is_empty()),
        returns,
    };
    let title = message!("pages.returns");
    html(site, Step::Upload, "returns.html", title, &page)
}

/// Where only the .dat is left, which does not say it, the library is the one in its name.
fn returns(site: &Site, file: &DatFile) -> Result<Vec<ReturnView>, Error> {
    type View = fn(&Record) -> RecordView;
    let (mut records, view): (Vec<Record>, View) = match site.outbox.contents(file)? {
        Contents::Exact(records) => {
            let records = records.into_iter().map(|(_, record)| record);
            (records.collect(), RecordView::new)
        }
        Contents::Lines(lines) => {
            let library = file.library.as_deref().unwrap_or_default();
            let records = lines.into_iter().map(|(_, line)| line.into_record(library));
            (records.collect(), RecordView::to_the_minute)
        }
    };
    records.retain(|record| record.kind == Kind::Return);
    let listed = known::items(site, &records);
    let unlisted = KnownItem::default();
    let returns = records.iter().map(|record| {
        let item = listed.get(record.item_barcode.trim()).unwrap_or(&unlisted);
        ReturnView::new(view(record), item)
    });
    Ok(returns.collect())
}
