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
use row::{Blanks, Row, Sheet};
use said::Said;

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
    /// Whether there are days or times of day in it, which count for nothing.
    pub has_times: bool,
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
    let mut rows = lines.iter().zip(&sheet.rows);
    let begin = rows.find(|(_, row)| matches!(row, Row::Barcodes { .. }));
    let begin = begin.map_or(0, |(line, _)| line.number);
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
        begin,
        says_otherwise: None,
        patrons: Vec::new(),
        waiting: None,
        library,
        when,
    };
    let blanks = sheet.blanks(lines);
    let mut before = 0;
    for (line, row) in lines.iter().zip(&sheet.rows) {
        let is_after_blank = line.number > before + 1 && before > 0;
        before = line.number;
        if is_after_blank && row.patron().is_none() && !row.is_text() {
            reader.after_blank(blanks);
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
        has_times: sheet.has_times,
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
    /// The line with the first barcode.
    begin: usize,
    /// The line of a title that says of what comes now that it is not what this list is of.
    says_otherwise: Option<(usize, Said)>,
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
                self.title(line);
                // Beside a patron's barcode it is a name; else it may be the only one that says
                // who has what comes now.
                let says_returns = || said::speaks_of_returns(&line.text);
                if self.was_item || !self.has_patrons && !says_returns() {
                    self.unsaid(line.number);
                }
            }
            Row::Bad(reason) => {
                self.reject(line, reason);
                self.title(line);
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
                } else if let Some(said) = said.filter(|said| said.is_other_than(self.kind())) {
                    self.reject(line, beside(said));
                } else if let Some((title, said)) = self.says_otherwise {
                    self.reject(line, below(title, said));
                } else {
                    self.barcodes(line, items);
                }
            }
        }
        self.was_item = matches!(row, Row::Barcodes { items, .. } if !items.is_empty());
    }

    /// Items without a patron come after a blank line.
    fn after_blank(&mut self, blanks: Blanks) {
        let is_end = match blanks {
            Blanks::Turns => true,
            Blanks::Items => self.was_item && self.has_patrons,
            Blanks::Nothing => false,
        };
        if is_end {
            self.turn = Turn::Unsaid(message!("import.after-blank").to_owned());
        }
    }

    /// What this list is of.
    fn kind(&self) -> Kind {
        if self.has_patrons {
            Kind::Loan
        } else {
            Kind::Return
        }
    }

    /// What a title says of the items below it. In the title of the whole list each word counts.
    fn title(&mut self, line: &Line<'_>) {
        let is_of_returns = line.number < self.begin && said::speaks_of_returns(&line.text);
        let said = said::of(&line.text).or_else(|| is_of_returns.then_some(Said::Return));
        if let Some(said) = said {
            let is_other = said.is_other_than(self.kind());
            self.says_otherwise = is_other.then_some((line.number, said));
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

/// Why an item is not taken of which it says beside it that something else was done.
fn beside(said: Said) -> &'static str {
    match said {
        Said::Loan => message!("import.says-lent"),
        Said::Return => message!("import.says-returned"),
        Said::Neither => message!("import.says-neither"),
    }
}

/// The same, where the title in this line says it.
fn below(line: usize, said: Said) -> String {
    match said {
        Said::Loan => message!("import.below-loans", line),
        Said::Return => message!("import.below-returns", line),
        Said::Neither => message!("import.below-neither", line),
    }
}

#[cfg(test)]
mod tests;
