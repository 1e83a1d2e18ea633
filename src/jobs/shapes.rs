//! Learns from the table which barcodes are ordinary here.
//!
//! What was learned is kept in the process for a moment, as all desks ask at once when an outage
//! begins, and longer while the database cannot be asked.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::circulation::record::Kind;
use crate::circulation::shapes::{Shapes, Tally};
use crate::error::Error;
use crate::ledger::Scanned;
use crate::log::Event;
use crate::site::Site;

/// So many of the latest records say what is ordinary now.
const RECORDS: usize = 5_000;
const KEPT: Duration = Duration::from_secs(3);

/// What was learned last, and when.
static LEARNED: Mutex<Option<(Instant, Arc<Shapes>)>> = Mutex::new(None);

/// The shapes of the barcodes in the latest records.
///
/// # Errors
/// Those of the database, if nothing was learned before.
pub fn learn(site: &Site) -> Result<Arc<Shapes>, Error> {
    let learned = || LEARNED.lock().unwrap_or_else(PoisonError::into_inner);
    let before = learned().clone();
    if let Some((at, shapes)) = &before
        && at.elapsed() < KEPT
    {
        return Ok(Arc::clone(shapes));
    }
    // Nobody waits for another one's question: there are only a few at once.
    match (site.ledger.latest_scans(RECORDS), before) {
        (Ok(scans), _) => {
            let shapes = Arc::new(shapes(&scans));
            *learned() = Some((Instant::now(), Arc::clone(&shapes)));
            Ok(shapes)
        }
        (Err(_), Some((_, shapes))) => Ok(shapes),
        (Err(error), None) => Err(error),
    }
}

/// The same for those who can do without.
pub fn seen(site: &Site) -> Arc<Shapes> {
    learn(site).unwrap_or_else(|cause| {
        Event::new("unlearned").text("cause", cause).write();
        Arc::default()
    })
}

fn shapes(scans: &[Scanned]) -> Shapes {
    Shapes {
        items: tally(scans.iter().map(|scanned| scanned.item_barcode.trim())),
        patrons: tally(patrons(scans)),
    }
}

/// The patrons of loans, each once a day: their card was scanned once for all items of a turn, and
/// a scan that went wrong must not look usual because many items followed it.
fn patrons(scans: &[Scanned]) -> impl Iterator<Item = &str> {
    let loans = scans.iter().filter(|scanned| scanned.kind == Kind::Loan);
    let of_days = loans.map(|loan| (loan.timestamp.date(), loan.patron_barcode.trim()));
    let mut before = HashSet::new();
    of_days
        .filter(move |of_day| before.insert(*of_day))
        .map(|(_, patron)| patron)
}

fn tally<'t>(barcodes: impl Iterator<Item = &'t str>) -> Tally {
    let mut tally = Tally::default();
    barcodes
        .filter(|barcode| !barcode.is_empty())
        .for_each(|barcode| tally.count(barcode));
    tally.bounded()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::circulation::judge::{Judge, Role};
    use crate::circulation::scanning::Scanning;
    use crate::circulation::time;

    fn loan(day: u32, item: u32, patron: &str) -> Scanned {
        Scanned {
            timestamp: time::parse(&format!("201508{day}0930{:02}", item % 60)).unwrap(),
            kind: Kind::Loan,
            item_barcode: format!("31234{item:09}"),
            patron_barcode: patron.to_owned(),
        }
    }

    #[test]
    fn a_patron_who_took_many_items_is_one_barcode() {
        let patrons = (0..30).map(|n| loan(27, n, &format!("21234{n:09}")));
        let short = "212340000007";
        let mut scans: Vec<Scanned> = patrons.collect();
        scans.extend((30..40).map(|item| loan(27, item, short)));
        let scanning = Scanning::default();
        let is_odd = |scans: &[Scanned]| {
            let shapes = shapes(scans);
            let judge = Judge::new(&scanning, &shapes);
            judge.barcode_of(Role::Patron, short).doubt.is_some()
        };
        assert!(is_odd(&scans));
        // One who comes back on another day has such a card.
        scans.push(loan(28, 41, short));
        assert!(!is_odd(&scans));
    }
}
