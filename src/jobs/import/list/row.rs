//! The rows of a list, each with the barcodes in it and whose they are.
//!
//! By the headings of its columns, else by what the library's settings and scans tell.

use super::columns::{Columns, NOT_TOLD_APART, cell};
use super::damage::{self, has_number};
use super::said::{self, Said};
use crate::circulation::judge::{Judge, Role, Sort};
use crate::jobs::import::decode::Line;
use crate::messages::{Code, code, message};

/// The headings stand below no more lines.
const TITLES: usize = 10;
const SEPARATORS: [char; 4] = ['\t', ';', '|', ','];

/// What to do with a list whose patrons are items by its headings.
pub const SWAPPED: Code = code!("import.swapped");

/// What a row has.
#[derive(Debug, PartialEq, Eq)]
pub enum Row<'t> {
    /// The headings of the columns.
    Heading,
    /// A text without any number.
    Text,
    /// Something that may be a barcode, and why it is none.
    Bad(String),
    /// At least one barcode; with `bad` something else in it is none.
    Barcodes {
        patron: Option<&'t str>,
        items: Vec<&'t str>,
        bad: Option<String>,
        /// What a cell beside them says of the items.
        said: Option<Said>,
    },
}

/// A list, row by row.
pub struct Sheet<'t> {
    /// As many as there are lines.
    pub rows: Vec<Row<'t>>,
    /// Whether its headings say that it has items only.
    pub has_items_only: bool,
    /// Whether there are days or times of day in it.
    pub has_times: bool,
}

/// What a blank line in a list ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blanks {
    /// A patron's turn: most of what follows one begins with a patron.
    Turns,
    /// What was lent so far in a turn: few lines have one, so it may stand for a card that was
    /// not read.
    Items,
    /// Nothing: nearly every line has one.
    Nothing,
}

impl<'t> Row<'t> {
    /// The patron in it.
    pub fn patron(&self) -> Option<&'t str> {
        match self {
            Self::Barcodes { patron, .. } => *patron,
            _ => None,
        }
    }

    /// Whether it has nothing that could be a barcode.
    pub fn is_text(&self) -> bool {
        matches!(self, Self::Heading | Self::Text)
    }
}

impl<'t> Sheet<'t> {
    /// The rows of these lines.
    ///
    /// # Errors
    /// What to do, if patrons and items cannot be told apart, or the headings are wrong.
    pub fn read(lines: &'t [Line<'_>], judge: &Judge<'_>) -> Result<Self, Code> {
        let separator = separator(lines);
        let cells: Vec<Vec<&str>> = lines
            .iter()
            .map(|line| cells(&line.text, separator))
            .collect();
        let has_times = cells.iter().flatten().any(|cell| has_time(cell));
        if let Some((heading, columns)) = headings(&cells)? {
            if columns.are_swapped(&cells[heading + 1..], judge) {
                return Err(SWAPPED);
            }
            return Ok(Self {
                has_items_only: columns.patron.is_none(),
                rows: by_columns(&cells, heading, columns, judge),
                has_times,
            });
        }
        let telling = Telling::of(&cells, judge).ok_or(NOT_TOLD_APART)?;
        let rows = cells.iter().map(|cells| telling.row(cells)).collect();
        Ok(Self {
            rows,
            has_items_only: false,
            has_times,
        })
    }

    /// What the blank lines of this list end.
    pub fn blanks(&self, lines: &[Line<'_>]) -> Blanks {
        let pairs = lines.windows(2).zip(self.rows.iter().skip(1));
        let after_blank = pairs.filter(|(pair, _)| pair[1].number > pair[0].number + 1);
        let after_blank: Vec<&Row<'_>> = after_blank.map(|(_, row)| row).collect();
        let numbers = after_blank.iter().copied().filter(|row| !row.is_text());
        let (patrons, others): (Vec<_>, Vec<_>) = numbers.partition(|row| row.patron().is_some());
        if patrons.len() > others.len() {
            Blanks::Turns
        } else if after_blank.len() > 1 && after_blank.len() * 10 >= (lines.len() - 1) * 9 {
            Blanks::Nothing
        } else {
            Blanks::Items
        }
    }
}

/// Whether there is a day or a time of day in a cell: `2026-11-03 14:05`, `11/3/26` or `2:05 PM`.
fn has_time(cell: &str) -> bool {
    cell.split([' ', 'T']).any(|word| {
        let lengths = |between| -> Option<Vec<usize>> {
            let parts = word.split(between);
            let length = |part: &str| {
                part.bytes()
                    .all(|b| b.is_ascii_digit())
                    .then_some(part.len())
            };
            parts.map(length).collect()
        };
        let is_day = |between| {
            let lengths = lengths(between);
            matches!(
                lengths.as_deref(),
                Some([1 | 2, 1 | 2, 2 | 4] | [4, 1 | 2, 1 | 2])
            )
        };
        let is_time = matches!(lengths(':').as_deref(), Some([1 | 2, 2] | [1 | 2, 2, 2]));
        is_time || ['-', '/', '.'].into_iter().any(is_day)
    })
}

/// What stands between the cells: what most lines have.
fn separator(lines: &[Line<'_>]) -> Option<char> {
    let having = |separator: &char| {
        lines
            .iter()
            .filter(|line| line.text.contains(*separator))
            .count()
    };
    let most = SEPARATORS.iter().map(having).max().unwrap_or(0);
    let first = SEPARATORS
        .into_iter()
        .find(|separator| having(separator) == most);
    first.filter(|_| most > 0)
}

/// The cells of a line, without blanks and quotes around them.
fn cells(line: &str, separator: Option<char>) -> Vec<&str> {
    let Some(separator) = separator else {
        return vec![bare(line)];
    };
    let (mut cells, mut start, mut is_quoted) = (Vec::new(), 0, false);
    for (at, c) in line.char_indices() {
        if c == '"' {
            is_quoted = !is_quoted;
        } else if c == separator && !is_quoted {
            cells.push(bare(&line[start..at]));
            start = at + c.len_utf8();
        }
    }
    cells.push(bare(&line[start..]));
    cells
}

/// What stands between the words of a cell.
fn is_between(c: char) -> bool {
    c.is_whitespace() || SEPARATORS.contains(&c)
}

/// A cell without what a spreadsheet puts around a number that is to stay a text: `"1"`, `="1"`
/// or `'1`.
fn bare(cell: &str) -> &str {
    let cell = cell.trim().trim_matches(['"', '=']);
    cell.strip_prefix('\'').unwrap_or(cell).trim()
}

/// Where the headings are, and the columns below them: in the first line, or below titles, where
/// they name patrons.
fn headings(cells: &[Vec<&str>]) -> Result<Option<(usize, Columns)>, Code> {
    for (at, cells) in cells.iter().enumerate().take(TITLES) {
        let of_patrons = Columns::of(cells).ok().flatten();
        if let Some(columns) = of_patrons.filter(|columns| columns.patron.is_some()) {
            return Ok(Some((at, columns)));
        }
    }
    let first = cells.first().map_or(&[][..], Vec::as_slice);
    Ok(Columns::of(first)?.map(|columns| (0, columns)))
}

/// The rows of a list whose headings are in this line. Headings may come again, and in another
/// order.
fn by_columns<'t>(
    cells: &[Vec<&'t str>],
    heading: usize,
    mut columns: Columns,
    judge: &Judge<'_>,
) -> Vec<Row<'t>> {
    let row = |(at, cells): (usize, &Vec<&'t str>)| {
        if at < heading {
            return Row::Text;
        }
        match Columns::of(cells) {
            Ok(Some(again)) if again.patron.is_some() == columns.patron.is_some() => {
                columns = again;
                Row::Heading
            }
            _ => by_column(cells, &columns, judge),
        }
    };
    cells.iter().enumerate().map(row).collect()
}

fn by_column<'t>(cells: &[&'t str], columns: &Columns, judge: &Judge<'_>) -> Row<'t> {
    if cells.iter().skip(columns.many).any(|cell| !cell.is_empty()) {
        return Row::Bad(message!("import.more-cells").to_owned());
    }
    let patron = columns.patron.and_then(|at| cell(cells, at));
    let item = cell(cells, columns.item);
    // A title between the rows.
    let mut texts = cells.iter().filter(|cell| !cell.is_empty());
    if texts.all(|text| said::of(text).is_some()) {
        return Row::Text;
    }
    let mut bad = None;
    let mut barcode = |role, cell: Option<&'t str>| {
        let cell = cell?;
        let barcode = judge.barcode_of(role, cell).barcode;
        let damage = damage::of_barcode(judge, role, cell, barcode);
        let is_whole = damage.is_none();
        bad = bad.take().or(damage);
        is_whole.then_some(barcode)
    };
    // The patron above has what comes without a word. A word may be about somebody else.
    if columns.patron.is_some() && patron.is_none() && columns.others(cells).next().is_some() {
        return Row::Bad(message!("import.no-patron-here").to_owned());
    }
    let said = columns.said(cells);
    let has_patron = patron.is_some();
    let patron = barcode(Role::Patron, patron);
    let items: Vec<_> = barcode(Role::Item, item).into_iter().collect();
    match bad {
        // Whoever is meant, it is not the patron before.
        Some(reason) if has_patron && patron.is_none() => Row::Bad(reason),
        None if patron.is_none() && items.is_empty() => Row::Text,
        bad => Row::Barcodes {
            patron,
            items,
            bad,
            said,
        },
    }
}

/// How patrons and items are told apart.
struct Telling<'a> {
    judge: &'a Judge<'a>,
    /// The role that is known by not being the other, and the shape that all of its barcodes have.
    rest: Option<(Role, String)>,
}

impl<'a> Telling<'a> {
    /// `None` if there is no way.
    fn of(cells: &[Vec<&str>], judge: &'a Judge<'a>) -> Option<Self> {
        let known = (judge.knows(Role::Item), judge.knows(Role::Patron));
        let unknown = match known {
            (true, true) => return Some(Self { judge, rest: None }),
            (false, false) => return None,
            (true, false) => Role::Patron,
            (false, true) => Role::Item,
        };
        let rest = Self::shape_of_rest(cells, judge, unknown);
        let is_there = |cell: &&str| matches!(judge.sort(cell), Sort::Of(..));
        let has_others = cells.iter().flatten().any(is_there);
        (has_others || rest.is_some()).then_some(Self {
            judge,
            rest: rest.map(|shape| (unknown, shape)),
        })
    }

    /// The one shape of everything that could be of this role, if there is one. Patrons stand
    /// before their items.
    fn shape_of_rest(cells: &[Vec<&str>], judge: &Judge<'_>, role: Role) -> Option<String> {
        let numbers = cells.iter().flatten().filter(|cell| has_number(cell));
        let numbers: Vec<&&str> = numbers.collect();
        let is_rest = |cell: &&&&str| judge.sort(cell) == Sort::Unknown;
        let mut rest = numbers.iter().filter(is_rest).map(|cell| shape(cell));
        let first = rest.next()?;
        let is_first = numbers.first().is_some_and(|cell| shape(cell) == first);
        let others = numbers.iter().filter(|cell| !is_rest(cell));
        let differs = others.clone().all(|cell| shape(cell) != first);
        let stands_first = role == Role::Item || is_first;
        (stands_first && differs && rest.all(|shape| shape == first)).then_some(first)
    }

    fn sort<'t>(&self, text: &'t str) -> Sort<'t> {
        let sort = self.judge.sort(text);
        match &self.rest {
            Some((role, of_rest)) if sort == Sort::Unknown && shape(text) == *of_rest => {
                let judged = self.judge.barcode_of(*role, text);
                let is_whole =
                    damage::of_barcode(self.judge, *role, text, judged.barcode).is_none();
                let is_fit = judged.doubt.is_none() && is_whole;
                if is_fit {
                    Sort::Of(*role, judged.barcode)
                } else {
                    sort
                }
            }
            _ => sort,
        }
    }

    fn row<'t>(&self, cells: &[&'t str]) -> Row<'t> {
        let (mut patrons, mut items) = (Vec::new(), Vec::new());
        let (mut bad, mut has_other, mut said) = (None, false, None);
        for cell in cells {
            // A name may stand beside the barcode.
            let whole = self.sort(cell);
            let parts: Vec<&str> = match whole {
                Sort::Unknown => cell.split(is_between).map(bare).collect(),
                _ => vec![cell],
            };
            let is_unknown = |part: &&str| self.sort(part) == Sort::Unknown;
            if let Some(reason) = damage::of_unknown(cell)
                && parts.iter().all(is_unknown)
            {
                bad = Some(reason.text().to_owned());
                continue;
            }
            has_other |= damage::is_separated(cell);
            let words = parts.iter().copied().filter(is_unknown);
            said = said.or_else(|| said::of(&words.collect::<Vec<_>>().join(" ")));
            for part in parts {
                match self.sort(part) {
                    Sort::Of(Role::Patron, barcode) => patrons.push(barcode),
                    Sort::Of(Role::Item, barcode) => items.push(barcode),
                    Sort::Either(_) => bad = Some(message!("import.either").to_owned()),
                    Sort::Unknown => {
                        bad = damage::of_unknown(part)
                            .map(|reason| reason.text().to_owned())
                            .or(bad);
                        has_other |= has_number(part);
                    }
                }
            }
        }
        if patrons.len() > 1 {
            return Row::Bad(message!("import.two-patrons").to_owned());
        }
        let patron = patrons.pop();
        match bad {
            Some(reason) if patron.is_none() => Row::Bad(reason),
            None if patron.is_none() && items.is_empty() && has_other => {
                Row::Bad(message!("import.unlike-all").to_owned())
            }
            None if patron.is_none() && items.is_empty() => Row::Text,
            bad => Row::Barcodes {
                patron,
                items,
                bad,
                said,
            },
        }
    }
}

/// The kind of each character.
fn shape(text: &str) -> String {
    let kind = |c: char| match c {
        '0'..='9' => '9',
        'A'..='Z' => 'A',
        'a'..='z' => 'a',
        other => other,
    };
    text.chars().map(kind).collect()
}
