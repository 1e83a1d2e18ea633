//! What a list says in words of its items: that they were lent, or returned.
//!
//! No I/O. A text says that only if it says nothing else: "The Return of the King" is a title.

use crate::circulation::record::Kind;

/// What these words are about.
const ITEMS: [&str; 4] = ["item", "items", "book", "books"];
const RETURN: [&str; 11] = [
    "r",
    "in",
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
const LOAN: [&str; 14] = [
    "l",
    "out",
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
];

/// What a cell or a title says: `Returned:`, `Items lent`, `R`.
pub fn kind(text: &str) -> Option<Kind> {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphabetic());
    let words = words.filter(|word| !word.is_empty() && !ITEMS.contains(word));
    let said = words.collect::<String>();
    if RETURN.contains(&&*said) {
        Some(Kind::Return)
    } else {
        LOAN.contains(&&*said).then_some(Kind::Loan)
    }
}

/// Whether a cell below `Returned` says yes: it may have the day as well.
pub fn is_yes(cell: &str) -> bool {
    !["", "no", "n", "false", "0", "-"].contains(&&*cell.to_lowercase())
}

/// Whether this is the title of a list of returns, among other words too.
pub fn is_title_of_returns(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let text: String = letters.flat_map(char::to_lowercase).collect();
    let words = ["return", "checkin", "checkedin", "discharge"];
    words.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_says_what_was_done_or_something_else() {
        for text in ["R", "Returned:", "returned items", "Check-in", "\"Return\""] {
            assert_eq!(kind(text), Some(Kind::Return), "{text}");
        }
        for text in ["L", "Items lent", "Checked out:", "Loans"] {
            assert_eq!(kind(text), Some(Kind::Loan), "{text}");
        }
        for text in [
            "",
            "The Return of the King",
            "Loan/Return",
            "Returns and loans",
            "Lovelace, R",
        ] {
            assert_eq!(kind(text), None, "{text}");
        }
    }
}
