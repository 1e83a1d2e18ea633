//! After the upload: whose records the failures in Alma's job report belong to.
//!
//! A [`AlmaReport`] is what the pasted text asks for, [`find`] finds the records that it can be
//! about, and [`answer`] puts them beside it. Nothing in the text is lost on the way: each message has its
//! entry, also when no record has its barcode, and the same message twice has one. Alma speaks the
//! institution's language: what is relied on is the barcodes.

mod altered;
mod answer;
mod digits;
mod find;
mod report;

use crate::circulation::record::Kind;

pub use altered::{Altered, Change};
pub use answer::{Entry, Found, Location, answer};
pub use digits::plain;
pub use find::find;
pub use report::AlmaReport;

/// What Alma says of a line that it did not take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Failure {
    /// `Item not found`
    ItemNotFound,
    /// `User not found`
    UserNotFound,
    /// Any other sentence before `Barcode: N`.
    Other,
    /// `Return item failed, item was not on loan`: counted as in-house use.
    NotOnLoan,
    /// `A later action on this item happened`: ignored.
    LaterAction,
}

impl Failure {
    /// Every kind, those that need somebody first.
    pub const ALL: [Self; 5] = [
        Self::ItemNotFound,
        Self::UserNotFound,
        Self::Other,
        Self::NotOnLoan,
        Self::LaterAction,
    ];

    /// Alma's words, which its documentation gives; `None` for any others.
    pub fn words(self) -> Option<&'static str> {
        match self {
            Self::ItemNotFound => Some("Item not found"),
            Self::UserNotFound => Some("User not found"),
            Self::Other => None,
            Self::NotOnLoan => Some("Return item failed, item was not on loan"),
            Self::LaterAction => Some("A later action on this item happened"),
        }
    }

    /// Whether somebody has to put something right.
    pub fn needs_a_person(self) -> bool {
        matches!(self, Self::ItemNotFound | Self::UserNotFound | Self::Other)
    }

    /// Whether its barcode can be an item's.
    pub fn may_name_an_item(self) -> bool {
        self != Self::UserNotFound
    }

    /// Whether its barcode can be a patron's.
    pub fn may_name_a_patron(self) -> bool {
        matches!(self, Self::UserNotFound | Self::Other)
    }

    /// The only records that can have failed in this way, where there are any of them.
    fn kind(self) -> Option<Kind> {
        match self {
            Self::UserNotFound => Some(Kind::Loan),
            Self::NotOnLoan => Some(Kind::Return),
            _ => None,
        }
    }
}
