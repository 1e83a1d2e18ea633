//! Whether what was scanned, or recorded, looks like what it should be: the settings of the
//! scanning page, what can be no barcode, and the shapes that are ordinary here, in one order.
//!
//! The barcode in a scan is found here as well; one that is recorded already is taken as it is.
//! The page's scripts judge in the same way: `tests/vectors/barcodes.json` tests both.

mod doubt;
mod sort;
#[cfg(test)]
mod tests;

use regex::Regex;

pub use doubt::{Doubt, Role};
pub use sort::Sort;

use crate::circulation::check_digits::is_codabar14;
use crate::circulation::pattern::Pattern;
use crate::circulation::record::{Kind, Reason, Record};
use crate::circulation::scan::{self, Problem, is_read_error, readings, take_off, trim};
use crate::circulation::scanning::{CheckDigit, Scanning};
use crate::circulation::shapes::{Oddity, Shapes, Tally};

/// What the table has once may be a mistake that nobody saw.
const LEAST: usize = 2;

/// What a scan comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged<'t> {
    /// The barcode in it, also where that is in doubt; `""` if there is none.
    pub barcode: &'t str,
    /// What a scanner had added.
    pub taken: Vec<&'t str>,
    /// What is wrong with it.
    pub doubt: Option<Doubt>,
}

/// A barcode of a record that is in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doubtful<'t> {
    role: Role,
    /// The barcode.
    pub barcode: &'t str,
    /// What is wrong with it.
    pub doubt: Doubt,
}

impl Doubtful<'_> {
    /// The same for staff.
    pub fn reason(&self) -> Reason {
        Reason::new(self.role.field(), self.doubt.sentence())
    }
}

/// The settings, with the patterns ready, and what was seen here.
pub struct Judge<'a> {
    scanning: &'a Scanning,
    shapes: &'a Shapes,
    /// What a whole scan of an item fits, if the library has said so.
    item: Option<Regex>,
    /// Whether that tells an item from anything else.
    tells_items: bool,
    /// What the group of it alone fits, if it has one.
    item_group: Option<Regex>,
    /// What a whole patron barcode fits, if that tells it from an item's.
    patron: Option<Regex>,
    /// What a whole patron barcode fits by the library's own pattern, if that tells it at all.
    own_patron: Option<Regex>,
    has_own_patrons: bool,
}

impl<'a> Judge<'a> {
    /// A judge for these settings and what was seen here.
    pub fn new(scanning: &'a Scanning, shapes: &'a Shapes) -> Self {
        let usual = Scanning::default();
        let item = Some(&scanning.item_pattern).filter(|own| **own != usual.item_pattern);
        let item_group = item.and_then(Pattern::whole_group);
        let item = item.and_then(Pattern::whole);
        // A pattern that takes anything tells nothing.
        let tells = |pattern: &Regex| !pattern.is_match("#");
        let tells_items = item.as_ref().is_some_and(tells);
        let has_own_patrons = scanning.patron_pattern != usual.patron_pattern;
        let own_patron = Some(&scanning.patron_pattern).filter(|_| has_own_patrons);
        let own_patron = own_patron.and_then(Pattern::whole).filter(tells);
        Self {
            scanning,
            shapes,
            item,
            tells_items,
            item_group,
            // An item pattern says more.
            patron: own_patron.clone().filter(|_| !tells_items),
            own_patron,
            has_own_patrons,
        }
    }

    /// What was scanned in the place of an item.
    pub fn item<'t>(&self, scanned: &'t str) -> Judged<'t> {
        let scanned = trim(scanned);
        let (bare, taken) = take_off(scanned);
        if !self.tells_items {
            let barcode = self.item_in(bare).unwrap_or(bare);
            let doubt = self.problem(barcode, Role::Item);
            return Judged {
                barcode,
                taken,
                doubt: doubt.or_else(|| self.usual_item(barcode)),
            };
        }
        let fitting = |(text, taken)| Some((self.item_in(text)?, taken));
        if let Some((barcode, taken)) = readings(scanned).find_map(fitting) {
            let doubt = self.fitting_item(barcode);
            return Judged {
                barcode,
                taken,
                doubt,
            };
        }
        let doubt = self.problem(bare, Role::Item).unwrap_or(Doubt::NotAnItem);
        Judged {
            barcode: bare,
            taken,
            doubt: Some(doubt),
        }
    }

    /// What was scanned in the place of a patron.
    pub fn patron<'t>(&self, scanned: &'t str) -> Judged<'t> {
        let scanned = trim(scanned);
        let (bare, taken) = take_off(scanned);
        let found = |(text, taken)| {
            let barcode = self.scanning.patron_barcode(text);
            (!barcode.is_empty()).then_some((barcode, taken))
        };
        let (barcode, taken) = if self.has_own_patrons {
            let found = readings(scanned).find_map(found);
            found.unwrap_or(("", taken))
        } else {
            (self.scanning.patron_barcode(bare), taken)
        };
        let before = if self.has_own_patrons {
            is_read_error(scanned).then_some(Doubt::Scan(Problem::ReadError))
        } else {
            self.problem(bare, Role::Patron)
        };
        let is_item = || self.tells_items && fits(self.item.as_ref(), scanned);
        let doubt = before
            .or_else(|| barcode.is_empty().then_some(Doubt::NoPatron))
            .or_else(|| {
                let own = Some(barcode).filter(|_| self.has_own_patrons);
                self.problem(own?, Role::Patron)
            })
            .or_else(|| is_item().then_some(Doubt::Is(Role::Item)))
            .or_else(|| self.codabar(barcode, Role::Patron))
            .or_else(|| self.oddity(barcode, Role::Patron));
        Judged {
            barcode,
            taken,
            doubt,
        }
    }

    /// The barcodes of a record that are in doubt: the item's, and a loan's patron's.
    pub fn record<'t>(&self, record: &'t Record) -> impl Iterator<Item = Doubtful<'t>> {
        let doubtful = |role, barcode: &'t str, doubt: Option<Doubt>| {
            doubt.map(|doubt| Doubtful {
                role,
                barcode,
                doubt,
            })
        };
        let item = record.item_barcode.trim();
        let item = doubtful(Role::Item, item, self.recorded_item(item));
        let patron = Some(record.patron_barcode.trim()).filter(|_| record.kind == Kind::Loan);
        let patron = patron
            .and_then(|barcode| doubtful(Role::Patron, barcode, self.recorded_patron(barcode)));
        item.into_iter().chain(patron)
    }

    fn recorded_item(&self, barcode: &str) -> Option<Doubt> {
        let is_group = || {
            let group = self.item_group.as_ref();
            group.is_some_and(|group| group.is_match(barcode))
        };
        if self.tells_items && (self.is_item(barcode) || is_group()) {
            return self.fitting_item(barcode);
        }
        let doubt = self.problem(barcode, Role::Item).or_else(|| added(barcode));
        if self.tells_items {
            return doubt.or(Some(Doubt::NotAnItem));
        }
        doubt.or_else(|| self.usual_item(barcode))
    }

    fn recorded_patron(&self, barcode: &str) -> Option<Doubt> {
        if barcode.is_empty() {
            return Some(Doubt::NoPatron);
        }
        let is_item = || self.tells_items && self.is_item(barcode);
        self.problem(barcode, Role::Patron)
            .or_else(|| added(barcode))
            .or_else(|| is_item().then_some(Doubt::Is(Role::Item)))
            .or_else(|| self.codabar(barcode, Role::Patron))
            .or_else(|| self.oddity(barcode, Role::Patron))
    }

    /// The item barcode in a text that fits the library's pattern: what its group holds.
    fn item_in<'t>(&self, text: &'t str) -> Option<&'t str> {
        let groups = self.item.as_ref()?.captures(text)?;
        let group = groups.get(1).map(|group| trim(group.as_str()));
        Some(group.filter(|barcode| !barcode.is_empty()).unwrap_or(text))
    }

    fn is_item(&self, text: &str) -> bool {
        self.item.as_ref().is_some_and(|fits| fits.is_match(text))
    }

    /// What counts where the library's own pattern fits: its shape is right then.
    fn fitting_item(&self, barcode: &str) -> Option<Doubt> {
        let problem = scan::problem_despite_pattern(barcode).map(Doubt::Scan);
        let odd = || self.oddity(barcode, Role::Item);
        problem
            .or_else(|| self.codabar(barcode, Role::Item))
            .or_else(|| odd().filter(|doubt| *doubt == Doubt::CheckDigit))
    }

    /// What counts where the library has no pattern for items, and it can be a barcode.
    fn usual_item(&self, barcode: &str) -> Option<Doubt> {
        let patron = self.patron.as_ref();
        patron
            .is_some_and(|fits| fits.is_match(barcode))
            .then_some(Doubt::Is(Role::Patron))
            .or_else(|| self.codabar(barcode, Role::Item))
            .or_else(|| self.oddity(barcode, Role::Item))
    }

    fn problem(&self, barcode: &str, role: Role) -> Option<Doubt> {
        let is_ordinary = |barcode: &str| self.tally(role).is_ordinary(barcode, LEAST);
        scan::problem(barcode, is_ordinary).map(Doubt::Scan)
    }

    fn codabar(&self, barcode: &str, role: Role) -> Option<Doubt> {
        let (first, others) = (role.first_digit(), role.other().first_digit());
        if self.scanning.check_digit != CheckDigit::Codabar14 {
            None
        } else if !is_codabar14(barcode) {
            Some(Doubt::CheckDigit)
        } else if barcode.starts_with(others) {
            Some(Doubt::Is(role.other()))
        } else {
            (!barcode.starts_with(first)).then_some(Doubt::FirstDigit(first))
        }
    }

    fn oddity(&self, barcode: &str, role: Role) -> Option<Doubt> {
        let others = self.tally(role.other());
        match self.tally(role).oddity(barcode, LEAST)? {
            Oddity::CheckDigit => {
                (self.scanning.check_digit == CheckDigit::Auto).then_some(Doubt::CheckDigit)
            }
            Oddity::Shape if others.is_ordinary(barcode, LEAST) => Some(Doubt::Is(role.other())),
            Oddity::Shape => Some(Doubt::Shape(role)),
        }
    }

    fn tally(&self, role: Role) -> &Tally {
        match role {
            Role::Item => &self.shapes.items,
            Role::Patron => &self.shapes.patrons,
        }
    }
}

/// Whether a scan fits a library's own pattern, with or without what scanners add.
fn fits(pattern: Option<&Regex>, scanned: &str) -> bool {
    pattern.is_some_and(|pattern| readings(scanned).any(|(text, _)| pattern.is_match(text)))
}

fn added(barcode: &str) -> Option<Doubt> {
    scan::has_additions(barcode).then_some(Doubt::Added)
}
