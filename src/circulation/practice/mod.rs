//! Practice: barcodes of nobody and of nothing, which this site's page takes as it takes real ones.
//!
//! Made from the site's patterns and from the shapes that are ordinary here, with runs of zeros,
//! by which people know them. Each has passed the judgment that a scan meets.

pub mod bars;
mod candidates;
#[cfg(test)]
mod tests;

use candidates::{Places, filled, of_pattern, of_shapes, usual};

use crate::circulation::judge::{Judge, Judged, Role};
use crate::circulation::scanning::Scanning;
use crate::circulation::shapes::{Shapes, Tally};

/// What is wrong wherever it is scanned: a book's ISBN, else what a scanner sends that has read
/// nothing.
const WRONG: [&str; 2] = ["9780000000002", "NOREAD"];
const PATRONS: usize = 2;
const ITEMS: usize = 3;

/// What a person scans for practice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Barcodes {
    /// Two patrons; nothing where no practice barcode fits the site's pattern.
    pub patrons: Option<[String; PATRONS]>,
    /// Three items; nothing likewise.
    pub items: Option<[String; ITEMS]>,
    /// What fits neither.
    pub wrong: &'static str,
}

impl Barcodes {
    /// Those for a site with these settings, where this was seen.
    pub fn new(scanning: &Scanning, shapes: &Shapes) -> Self {
        let judge = Judge::new(scanning, shapes);
        let usual_settings = Scanning::default();
        let own = |pattern, usual| Some(pattern).filter(|own| *own != usual);
        let item = own(&scanning.item_pattern, &usual_settings.item_pattern);
        let patron = own(&scanning.patron_pattern, &usual_settings.patron_pattern);
        let candidates = |role, tally: &Tally, pattern| {
            let of_pattern = Option::map_or_else(pattern, Vec::new, of_pattern);
            [of_shapes(tally), of_pattern, vec![usual(role)]].concat()
        };
        Self {
            patrons: first(
                &candidates(Role::Patron, &shapes.patrons, patron),
                |scanned| is_right(scanned, &judge.patron(scanned)),
            ),
            items: first(&candidates(Role::Item, &shapes.items, item), |scanned| {
                is_right(scanned, &judge.item(scanned))
            }),
            wrong: wrong(&judge),
        }
    }
}

/// The first candidates of which there are enough.
fn first<const N: usize>(
    candidates: &[Places],
    is_right: impl Fn(&str) -> bool,
) -> Option<[String; N]> {
    let mut enough = candidates.iter().map(|places| filled(places, N, &is_right));
    enough.find_map(|barcodes| barcodes.try_into().ok())
}

/// Whether a scan is taken without a word, and can be drawn.
fn is_right(scanned: &str, judged: &Judged<'_>) -> bool {
    judged.doubt.is_none() && judged.taken.is_empty() && bars::draw(scanned).is_some()
}

fn wrong(judge: &Judge<'_>) -> &'static str {
    let is_wrong =
        |text: &&str| judge.item(text).doubt.is_some() && judge.patron(text).doubt.is_some();
    WRONG.into_iter().find(is_wrong).unwrap_or(WRONG[1])
}
