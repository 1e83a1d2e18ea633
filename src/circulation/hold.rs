//! The kinds of what the lists from Alma say against a scan; each can be switched off.

use serde::{Deserialize, Serialize};

/// As `hold` in `[lists]` names it, and the answer to the scanning page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Hold {
    /// The item is not in the list.
    Item,
    /// The item belongs to another library.
    Library,
    /// The patron is not in the list; new patrons are in none.
    Patron,
    /// The patron is blocked.
    Blocked,
    /// The patron's account has expired.
    Expired,
}
