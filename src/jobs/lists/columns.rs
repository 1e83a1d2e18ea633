//! Which column of a file holds what: by its name in `[lists.columns]`, else by the names that
//! Alma's exports, Analytics and others give it.

use crate::messages::message;

/// What a column can hold: its setting, and the names by which it is known, folded.
pub struct Field {
    pub setting: &'static str,
    names: &'static [&'static str],
}

pub const IDENTIFIERS: Field = Field {
    setting: "identifiers",
    names: &[
        "primaryidentifier",
        "primaryid",
        "useridentifier",
        "useridentifiers",
        "identifier",
        "identifiers",
        "identifiervalue",
        "userid",
        "barcode",
        "userbarcode",
        "patronbarcode",
        "cardnumber",
        "librarycardnumber",
        "universityid",
        "institutionid",
        "studentid",
        "campusid",
        "netid",
    ],
};
pub const EXPIRES: Field = Field {
    setting: "expires",
    names: &[
        "expirydate",
        "expirationdate",
        "userexpirydate",
        "expires",
        "expiry",
        "dateexpiry",
    ],
};
pub const BLOCKED: Field = Field {
    setting: "blocked",
    names: &[
        "blocked",
        "blockstatus",
        "isblocked",
        "hasblocks",
        "hasactiveblocks",
        "userblocks",
        "blocks",
        "debarred",
    ],
};
pub const REASON: Field = Field {
    setting: "reason",
    names: &[
        "blockcode",
        "blockdescription",
        "blockreason",
        "blocktype",
        "blockdescriptioncode",
    ],
};
pub const NAME: Field = Field {
    setting: "name",
    names: &["fullname", "name", "patronname", "username", "displayname"],
};
pub const BARCODE: Field = Field {
    setting: "barcode",
    names: &[
        "barcode",
        "itembarcode",
        "physicalitembarcode",
        "barcodes",
        "piecedesignation",
    ],
};
pub const LIBRARY: Field = Field {
    setting: "item_library",
    names: &[
        "librarycode",
        "library",
        "libraryname",
        "permanentlibrary",
        "owninglibrary",
        "homebranch",
        "libraryunit",
    ],
};
pub const CALL_NUMBER: Field = Field {
    setting: "call_number",
    names: &[
        "permanentcallnumber",
        "callnumber",
        "itemcallnumber",
        "holdingcallnumber",
        "normalizedcallnumber",
    ],
};
pub const TITLE: Field = Field {
    setting: "title",
    names: &["title", "titlecomplete", "titlestatement"],
};
pub const ON_LOAN: Field = Field {
    setting: "on_loan",
    names: &[
        "processtype",
        "onloan",
        "basestatus",
        "itemstatus",
        "loanstatus",
    ],
};

/// Columns that only a list of the other kind has.
const OF_ITEMS: [&str; 8] = [
    "title",
    "callnumber",
    "permanentcallnumber",
    "mmsid",
    "itempolicy",
    "materialtype",
    "locationcode",
    "itemid",
];
const OF_PATRONS: [&str; 8] = [
    "primaryidentifier",
    "primaryid",
    "usergroup",
    "expirydate",
    "firstname",
    "lastname",
    "email",
    "userrecordtype",
];

/// The heading of a file.
pub struct Heading<'a> {
    pub file: &'a str,
    columns: Vec<&'a str>,
    folded: Vec<String>,
}

impl<'a> Heading<'a> {
    /// The heading, unless its columns are not names but somebody's: nobody is told those.
    pub fn new(file: &'a str, columns: Vec<&'a str>) -> Result<Self, String> {
        if columns.iter().any(|column| is_data(column)) {
            return Err(message!("lists.no-heading", file));
        }
        let folded = columns.iter().map(|column| fold(column)).collect();
        Ok(Self {
            file,
            columns,
            folded,
        })
    }

    /// The place of the column with this name in `[lists.columns]` or, if that is empty, of the
    /// first name by which it is known.
    pub fn find(&self, field: &Field, named: &str) -> Result<Option<usize>, String> {
        if !named.is_empty() {
            return self.named(field, named).map(Some);
        }
        let mut known = field.names.iter();
        Ok(known.find_map(|name| self.folded.iter().position(|column| column == name)))
    }

    /// The places of all columns with these names, or with any by which it is known.
    pub fn find_all(&self, field: &Field, named: &[String]) -> Result<Vec<usize>, String> {
        if !named.is_empty() {
            return named.iter().map(|name| self.named(field, name)).collect();
        }
        let is_known = |column: &String| field.names.contains(&column.as_str());
        // The primary identifier, which tells whose row it is, comes first.
        let mut found: Vec<usize> = (0..self.folded.len())
            .filter(|&at| is_known(&self.folded[at]))
            .collect();
        found.sort_by_key(|&at| field.names.iter().position(|name| *name == self.folded[at]));
        Ok(found)
    }

    fn named(&self, field: &Field, named: &str) -> Result<usize, String> {
        let place = self.folded.iter().position(|column| *column == fold(named));
        place.ok_or_else(|| {
            let (file, setting) = (self.file, field.setting);
            message!(
                "lists.no-such-column",
                file,
                column = named,
                setting,
                columns = self.list()
            )
        })
    }

    /// Whether there is a column of items, and none of patrons.
    pub fn is_of_items(&self) -> bool {
        self.has_one_of(&OF_ITEMS) && !self.has_one_of(&OF_PATRONS)
    }

    /// Whether there is a column of patrons, and none of items.
    pub fn is_of_patrons(&self) -> bool {
        self.has_one_of(&OF_PATRONS) && !self.has_one_of(&OF_ITEMS)
    }

    fn has_one_of(&self, names: &[&str]) -> bool {
        self.folded
            .iter()
            .any(|column| names.contains(&column.as_str()))
    }

    /// The name of a column.
    pub fn name(&self, at: usize) -> &str {
        self.columns[at]
    }

    /// The columns as a person is told them.
    pub fn list(&self) -> String {
        self.columns.join(", ")
    }
}

/// Whether it is a number or an address rather than the name of a column, which may have a year.
fn is_data(column: &str) -> bool {
    let mut words = column.split(|c: char| !c.is_ascii_digit());
    words.any(|digits| digits.len() > 4) || column.contains('@')
}

/// A name without what people write differently.
fn fold(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether a column's text means yes; `None` for what is neither.
pub fn is_yes(text: &str) -> Option<bool> {
    match fold(text).as_str() {
        "" | "0" | "no" | "n" | "false" | "none" | "inactive" | "iteminplace" | "available"
        | "notonloan" => Some(false),
        "1" | "yes" | "y" | "true" | "active" | "blocked" | "loan" | "onloan" | "checkedout" => {
            Some(true)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_found_by_its_setting_else_by_a_known_name() {
        let heading = Heading::new("a.csv", vec!["Title", "Item Barcode", "Shelf"]).unwrap();
        assert_eq!(heading.find(&BARCODE, ""), Ok(Some(1)));
        assert_eq!(heading.find(&CALL_NUMBER, "shelf"), Ok(Some(2)));
        assert_eq!(heading.find(&CALL_NUMBER, ""), Ok(None));
        let wrong = heading.find(&LIBRARY, "Branch").unwrap_err();
        assert!(wrong.contains("“Branch”, which item_library in"), "{wrong}");
        assert!(
            wrong.ends_with("It has: Title, Item Barcode, Shelf. Whoever looks after the server can name the right one there."),
            "{wrong}"
        );
    }

    #[test]
    fn the_primary_identifier_comes_first() {
        let heading = Heading::new(
            "a.csv",
            vec!["Barcode", "Expiry Date", "Primary Identifier"],
        )
        .unwrap();
        assert_eq!(heading.find_all(&IDENTIFIERS, &[]), Ok(vec![2, 0]));
        assert!(heading.is_of_patrons() && !heading.is_of_items());
    }

    #[test]
    fn what_is_somebodys_is_no_heading_and_is_not_repeated() {
        for data in ["21234000111111", "a@example.edu"] {
            let refused = Heading::new("a.csv", vec!["Ada", data]).err();
            assert!(!refused.expect(data).contains("Ada"));
        }
        assert!(Heading::new("a.csv", vec!["Barcode", "Loans 2025-2026"]).is_ok());
    }

    #[test]
    fn a_text_means_yes_no_or_neither() {
        for yes in ["1", "Yes", "Loan", "Active"] {
            assert_eq!(is_yes(yes), Some(true), "{yes}");
        }
        for no in ["", " ", "0", "No", "Item in place", "FALSE"] {
            assert_eq!(is_yes(no), Some(false), "{no}");
        }
        assert_eq!(is_yes("Transit"), None);
    }
}
