//! What a list says in words of its items: that they were lent, or returned, or something else.
//!
//! No I/O. A text says that only if it says nothing else: "The Return of the King" is a title.

use crate::circulation::record::Kind;

/// What was done with an item. A renewal is a loan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    Loan,
    Return,
    /// Neither of them, such as a request.
    Neither,
}

/// What these words are about.
const ITEMS: [&str; 4] = ["item", "items", "book", "books"];
const RETURN: [&str; 13] = [
    "r",
    "in",
    "ci",
    "ret",
    "return",
    "returns",
    "returned",
    "checkin",
    "checkins",
    "checkedin",
    "discharge",
    "discharges",
    "discharged",
];
const LOAN: [&str; 19] = [
    "l",
    "out",
    "co",
    "loan",
    "loans",
    "loaned",
    "lent",
    "checkout",
    "checkouts",
    "checkedout",
    "charge",
    "charges",
    "charged",
    "issue",
    "issued",
    "renew",
    "renewal",
    "renewals",
    "renewed",
];
const NEITHER: [&str; 12] = [
    "hold",
    "request",
    "requested",
    "void",
    "voided",
    "cancel",
    "canceled",
    "cancelled",
    "deleted",
    "lost",
    "missing",
    "error",
];
/// What a column has to be called in which each cell says it.
const ACTIONS: [&str; 8] = [
    "loanreturn",
    "loanorreturn",
    "returnloan",
    "action",
    "activity",
    "operation",
    "inout",
    "checkinout",
];
/// In such a column's name "return" is not all.
const MORE: [&str; 8] = [
    "loan",
    "lent",
    "checkout",
    "checkedout",
    "due",
    "type",
    "status",
    "policy",
];

impl Said {
    /// Whether it is something else than this.
    pub fn is_other_than(self, kind: Kind) -> bool {
        match kind {
            Kind::Loan => self != Self::Loan,
            Kind::Return => self != Self::Return,
        }
    }
}

/// What a cell or a title says: `Returned:`, `Items lent`, `R`.
pub fn of(text: &str) -> Option<Said> {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphabetic());
    let words = words.filter(|word| !word.is_empty() && !ITEMS.contains(word));
    let said = words.collect::<String>();
    let is_in = |words: &[&str]| words.contains(&&*said);
    if is_in(&RETURN) {
        Some(Said::Return)
    } else if is_in(&LOAN) {
        Some(Said::Loan)
    } else {
        is_in(&NEITHER).then_some(Said::Neither)
    }
}

/// Whether each cell below this heading says what was done.
pub fn is_action(heading: &str) -> bool {
    let heading = letters(heading);
    heading == "lr" || ACTIONS.iter().any(|word| heading.contains(word))
}

/// Whether a cell below this heading says that the item was returned, or when: `Returned at`.
pub fn is_returned(heading: &str) -> bool {
    let folded = letters(heading);
    let is_more = MORE.iter().any(|word| folded.contains(word)) || folded.ends_with("by");
    of(heading) == Some(Said::Return) || speaks_of_returns(heading) && !is_more
}

/// Whether a cell below `Returned` says yes: it may have the day as well.
pub fn is_yes(cell: &str) -> bool {
    !["", "no", "n", "false", "0", "-"].contains(&&*cell.to_lowercase())
}

/// Whether a text speaks of returns, among other words too.
pub fn speaks_of_returns(text: &str) -> bool {
    let text = letters(text);
    let words = ["return", "checkin", "checkedin", "discharge"];
    words.iter().any(|word| text.contains(word))
}

fn letters(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_says_what_was_done_or_something_else() {
        for text in ["R", "Returned:", "returned items", "Check-in", "\"Return\""] {
            assert_eq!(of(text), Some(Said::Return), "{text}");
        }
        for text in ["L", "Items lent", "Checked out:", "Loans"] {
            assert_eq!(of(text), Some(Said::Loan), "{text}");
        }
        for text in [
            "",
            "The Return of the King",
            "Loan/Return",
            "Returns and loans",
            "Lovelace, R",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn a_heading_says_whether_its_cells_are_of_returns() {
        for heading in [
            "Returned",
            "Returned?",
            "Returned on",
            "Return date",
            "Checked in at",
            "In",
        ] {
            assert!(is_returned(heading), "{heading}");
        }
        for heading in ["Loan/Return", "Due", "Return by", "Out", "Title"] {
            assert!(!is_returned(heading), "{heading}");
        }
        for heading in ["Loan/Return", "Action", "Transaction", "L/R"] {
            assert!(is_action(heading), "{heading}");
        }
    }
}
