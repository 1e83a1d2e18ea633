//! Items from any number of files, each once.

use chrono::NaiveDateTime;

use super::columns::{BARCODE, CALL_NUMBER, Heading, LIBRARY, ON_LOAN, TITLE, is_yes};
use super::source::{Content, Source};
use super::table::{Table, bare, shortened};
use super::{LibraryCount, Report, marc};
use crate::circulation::known::KnownItem;
use crate::circulation::record::{Kind, Record};
use crate::circulation::sheet::is_rounded;
use crate::config::Config;
use crate::messages::message;

/// Characters of a library's name, and of a title.
const LIBRARY_WIDTH: usize = 64;
const TITLE_WIDTH: usize = 120;

/// All items that were read.
pub struct Items<'a> {
    config: &'a Config,
    read: Vec<KnownItem>,
    report: Report,
    /// A barcode that a spreadsheet has rounded.
    rounded: Option<(String, String)>,
}

impl<'a> Items<'a> {
    pub fn new(config: &'a Config) -> Self {
        Self {
            config,
            read: Vec::new(),
            report: Report::default(),
            rounded: None,
        }
    }

    /// Reads a file.
    pub fn read(&mut self, file: Source) -> Result<(), String> {
        let (file, content) = file.open()?;
        let rows = match content {
            Content::Xml(xml) => {
                let columns = &self.config.lists.columns;
                marc::read(&file, xml, columns, |item| self.add(item))?
            }
            Content::Text(text) => self.read_table(&file, &text)?,
        };
        if rows == 0 {
            return Err(message!("lists.no-rows", file));
        }
        self.report.rows += rows;
        match &self.rounded {
            Some((file, barcode)) if self.report.rounded * 10 > self.report.rows => {
                Err(message!("lists.rounded", file, barcode))
            }
            _ => Ok(()),
        }
    }

    fn read_table(&mut self, file: &str, text: &str) -> Result<u64, String> {
        let table = Table::open(file, text);
        self.report.objections.extend(table.objection());
        let columns = &self.config.lists.columns;
        let Some(heading) = &table.heading else {
            return table.rows(|row| self.add_row(file, &row[0], KnownItem::default()));
        };
        let heading = Heading::new(file, heading.iter().collect())?;
        if columns.barcode.is_empty() && heading.is_of_patrons() {
            return Err(message!("lists.is-of-patrons", file));
        }
        let Some(barcode) = heading.find(&BARCODE, &columns.barcode)? else {
            return Err(message!(
                "lists.no-barcode-column",
                file,
                columns = heading.list()
            ));
        };
        let library = heading.find(&LIBRARY, &columns.item_library)?;
        let call_number = heading.find(&CALL_NUMBER, &columns.call_number)?;
        let title = heading.find(&TITLE, &columns.title)?;
        let on_loan = heading.find(&ON_LOAN, &columns.on_loan)?;
        table.rows(|row| {
            let text = |at: Option<usize>| at.map_or("", |at| &row[at]).to_owned();
            let item = KnownItem {
                library: text(library),
                call_number: text(call_number),
                title: text(title),
                on_loan: on_loan.and_then(|at| is_yes(&row[at])),
                ..KnownItem::default()
            };
            self.add_row(file, &row[barcode], item);
        })
    }

    fn add_row(&mut self, file: &str, barcode: &str, item: KnownItem) {
        if is_rounded(barcode) {
            self.report.rounded += 1;
            self.rounded
                .get_or_insert_with(|| (file.to_owned(), barcode.to_owned()));
            return;
        }
        self.add(KnownItem {
            barcode: bare(barcode).to_owned(),
            ..item
        });
    }

    fn add(&mut self, item: KnownItem) {
        match bounded(item) {
            Some(item) => self.read.push(item),
            None => self.report.unreadable += 1,
        }
    }

    /// The items in the order of their barcodes; the codes of our libraries that the list names;
    /// and what the list is like.
    pub fn finish(self) -> (Vec<KnownItem>, Vec<String>, Report) {
        let (mut items, mut report) = (self.read, self.report);
        let rows = items.len();
        items.sort_by(|one, other| one.barcode.cmp(&other.barcode));
        items.dedup_by(|one, other| one.barcode == other.barcode);
        report.doubles = (rows - items.len()) as u64;
        report.libraries = libraries(self.config, &items);
        let ours = report
            .libraries
            .iter()
            .filter_map(|library| library.code.clone());
        let mut covers: Vec<String> = ours.collect();
        covers.sort_unstable();
        covers.dedup();
        for item in &mut items {
            // A list that names none of ours has other names for them.
            let code = code_of(self.config, &item.library).filter(|_| !covers.is_empty());
            match code {
                Some(code) => item.library = code,
                None if covers.is_empty() => item.library.clear(),
                None => {}
            }
        }
        let pattern = &self.config.scanning.item_pattern;
        let whole = pattern.whole_group().or_else(|| pattern.whole());
        let fits = |item: &&KnownItem| {
            whole
                .as_ref()
                .is_none_or(|whole| whole.is_match(&item.barcode))
        };
        report.fitting = items.iter().filter(fits).count() as u64;
        report.entries = items.len() as u64;
        (items, covers, report)
    }
}

/// The item as far as the table holds it; `None` if no record can have its barcode.
fn bounded(mut item: KnownItem) -> Option<KnownItem> {
    let mut record = Record {
        library: "-".to_owned(),
        timestamp: NaiveDateTime::default(),
        kind: Kind::Return,
        item_barcode: item.barcode.trim().to_owned(),
        item_callnumber: String::new(),
        patron_barcode: String::new(),
        patron_name: String::new(),
    };
    record.check(|_| true).ok()?;
    item.call_number
        .trim()
        .clone_into(&mut record.item_callnumber);
    item.call_number = match record.check(|_| true) {
        Ok(()) => record.item_callnumber,
        Err(_) => String::new(),
    };
    item.barcode = record.item_barcode;
    item.title = shortened(&item.title, TITLE_WIDTH);
    item.library = shortened(&item.library, LIBRARY_WIDTH);
    Some(item)
}

fn code_of(config: &Config, library: &str) -> Option<String> {
    let is_it = |text: &str| text.eq_ignore_ascii_case(library);
    let mut libraries = config.libraries.iter();
    let found = libraries
        .find(|ours| is_it(&ours.code) || ours.name.to_lowercase() == library.to_lowercase());
    found.map(|ours| ours.code.clone())
}

/// How many items each library has, those with the most first.
fn libraries(config: &Config, items: &[KnownItem]) -> Vec<LibraryCount> {
    let mut counts: std::collections::BTreeMap<&str, u64> = std::collections::BTreeMap::new();
    for item in items.iter().filter(|item| !item.library.is_empty()) {
        *counts.entry(&item.library).or_default() += 1;
    }
    let mut libraries: Vec<LibraryCount> = counts
        .into_iter()
        .map(|(name, items)| LibraryCount {
            name: name.to_owned(),
            code: code_of(config, name),
            items,
        })
        .collect();
    libraries.sort_by_key(|library| std::cmp::Reverse(library.items));
    libraries
}
