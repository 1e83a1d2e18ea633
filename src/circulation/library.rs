//! A library of the site: its code, its name, and which libraries somebody asks for.

use serde::{Deserialize, Serialize};

use crate::circulation::zone::Zone;

/// Width of the column `library`, in characters.
pub const LIBRARY_WIDTH: usize = 16;
/// What stands in a form in the place of a code: none is chosen, or all are meant.
pub const NO_CODE: &str = "---";

/// One library that circulates.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Library {
    /// What stands in the table and in file names.
    pub code: String,
    /// What staff see.
    pub name: String,
    /// Its time zone, if it is not that of the site.
    #[serde(skip_serializing)]
    pub timezone: Option<Zone>,
}

/// Which records are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection<'a> {
    /// Those of every library.
    All,
    /// Those with exactly this library.
    Library(&'a str),
}

impl<'a> Selection<'a> {
    /// From the value of a form's field or a command's argument.
    pub fn parse(value: &'a str) -> Self {
        if value == NO_CODE {
            Self::All
        } else {
            Self::Library(value)
        }
    }

    /// The code, if only one library is meant.
    pub fn code(self) -> Option<&'a str> {
        match self {
            Self::All => None,
            Self::Library(code) => Some(code),
        }
    }
}

/// Whether the code can stand at the head of a file's name, in a link and in a submitted
/// line.
pub fn is_code(code: &str) -> bool {
    let alphanumeric = |c: char| c.is_ascii_alphanumeric();
    code.len() <= LIBRARY_WIDTH
        && code.starts_with(alphanumeric)
        && code.ends_with(alphanumeric)
        && code.chars().all(|c| alphanumeric(c) || "._+- ".contains(c))
}
