//! Which column of a list has the patrons, and which the items, by their headings.
//!
//! No I/O. A heading that only describes an item or a patron, such as "Item Policy", is not that of
//! a barcode. Of several that may be, the one that says so most clearly counts; where two say it
//! alike, nobody can tell.

use super::damage::has_number;
use super::said::{self, Said};
use crate::circulation::judge::{Judge, Role, Sort};
use crate::messages::{Code, code};

/// What to do with a list in which nothing tells patrons from items.
pub const NOT_TOLD_APART: Code = code!("import.not-told-apart");

const PATRON: [&str; 7] = [
    "patron",
    "borrower",
    "user",
    "reader",
    "member",
    "card",
    "identifier",
];
const ITEM: [&str; 4] = ["item", "book", "copy", "copies"];
const DESCRIPTIONS: [&str; 16] = [
    "name", "title", "type", "group", "status", "policy", "category", "location", "call", "author",
    "descri", "note", "date", "due", "mail", "phone",
];

/// Which column has the patrons, if there is one, which the items, and which say what was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    pub patron: Option<usize>,
    pub item: usize,
    /// Those in which anything says that the item was returned.
    returned: Vec<usize>,
    /// Those in which a word says what was done.
    actions: Vec<usize>,
    /// How many there are.
    pub many: usize,
}

impl Columns {
    /// The columns below these headings; `None` if these are no headings.
    ///
    /// # Errors
    /// What to do, if they leave open where the barcodes are.
    pub fn of(cells: &[&str]) -> Result<Option<Self>, Code> {
        if cells.iter().any(|cell| has_number(cell)) {
            return Ok(None);
        }
        let cells: Vec<String> = cells.iter().map(|cell| cell.to_lowercase()).collect();
        let is_of_patrons = |cell: &str| has(cell, &PATRON) && !has(cell, &ITEM);
        let patron = clearest(&cells, |cell| {
            clarity(cell, &PATRON).filter(|_| is_of_patrons(cell))
        })?;
        let speaks_of_patrons = cells.iter().any(|cell| is_of_patrons(cell));
        let speaks_of_items = cells.iter().any(|cell| has(cell, &ITEM));
        // "Barcode" alone does not say whose.
        let is_items = patron.is_some() || speaks_of_items && !speaks_of_patrons;
        let item = clearest(&cells, |cell| match clarity(cell, &ITEM) {
            None if is_items && is_bare_barcode(cell) => Some(Clarity::Barcode),
            Some(Clarity::Barcode) => Some(Clarity::OwnBarcode),
            clarity => clarity,
        })?;
        let Some(item) = item else {
            return Ok(None);
        };
        let those = |is_one: fn(&str) -> bool| {
            let others = (0..cells.len()).filter(|at| Some(*at) != patron);
            others.filter(|at| is_one(&cells[*at])).collect()
        };
        let columns = Self {
            patron,
            item,
            returned: those(said::is_returned),
            actions: those(said::is_action),
            many: cells.len(),
        };
        if patron.is_some() {
            return Ok(Some(columns));
        }
        if speaks_of_patrons {
            return Err(NOT_TOLD_APART);
        }
        // Everything below it was returned, so it must not be any text that speaks of items.
        let is_heading = clarity(&cells[item], &ITEM) != Some(Clarity::Other)
            || said::of(&cells[item]) == Some(Said::Return);
        Ok(is_heading.then_some(columns))
    }

    /// What a row says was done with its item.
    pub fn said(&self, cells: &[&str]) -> Option<Said> {
        let mut returned = self.returned.iter().filter_map(|at| cell(cells, *at));
        if returned.any(said::is_yes) {
            return Some(Said::Return);
        }
        let mut actions = self.actions.iter().filter_map(|at| cell(cells, *at));
        let action = actions.next();
        action
            .map(|action| said::of(action).unwrap_or(Said::Neither))
            .or_else(|| self.others(cells).find_map(said::of))
    }

    /// What stands beside a patron and an item.
    pub fn others<'t>(&self, cells: &[&'t str]) -> impl Iterator<Item = &'t str> {
        let places = cells.iter().copied().enumerate();
        places
            .filter(|(at, cell)| Some(*at) != self.patron && *at != self.item && !cell.is_empty())
            .map(|(_, cell)| cell)
    }

    /// Whether more barcodes are in the other's column than in their own.
    pub fn are_swapped(&self, cells: &[Vec<&str>], judge: &Judge<'_>) -> bool {
        let Some(patron) = self.patron else {
            return false;
        };
        let has = |at: usize, role| {
            let column = cells.iter().filter_map(|cells| cells.get(at));
            let is_of = |cell: &&&str| matches!(judge.sort(cell), Sort::Of(of, _) if of == role);
            column.filter(is_of).count()
        };
        let wrong = has(patron, Role::Item) + has(self.item, Role::Patron);
        wrong > has(patron, Role::Patron) + has(self.item, Role::Item)
    }
}

/// What stands in this place of a row, if anything does.
pub fn cell<'t>(cells: &[&'t str], at: usize) -> Option<&'t str> {
    cells.get(at).copied().filter(|cell| !cell.is_empty())
}

/// How clearly a heading says that barcodes are below it, the clearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Clarity {
    /// "Item Barcode", where there may be a "Barcode" too.
    OwnBarcode,
    /// "Barcode".
    Barcode,
    /// "User ID".
    Number,
    /// "Item".
    Word,
    /// "Items borrowed".
    Other,
}

/// The place of the heading that says it most clearly, if there is one.
fn clearest(
    cells: &[String],
    clarity: impl Fn(&str) -> Option<Clarity>,
) -> Result<Option<usize>, Code> {
    let of_cells = || cells.iter().map(|cell| clarity(cell));
    let Some(clearest) = of_cells().flatten().min() else {
        return Ok(None);
    };
    let mut places = of_cells()
        .enumerate()
        .filter(|(_, of)| *of == Some(clearest));
    let place = places.next().map(|(at, _)| at);
    match places.next() {
        None => Ok(place),
        Some(_) => Err(NOT_TOLD_APART),
    }
}

/// How clearly a heading is that of the barcodes of this role, which has these words.
fn clarity(cell: &str, words: &[&str]) -> Option<Clarity> {
    if !has(cell, words) || has(cell, &DESCRIPTIONS) {
        return None;
    }
    let singular = cell.strip_suffix('s').unwrap_or(cell);
    Some(if cell.contains("barcode") {
        Clarity::Barcode
    } else if has(cell, &["number", "identifier", "code"]) || cell.ends_with("id") {
        Clarity::Number
    } else if words.contains(&cell) || words.contains(&singular) {
        Clarity::Word
    } else {
        Clarity::Other
    })
}

/// Whether it is a barcode's heading that does not say whose.
fn is_bare_barcode(cell: &str) -> bool {
    cell.contains("barcode") && !has(cell, &PATRON) && !has(cell, &DESCRIPTIONS)
}

fn has(cell: &str, words: &[&str]) -> bool {
    words.iter().any(|word| cell.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The headings of the patrons and of the items.
    fn read(heading: &str) -> Option<String> {
        let cells: Vec<&str> = heading.split(',').collect();
        let columns = Columns::of(&cells).unwrap()?;
        let patron = columns.patron.map_or("", |at| cells[at]);
        Some(format!("{patron}, {}", cells[columns.item]))
    }

    #[test]
    fn a_heading_that_describes_is_not_that_of_barcodes() {
        for (heading, expected) in [
            ("Patron,Item", "Patron, Item"),
            ("Patrons,Items", "Patrons, Items"),
            ("User ID,Item Policy,Barcode", "User ID, Barcode"),
            ("Patron Barcode,Book,Barcode", "Patron Barcode, Barcode"),
            (
                "Patron Type,Patron ID,Item Barcode",
                "Patron ID, Item Barcode",
            ),
            ("Item Identifier,Patron", "Patron, Item Identifier"),
            ("Item,Item Barcode,Patron", "Patron, Item Barcode"),
            (
                "Library Card Number,Item,Item Library",
                "Library Card Number, Item",
            ),
            (
                "Primary Identifier,Title,Barcode",
                "Primary Identifier, Barcode",
            ),
            ("Borrower,Items borrowed", "Borrower, Items borrowed"),
            ("Item Title,Barcode", ", Barcode"),
            ("Returned items", ", Returned items"),
            ("Item", ", Item"),
        ] {
            assert_eq!(read(heading).as_deref(), Some(expected), "{heading}");
        }
    }

    #[test]
    fn a_text_about_items_is_no_heading() {
        for text in ["Books that went out today", "Items lent", "Barcode", "Ada"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn headings_that_leave_the_barcodes_open_are_refused() {
        for heading in [
            "Patron,Barcode,Old Barcode",
            "Patron ID,Patron Number,Item",
            "Patron,Item,Items",
            "User Name,Item Barcode",
        ] {
            let cells: Vec<&str> = heading.split(',').collect();
            assert_eq!(Columns::of(&cells), Err(NOT_TOLD_APART), "{heading}");
        }
    }
}
