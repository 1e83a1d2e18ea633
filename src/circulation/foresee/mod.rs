//! What Alma will say of each line of a file, as far as that can be known before the upload.
//!
//! No I/O. Alma takes the lines in their order, and so does a [`Foresight`]. It keeps every state
//! that an item can be in, and says only what is true in all of them: what it cannot know is
//! [`Outlook::Open`]. A line that fails changes no state. An item or a patron of which no list
//! says anything is taken for one that Alma has. Two identifiers are two patrons, because the
//! lists do not say whose they are.

mod item;

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use self::item::Item;
use crate::circulation::known::{Found, Warning};
use crate::circulation::record::{Kind, Record};

/// Why Alma does not take a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// `Item not found`, of Alma's documentation.
    NoItem,
    /// `User not found`, of Alma's documentation.
    NoPatron,
    /// The patron is blocked: the lists say so, and Alma does not lend to them.
    Blocked,
    /// The patron's account was not good any more on the day of the loan: the lists say until when.
    Expired,
    /// `Item is currently on loan by another patron`: users report that this block must not be
    /// handled automatically for the upload. So the first loan stays, and the second fails.
    OnLoan,
    /// `A later action on this item happened`, of Alma's documentation: the line is ignored. It comes
    /// of a file that is uploaded after another one with later records of the item.
    LaterAction,
    /// `Return item failed, item was not on loan`, of Alma's documentation: counted as in-house use.
    NotOnLoan,
}

impl Refusal {
    /// Every kind, those that need somebody first.
    pub const ALL: [Self; 7] = [
        Self::NoItem,
        Self::NoPatron,
        Self::Blocked,
        Self::Expired,
        Self::OnLoan,
        Self::LaterAction,
        Self::NotOnLoan,
    ];

    /// Whether somebody will have to put something right.
    pub fn needs_a_person(self) -> bool {
        !matches!(self, Self::LaterAction | Self::NotOnLoan)
    }

    /// What the lists say against the record, in the order in which Alma looks.
    fn of_lists(record: &Record, found: Found<'_>) -> Option<Self> {
        let warnings = Warning::all(record, found).into_iter();
        warnings.map(|warning| Self::of(&warning)).find_map(|it| it)
    }

    /// An item of another library is taken, and goes In Transit.
    fn of(warning: &Warning) -> Option<Self> {
        match warning {
            Warning::NoItem => Some(Self::NoItem),
            Warning::OtherLibrary(_) => None,
            Warning::NoPatron => Some(Self::NoPatron),
            Warning::Blocked(_) => Some(Self::Blocked),
            Warning::Expired(_) => Some(Self::Expired),
        }
    }
}

/// What will come of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outlook {
    /// Nothing is known against it.
    Taken,
    /// That depends on what is not known.
    Open,
    /// Alma will not take it.
    Refused(Refusal),
}

/// What is known of the items after some lines.
#[derive(Debug, Default)]
pub struct Foresight {
    /// When it was true what the list says of loans; `None` if it is not to be used.
    listed: Option<DateTime<Utc>>,
    /// Whether a patron who is in no list may be a new one, whom Alma has.
    may_be_new: bool,
    items: HashMap<String, Item>,
}

impl Foresight {
    /// Before the first line. `listed` is when it was true what the list of items says of loans,
    /// `None` if that is not to be used; `may_be_new` is whether a patron who is not in the list
    /// may be one whom Alma has.
    pub fn new(listed: Option<DateTime<Utc>>, may_be_new: bool) -> Self {
        Self {
            listed,
            may_be_new,
            items: HashMap::new(),
        }
    }

    /// What will come of the next line, made at this moment, given what the lists have of it.
    pub fn next(&mut self, record: &Record, at: DateTime<Utc>, found: Found<'_>) -> Outlook {
        let refusal = Refusal::of_lists(record, found);
        let is_doubtful = refusal == Some(Refusal::NoPatron) && self.may_be_new;
        if let Some(refusal) = refusal
            && !is_doubtful
        {
            return Outlook::Refused(refusal);
        }
        let listed = self.listed;
        let item = record.item_barcode.trim();
        let item = self.items.entry(item.to_owned()).or_insert_with(|| {
            let known = found.item.flatten().and_then(|item| item.on_loan);
            Item::new(listed.zip(known))
        });
        let patron = match record.kind {
            Kind::Loan => Some(record.patron_barcode.trim().to_lowercase()),
            Kind::Return => None,
        };
        let outlook = item.next(patron.as_deref(), at, is_doubtful);
        refusal.map_or(outlook, Outlook::Refused)
    }
}

#[cfg(test)]
mod tests;
