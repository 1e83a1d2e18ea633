//! What Alma will say of records, and whether it was foreseen of those in a file.
//!
//! Nothing of it is kept: it is worked out from the lists as they are and from the files that are
//! there. Files go to Alma in the order of the page that lists them. Where no list counts, or the
//! lists cannot be asked, nothing is foreseen.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};

use crate::circulation::foresee::{Foresight, Outlook};
use crate::circulation::known::Hold;
use crate::circulation::library::is_code;
use crate::circulation::record::Record;
use crate::error::Error;
use crate::jobs::known;
use crate::jobs::lookup::{Found, Location};
use crate::ledger::lists::ListKind;
use crate::log::Event;
use crate::outbox::{Contents, Made, file_name};
use crate::site::Site;

/// Files that were made so long before one can matter for it.
const BEFORE: TimeDelta = TimeDelta::days(2);

/// What comes of the records with these indices, in this order.
struct Turn {
    order: Vec<usize>,
    /// When it was true what the list of items says of loans; `None` if it is not to be used.
    listed: Option<DateTime<Utc>>,
}

/// What was foreseen of the lines of files.
#[derive(Debug)]
pub struct OfFiles {
    outlooks: HashMap<(String, usize), Outlook>,
    /// Whether a list was loaded after one of the files was made.
    pub is_replaced: bool,
}

impl OfFiles {
    /// What was foreseen of the line where this record is.
    pub fn of(&self, location: &Location) -> Option<Outlook> {
        let Location::File { name, line } = location else {
            return None;
        };
        self.outlooks.get(&(name.clone(), *line)).copied()
    }
}

/// When the lists that count were loaded.
struct Loaded {
    items: Option<DateTime<Utc>>,
    patrons: Option<DateTime<Utc>>,
}

impl Loaded {
    /// `None` if no list counts.
    fn of(site: &Site) -> Result<Option<Self>, Error> {
        let since = known::since(site);
        let loaded = |kind| -> Result<_, Error> {
            let edition = site.ledger.edition(kind)?;
            let edition = edition.filter(|edition| edition.loaded >= since);
            Ok(edition.and_then(|edition| DateTime::from_timestamp(edition.loaded, 0)))
        };
        let items = loaded(ListKind::Items)?;
        let patrons = loaded(ListKind::Patrons)?;
        let any = items.is_some() || patrons.is_some();
        Ok(any.then_some(Self { items, patrons }))
    }

    /// Since when lines say more than the lists do.
    fn since(&self) -> Option<DateTime<Utc>> {
        self.items.or(self.patrons)
    }
}

/// What Alma will say of each of the unsaved records, which are in the order in which they were
/// made; `None` where no list counts.
pub fn of_unsaved(site: &Site, records: &[Record]) -> Option<Vec<Outlook>> {
    said_in_the_log(unsaved(site, records))
}

/// What was foreseen of these records, where they are in a file; `None` where no list counts.
pub fn of_files(site: &Site, found: &[&Found]) -> Option<OfFiles> {
    said_in_the_log(files(site, found))
}

/// Whether a patron who is not in the list may be a new one, whom Alma has: so it is where the desks
/// do not hold such scans.
pub fn may_be_new(site: &Site) -> bool {
    !site.config.lists.hold.contains(&Hold::Patron)
}

fn said_in_the_log<T>(foreseen: Result<Option<T>, Error>) -> Option<T> {
    foreseen.unwrap_or_else(|error| {
        Event::new("unlisted").text("cause", error).write();
        None
    })
}

fn unsaved(site: &Site, records: &[Record]) -> Result<Option<Vec<Outlook>>, Error> {
    let Some(loaded) = Loaded::of(site)? else {
        return Ok(None);
    };
    let items: HashSet<&str> = records.iter().map(|r| r.item_barcode.trim()).collect();
    let mut earlier = Vec::new();
    for (file, made) in files_to_alma(site)? {
        if loaded.since() <= Some(made) {
            let lines = lines(site, &file, &items)?;
            earlier.extend(lines.into_iter().map(|(_, record)| record));
        }
    }
    let asked = if earlier.is_empty() {
        Cow::Borrowed(records)
    } else {
        Cow::Owned([records, &earlier].concat())
    };
    let mut order: Vec<usize> = (records.len()..asked.len()).collect();
    order.extend(by_file(site, records));
    let turn = Turn {
        order,
        listed: loaded.items,
    };
    let mut outlooks = outlooks(site, &asked, &[turn])?;
    outlooks.truncate(records.len());
    Ok(Some(outlooks))
}

/// The indices of the records in the order in which Alma gets them, with a file for each library
/// where there are several.
fn by_file(site: &Site, records: &[Record]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..records.len()).collect();
    if site.config.libraries.len() == 1 {
        return order;
    }
    let now = site.clock.now();
    let code = |at: usize| Some(records[at].library.as_str()).filter(|code| is_code(code));
    let mut files: Vec<(Option<&str>, Made)> = Vec::new();
    for at in 0..records.len() {
        let library = code(at);
        if !files.iter().any(|(code, _)| *code == library) {
            let time = library.map_or(now.here(), |code| now.at(code));
            let made = Made {
                name: file_name(library, time),
                library: library.map(str::to_owned),
                at: time,
            };
            files.push((library, made));
        }
    }
    files.sort_by(|(_, a), (_, b)| to_alma(a, b));
    let ranks: HashMap<Option<&str>, usize> =
        files.iter().map(|(code, _)| *code).zip(0..).collect();
    order.sort_by_key(|at| ranks.get(&code(*at)));
    order
}

fn files(site: &Site, found: &[&Found]) -> Result<Option<OfFiles>, Error> {
    let Some(loaded) = Loaded::of(site)? else {
        return Ok(None);
    };
    let name = |found: &&Found| match &found.location {
        Location::File { name, .. } => Some(name.clone()),
        Location::NoFileYet | Location::FileGone => None,
    };
    let names: HashSet<String> = found.iter().filter_map(name).collect();
    let items: HashSet<&str> = found
        .iter()
        .map(|found| found.record.item_barcode.trim())
        .collect();
    let files = files_to_alma(site)?;
    let concerned = files.iter().filter(|(file, _)| names.contains(&file.name));
    let times: Vec<DateTime<Utc>> = concerned.map(|(_, made)| *made).collect();
    let (Some(&first), Some(&last)) = (times.iter().min(), times.iter().max()) else {
        return Ok(None);
    };
    let (mut records, mut places) = (Vec::new(), Vec::new());
    // What a list says of loans may be what came of the files that were made before it.
    let mut turns = [None, loaded.items].map(|listed| Turn {
        order: Vec::new(),
        listed,
    });
    let can_matter = |made: DateTime<Utc>| first - BEFORE <= made && made <= last;
    for (file, made) in files.iter().filter(|(_, made)| can_matter(*made)) {
        let turn = &mut turns[usize::from(loaded.since() <= Some(*made))];
        for (line, record) in lines(site, file, &items)? {
            turn.order.push(records.len());
            records.push(record);
            places.push((file.name.clone(), line));
        }
    }
    let outlooks = outlooks(site, &records, &turns)?;
    Ok(Some(OfFiles {
        outlooks: places.into_iter().zip(outlooks).collect(),
        is_replaced: Some(first) < loaded.items.max(loaded.patrons),
    }))
}

/// What comes of each record, given the turns in which they are taken: one question to each list.
fn outlooks(site: &Site, records: &[Record], turns: &[Turn]) -> Result<Vec<Outlook>, Error> {
    let (known, hashes) = known::of_records(site, records)?;
    let zones = site.clock.zones();
    let mut outlooks = vec![Outlook::Open; records.len()];
    for turn in turns {
        let mut foresight = Foresight::new(turn.listed, may_be_new(site));
        for &at in &turn.order {
            let record = &records[at];
            let moment = zones.of(&record.library).moment_of(record.timestamp);
            let found = known.found(record, hashes[at].as_ref());
            outlooks[at] = foresight.next(record, moment, found);
        }
    }
    Ok(outlooks)
}

/// The files in the order in which they go to Alma, each with the moment when it was made.
fn files_to_alma(site: &Site) -> Result<Vec<(Made, DateTime<Utc>)>, Error> {
    let mut files = site.outbox.made()?;
    files.sort_by(to_alma);
    let zones = site.clock.zones();
    let moment = |file: Made| {
        let library = file.library.as_deref();
        let zone = library.map_or(zones.site, |code| zones.of(code));
        let moment = zone.moment_of(file.at);
        (file, moment)
    };
    Ok(files.into_iter().map(moment).collect())
}

/// Which of two files goes to Alma first: the page of the files names the last of its list.
fn to_alma(a: &Made, b: &Made) -> Ordering {
    (a.at, &b.name).cmp(&(b.at, &a.name))
}

/// The records of the file that are of these items, with the numbers of their lines.
fn lines(site: &Site, file: &Made, items: &HashSet<&str>) -> Result<Vec<(usize, Record)>, Error> {
    let Some(file) = site.outbox.file(&file.name)? else {
        return Ok(Vec::new());
    };
    let contents = site.outbox.contents(&file)?;
    let contents = contents.only(|item, _| items.contains(item.trim()));
    let library = file.library.as_deref().unwrap_or_default();
    Ok(match contents {
        Contents::Exact(records) => records,
        Contents::Lines(lines) => {
            let lines = lines.into_iter();
            lines
                .map(|(number, line)| (number, line.into_record(library)))
                .collect()
        }
    })
}
