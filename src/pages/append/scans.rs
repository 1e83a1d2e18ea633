//! The scans in the plain fields of the form, which browsers send without a script.
//!
//! The server does there what the script does elsewhere: it finds the barcodes, gives the time,
//! and holds what looks wrong.

use chrono::{NaiveDateTime, Timelike};

use crate::circulation::judge::{Doubt, Judge, Judged, Role};
use crate::circulation::record::{Kind, Reason, Record};
use crate::circulation::scan;
use crate::http::request::Form;
use crate::messages::message;

/// The plain fields: as our page and the PHP's name them, and as the page of the University of
/// Oregon's tool does.
const PATRON: [&str; 2] = ["patronBarcode", "pbcode"];
const LOANED: [&str; 2] = ["itemBarcode", "ibcode"];
const RETURNED: [&str; 2] = ["itemBarcode2", "ibcode2"];
const CALL_NUMBER: [&str; 2] = ["callNumber", "icallnum"];
const PATRON_NAME: [&str; 2] = ["patronName", "pname"];
/// Only that page has one of a return.
const RETURNED_CALL_NUMBER: [&str; 1] = ["icallnum2"];

/// A loan or a return, complete or not.
pub struct Scan {
    /// With its barcodes as they were found.
    pub record: Record,
    /// What is wrong with them, if none is missing.
    pub doubt: Option<Reason>,
    /// From how many of them something was taken off.
    pub taken_off: usize,
}

/// Whether the form has a field for an item.
pub fn are_asked_for(form: &Form) -> bool {
    let mut names = LOANED.iter().chain(&RETURNED);
    names.any(|name| form.get(name).is_some())
}

/// The library that is chosen on a page of Oregon's tool.
pub fn library_of_oregon(form: &Form) -> Option<String> {
    let is_theirs = form.get(LOANED[1]).is_some();
    is_theirs.then(|| form.trimmed("library").to_owned())
}

/// Whether somebody has filled in one of the fields for barcodes.
pub fn are_there(form: &Form) -> bool {
    let mut fields = [PATRON, LOANED, RETURNED].into_iter();
    fields.any(|names| !field(form, &names).is_empty())
}

/// The field with one of these names that is not empty.
fn field<'f>(form: &'f Form, names: &[&str]) -> &'f str {
    let values = names.iter().map(|name| form.trimmed(name));
    let mut filled = values.filter(|value| !value.is_empty());
    filled.next().unwrap_or_default()
}

/// The loan and the return in the form, at this time.
pub fn read(form: &Form, judge: &Judge<'_>, now: NaiveDateTime) -> Vec<Scan> {
    let timestamp = now.with_nanosecond(0).unwrap_or(now);
    let (loaned, returned) = (field(form, &LOANED), field(form, &RETURNED));
    let scanned = field(form, &PATRON);
    let mut scans = Vec::new();
    // The last patron is left in the field when lines or a return are submitted.
    let only_patron =
        !scanned.is_empty() && returned.is_empty() && form.trimmed("textarea").is_empty();
    if !loaned.is_empty() || only_patron {
        scans.push(loan(form, judge, timestamp));
    }
    if !returned.is_empty() {
        let item = judge.item(returned);
        scans.push(Scan {
            record: record(form, timestamp, Kind::Return, item.barcode, ""),
            doubt: doubt(&[said(Role::Item, &item, item.doubt)]),
            taken_off: taken_off(&[&item]),
        });
    }
    scans
}

fn loan(form: &Form, judge: &Judge<'_>, timestamp: NaiveDateTime) -> Scan {
    let patron = judge.patron(field(form, &PATRON));
    let item = judge.item(field(form, &LOANED));
    let is_complete = [field(form, &PATRON), item.barcode]
        .iter()
        .all(|barcode| !barcode.is_empty());
    let own = (item.barcode == patron.barcode).then_some(Doubt::Own);
    let said = [
        said(Role::Patron, &patron, patron.doubt),
        said(Role::Item, &item, own.or(item.doubt)),
    ];
    Scan {
        record: record(form, timestamp, Kind::Loan, item.barcode, patron.barcode),
        doubt: doubt(&said).filter(|_| is_complete),
        taken_off: taken_off(&[&patron, &item]),
    }
}

fn record(form: &Form, timestamp: NaiveDateTime, kind: Kind, item: &str, patron: &str) -> Record {
    let (call_number, name): (&[&str], &[&str]) = match kind {
        Kind::Loan => (&CALL_NUMBER, &PATRON_NAME),
        Kind::Return => (&RETURNED_CALL_NUMBER, &[]),
    };
    Record {
        library: form.trimmed("library").to_owned(),
        timestamp,
        kind,
        item_barcode: item.to_owned(),
        item_callnumber: field(form, call_number).to_owned(),
        patron_barcode: patron.to_owned(),
        patron_name: field(form, name).to_owned(),
    }
}

fn taken_off(barcodes: &[&Judged<'_>]) -> usize {
    let has_lost = |judged: &&&Judged<'_>| !judged.taken.is_empty();
    barcodes.iter().filter(has_lost).count()
}

/// One reason for all that was said.
fn doubt(said: &[Option<Reason>]) -> Option<Reason> {
    let all: Vec<&Reason> = said.iter().flatten().collect();
    let sentences: Vec<&str> = all.iter().map(|reason| reason.reason.as_str()).collect();
    all.first()
        .map(|first| Reason::new(first.field, sentences.join(" ")))
}

/// What staff read of a barcode that is in doubt: why, what was taken off, and a guess.
fn said(role: Role, judged: &Judged<'_>, doubt: Option<Doubt>) -> Option<Reason> {
    let doubt = doubt?;
    let taken = Some(judged.taken.join("” “")).filter(|signs| !signs.is_empty());
    let meant = match doubt {
        Doubt::Scan(problem) => scan::meant(problem, judged.barcode),
        _ => None,
    };
    let doubt = doubt.sentence();
    let doubt = match role {
        Role::Item => message!("scans.held-item", doubt),
        Role::Patron => message!("scans.held-patron", doubt),
    };
    let taken = taken.map(|signs| message!("scans.taken-off", signs));
    let meant = meant.map(|meant| message!("scans.meant", meant));
    let sentences: Vec<String> = [Some(doubt), taken, meant].into_iter().flatten().collect();
    Some(Reason::new(role.field(), sentences.join(" ")))
}
