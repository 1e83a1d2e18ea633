//! What the page shows of a list: numbers, days and names of files.

use serde::{Deserialize, Serialize};

use crate::circulation::time;
use crate::desks::{self, local_time};
use crate::jobs::known;
use crate::jobs::lists::Report;
use crate::ledger::lists::{Details, Edition, ListKind};
use crate::messages::message;
use crate::seal::Seal;
use crate::site::Site;

/// Characters that are shown of a file's name.
const NAME_SHOWN: usize = 120;
/// What a list is sealed for that waits for a person's word.
const PREPARED: &str = "prepared";

/// A list, and what is loaded of it.
#[derive(Serialize)]
pub struct Loaded {
    kind: &'static str,
    /// What people call it.
    list: &'static str,
    edition: Option<Shown>,
}

#[derive(Serialize)]
struct Shown {
    number: u32,
    entries: u64,
    people: u64,
    loaded: String,
    days: u32,
    is_old: bool,
    /// Whether scans are compared with it.
    counts: bool,
    files: String,
    libraries: String,
}

impl Loaded {
    /// What is loaded of this list.
    pub fn new(site: &Site, kind: ListKind, edition: Option<&Edition>) -> Self {
        Self {
            kind: kind.name(),
            list: named(kind),
            edition: edition.map(|edition| Shown::new(site, edition)),
        }
    }
}

impl Shown {
    fn new(site: &Site, edition: &Edition) -> Self {
        let loaded = local_time(edition.loaded, site.clock.zones().site);
        let days = edition.days_old(desks::now());
        Self {
            number: edition.number,
            entries: edition.entries,
            people: edition.details.people,
            loaded: loaded.format(time::MINUTE_SHOWN).to_string(),
            days,
            is_old: days >= site.config.lists.old_days,
            counts: edition.loaded >= known::since(site),
            files: edition.details.files.join(", "),
            libraries: edition.details.covers.join(", "),
        }
    }
}

/// What was read and does not count yet, as the page carries it.
#[derive(Serialize, Deserialize)]
pub struct Prepared {
    /// Name of the list.
    pub kind: String,
    /// Number of its edition.
    pub number: u32,
    loaded: i64,
    /// How many rows it has.
    pub entries: u64,
    details: Details,
    /// What it is like.
    said: Vec<String>,
    /// Why somebody has to say that it is meant.
    pub objections: Vec<String>,
}

/// The same for a script.
#[derive(Serialize)]
pub struct Json<'a> {
    list: &'a str,
    entries: u64,
    said: &'a [String],
    objections: &'a [String],
    /// To be sent with the decision.
    prepared: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
}

impl Prepared {
    /// What was read of this list.
    pub fn new(kind: ListKind, edition: &Edition, report: &Report) -> Self {
        Self {
            kind: kind.name().to_owned(),
            number: edition.number,
            loaded: edition.loaded,
            entries: edition.entries,
            details: edition.details.clone(),
            said: report.sentences(kind),
            objections: report.objections.clone(),
        }
    }

    /// As text that nobody else can make.
    pub fn sealed(&self, seal: &Seal) -> String {
        let text = serde_json::to_string(self).expect("it has text for keys");
        seal.close(PREPARED, &text)
    }

    /// What was sealed.
    pub fn open(seal: &Seal, sealed: &str) -> Option<Self> {
        serde_json::from_str(&seal.open(PREPARED, sealed)?).ok()
    }

    /// The edition, to be made to count.
    pub fn edition(&self) -> Edition {
        Edition {
            number: self.number,
            loaded: self.loaded,
            entries: self.entries,
            details: self.details.clone(),
        }
    }

    /// What a script is told, and why nothing is loaded if so.
    pub fn as_json<'a>(&'a self, sealed: &'a str, error: Option<&'a str>) -> Json<'a> {
        Json {
            list: &self.kind,
            entries: self.entries,
            said: &self.said,
            objections: &self.objections,
            prepared: sealed,
            error,
        }
    }
}

/// A list that counts from now on.
#[derive(Serialize)]
pub struct Done {
    loaded: &'static str,
    list: &'static str,
    entries: u64,
}

impl Done {
    /// This list, with so many entries.
    pub fn new(kind: ListKind, entries: u64) -> Self {
        Self {
            loaded: kind.name(),
            list: named(kind),
            entries,
        }
    }
}

/// The name of a file as the browser sent it, without a folder.
pub fn base_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    name.chars().take(NAME_SHOWN).map(visible).collect()
}

fn named(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Patrons => message!("pages.lists-patrons"),
        ListKind::Items => message!("pages.lists-items"),
    }
}
