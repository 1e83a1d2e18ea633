//! What a check is called in a URL and on the page, and what to do about what it found.

use std::borrow::Cow;

use crate::circulation::checks::{Check, Checks};
use crate::messages::message;

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
        Check::TwoPatrons => message!("pages.two-patrons"),
        Check::SameMinute => message!("pages.same-minute"),
        Check::PatronIsItem => message!("pages.patron-is-item"),
        Check::Barcode => message!("pages.barcode"),
        Check::NotAscii => message!("pages.not-ascii"),
        Check::Future => message!("pages.future"),
        Check::Old => {
            return Cow::Owned(message!("pages.old", days = settings.old_days));
        }
        Check::TwoLibraries => message!("pages.two-libraries"),
        Check::Renewed => message!("pages.renewed"),
    })
}

/// What it means, and what to do.
pub fn advice(check: Check) -> &'static str {
    match check {
        Check::TwoPatrons => message!("pages.two-patrons-advice"),
        Check::SameMinute => message!("pages.same-minute-advice"),
        Check::PatronIsItem => message!("pages.patron-is-item-advice"),
        Check::Barcode => message!("pages.barcode-advice"),
        Check::NotAscii => message!("pages.not-ascii-advice"),
        Check::Future => message!("pages.future-advice"),
        Check::Old => message!("pages.old-advice"),
        Check::TwoLibraries => message!("pages.two-libraries-advice"),
        Check::Renewed => message!("pages.renewed-advice"),
    }
}
