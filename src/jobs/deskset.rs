//! The desks' own set of the lists: what a page is told when it asks, and the set itself.
//!
//! A set is made once a day for each pair of editions, each key and each library, by one process,
//! and kept as a file in the folder `known` of the output directory; that has no key, and is of no
//! use without one. What belongs to other editions or days goes as soon as anybody asks.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate, Utc};
use ring::digest;
use serde::Serialize;

use super::folder::{Folder, Kept};
use super::known;
use crate::circulation::hold::Hold;
use crate::error::Error;
use crate::hex;
use crate::ledger::lists::{Edition, Editions};
use crate::lists::{Key, Spot, set};
use crate::log::Event;
use crate::site::Site;

/// Another form of the set needs another number.
const VERSION: u32 = 1;
/// So long a page may use a set after it has got it, in seconds.
const USABLE: u32 = 86_400;
/// On so many days a set can be in use, with that on which it is made, in any time zone.
const KEPT_DAYS: u64 = 4;
/// So long the answer of the database is kept: all desks ask at once when an outage begins.
const REMEMBERED: Duration = Duration::from_secs(3);

static COUNTING: Mutex<Option<(Instant, Arc<Editions>)>> = Mutex::new(None);

/// What a page is told of the lists.
#[derive(Debug, Serialize)]
pub struct Told {
    /// So many seconds ago the list of items was loaded.
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<i64>,
    /// The same of the patrons.
    #[serde(skip_serializing_if = "Option::is_none")]
    patrons: Option<i64>,
    /// After so many days a list is old.
    old_days: u32,
    /// What the set is called that a page is to have, if it is to have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    set: Option<String>,
}

/// What stands before a set.
#[derive(Serialize)]
struct Head<'a> {
    version: u32,
    set: String,
    library: &'a str,
    /// For what a scan is held.
    hold: &'a [Hold],
    /// After so many seconds it is deleted.
    seconds: u32,
    /// The keys of the editions, where the list says something.
    items: Option<String>,
    patrons: Option<String>,
}

/// What came of asking for a set.
pub enum Asked {
    /// Its head and its bytes.
    Set(Vec<u8>),
    /// There is none.
    Nothing,
    /// Somebody is making it.
    Later,
}

/// What to tell a page; nothing where no list counts.
///
/// # Errors
/// Those of the database: nobody knows whether a list counts.
pub fn told(site: &Site) -> Result<Option<Told>, Error> {
    let editions = match remembered() {
        Some(editions) => editions,
        None => counting(site)?,
    };
    let lists = &site.config.lists;
    let now = Utc::now().timestamp();
    let age = |edition: &Option<Edition>| {
        edition
            .as_ref()
            .map(|edition| (now - edition.loaded).max(0))
    };
    let told = Told {
        items: age(&editions.items),
        patrons: age(&editions.patrons),
        old_days: lists.old_days,
        set: known::key(site)
            .filter(|_| lists.offline)
            .map(|key| name(site, &key, &editions)),
    };
    tidy(site, &editions);
    Ok(told.items.or(told.patrons).is_some().then_some(told))
}

/// Forgets all sets: there are other lists now.
pub fn forget(site: &Site) {
    folder(site).clear();
}

/// Removes the sets of lists that count no more.
fn tidy(site: &Site, editions: &Editions) {
    let has_any = editions.items.is_some() || editions.patrons.is_some();
    if !has_any || !site.config.lists.offline {
        folder(site).clear();
    }
}

/// The set for this library.
///
/// # Errors
/// Those of the database.
pub fn get(site: &Site, library: &str) -> Result<Asked, Error> {
    // Another process may know of a newer list than this one remembers.
    let editions = counting(site)?;
    tidy(site, &editions);
    let has_any = editions.items.is_some() || editions.patrons.is_some();
    let Some(key) = known::key(site).filter(|_| has_any && site.config.lists.offline) else {
        return Ok(Asked::Nothing);
    };
    let head = Head {
        version: VERSION,
        set: name(site, &key, &editions),
        library,
        hold: &site.config.lists.hold,
        seconds: USABLE,
        items: items_for(&editions, library).map(|number| hex::digits(key.of_edition(number))),
        patrons: patrons_under(&key, &editions).map(|number| hex::digits(key.of_edition(number))),
    };
    // It leaves out who may borrow for some more days.
    let today = Utc::now().date_naive();
    let prefix = format!("{}{}-", numbers(&editions), today.format("%Y%m%d"));
    let file = format!("{prefix}{}.set", tag(&[&head.set, library]));
    let body = folder(site).kept_or(&prefix, &file, || {
        make(site, &key, &editions, library, today)
    })?;
    Ok(match body {
        Kept::Here(body) => Asked::Set(with_head(&head, &body)),
        Kept::InTheMaking => Asked::Later,
    })
}

fn folder(site: &Site) -> Folder {
    Folder::new(&site.config.output_dir)
}

/// The lists that count, as the database says now.
fn counting(site: &Site) -> Result<Arc<Editions>, Error> {
    let editions = Arc::new(site.ledger.editions(known::since(site))?);
    *COUNTING.lock().unwrap_or_else(PoisonError::into_inner) =
        Some((Instant::now(), Arc::clone(&editions)));
    Ok(editions)
}

/// What it said a moment ago.
fn remembered() -> Option<Arc<Editions>> {
    let counting = COUNTING.lock().unwrap_or_else(PoisonError::into_inner);
    let (at, editions) = counting.as_ref()?;
    (at.elapsed() < REMEMBERED).then(|| Arc::clone(editions))
}

/// The edition of items, if it says something of this library's.
fn items_for(editions: &Editions, library: &str) -> Option<u32> {
    let list = editions.items.as_ref()?;
    list.details.covers(library).then_some(list.number)
}

/// The edition of patrons, if it was loaded under this key.
fn patrons_under(key: &Key, editions: &Editions) -> Option<u32> {
    let list = editions.patrons.as_ref()?;
    list.details.is_under(&key.mark()).then_some(list.number)
}

fn make(
    site: &Site,
    key: &Key,
    editions: &Editions,
    library: &str,
    today: NaiveDate,
) -> Result<Vec<u8>, Error> {
    let began = Instant::now();
    let (mut own, mut others) = (Vec::new(), Vec::new());
    if let Some(number) = items_for(editions, library) {
        let key = Key::of_bytes(&key.of_edition(number));
        let is_own = |of: &[u8]| of.is_empty() || of == library.as_bytes();
        let spot = |barcode: &[u8], of: &[u8]| (is_own(of), Spot::of(&key.hash_exactly(barcode)));
        for (is_own, spot) in site.ledger.each_item(number, spot)? {
            if is_own {
                own.push(spot);
            } else {
                others.push(spot);
            }
        }
    }
    // Who may borrow as long as the set is used is of no interest, unless it tells who is known.
    let until = today + Days::new(KEPT_DAYS);
    let before = (!site.config.lists.hold.contains(&Hold::Patron)).then_some(until);
    let patrons = match patrons_under(key, editions) {
        Some(number) => site.ledger.each_patron(number, before)?,
        None => Vec::new(),
    };
    let event = Event::new("deskset")
        .with("items", own.len() + others.len())
        .with("patrons", patrons.len());
    let bytes = set(&own, &others, patrons);
    event
        .with("bytes", bytes.len())
        .with("milliseconds", began.elapsed().as_millis())
        .write();
    Ok(bytes)
}

/// The length of the head (32 bits, the smallest byte first), the head as JSON, the set.
fn with_head(head: &Head<'_>, body: &[u8]) -> Vec<u8> {
    let head = serde_json::to_vec(head).expect("a head has text for keys");
    let length = u32::try_from(head.len()).expect("a head is short");
    [&length.to_le_bytes()[..], &head, body].concat()
}

fn numbers(editions: &Editions) -> String {
    let number = |edition: &Option<Edition>| edition.as_ref().map_or(0, |edition| edition.number);
    format!("{}-{}-", number(&editions.items), number(&editions.patrons))
}

/// What a set is called: another name for another edition or key, or if another kind is held.
fn name(site: &Site, key: &Key, editions: &Editions) -> String {
    let hold = serde_json::to_string(&site.config.lists.hold).unwrap_or_default();
    let numbers = numbers(editions);
    format!(
        "{numbers}{}",
        tag(&[&VERSION.to_string(), &hold, &key.mark()])
    )
}

/// Some letters and digits for these texts.
fn tag(texts: &[&str]) -> String {
    let text = serde_json::to_string(texts).unwrap_or_default();
    let digest = digest::digest(&digest::SHA256, text.as_bytes());
    hex::digits(&digest.as_ref()[..8])
}
