//! After the upload: whose records the failures in Alma's job report belong to.
//!
//! No I/O. A [`Report`] is what the pasted text asks for; [`answer`] puts the records that
//! were found beside it. Nothing in the text is lost on the way: each message has its
//! entry, also when no record has its barcode, and the same message twice has one.

mod answer;
mod report;
pub mod search;

use crate::circulation::record::Kind;

pub use answer::{Entry, Found, Place, answer};
pub use report::Report;

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
    #[must_use]
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
    #[must_use]
    pub fn needs_a_person(self) -> bool {
        matches!(self, Self::ItemNotFound | Self::UserNotFound | Self::Other)
    }

    /// Whether its barcode can be an item's.
    #[must_use]
    pub fn may_name_an_item(self) -> bool {
        self != Self::UserNotFound
    }

    /// Whether its barcode can be a patron's.
    #[must_use]
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
