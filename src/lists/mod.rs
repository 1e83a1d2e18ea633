//! The key of the lists of patrons: what is kept of an identifier is a hash under it.
//!
//! Whoever has the table without the key learns nothing from it, and the key stays out of the
//! database. An identifier is folded as Alma does it, which knows no upper and lower case in it.

mod filter;
mod key;
mod set;
#[cfg(test)]
mod vectors;

pub use filter::Spot;
pub use key::{Digest, Key, fold};
pub use set::{DeskPatron, set};
