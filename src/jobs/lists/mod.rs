//! Loads lists of patrons and items out of Alma.
//!
//! What is read is checked as a whole before anything of it counts, and the list that counts stays
//! until then. Of a patron nothing leaves this room but hashes, flags and, if wanted, the name.

mod columns;
mod dates;
mod entry;
mod items;
mod marc;
mod people;
mod said;
mod source;
mod table;
#[cfg(test)]
mod tests;
mod users;
mod xml;

use chrono::{NaiveDate, Utc};
use serde::Serialize;

use self::items::Items;
use self::people::People;
pub use self::source::Source;
use super::{deskset, known, shapes};
use crate::circulation::judge::{Judge, Judged};
use crate::circulation::known::{KnownItem, KnownPatron};
use crate::config::Config;
use crate::error::Error;
use crate::ledger::lists::{Details, Edition, ListKind, PatronRow};
use crate::lists::Key;
use crate::messages::message;
use crate::site::Site;

/// A list with fewer than half of the entries of the last one is rather a part of it.
const PART: u64 = 2;
/// So many barcodes of a list are compared with those that were scanned.
const SAMPLE: usize = 2_000;
/// Of a hundred, so many look like those at least.
const ALIKE: usize = 10;
/// The same of identifiers, of which a patron has several, and one on the card.
const ALIKE_CARDS: usize = 5;
/// Patrons whose rows are made at once.
const AT_ONCE: usize = 20_000;
/// No load takes so many seconds; on the page somebody looks at it in between.
const LONGEST_LOAD: i64 = 3_600;

/// A list that is read and not written yet.
#[derive(Debug)]
pub struct Reading {
    rows: Rows,
    details: Details,
    /// What a person is told before the list counts.
    pub report: Report,
}

#[derive(Debug)]
enum Rows {
    /// By the folded identifier.
    Patrons(Vec<(String, KnownPatron)>),
    Items(Vec<KnownItem>),
}

/// What a list is like, in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Rows, users or fields in the files.
    pub rows: u64,
    /// What the list has: items, or identifiers of patrons.
    pub entries: u64,
    /// Patrons, however many identifiers they have.
    pub people: u64,
    /// Barcodes that came again, or identifiers that two patrons have.
    pub doubles: u64,
    /// Rows without a barcode that could be scanned.
    pub unreadable: u64,
    /// Rows whose barcode a spreadsheet has rounded.
    pub rounded: u64,
    /// Entries that a desk here could record.
    pub fitting: u64,
    /// Patrons who are blocked.
    pub blocked: u64,
    /// Patrons whose account has expired.
    pub expired: u64,
    /// The libraries that the items belong to.
    pub libraries: Vec<LibraryCount>,
    /// The entries of the list that counts now.
    pub before: Option<u64>,
    /// Why somebody has to say that it is meant.
    pub objections: Vec<String>,
}

/// How many items a library has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LibraryCount {
    /// As the list has it.
    pub name: String,
    /// Its code, if it is one of ours.
    pub code: Option<String>,
    /// Its items.
    pub items: u64,
}

/// Reads these files into one list, or says in a sentence to whoever loads it why that cannot be
/// done. Nothing is written.
///
/// # Errors
/// Those of the database.
pub fn read(
    site: &Site,
    kind: ListKind,
    files: Vec<Source>,
) -> Result<Result<Reading, String>, Error> {
    if !site.ledger.has_lists()? {
        return Ok(Err(message!("lists.no-tables").to_owned()));
    }
    if kind == ListKind::Patrons && known::key(site).is_none() {
        return Ok(Err(no_key(site)));
    }
    let loaded = site.ledger.edition(kind)?;
    let today = site.clock.now().here().date();
    let reading = Reading::of(&site.config, today, kind, files);
    Ok(reading.map(|mut reading| {
        reading
            .report
            .compare_with(loaded.map(|edition| edition.entries));
        reading.compare_with_scans(&Judge::new(&site.config.scanning, &shapes::seen(site)));
        reading
    }))
}

impl Reading {
    fn of(
        config: &Config,
        today: NaiveDate,
        kind: ListKind,
        files: Vec<Source>,
    ) -> Result<Self, String> {
        let names = files.iter().map(|file| file.name.clone()).collect();
        let (rows, mut details, report) = match kind {
            ListKind::Patrons => {
                let mut people = People::new(config, today);
                for file in files {
                    people.read(file)?;
                }
                let (rows, report) = people.finish();
                let details = Details {
                    people: report.people,
                    ..Details::default()
                };
                (Rows::Patrons(rows), details, report)
            }
            ListKind::Items => {
                let mut items = Items::new(config);
                for file in files {
                    items.read(file)?;
                }
                let (rows, covers, report) = items.finish();
                let details = Details {
                    covers,
                    ..Details::default()
                };
                (Rows::Items(rows), details, report)
            }
        };
        details.files = names;
        if report.entries == 0 {
            let file = details.files.join(", ");
            return Err(message!("lists.no-rows", file));
        }
        Ok(Self {
            rows,
            details,
            report,
        })
    }
}

impl Reading {
    /// Objects to barcodes that look unlike those that were scanned here.
    fn compare_with_scans(&mut self, judge: &Judge<'_>) {
        let objection = match &self.rows {
            Rows::Items(items) => {
                let alike = alike(items, |item| {
                    is_plain(&judge.item(&item.barcode), &item.barcode)
                });
                (alike < ALIKE).then(|| message!("lists.looks-unlike", alike))
            }
            Rows::Patrons(patrons) => {
                let is_card = |text: &str| is_plain(&judge.patron(text), text);
                // Folded they are compared, but a pattern may ask for capitals.
                let alike = alike(patrons, |(identifier, _)| {
                    is_card(identifier) || is_card(&identifier.to_uppercase())
                });
                (alike < ALIKE_CARDS).then(|| message!("lists.cards-unlike", alike))
            }
        };
        self.report.objections.extend(objection);
    }
}

/// Of a hundred, how many are like what is asked for; of some of them.
fn alike<T>(all: &[T], is_alike: impl Fn(&T) -> bool) -> usize {
    let some: Vec<&T> = all.iter().step_by(all.len().div_ceil(SAMPLE)).collect();
    some.iter().filter(|one| is_alike(one)).count() * 100 / some.len()
}

/// Whether a desk takes this as it is, without a doubt.
fn is_plain(judged: &Judged<'_>, text: &str) -> bool {
    judged.doubt.is_none() && judged.barcode == text
}

impl Report {
    fn compare_with(&mut self, before: Option<u64>) {
        self.before = before;
        let entries = self.entries;
        if let Some(before) = before.filter(|before| entries < before / PART) {
            let sentence = message!("lists.much-smaller", entries, before);
            self.objections.push(sentence);
        }
        if self.fitting == 0 {
            let sentence = message!("lists.nothing-fits").to_owned();
            self.objections.push(sentence);
        }
    }
}

/// Writes the rows as an edition that does not count yet.
///
/// # Errors
/// [`Error::NotConfigured`] for patrons without the key file, else those of the database.
pub fn prepare(site: &Site, reading: Reading) -> Result<Edition, Error> {
    // With `names` there are some in it.
    delete_leftovers(site)?;
    let number = site.ledger.begin_edition()?;
    let mut details = reading.details;
    match reading.rows {
        Rows::Items(items) => site.ledger.add_items(number, &items)?,
        Rows::Patrons(patrons) => {
            let key = known::key(site).ok_or_else(|| Error::NotConfigured(no_key(site)))?;
            details.mark = key.mark();
            let desk_key = Key::of_bytes(&key.of_edition(number));
            let mut rows: Vec<PatronRow> = Vec::with_capacity(AT_ONCE);
            let mut patrons: Vec<_> = patrons
                .into_iter()
                .map(|(identifier, patron)| (key.hash(&identifier), identifier, patron))
                .collect();
            patrons.sort_unstable_by_key(|(id, ..)| *id);
            for some in patrons.chunks(AT_ONCE) {
                rows.clear();
                rows.extend(some.iter().map(|(id, identifier, patron)| PatronRow {
                    id: *id,
                    desk: beginning(&desk_key, identifier),
                    patron: patron.clone(),
                }));
                site.ledger.add_patrons(number, &rows)?;
            }
        }
    }
    Ok(Edition {
        number,
        loaded: Utc::now().timestamp(),
        entries: reading.report.entries,
        details,
    })
}

/// Makes the edition count. False if a newer one was loaded meanwhile, or rows of it are gone.
pub fn finish(site: &Site, kind: ListKind, edition: &Edition) -> Result<bool, Error> {
    let counts = site.ledger.finish_edition(kind, edition)?;
    deskset::forget(site);
    Ok(counts)
}

/// Deletes this edition of the list, and what was made of it for the desks. False if a newer one
/// was loaded meanwhile, which stays.
pub fn clear(site: &Site, kind: ListKind, edition: &Edition) -> Result<bool, Error> {
    let is_cleared = site.ledger.clear_list(kind, edition.number)?;
    deskset::forget(site);
    Ok(is_cleared)
}

/// Deletes the lists that are too old to count, what loads have left that were cut off, and names
/// that are not wanted any more. Returns which lists.
pub fn drop_stale(site: &Site) -> Result<Vec<ListKind>, Error> {
    let mut dropped = Vec::new();
    for kind in ListKind::ALL {
        if let Some(edition) = stale(site, kind)?
            && clear(site, kind, &edition)?
        {
            dropped.push(kind);
        }
    }
    delete_leftovers(site)?;
    if !site.config.lists.names {
        site.ledger.delete_names()?;
    }
    Ok(dropped)
}

/// Deletes what loads have left that were begun long ago, and never finished.
fn delete_leftovers(site: &Site) -> Result<(), Error> {
    let since = Utc::now().timestamp() - LONGEST_LOAD;
    site.ledger.delete_leftovers(since)
}

/// This list, if it is too old to count.
pub fn stale(site: &Site, kind: ListKind) -> Result<Option<Edition>, Error> {
    let edition = site.ledger.edition(kind)?;
    Ok(edition.filter(|edition| edition.loaded < known::since(site)))
}

/// That there is no key, in a sentence.
fn no_key(site: &Site) -> String {
    message!("lists.no-key", file = site.config.lists.key_file.display())
}

/// The first bytes of the hash for the desks' own set.
fn beginning(key: &Key, identifier: &str) -> [u8; 8] {
    let hash = key.hash(identifier);
    let (beginning, _) = hash.split_first_chunk().expect("a hash has 32 bytes");
    *beginning
}
