//! `practice.php`: the sheet with barcodes to scan for practice, and its steps as JSON for the
//! practice page.
//!
//! It needs no table: without one, nothing is known of the shapes here.

mod steps;

use serde::Serialize;

use super::{Step, html};
use crate::circulation::practice::Barcodes;
use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::jobs::shapes;
use crate::messages::message;
use crate::site::Site;

#[derive(Serialize)]
struct Page {
    steps: Vec<steps::Step>,
    /// What to use where no barcode can be made.
    notes: Vec<&'static str>,
}

/// For the script of the practice page.
#[derive(Serialize)]
struct Json {
    steps: Vec<steps::Step>,
    words: Words,
}

/// What that page says; it fills in the names in braces.
#[derive(Serialize)]
struct Words {
    title: &'static str,
    count: String,
    steps: &'static str,
    done: &'static str,
    open: &'static str,
    different: String,
    complete: &'static str,
    cut: &'static str,
    connect: &'static str,
    sheet: &'static str,
    waiting: String,
    not_a_line: &'static str,
    was_patron: &'static str,
    was_item: &'static str,
}

/// The sheet, or the same as JSON where that is asked for.
pub fn get(site: &Site, request: &Request) -> Result<Response, Error> {
    let scanning = &site.config.scanning;
    let barcodes = Barcodes::new(scanning, &shapes::seen(site));
    let steps = steps::of(&barcodes, scanning);
    if request.prefers_json() {
        let steps = steps.into_iter().map(steps::Step::undrawn).collect();
        let words = words();
        return Ok(Response::json(200, &Json { steps, words }));
    }
    let patrons = barcodes.patrons.is_none();
    let items = barcodes.items.is_none();
    let notes = [
        patrons.then_some(message!("practice.own-patron")),
        items.then_some(message!("practice.own-items")),
    ];
    let page = Page {
        steps,
        notes: notes.into_iter().flatten().collect(),
    };
    let title = message!("practice.sheet-title");
    html(site, Step::Scan, "practice.html", title, &page)
}

fn words() -> Words {
    Words {
        title: message!("practice.title"),
        count: message!("practice.count", done = "{done}", all = "{all}"),
        steps: message!("practice.steps"),
        done: message!("practice.is-done"),
        open: message!("practice.is-not-done"),
        different: message!("practice.different", said = "{said}"),
        complete: message!("practice.complete"),
        cut: message!("practice.cut"),
        connect: message!("practice.connect"),
        sheet: message!("practice.sheet"),
        waiting: message!("practice.waiting", count = "{count}"),
        not_a_line: message!("practice.not-a-line"),
        was_patron: message!("scans.was-patron"),
        was_item: message!("scans.was-item"),
    }
}
