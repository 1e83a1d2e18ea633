//! The sentences that the program says: on pages, on the command line and in the log.
//!
//! Each stands under a code in `templates/messages/`: `area.name` is `name` in `area.toml`. A
//! translation changes those files only. `tests/messages.rs` reads every use in `src`: a code or
//! a hole that is not there, an entry that nobody uses, and a sentence in the code fail it.

use std::collections::HashMap;
use std::fmt::{self, Display, Write as _};
use std::sync::LazyLock;

use serde::Deserialize;

/// An area's entries are read when the first of them is asked for.
type Area = LazyLock<HashMap<String, Entry>>;

macro_rules! area {
    ($name:literal) => {
        (
            $name,
            LazyLock::new(|| {
                let file = include_str!(concat!("../templates/messages/", $name, ".toml"));
                toml::from_str(file).expect("tests/messages.rs reads each of these files")
            }),
        )
    };
}

static AREAS: [(&str, Area); 12] = [
    area!("check"),
    area!("commands"),
    area!("config"),
    area!("database"),
    area!("errors"),
    area!("help"),
    area!("import"),
    area!("lists"),
    area!("log"),
    area!("pages"),
    area!("practice"),
    area!("scans"),
];

/// A sentence, or one for each form of a number.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Entry {
    One(String),
    Plural {
        /// The hole with the number that decides.
        number: String,
        one: String,
        other: String,
    },
}

/// The code of a message: what an error keeps until somebody reads it. Made by [`code!`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code(pub(crate) &'static str);

impl Code {
    /// The message; it has no holes.
    pub fn text(self) -> &'static str {
        text(self.0)
    }
}

impl Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// A message by its code, and what fills its holes by their names.
///
/// `message!("area.name")` is a `&'static str`, `message!("area.name", hole = value)` a `String`;
/// `hole` alone stands for the variable of that name.
macro_rules! message {
    ($code:literal) => {
        $crate::messages::text($code)
    };
    ($code:literal $(, $hole:ident $(= $value:expr)?)+ $(,)?) => {
        $crate::messages::fill(
            $code,
            &[$((stringify!($hole), $crate::messages::message!(@ $hole $(= $value)?))),+],
        )
    };
    (@ $hole:ident) => {
        &$hole as &dyn ::std::fmt::Display
    };
    (@ $hole:ident = $value:expr) => {
        &$value as &dyn ::std::fmt::Display
    };
}
pub(crate) use message;

/// The [`Code`] of a message without holes.
macro_rules! code {
    ($code:literal) => {
        $crate::messages::Code($code)
    };
}
pub(crate) use code;

/// A message without holes; a code that is not there stands for itself, so that no answer
/// fails for want of a sentence.
pub fn text(code: &'static str) -> &'static str {
    match entry(code) {
        Some(Entry::One(text) | Entry::Plural { other: text, .. }) => text,
        None => code,
    }
}

/// A message with its holes filled, in the form for its number if it has one.
pub fn fill(code: &'static str, holes: &[(&str, &dyn Display)]) -> String {
    let value = |name: &str| holes.iter().find(|(hole, _)| *hole == name);
    let text = match entry(code) {
        Some(Entry::One(text)) => text,
        Some(Entry::Plural { number, one, other }) => {
            let is_one = value(number).is_some_and(|(_, number)| number.to_string() == "1");
            if is_one { one } else { other }
        }
        None => code,
    };
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, name, after)) = next_hole(rest) {
        filled.push_str(before);
        match value(name) {
            Some((_, value)) => {
                let _ = write!(filled, "{value}");
            }
            None => filled.push_str(name),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// What stands before the next hole, the hole's name, and what stands after it.
fn next_hole(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

fn entry(code: &str) -> Option<&'static Entry> {
    let (area, name) = code.split_once('.')?;
    let (_, entries) = AREAS.iter().find(|(known, _)| *known == area)?;
    entries.get(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_area_is_read() {
        for (name, entries) in &AREAS {
            assert!(!entries.is_empty(), "{name}");
        }
    }

    #[test]
    fn a_number_decides_which_sentence_it_is() {
        let file = "/a/b.dat";
        let exported = |records: usize| message!("commands.exported", records, file);
        assert_eq!(exported(1), "1 record is in /a/b.dat");
        assert_eq!(exported(0), "0 records are in /a/b.dat");
        assert_eq!(exported(11), "11 records are in /a/b.dat");
    }

    #[test]
    fn what_fills_a_hole_has_no_holes() {
        let text = message!("commands.at-file", file = "{problem}", problem = "{file}");
        assert_eq!(text, "{problem}: {file}");
    }

    #[test]
    fn a_code_that_is_not_there_stands_for_itself() {
        assert_eq!(text("pages.nothing-like-this"), "pages.nothing-like-this");
        assert_eq!(fill("nowhere.at-all", &[]), "nowhere.at-all");
    }
}
