//! Patrons from any number of files, each with all that is known of them.
//!
//! A patron is one by the primary identifier, whatever rows and files speak of them: an export of
//! users has the identifiers, an export of blocks only whom it is about.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::Report;
use super::columns::{BLOCKED, EXPIRES, Heading, IDENTIFIERS, NAME, REASON, is_yes};
use super::dates::{Order, Written, date, written};
use super::entry::{Entry, REASON_WIDTH};
use super::source::{Content, Source};
use super::table::{Table, bare, shortened};
use super::users;
use crate::circulation::known::KnownPatron;
use crate::circulation::record::{PATRON_BARCODE_WIDTH, PATRON_NAME_WIDTH};
use crate::circulation::scanning::Scanning;
use crate::circulation::sheet::is_rounded;
use crate::config::{Columns, Config};
use crate::lists::fold;
use crate::messages::message;

/// All patrons that were read.
pub struct People<'a> {
    columns: &'a Columns,
    scanning: &'a Scanning,
    keeps_names: bool,
    today: NaiveDate,
    read: Vec<(Vec<String>, KnownPatron)>,
    by_primary: HashMap<String, usize>,
    report: Report,
}

impl<'a> People<'a> {
    /// Who may borrow on this day is not blocked, and has not expired.
    pub fn new(config: &'a Config, today: NaiveDate) -> Self {
        Self {
            columns: &config.lists.columns,
            scanning: &config.scanning,
            keeps_names: config.lists.names,
            today,
            read: Vec::new(),
            by_primary: HashMap::new(),
            report: Report::default(),
        }
    }

    /// Reads a file.
    pub fn read(&mut self, file: Source) -> Result<(), String> {
        let (file, content) = file.open()?;
        let rows = match content {
            Content::Xml(xml) => users::read(&file, xml, self.today, |entry| self.add(entry))?,
            Content::Text(text) => self.read_table(&file, &text)?,
        };
        if rows == 0 {
            return Err(message!("lists.no-rows", file));
        }
        self.report.rows += rows;
        if self.report.rounded * 10 > self.report.rows {
            return Err(message!("lists.rounded-patrons", file));
        }
        Ok(())
    }

    fn read_table(&mut self, file: &str, text: &str) -> Result<u64, String> {
        let table = Table::open(file, text);
        self.report.objections.extend(table.objection());
        let Some(heading) = &table.heading else {
            return table.rows(|row| self.add_row(&row[0], [].into_iter(), KnownPatron::default()));
        };
        let heading = Heading::new(file, heading.iter().collect())?;
        let columns = self.columns;
        if columns.identifiers.is_empty() && heading.is_of_items() {
            return Err(message!("lists.is-of-items", file));
        }
        let identifiers = heading.find_all(&IDENTIFIERS, &columns.identifiers)?;
        let Some((primary, others)) = identifiers.split_first() else {
            return Err(message!(
                "lists.no-identifier-column",
                file,
                columns = heading.list()
            ));
        };
        let expires = heading.find(&EXPIRES, &columns.expires)?;
        let blocked = heading.find(&BLOCKED, &columns.blocked)?;
        let reason = heading.find(&REASON, &columns.reason)?;
        let name = heading.find(&NAME, &columns.name)?;
        let order = expires.map_or(Ok(Order::MonthFirst), |at| {
            order(file, &table, at, heading.name(at))
        })?;
        table.rows(|row| {
            let text = |at: Option<usize>| at.map_or("", |at| &row[at]);
            let reason = text(reason);
            // A column of reasons without one of yes and no: who has a reason is blocked.
            let is_blocked =
                blocked.map_or(!reason.is_empty(), |at| is_yes(&row[at]).unwrap_or(true));
            let patron = KnownPatron {
                is_blocked,
                reason: shortened(if is_blocked { reason } else { "" }, REASON_WIDTH),
                expires: date(text(expires), order),
                name: text(name).to_owned(),
            };
            self.add_row(&row[*primary], others.iter().map(|at| &row[*at]), patron);
        })
    }

    fn add_row<'t>(
        &mut self,
        primary: &str,
        others: impl Iterator<Item = &'t str>,
        patron: KnownPatron,
    ) {
        self.add(Entry {
            primary: primary.to_owned(),
            identifiers: others.map(str::to_owned).collect(),
            patron,
        });
    }

    fn add(&mut self, entry: Entry) {
        let Entry {
            primary,
            identifiers,
            mut patron,
        } = entry;
        if self.keeps_names {
            patron.name = shortened(&patron.name, PATRON_NAME_WIDTH);
        } else {
            patron.name.clear();
        }
        let mut all: Vec<String> = Vec::with_capacity(1 + identifiers.len());
        for identifier in [primary].into_iter().chain(identifiers) {
            if is_rounded(&identifier) {
                self.report.rounded += 1;
                continue;
            }
            let identifier = fold(bare(&identifier));
            let length = identifier.chars().count();
            let is_possible = (1..=PATRON_BARCODE_WIDTH).contains(&length);
            if is_possible && !all.contains(&identifier) {
                all.push(identifier);
            }
        }
        let Some(first) = all.first() else {
            self.report.unreadable += 1;
            return;
        };
        let Some(&at) = self.by_primary.get(first) else {
            self.by_primary.insert(first.clone(), self.read.len());
            self.read.push((all, patron));
            return;
        };
        let (identifiers, known) = &mut self.read[at];
        for identifier in all {
            if !identifiers.contains(&identifier) {
                identifiers.push(identifier);
            }
        }
        add_to(known, patron);
    }

    /// What is kept of each identifier, and what the list is like. Of an identifier that two
    /// patrons have only what is true of both holds a scan.
    pub fn finish(self) -> (Vec<(String, KnownPatron)>, Report) {
        let mut report = self.report;
        let is_expired = |patron: &KnownPatron| patron.expires.is_some_and(|day| day < self.today);
        let mut rows: HashMap<String, KnownPatron> = HashMap::new();
        for (identifiers, patron) in self.read {
            report.people += 1;
            report.blocked += u64::from(patron.is_blocked);
            report.expired += u64::from(is_expired(&patron));
            for identifier in identifiers {
                match rows.get_mut(&identifier) {
                    Some(other) => {
                        report.doubles += 1;
                        *other = common(other, &patron);
                    }
                    None => {
                        rows.insert(identifier, patron.clone());
                    }
                }
            }
        }
        // Folded they are compared, but a pattern may ask for capitals.
        let is_whole = |text: &str| self.scanning.patron_barcode(text) == text;
        let fits = |folded: &&String| is_whole(folded) || is_whole(&folded.to_uppercase());
        report.fitting = rows.keys().filter(fits).count() as u64;
        report.entries = rows.len() as u64;
        (rows.into_iter().collect(), report)
    }
}

/// How the dates of a column are written, if most of them can be read.
fn order(file: &str, table: &Table<'_>, column: usize, named: &str) -> Result<Order, String> {
    let mut dates: Vec<String> = Vec::new();
    table.rows(|row| {
        if !row[column].is_empty() {
            dates.push(row[column].to_owned());
        }
    })?;
    let Written::Clearly(order) = written(dates.iter().map(String::as_str)) else {
        return Err(message!("lists.two-ways", file));
    };
    let unread = dates.iter().filter(|text| date(text, order).is_none());
    if unread.count() * 2 > dates.len() {
        return Err(message!("lists.no-dates", file, column = named));
    }
    Ok(order)
}

/// Adds what another row says of the same patron.
fn add_to(known: &mut KnownPatron, more: KnownPatron) {
    known.is_blocked |= more.is_blocked;
    if known.reason.is_empty() {
        known.reason = more.reason;
    }
    known.expires = known.expires.or(more.expires);
    if known.name.is_empty() {
        known.name = more.name;
    }
}

/// What is true of both.
fn common(one: &KnownPatron, other: &KnownPatron) -> KnownPatron {
    let is_blocked = one.is_blocked && other.is_blocked;
    KnownPatron {
        is_blocked,
        reason: if is_blocked {
            one.reason.clone()
        } else {
            String::new()
        },
        expires: one
            .expires
            .zip(other.expires)
            .map(|(one, other)| one.max(other)),
        name: String::new(),
    }
}
