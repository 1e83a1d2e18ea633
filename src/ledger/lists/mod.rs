//! The optional tables of `sql/lists.sql`: what Alma knew of patrons and items.
//!
//! A list is loaded as a new edition beside the one that counts, and counts from one statement on;
//! so a load that is cut off changes nothing, and nobody waits for one. Of a patron's identifier
//! the table has a hash.

mod asked;
mod load;
mod question;
mod whole;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use mysql::prelude::Queryable;
use serde::{Deserialize, Serialize};

pub use asked::ListsAsked;
pub(super) use asked::{described, trials};
use question::Question;
pub(super) use question::read;
pub use whole::Editions;

use super::{Ledger, Patience};
use crate::circulation::known::{Found, KnownItem, KnownPatron};
use crate::circulation::record::Record;
use crate::error::Error;
use crate::lists::Digest;
use crate::log::Event;

/// The three tables.
pub(super) const LISTS: &str = "offline_circ_lists";
const PATRONS: &str = "offline_circ_patrons";
const ITEMS: &str = "offline_circ_items";
/// Barcodes in one question: of 1,000 MariaDB makes a table first.
const ASKED: usize = 900;
/// So long lists that could not be asked are not asked again with a scan.
const DISTRUST: Duration = Duration::from_secs(60);

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ListKind {
    /// That of the patrons.
    Patrons,
    /// That of the items.
    Items,
}

impl ListKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Patrons, Self::Items];

    /// As the table and the command line have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Patrons => "patrons",
            Self::Items => "items",
        }
    }

    fn table(self) -> &'static str {
        match self {
            Self::Patrons => PATRONS,
            Self::Items => ITEMS,
        }
    }
}

/// What was loaded at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// No other edition has it.
    pub number: u32,
    /// When it was loaded, in seconds since 1970 (UTC).
    pub loaded: i64,
    /// How many rows it has.
    pub entries: u64,
    /// What else is to be said of it.
    pub details: Details,
}

/// What is kept beside an edition, as JSON.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct Details {
    /// The codes of our libraries that a list of items names; none if it names no library.
    pub covers: Vec<String>,
    /// Patrons, each counted once, however many identifiers they have.
    pub people: u64,
    /// The names of the files, without their folders.
    pub files: Vec<String>,
    /// The mark of the key under which the hashes of patrons were made.
    pub mark: String,
}

impl Details {
    /// Whether a list of items says something of this library's.
    pub fn covers(&self, library: &str) -> bool {
        self.covers.is_empty() || self.covers.iter().any(|code| code == library)
    }

    /// Whether the hashes were made under the key with this mark.
    pub fn is_under(&self, mark: &str) -> bool {
        self.mark.is_empty() || self.mark == mark
    }
}

/// One identifier of a patron.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatronRow {
    /// Its hash.
    pub id: Digest,
    /// The beginning of its hash under the key of the edition, for the desks' own set.
    pub desk: [u8; 8],
    /// Whose it is.
    pub patron: KnownPatron,
}

/// What the lists have of some barcodes. A list that does not count is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Of items.
    pub items: Option<ItemList>,
    /// Of patrons, by the hash of the identifier.
    pub patrons: Option<HashMap<Digest, KnownPatron>>,
}

/// What a list has of some items.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemList {
    /// What stands beside the list.
    pub details: Details,
    /// The items by their barcodes.
    pub items: HashMap<String, KnownItem>,
}

impl Known {
    /// What is known of this record, whose patron's identifier has this hash. A list of items that
    /// has none of the record's library says nothing.
    pub fn found<'a>(&'a self, record: &Record, patron: Option<&Digest>) -> Found<'a> {
        let covers = |list: &&ItemList| list.details.covers(&record.library);
        let list = self.items.as_ref().filter(covers);
        let patrons = self.patrons.as_ref().zip(patron);
        Found {
            item: list.map(|list| list.items.get(record.item_barcode.trim())),
            patron: patrons.map(|(patrons, id)| patrons.get(id)),
        }
    }
}

impl Ledger {
    /// Whether the tables are there.
    pub fn has_lists(&self) -> Result<bool, Error> {
        self.run_on(Patience::Short, |connection| {
            Ok(connection.traits.has_lists)
        })
    }

    /// The edition that counts; `None` where nothing is loaded or the tables are not there.
    pub fn edition(&self, kind: ListKind) -> Result<Option<Edition>, Error> {
        if !self.has_lists()? {
            return Ok(None);
        }
        let query = format!("SELECT edition, loaded, entries, details FROM {LISTS} WHERE kind = ?");
        self.run(|connection| {
            let row: Option<(u32, i64, u64, String)> =
                connection.exec_first(&query, (kind.name(),))?;
            Ok(row.map(|(number, loaded, entries, details)| Edition {
                number,
                loaded,
                entries,
                details: serde_json::from_str(&details).unwrap_or_default(),
            }))
        })
    }

    /// What the lists that were loaded after `since` (in seconds since 1970) have of these items
    /// and of the patrons with these hashes, under the key with this mark.
    pub fn known(
        &self,
        items: &[&str],
        patrons: &[Digest],
        since: i64,
        mark: &str,
    ) -> Result<Known, Error> {
        let mut known = Known::default();
        if !self.has_lists()? {
            return Ok(known);
        }
        let rounds = items.len().max(patrons.len()).div_ceil(ASKED).max(1);
        for round in 0..rounds {
            let question = Question {
                items: part(items, round),
                patrons: part(patrons, round),
                since,
            };
            let statements = question.statements();
            let answers = self.run_for(Patience::Long, |connection| {
                let mut ask = |statement| connection.query(statement);
                let answers: mysql::Result<Vec<_>> = statements.iter().map(&mut ask).collect();
                Ok(answers?)
            })?;
            known.add(read(answers.into_iter(), mark));
        }
        Ok(known)
    }
}

/// Whether to ask the lists with a scan: not soon after they could not be asked.
#[derive(Debug, Default)]
pub(super) struct ListsAnswer(Mutex<Option<Instant>>);

impl ListsAnswer {
    pub(super) fn is_hoped(&self) -> bool {
        let failed = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        failed.is_none_or(|at| at.elapsed() >= DISTRUST)
    }

    /// Notes that they could not be asked, and says so in the log.
    pub(super) fn failed(&self, cause: &mysql::Error) {
        Event::new("unlisted").text("cause", cause).write();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }
}

impl Known {
    fn add(&mut self, other: Self) {
        match (&mut self.items, other.items) {
            (Some(list), Some(more)) => list.items.extend(more.items),
            (_, None) => {}
            (list, more) => *list = more,
        }
        match (&mut self.patrons, other.patrons) {
            (Some(patrons), Some(more)) => patrons.extend(more),
            (_, None) => {}
            (patrons, more) => *patrons = more,
        }
    }
}

/// Those whose turn it is in this round.
fn part<T>(all: &[T], round: usize) -> &[T] {
    all.chunks(ASKED).nth(round).unwrap_or_default()
}
