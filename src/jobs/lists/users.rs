//! Alma's users in XML: the export of users, of its API and of a job, and the export of blocks.
//!
//! The elements are those of Alma's REST user object (developers.exlibrisgroup.com, "User"):
//! `primary_id`, `status`, `expiry_date`, `user_identifiers/user_identifier` with `value` and
//! `status`, `user_blocks/user_block` with `block_description`, `block_status` and `expiry_date`.

use std::io::BufRead;

use chrono::NaiveDate;

use super::dates::iso;
use super::entry::Entry;
use super::xml::{self, Element};

/// Alma's word for what does not count any more.
const INACTIVE: &str = "INACTIVE";

/// What has been read of the element that is open.
#[derive(Default)]
struct User {
    entry: Entry,
    names: [String; 3],
    identifier: (String, bool),
    block: Block,
}

#[derive(Default)]
struct Block {
    is_over: bool,
    code: String,
}

/// Gives each user to `add`. Returns how many there were.
pub fn read(
    file: &str,
    content: impl BufRead,
    today: NaiveDate,
    mut add: impl FnMut(Entry),
) -> Result<u64, String> {
    let mut users = 0;
    let mut user = User::default();
    xml::read(file, content, |element| {
        if element.name() == "user" {
            users += 1;
            add(std::mem::take(&mut user).finish());
        } else {
            user.take(element, today);
        }
    })?;
    Ok(users)
}

impl User {
    fn take(&mut self, element: &Element<'_>, today: NaiveDate) {
        let text = element.text;
        match (element.parent(), element.name()) {
            ("user", "primaryid") => text.clone_into(&mut self.entry.primary),
            ("user", "status") if text.eq_ignore_ascii_case(INACTIVE) => {
                self.entry.block(INACTIVE);
            }
            ("user", "expirydate") => self.entry.patron.expires = iso(text),
            ("user", "fullname") => text.clone_into(&mut self.names[0]),
            ("user", "firstname") => text.clone_into(&mut self.names[1]),
            ("user", "lastname") => text.clone_into(&mut self.names[2]),
            ("useridentifier", "value") => text.clone_into(&mut self.identifier.0),
            ("useridentifier", "status") => {
                self.identifier.1 = text.eq_ignore_ascii_case(INACTIVE);
            }
            ("useridentifiers", "useridentifier") => {
                let (value, is_inactive) = std::mem::take(&mut self.identifier);
                if !is_inactive {
                    self.entry.identifiers.push(value);
                }
            }
            ("userblock", "blockdescription") => text.clone_into(&mut self.block.code),
            ("userblock", "blockstatus") => {
                self.block.is_over |= text.eq_ignore_ascii_case(INACTIVE);
            }
            ("userblock", "expirydate") => {
                self.block.is_over |= iso(text).is_some_and(|day| day < today);
            }
            ("userblocks", "userblock") => {
                let block = std::mem::take(&mut self.block);
                if !block.is_over {
                    self.entry.block(&block.code);
                }
            }
            _ => {}
        }
    }

    fn finish(mut self) -> Entry {
        let [full, first, last] = self.names;
        let name = if full.is_empty() {
            format!("{first} {last}")
        } else {
            full
        };
        name.trim().clone_into(&mut self.entry.patron.name);
        self.entry
    }
}
