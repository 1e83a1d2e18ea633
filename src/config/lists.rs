//! The `[lists]` block: what the page does with the lists of patrons and items.

use std::path::PathBuf;

use serde::Deserialize;

use crate::circulation::known::Hold;
use crate::messages::message;

const MOST_DAYS: u32 = 3_660;

/// The `[lists]` block; `config.example.toml` documents each key.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Lists {
    /// For what of the lists a scan is held.
    pub hold: Vec<Hold>,
    /// Whether the names of patrons are kept and shown.
    pub names: bool,
    /// A list older than so many days counts no more, and is deleted.
    pub max_age_days: u32,
    /// A list older than so many days is shown in red.
    pub old_days: u32,
    /// Whether a desk keeps a set of the lists in its browser, for the time when it is cut off.
    pub offline: bool,
    /// The file with the key of the patrons' hashes.
    pub key_file: PathBuf,
    /// The columns of a CSV file that is none of Alma's own.
    pub columns: Columns,
}

/// The names of columns. An empty one is looked for by the names that Alma and others give it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Columns {
    /// All the columns with identifiers of a patron that may be on a card.
    pub identifiers: Vec<String>,
    /// The day until which the patron's account is good.
    pub expires: String,
    /// What is not empty, `0`, `no` or `false` for a blocked patron.
    pub blocked: String,
    /// The code for the reason of a block.
    pub reason: String,
    /// The patron's name.
    pub name: String,
    /// The item's barcode.
    pub barcode: String,
    /// The item's library, by its code or name.
    pub item_library: String,
    /// The item's call number.
    pub call_number: String,
    /// The item's title.
    pub title: String,
    /// What is not empty, `0`, `no` or `false` for an item on loan.
    pub on_loan: String,
}

impl Default for Lists {
    fn default() -> Self {
        Self {
            hold: vec![Hold::Item, Hold::Library, Hold::Blocked, Hold::Expired],
            names: false,
            max_age_days: 30,
            old_days: 7,
            offline: false,
            key_file: PathBuf::from("/etc/offline-circ/lists.key"),
            columns: Columns::default(),
        }
    }
}

impl Lists {
    /// Checks what no type can tell by itself; the error begins with the key.
    pub fn check(&self) -> Result<(), String> {
        if !(1..=MOST_DAYS).contains(&self.max_age_days) {
            return Err(message!("config.lists-max-age", most = MOST_DAYS));
        }
        if !(1..=MOST_DAYS).contains(&self.old_days) {
            return Err(message!("config.lists-old", most = MOST_DAYS));
        }
        if !self.key_file.is_absolute() {
            return Err(message!("config.lists-key-file").to_owned());
        }
        Ok(())
    }
}
