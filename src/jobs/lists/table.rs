//! A file of columns: CSV with commas, semicolons, tabs or bars, and a heading.
//!
//! A row with another number of columns than the heading ends the reading: the file is cut, or is
//! not what it seems. A file of one column of barcodes needs no heading.

use std::io::Read as _;

use csv::{ReaderBuilder, StringRecord};

use crate::messages::message;

/// What is put behind the text: no file has it.
const END: &str = "\n\u{3}\u{4}";
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The heading of a file, and the rows below it.
pub struct Table<'a> {
    /// `None` for a file of one column of barcodes.
    pub heading: Option<StringRecord>,
    file: &'a str,
    text: &'a str,
    separator: u8,
}

impl<'a> Table<'a> {
    /// Reads the heading.
    pub fn open(file: &'a str, text: &'a str) -> Self {
        let first = text.trim_start().lines().next().unwrap_or_default();
        let count = |separator: &u8| first.bytes().filter(|byte| byte == separator).count();
        let separator = SEPARATORS
            .into_iter()
            .rev()
            .max_by_key(count)
            .unwrap_or(b',');
        let mut table = Self {
            heading: None,
            file,
            text: text.trim_end_matches(['\u{1a}', '\0']),
            separator,
        };
        let is_alone = count(&separator) == 0;
        let first = first.trim().trim_matches('"');
        let is_barcode = first.contains(|c: char| c.is_ascii_digit()) && !first.contains(' ');
        if !(is_alone && is_barcode) {
            let mut reader = table.builder(true).from_reader(table.text.as_bytes());
            table.heading = reader.headers().ok().cloned();
        }
        table
    }

    /// What to ask if its last line has no end: a file is cut in the middle of a line or of a
    /// number as well as between two columns.
    pub fn objection(&self) -> Option<String> {
        let is_cut = !self
            .text
            .trim_end_matches([' ', '\t'])
            .ends_with(['\n', '\r']);
        is_cut.then(|| message!("lists.no-end", file = self.file))
    }

    fn builder(&self, has_headers: bool) -> ReaderBuilder {
        let mut builder = ReaderBuilder::new();
        builder
            .delimiter(self.separator)
            .has_headers(has_headers)
            .flexible(true)
            .trim(csv::Trim::All);
        builder
    }

    /// Gives each row to `each`. Returns how many there were.
    pub fn rows(&self, mut each: impl FnMut(&StringRecord)) -> Result<u64, String> {
        let expected = self.heading.as_ref().map_or(1, StringRecord::len);
        // Behind the text, the mark is a row of its own, unless a quote is still open.
        let marked = self.text.as_bytes().chain(END.as_bytes());
        let mut reader = self.builder(self.heading.is_some()).from_reader(marked);
        let mut row = StringRecord::new();
        let mut rows = 0;
        loop {
            match reader.read_record(&mut row) {
                Ok(true) if row.iter().eq([END.trim()]) => return Ok(rows),
                Ok(true)
                    if row
                        .iter()
                        .next_back()
                        .is_some_and(|last| last.ends_with(END)) =>
                {
                    return Err(message!("lists.cut", file = self.file));
                }
                Ok(true) => {}
                Ok(false) | Err(_) => return Err(message!("lists.cut", file = self.file)),
            }
            let is_blank = row.iter().all(str::is_empty);
            if is_blank {
                continue;
            }
            let columns = row.len();
            if columns != expected {
                let line = row.position().map_or(0, csv::Position::line);
                return Err(message!(
                    "lists.uneven",
                    file = self.file,
                    line,
                    columns,
                    expected
                ));
            }
            rows += 1;
            each(&row);
        }
    }
}

/// The text as far as a column of the database holds it.
pub fn shortened(text: &str, width: usize) -> String {
    let clean = text.trim().chars().filter(|c| *c <= '\u{ffff}');
    let clean = clean.map(|c| if c.is_control() { ' ' } else { c });
    clean.take(width).collect()
}

/// A barcode without what keeps a spreadsheet from rounding it: `="31…"`, `'31…`.
pub fn bare(text: &str) -> &str {
    let text = text.trim();
    let formula = text
        .strip_prefix("=\"")
        .and_then(|text| text.strip_suffix('"'));
    formula.unwrap_or(text).trim_start_matches('\'')
}
