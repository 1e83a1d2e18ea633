//! The lines of a check, and the worst of them.

use std::fmt::Display;

use crate::commands::say;

/// Prints each line when it is known.
#[derive(Debug, Default)]
pub struct Report {
    worst: u8,
}

impl Report {
    /// Something is as it must be.
    pub fn ok(&mut self, what: &str, text: impl Display) {
        self.line(0, "ok", what, &text);
    }

    /// Something works, but somebody should look at it; the text says what to do.
    pub fn warning(&mut self, what: &str, text: impl Display) {
        self.line(1, "warning", what, &text);
    }

    /// Something does not work; the text says what to do.
    pub fn failed(&mut self, what: &str, text: impl Display) {
        self.line(2, "failed", what, &text);
    }

    fn line(&mut self, level: u8, word: &str, what: &str, text: &dyn Display) {
        self.worst = self.worst.max(level);
        say!("{word:<8} {what:<14} {text}");
    }

    /// 0 when everything is well, 1 after a warning, 2 after a failure.
    pub fn exit_code(&self) -> u8 {
        self.worst
    }
}
