//! What a check is called in a URL and on the page, and what to do about what it found.

use std::borrow::Cow;

use crate::circulation::checks::{Check, Checks};

/// The check of this name in a URL.
pub fn check(wanted: &str) -> Option<Check> {
    Check::ALL.into_iter().find(|check| name(*check) == wanted)
}

/// Its name in a URL.
pub fn name(check: Check) -> &'static str {
    match check {
        Check::TwoPatrons => "two-patrons",
        Check::SameMinute => "same-minute",
        Check::PatronIsItem => "patron-is-item",
        Check::Barcode => "barcode",
        Check::NotAscii => "not-ascii",
        Check::Future => "future",
        Check::Old => "old",
        Check::TwoLibraries => "two-libraries",
        Check::Renewed => "renewed",
    }
}

/// Its heading.
pub fn title(check: Check, settings: &Checks) -> Cow<'static, str> {
    Cow::Borrowed(match check {
        Check::TwoPatrons => "Lent to two patrons with no return between",
        Check::SameMinute => "Loan and return in the same minute",
        Check::PatronIsItem => "Patron barcode that is also an item’s",
        Check::Barcode => "Barcode missing, misread or in the wrong field",
        Check::NotAscii => "Unusual characters in a barcode",
        Check::Future => "Time in the future",
        Check::Old => return older_than(settings.old_days),
        Check::TwoLibraries => "Item handled at more than one library",
        Check::Renewed => "Lent to the same patron again",
    })
}

fn older_than(days: u32) -> Cow<'static, str> {
    let unit = if days == 1 { "day" } else { "days" };
    Cow::Owned(format!("Older than {days} {unit}"))
}

/// What it means, and what to do.
pub fn advice(check: Check) -> &'static str {
    match check {
        Check::TwoPatrons => {
            "Alma still has the item on loan to the first patron when the second loan comes. If \
             one of them is a mistake, void it. If only the return was not scanned, leave both, \
             and look at the item in Alma after the upload."
        }
        Check::SameMinute => {
            "The file for Alma gives times without seconds, so nobody knows which one Alma takes \
             as the later. If one was a mistake, void it. Else look at the item in Alma after the \
             upload."
        }
        Check::PatronIsItem => {
            "An item was probably scanned in the place of the patron, or the patron’s card in the \
             place of an item. Void what is wrong, and record it as it should be."
        }
        Check::Barcode => {
            "It does not look like an item’s or a patron’s barcode here, so Alma would probably \
             not find it. Void what is wrong, and record it as it should be."
        }
        Check::NotAscii => {
            "It is not known how Alma reads letters with accents and the like. Compare with the \
             label: often the scanner was set to another keyboard. Void what is wrong, and record \
             it as it should be."
        }
        Check::Future => {
            "A clock was wrong when these were recorded, and they come after everything else in \
             the file. Void them, and record them with the right time."
        }
        Check::Old => {
            "They may be left from an earlier outage, and Alma knows something newer by now. Void \
             what has been dealt with."
        }
        Check::TwoLibraries => {
            "Often this is right: lent here and returned there. But with one file per library \
             Alma takes them in the order of the uploads, not of the times. Look at these items \
             in Alma after the uploads; they may be In Transit."
        }
        Check::Renewed => {
            "A renewal is recorded as a loan, so this is harmless. Void one only if it was a \
             mistake."
        }
    }
}
