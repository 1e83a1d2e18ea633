//! The scans in the plain fields of the form, which browsers send without a script.
//!
//! The server does there what the script does elsewhere: it finds the barcodes, gives the time,
//! and holds what looks wrong.

use chrono::{NaiveDateTime, Timelike};

use crate::circulation::judge::{Doubt, Judge, Judged, Role};
use crate::circulation::record::{Kind, Reason, Record};
use crate::circulation::scan;
use crate::http::request::Form;

/// A loan or a return, complete or not.
pub struct Scan {
    /// With its barcodes as they were found.
    pub record: Record,
    /// What is wrong with them, if none is missing.
    pub doubt: Option<Reason>,
    /// From how many of them something was taken off.
    pub taken_off: usize,
}

/// The loan and the return in the form, at this time.
pub fn read(form: &Form, judge: &Judge<'_>, now: NaiveDateTime) -> Vec<Scan> {
    let timestamp = now.with_nanosecond(0).unwrap_or(now);
    let (loaned, returned) = (form.trimmed("itemBarcode"), form.trimmed("itemBarcode2"));
    let scanned = form.trimmed("patronBarcode");
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
    let patron = judge.patron(form.trimmed("patronBarcode"));
    let item = judge.item(form.trimmed("itemBarcode"));
    let is_complete = [form.trimmed("patronBarcode"), item.barcode]
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
    let of_loan = |name| match kind {
        Kind::Loan => form.trimmed(name).to_owned(),
        Kind::Return => String::new(),
    };
    Record {
        library: form.trimmed("library").to_owned(),
        timestamp,
        kind,
        item_barcode: item.to_owned(),
        item_callnumber: of_loan("callNumber"),
        patron_barcode: patron.to_owned(),
        patron_name: of_loan("patronName"),
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
    let label = match role {
        Role::Item => "Item Barcode",
        Role::Patron => "Patron Barcode",
    };
    let taken = Some(judged.taken.join("” “")).filter(|signs| !signs.is_empty());
    let meant = match doubt {
        Doubt::Scan(problem) => scan::meant(problem, judged.barcode),
        _ => None,
    };
    let text = [
        Some(format!("{label}: {}", doubt.sentence())),
        taken.map(|signs| format!(" Taken off: “{signs}”.")),
        meant.map(|meant| format!(" Perhaps “{meant}” was meant.")),
    ];
    let text: String = text.into_iter().flatten().collect();
    Some(Reason::new(role.field(), text))
}
