//! Learns from the table which barcodes are ordinary here.
//!
//! What was learned is kept in the process for a moment, as all desks ask at once when an outage
//! begins, and longer while the database cannot be asked.

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
    let tally = |barcodes: &mut dyn Iterator<Item = &String>| {
        let mut tally = Tally::default();
        let barcodes = barcodes.map(|barcode| barcode.trim());
        barcodes
            .filter(|barcode| !barcode.is_empty())
            .for_each(|barcode| tally.count(barcode));
        tally.bounded()
    };
    let loans = scans.iter().filter(|scanned| scanned.kind == Kind::Loan);
    Shapes {
        items: tally(&mut scans.iter().map(|scanned| &scanned.item_barcode)),
        patrons: tally(&mut loans.map(|scanned| &scanned.patron_barcode)),
    }
}
