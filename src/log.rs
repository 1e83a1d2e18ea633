//! What goes to the error log: one line for each event that matters,
//! `offline-circ: EVENT key=value …`, the same for pages and commands.
//!
//! Text stands in double quotes with every quote, backslash and control character
//! escaped, so no value can end its quotes or its line. README.md lists the events.

use std::fmt::{self, Display, Write as _};

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Event(String);

impl Event {
    /// An event of this name, which is one word.
    pub fn new(name: &str) -> Self {
        Self(format!("offline-circ: {name}"))
    }

    /// Adds `key=value`, for a number or one of our own words.
    pub fn with(mut self, key: &str, value: impl Display) -> Self {
        // Writing into a String does not fail.
        let _ = write!(self.0, " {key}={value}");
        self
    }

    /// Adds `key="value"`, for any text.
    pub fn text(self, key: &str, value: impl Display) -> Self {
        self.with(key, format_args!("{:?}", value.to_string()))
    }
}

impl Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_end_its_quotes_or_its_line() {
        let event = Event::new("voided")
            .with("n", 1)
            .text("line", "a\" user=\"x\r\noffline-circ: \\\u{1b}[0m");
        assert_eq!(
            event.to_string(),
            "offline-circ: voided n=1 line=\"a\\\" user=\\\"x\\r\\noffline-circ: \\\\\\u{1b}[0m\""
        );
    }
}
