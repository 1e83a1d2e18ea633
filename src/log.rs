//! What goes to the error log: one line for each event that matters,
//! `offline-circ: EVENT key=value …`, the same for pages and commands.
//!
//! Text stands in double quotes with every quote, backslash and control character
//! escaped, so no value can end its quotes or its line. apache/README.md lists the events.
//! A line that is written while a request is answered says who sent it, and goes the way of
//! its answer; any other goes to standard error.

use std::cell::RefCell;
use std::fmt::{self, Display, Write as _};
use std::io::{self, Write as _};
use std::sync::OnceLock;

thread_local! {
    /// The request that this thread answers.
    static REQUEST: RefCell<Option<Request>> = const { RefCell::new(None) };
}

/// The key of what somebody else has said of an error.
const CAUSE: &str = "cause";
/// After these words a database quotes a value of a row, or a part of a statement.
const BEFORE_A_VALUE: [&str; 3] = ["Duplicate entry '", " value: '", " near '"];
/// And with these it goes on.
const AFTER_A_VALUE: [&str; 4] = ["' for key ", "' for column ", "' at line ", "' at row "];

/// The user who runs a command.
static CALLER: OnceLock<String> = OnceLock::new();

struct Request {
    from: String,
    user: Option<String>,
    sink: Box<dyn FnMut(&str)>,
}

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

    /// Adds `key="value"`, for any text but a barcode or a name.
    pub fn text(self, key: &str, value: impl Display) -> Self {
        let mut value = value.to_string();
        if key == CAUSE {
            value = without_values(&value);
        }
        self.with(key, format_args!("{value:?}"))
    }

    /// Writes the line: to the log of the request in hand, else to standard error.
    pub fn write(self) {
        let caller = CALLER.get().map(String::as_str);
        REQUEST.with_borrow_mut(|request| match request {
            Some(Request { from, user, sink }) => {
                let event = self.text("from", from).by(user.as_deref());
                sink(&format!("{event}\n"));
            }
            None => to_standard_error(&(self.by(caller).0 + "\n")),
        });
    }

    fn by(self, user: Option<&str>) -> Self {
        match user {
            Some(user) => self.text("user", user),
            None => self,
        }
    }
}

/// Writes the text in one piece. Where that cannot be done, on a full disk say, the work goes on.
pub fn to_standard_error(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

impl Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A database's message without the values in it. A value may have quotes itself, so it ends at
/// the last place where it can.
fn without_values(message: &str) -> String {
    let starts = BEFORE_A_VALUE.iter().filter_map(|words| {
        let at = message.find(words)?;
        Some(at + words.len())
    });
    let Some(start) = starts.min() else {
        return message.to_owned();
    };
    let rest = &message[start..];
    let ends = AFTER_A_VALUE.iter().filter_map(|words| rest.rfind(words));
    let end = ends.max().map_or("", |end| &rest[end..]);
    format!("{}...{end}", &message[..start])
}

/// The message of a panic up to its first quotation, and without long numbers: both may be what
/// was scanned. Where it happened says the rest.
pub fn without_quotations(message: &str) -> String {
    let (start, is_cut) = match message.find(['`', '"', '\'']) {
        Some(at) => (&message[..at], "..."),
        None => (message, ""),
    };
    let words = start.split(' ').map(|word| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        if digits > 5 { "..." } else { word }
    });
    words.collect::<Vec<_>>().join(" ") + is_cut
}

/// Does the work of a request from this address, by this user if one is logged in; each line
/// that is written meanwhile goes to the sink at once.
pub fn of_request<T>(
    from: &str,
    user: Option<&str>,
    sink: impl FnMut(&str) + 'static,
    work: impl FnOnce() -> T,
) -> T {
    REQUEST.set(Some(Request {
        from: from.to_owned(),
        user: user.map(str::to_owned),
        sink: Box::new(sink),
    }));
    let done = work();
    REQUEST.take();
    done
}

/// Names the user who runs a command, for each line from now on.
pub fn of_command(user: Option<String>) {
    if let Some(user) = user {
        CALLER.get_or_init(|| user);
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

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

    #[test]
    fn a_cause_has_no_value_of_a_row() {
        for (said, kept) in [
            (
                "ERROR 1062 (23000): Duplicate entry 'a' for key 'b-31234000000001' for key 'PRIMARY'",
                "ERROR 1062 (23000): Duplicate entry '...' for key 'PRIMARY'",
            ),
            (
                "Incorrect string value: '\\xC3\\xA9' for column `a`.`item_barcode` at row 1",
                "Incorrect string value: '...' for column `a`.`item_barcode` at row 1",
            ),
            (
                "Truncated incorrect DOUBLE value: '312x'",
                "Truncated incorrect DOUBLE value: '...",
            ),
            (
                "syntax to use near '312' x' at line 1",
                "syntax to use near '...' at line 1",
            ),
            (
                "Table 'alma_offline.t' doesn't exist",
                "Table 'alma_offline.t' doesn't exist",
            ),
        ] {
            let event = Event::new("failed").text("cause", said).to_string();
            assert_eq!(event, format!("offline-circ: failed cause={kept:?}"));
        }
    }

    #[test]
    fn the_message_of_a_panic_has_no_quotation_and_no_long_number() {
        for (said, kept) in [
            (
                "byte index 1 is not a char boundary; it is inside 'é' (bytes 0..2) of `é 312`",
                "byte index 1 is not a char boundary; it is inside ...",
            ),
            ("Text(\"31\\\"2\") 31234000", "Text(..."),
            (
                "out of range for slice of length 31234000: 31234001 is",
                "out of range for slice of length ... ... is",
            ),
            (
                "index out of bounds: the len is 3",
                "index out of bounds: the len is 3",
            ),
        ] {
            assert_eq!(without_quotations(said), kept);
        }
    }

    #[test]
    fn a_line_of_a_request_says_who_sent_it() {
        let lines = Rc::new(RefCell::new(String::new()));
        let sink = Rc::clone(&lines);
        let sink = move |line: &str| sink.borrow_mut().push_str(line);
        let done = of_request("::1", Some("ada"), sink, || {
            Event::new("voided").with("n", 1).write();
            Event::new("slow").write();
            7
        });
        assert_eq!(done, 7);
        assert_eq!(
            lines.take(),
            "offline-circ: voided n=1 from=\"::1\" user=\"ada\"\n\
             offline-circ: slow from=\"::1\" user=\"ada\"\n"
        );
    }
}
