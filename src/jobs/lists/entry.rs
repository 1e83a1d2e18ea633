//! What one row or element of a file says of a patron.

use super::table::shortened;
use crate::circulation::known::KnownPatron;

/// Characters of a block's code.
pub const REASON_WIDTH: usize = 32;

/// What one row or element says of a patron.
#[derive(Debug, Default)]
pub struct Entry {
    pub primary: String,
    /// Others that may be on a card.
    pub identifiers: Vec<String>,
    pub patron: KnownPatron,
}

impl Entry {
    /// Notes a block, unless there is one already.
    pub fn block(&mut self, code: &str) {
        self.patron.is_blocked = true;
        if self.patron.reason.is_empty() {
            self.patron.reason = shortened(code, REASON_WIDTH);
        }
    }
}
