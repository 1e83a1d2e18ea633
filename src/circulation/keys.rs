//! The keys of the scanning page that do something by themselves.
//!
//! Function keys only: scanners send some of them after a barcode, so a library must be able
//! to choose others, or none. No two of them are alike.

use serde::{Deserialize, Serialize};

use crate::messages::message;

/// The `keys` of the `[scanning]` block.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Keys {
    /// Moves to Check Out.
    check_out: Key,
    /// Moves to Check In.
    check_in: Key,
    /// Does what is offered with the scan that was held last.
    accept: Key,
    /// Goes to the held scans.
    held: Key,
}

/// `F1` to `F24`, or `""` for none.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String")]
struct Key(String);

impl Keys {
    /// The key for Check In, if there is one.
    pub fn check_in(&self) -> Option<&str> {
        Some(self.check_in.0.as_str()).filter(|key| !key.is_empty())
    }

    /// The key that goes to the held scans, if there is one.
    pub fn held(&self) -> Option<&str> {
        Some(self.held.0.as_str()).filter(|key| !key.is_empty())
    }
}

impl TryFrom<String> for Key {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        let is_key = |name: &str| (1..=24).any(|n| name == format!("F{n}"));
        if name.is_empty() || is_key(&name) {
            return Ok(Self(name));
        }
        Err(message!("config.key"))
    }
}

impl Default for Keys {
    fn default() -> Self {
        let key = |name: &str| Key(name.to_owned());
        Self {
            check_out: key("F2"),
            check_in: key("F8"),
            accept: key("F9"),
            held: key("F4"),
        }
    }
}

impl Keys {
    /// Checks that no two are alike; the error begins with the key.
    pub(super) fn check(&self) -> Result<(), String> {
        let Self {
            check_out,
            check_in,
            accept,
            held,
        } = self;
        let keys = [check_out, check_in, accept, held].map(|key| key.0.as_str());
        let is_again = |(i, key): &(usize, &&str)| !key.is_empty() && keys[..*i].contains(key);
        match keys.iter().enumerate().find(is_again) {
            Some((_, key)) => Err(message!("config.keys-twice", key)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Keys, String> {
        let keys: Keys = toml::from_str(text).map_err(|e| e.message().to_owned())?;
        keys.check().map(|()| keys)
    }

    #[test]
    fn a_key_that_is_not_named_is_the_usual_one() {
        let keys = parse("check_in = \"F24\"\nheld = \"\"").unwrap();
        let usual = Keys::default();
        assert_eq!(keys.check_in.0, "F24");
        assert_eq!(keys.held.0, "");
        assert_eq!(
            (keys.check_out, keys.accept),
            (usual.check_out, usual.accept)
        );
    }

    #[test]
    fn only_function_keys_are_keys() {
        for wrong in ["F0", "F25", "F01", "f2", "F", "Enter", "F2 ", "+F2"] {
            let problem = parse(&format!("accept = {wrong:?}")).expect_err(wrong);
            assert!(problem.contains("F1 to F24"), "{problem}");
        }
        assert!(parse("print = \"F7\"").is_err());
    }

    #[test]
    fn two_keys_that_are_alike_are_refused_unless_they_are_none() {
        let problem = parse("accept = \"F2\"").unwrap_err();
        assert_eq!(problem, "keys: F2 is there twice");
        parse("check_out = \"F8\"\ncheck_in = \"F2\"").unwrap();
        let none = "check_out = \"\"\ncheck_in = \"\"\naccept = \"\"\nheld = \"\"";
        parse(none).unwrap();
    }
}
