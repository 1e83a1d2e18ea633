//! Why a barcode wants a look: what staff read of it, and its name in the test vectors.
//!
//! The page's scripts have the same sentences.

use std::borrow::Cow;

use crate::circulation::scan::Problem;
use crate::messages::message;

/// Whose barcode something is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// What is lent and returned.
    Item,
    /// Who borrows.
    Patron,
}

impl Role {
    /// The column of such barcodes.
    pub fn field(self) -> &'static str {
        match self {
            Self::Item => "item_barcode",
            Self::Patron => "patron_barcode",
        }
    }

    /// What the check digit setting `codabar14` lets its barcodes begin with.
    pub(super) fn first_digit(self) -> char {
        match self {
            Self::Patron => '2',
            Self::Item => '3',
        }
    }

    pub(super) fn other(self) -> Self {
        match self {
            Self::Item => Self::Patron,
            Self::Patron => Self::Item,
        }
    }
}

/// Why a barcode in this role wants a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// It can be no barcode.
    Scan(Problem),
    /// The library's pattern for items does not fit.
    NotAnItem,
    /// There is no patron barcode in it.
    NoPatron,
    /// It is one of the other role.
    Is(Role),
    /// Nothing like it was seen in this role.
    Shape(Role),
    /// Its check digit is not the one that it should have.
    CheckDigit,
    /// It should begin with this digit.
    FirstDigit(char),
    /// What a scanner adds is still in it.
    Added,
    /// The item has the barcode of its own patron.
    Own,
}

impl Doubt {
    /// Its name in the test vectors and in the page's scripts.
    #[cfg(test)]
    pub fn key(self) -> &'static str {
        match self {
            Self::Scan(problem) => problem.key(),
            Self::NotAnItem => "not an item",
            Self::NoPatron => "no patron",
            Self::Is(Role::Item) => "item",
            Self::Is(Role::Patron) => "patron",
            Self::Shape(_) => "shape",
            Self::CheckDigit => "check digit",
            Self::FirstDigit(_) => "first digit",
            Self::Added => "added",
            Self::Own => "own",
        }
    }

    /// The same in words for staff.
    pub fn sentence(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Scan(problem) => problem.sentence(),
            Self::NotAnItem => message!("scans.not-an-item"),
            Self::NoPatron => message!("scans.no-patron"),
            Self::Is(Role::Item) => message!("scans.is-an-item"),
            Self::Is(Role::Patron) => message!("scans.is-a-patron"),
            Self::Shape(Role::Item) => message!("scans.no-such-item"),
            Self::Shape(Role::Patron) => message!("scans.no-such-patron"),
            Self::CheckDigit => message!("scans.check-digit"),
            Self::FirstDigit(first) => {
                return Cow::Owned(message!("scans.first-digit", first));
            }
            Self::Added => message!("scans.added"),
            Self::Own => message!("scans.own"),
        })
    }
}
