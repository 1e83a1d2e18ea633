//! A plain list of barcodes: a patron's, then the items, then the next patron's; or items only,
//! which were returned.
//!
//! No I/O. An item is lent to the patron before it, and only where nothing between the two leaves
//! that in doubt: whatever is not understood ends the patron's turn.

mod columns;
mod damage;
mod row;
mod said;

use std::collections::HashMap;

use chrono::NaiveDateTime;
use row::{Row, Sheet};

use super::decode::Line;
use super::read::Imported;
use crate::circulation::judge::Judge;
use crate::circulation::line::Lines;
use crate::circulation::record::{Kind, Reason, Record};
use crate::messages::{Code, message};

/// Whether there is anything that could be a list.
pub fn has_numbers(lines: &[Line<'_>]) -> bool {
    lines.iter().any(|line| damage::has_number(&line.text))
}

/// Whose turn it is.
enum Turn<'t> {
    /// No patron has come yet.
    Nobody,
    /// This one's.
    Patron(&'t str),
    /// Nobody can tell, for the reason.
    Unsaid(String),
}

/// What a list says.
#[derive(Debug)]
pub struct List {
    /// Its records, and the lines that are none.
    pub lines: Lines<Imported>,
    /// The numbers of the lines that only say who has the items after them.
    pub patrons: Vec<usize>,
    /// The numbers of the lines that are headings of the columns.
    pub headings: Vec<usize>,
}

/// Reads a list for this library, as done at this time.
///
/// # Errors
/// What to do with the list, in a sentence, if its barcodes cannot be told apart or its headings are
/// wrong.
pub fn read(
    lines: &[Line<'_>],
    library: &str,
    when: NaiveDateTime,
    judge: &Judge<'_>,
) -> Result<List, Code> {
    let sheet = Sheet::read(lines, judge)?;
    let mut reader = Reader {
        read: Lines {
            understood: Vec::new(),
            rejected: Vec::new(),
        },
        has_items_only: sheet.has_items_only,
        has_patrons: sheet.rows.iter().any(|row| row.patron().is_some()),
        turn: Turn::Nobody,
        holders: HashMap::new(),
        was_item: false,
        says_otherwise: None,
        patrons: Vec::new(),
        waiting: None,
        library,
        when,
    };
    let ends_at_blanks = sheet.ends_at_blanks(lines);
    let mut before = 0;
    for (line, row) in lines.iter().zip(&sheet.rows) {
        let is_after_blank = line.number > before + 1 && before > 0;
        before = line.number;
        if is_after_blank && ends_at_blanks && row.patron().is_none() && !row.is_text() {
            reader.turn = Turn::Unsaid(message!("import.after-blank").to_owned());
        }
        reader.row(line, row);
    }
    reader.end_turn();
    reader.read.rejected.sort_by_key(|rejected| rejected.line);
    let rows = lines.iter().zip(&sheet.rows);
    let headings = rows.filter(|(_, row)| **row == Row::Heading);
    Ok(List {
        lines: reader.read,
        patrons: reader.patrons,
        headings: headings.map(|(line, _)| line.number).collect(),
    })
}

struct Reader<'t> {
    read: Lines<Imported>,
    has_items_only: bool,
    has_patrons: bool,
    turn: Turn<'t>,
    /// By item: who had it last, and in which line.
    holders: HashMap<&'t str, (&'t str, usize)>,
    /// Whether the row before had an item.
    was_item: bool,
    /// The line of a title that says of what comes now that it is not what this list is of.
    says_otherwise: Option<usize>,
    /// The lines that only say who has the items after them.
    patrons: Vec<usize>,
    /// The last of them, as long as no item has come.
    waiting: Option<&'t Line<'t>>,
    library: &'t str,
    when: NaiveDateTime,
}

impl<'t> Reader<'t> {
    fn row(&mut self, line: &'t Line<'t>, row: &'t Row<'t>) {
        match row {
            Row::Heading => {}
            Row::Text => {
                self.reject(line, message!("import.no-barcode"));
                // Beside a patron's barcode it is a name; else it may be the only one that says
                // who has what comes now.
                let says_returns = || said::is_title_of_returns(&line.text);
                if self.was_item || !self.has_patrons && !says_returns() {
                    self.unsaid(line.number);
                }
                if let Some(kind) = said::kind(&line.text) {
                    self.says_otherwise = (kind != self.kind()).then_some(line.number);
                }
            }
            Row::Bad(reason) => {
                self.reject(line, reason);
                self.unsaid(line.number);
            }
            Row::Barcodes {
                patron,
                items,
                bad,
                said,
            } => {
                if let Some(patron) = patron {
                    self.end_turn();
                    self.turn = Turn::Patron(patron);
                }
                if let Some(reason) = bad {
                    self.reject(line, reason);
                } else if items.is_empty() {
                    self.waiting = Some(line);
                } else if said.is_some_and(|kind| kind != self.kind()) {
                    self.reject(line, self.otherwise(None));
                } else if let Some(title) = self.says_otherwise {
                    self.reject(line, self.otherwise(Some(title)));
                } else {
                    self.barcodes(line, items);
                }
            }
        }
        self.was_item = matches!(row, Row::Barcodes { items, .. } if !items.is_empty());
    }

    /// What this list is of.
    fn kind(&self) -> Kind {
        if self.has_patrons {
            Kind::Loan
        } else {
            Kind::Return
        }
    }

    /// Why an item is not taken that something else was done with, as it says beside it or in the
    /// title above it.
    fn otherwise(&self, title: Option<usize>) -> String {
        match (self.kind(), title) {
            (Kind::Loan, None) => message!("import.says-returned").to_owned(),
            (Kind::Loan, Some(line)) => message!("import.below-returns", line),
            (Kind::Return, None) => message!("import.says-lent").to_owned(),
            (Kind::Return, Some(line)) => message!("import.below-loans", line),
        }
    }

    fn barcodes(&mut self, line: &Line<'_>, items: &'t [&'t str]) {
        for item in items {
            let patron = match &self.turn {
                Turn::Patron(patron) => *patron,
                Turn::Nobody if !self.has_patrons => "",
                Turn::Nobody => {
                    return self.reject(line, message!("import.before-patrons"));
                }
                Turn::Unsaid(reason) => {
                    let reason = reason.clone();
                    return self.reject(line, reason);
                }
            };
            self.item(line, patron, item);
        }
    }

    fn item(&mut self, line: &Line<'_>, patron: &'t str, item: &'t str) {
        if let Some((holder, at)) = self.holders.get(item)
            && *holder == patron
        {
            return self.reject(line, message!("import.repeated", at));
        }
        self.holders.insert(item, (patron, line.number));
        self.patrons
            .extend(self.waiting.take().map(|line| line.number));
        let kind = if patron.is_empty() {
            Kind::Return
        } else {
            Kind::Loan
        };
        let record = Record {
            library: self.library.to_owned(),
            timestamp: self.when,
            kind,
            item_barcode: item.to_owned(),
            item_callnumber: String::new(),
            patron_barcode: patron.to_owned(),
            patron_name: String::new(),
        };
        // The confirmation sends it as a line: what that loses must be lost here.
        let checked = Record::parse(&record.to_line(), |_| true);
        let imported = checked.map(|record| Imported {
            record,
            to_the_minute: true,
        });
        self.read.add(line.number, &line.text, imported);
    }

    fn reject(&mut self, line: &Line<'_>, reason: impl Into<String>) {
        let reason = Reason::new("line", reason);
        self.read.add(line.number, &line.text, Err(reason));
    }

    /// Nobody's turn goes on: a patron after whom no item came is said.
    fn end_turn(&mut self) {
        if let Some(line) = self.waiting.take() {
            self.reject(line, message!("import.no-items"));
        }
    }

    fn unsaid(&mut self, line: usize) {
        self.end_turn();
        if self.has_items_only {
            return;
        }
        let reason = if self.has_patrons {
            message!("import.after-misread", line)
        } else {
            message!("import.after-misread-returns", line)
        };
        self.turn = Turn::Unsaid(reason);
    }
}

#[cfg(test)]
mod tests;
