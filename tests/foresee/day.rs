//! A random day at three libraries: what Alma has, what the lists say, and what is scanned.

use std::collections::{HashMap, HashSet};
use std::fmt;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use offline_circ::circulation::dat;
use offline_circ::circulation::foresee::{Foresight, Outlook, Refusal};
use offline_circ::circulation::known::{Found, KnownItem, KnownPatron};
use offline_circ::circulation::record::{Kind, Record};

use crate::draw::Draw;
use crate::referee::{Alma, Item, Outcome, User};

const LIBRARIES: [&str; 3] = ["AVS", "KNI", "MILLAR"];

/// What the lists have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Knowledge {
    /// All items, whether they are on loan, and all patrons.
    Complete,
    /// Not of every item whether it is on loan.
    NoLoans,
    /// Not the newest patrons.
    NewPatrons,
}

/// A day. Its records stand in the order in which Alma gets them: one file after the other.
pub struct Day {
    knowledge: Knowledge,
    alma: Alma,
    items: HashMap<String, KnownItem>,
    patrons: HashMap<String, KnownPatron>,
    records: Vec<Record>,
    /// The barcodes of items whose state is not known at every time.
    unsure: HashSet<String>,
}

impl Day {
    /// The day with this number.
    pub fn random(seed: u64, knowledge: Knowledge) -> Self {
        let mut draw = Draw::new(seed);
        let mut day = Self {
            knowledge,
            alma: Alma::default(),
            items: HashMap::new(),
            patrons: HashMap::new(),
            records: Vec::new(),
            unsure: HashSet::new(),
        };
        day.add_users(&mut draw);
        day.add_items(&mut draw);
        day.scan(&mut draw);
        day
    }

    fn add_users(&mut self, draw: &mut Draw) {
        for n in 0..6 {
            let is_blocked = draw.once_in(6);
            let expires = draw.once_in(2).then(|| date(26 + draw.below(6)));
            let card = card(n);
            let identifiers = [card.as_str(), &format!("user{n}@example.org")];
            self.alma.add_user(
                &identifiers,
                User {
                    is_blocked,
                    expires,
                },
            );
            if self.knowledge == Knowledge::NewPatrons && draw.once_in(3) {
                continue;
            }
            let patron = KnownPatron {
                is_blocked,
                expires,
                ..KnownPatron::default()
            };
            for identifier in identifiers {
                self.patrons
                    .insert(identifier.to_lowercase(), patron.clone());
            }
        }
    }

    fn add_items(&mut self, draw: &mut Draw) {
        for n in 0..6 {
            let barcode = barcode(n);
            let holder = draw.once_in(4).then(|| draw.below(6) as usize);
            let is_listed = self.knowledge != Knowledge::NoLoans || draw.once_in(2);
            // The list does not say who has it.
            if holder.is_some() || !is_listed {
                self.unsure.insert(barcode.clone());
            }
            let known = KnownItem {
                barcode: barcode.clone(),
                library: (*draw.one_of(&LIBRARIES)).to_owned(),
                on_loan: is_listed.then_some(holder.is_some()),
                ..KnownItem::default()
            };
            self.items.insert(barcode.clone(), known);
            let item = Item {
                holder,
                ..Item::default()
            };
            self.alma.items.insert(barcode, item);
        }
    }

    /// Some items and cards are unknown. Most days have one file for each library.
    fn scan(&mut self, draw: &mut Draw) {
        let mut time = date(29).and_hms_opt(9, 0, 0).expect("a time");
        let mut records = Vec::new();
        for _ in 0..8 + draw.below(24) {
            time += TimeDelta::seconds(draw.below(1_200).into());
            records.push(self.record(draw, time));
        }
        if !draw.once_in(4) {
            let rank = |record: &Record| LIBRARIES.iter().position(|code| *code == record.library);
            let turn = draw.below(3) as usize;
            records.sort_by_key(|record| (rank(record).unwrap_or(0) + turn) % 3);
        }
        self.records = records;
    }

    fn record(&mut self, draw: &mut Draw, time: NaiveDateTime) -> Record {
        let kind = *draw.one_of(&[Kind::Loan, Kind::Loan, Kind::Return]);
        let number = draw.below(8);
        let card = if draw.once_in(2) {
            card(number)
        } else {
            card(number).to_uppercase()
        };
        let item_barcode = barcode(draw.below(7));
        let is_new = kind == Kind::Loan && !self.patrons.contains_key(&card.to_lowercase());
        if self.knowledge == Knowledge::NewPatrons && is_new {
            self.unsure.insert(item_barcode.clone());
        }
        Record {
            library: (*draw.one_of(&LIBRARIES)).to_owned(),
            timestamp: time,
            kind,
            item_barcode,
            item_callnumber: String::new(),
            patron_barcode: if kind == Kind::Loan {
                card
            } else {
                String::new()
            },
            patron_name: String::new(),
        }
    }

    pub fn lines(&self) -> &[Record] {
        &self.records
    }

    /// What the predictor says of each line.
    pub fn foresee(&self) -> Vec<Outlook> {
        let listed = date(29).and_hms_opt(3, 0, 0).expect("a time").and_utc();
        let may_be_new = self.knowledge == Knowledge::NewPatrons;
        let mut foresight = Foresight::new(Some(listed), may_be_new);
        let mut next = |record: &Record| {
            let patron = self.patrons.get(&record.patron_barcode.to_lowercase());
            let found = Found {
                item: Some(self.items.get(&record.item_barcode)),
                patron: (record.kind == Kind::Loan).then_some(patron),
            };
            foresight.next(record, record.timestamp.and_utc(), found)
        };
        self.records.iter().map(&mut next).collect()
    }

    /// What Alma says of each line.
    pub fn upload(&mut self) -> Vec<Outcome> {
        let files = self.records.chunk_by(|a, b| a.timestamp <= b.timestamp);
        let mut outcomes = Vec::new();
        for file in files {
            let mut bytes = Vec::new();
            for record in file {
                dat::write_line(&mut bytes, record).expect("memory takes it");
            }
            outcomes.extend(self.alma.load(&bytes, date(29)));
        }
        outcomes
    }

    /// Whether what is foreseen of the line is said to be doubtful.
    pub fn may_err(&self, line: &Record, outlook: Outlook) -> bool {
        let is_new = outlook == Outlook::Refused(Refusal::NoPatron);
        self.knowledge == Knowledge::NewPatrons && line.kind == Kind::Loan && is_new
    }

    /// Whether it may be open what comes of the line.
    pub fn is_unsure(&self, line: &Record) -> bool {
        self.unsure.contains(&line.item_barcode)
    }
}

/// What a person needs to understand the day.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for item in self.items.values() {
            writeln!(f, "{} on loan: {:?}", item.barcode, item.on_loan)?;
        }
        for (at, record) in self.records.iter().enumerate() {
            writeln!(f, "{at}: {}", record.to_line())?;
        }
        Ok(())
    }
}

fn card(n: u32) -> String {
    format!("d{n}")
}

fn barcode(n: u32) -> String {
    format!("i{n}")
}

/// A day of November 2026, or the first of December.
fn date(day: u32) -> NaiveDate {
    let november = NaiveDate::from_ymd_opt(2026, 11, day.min(30)).expect("a date");
    november + TimeDelta::days((day.saturating_sub(30)).into())
}
