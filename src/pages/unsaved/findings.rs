//! What is found about the records: by a check, or because Alma will not take them. What each is
//! called in a URL and on the page, and what to do about it.

use std::borrow::Cow;

use crate::circulation::checks::{self, Check, Checks};
use crate::circulation::foresee::{Outlook, Refusal};
use crate::messages::message;
use crate::pages::refusals;

/// What precedes the name of a refusal in a URL.
const FORESEEN: &str = "foreseen-";

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// A check found it.
    Check(Check),
    /// Alma will refuse it.
    Refusal(Refusal),
}

/// A topic with the places of its records, each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub topic: Topic,
    pub records: Vec<usize>,
}

impl From<checks::Finding> for Found {
    fn from(finding: checks::Finding) -> Self {
        Self {
            topic: Topic::Check(finding.check),
            records: finding.records,
        }
    }
}

impl Topic {
    /// The topic of this name in a URL.
    pub fn named(wanted: &str) -> Option<Self> {
        match wanted.strip_prefix(FORESEEN) {
            Some(wanted) => refusals::named(wanted).map(Self::Refusal),
            None => check(wanted).map(Self::Check),
        }
    }

    /// Its name in a URL.
    pub fn name(self) -> Cow<'static, str> {
        match self {
            Self::Check(check) => Cow::Borrowed(name(check)),
            Self::Refusal(refusal) => Cow::Owned(format!("{FORESEEN}{}", refusals::name(refusal))),
        }
    }

    /// Its heading.
    pub fn title(self, settings: &Checks) -> Cow<'static, str> {
        match self {
            Self::Check(check) => title(check, settings),
            Self::Refusal(refusal) => Cow::Borrowed(refusals::title(refusal)),
        }
    }

    /// What to do; `may_be_new` is whether a patron who is in no list may be a new one.
    pub fn advice(self, may_be_new: bool) -> &'static str {
        match self {
            Self::Check(check) => advice(check),
            Self::Refusal(refusal) => refusals::advice(refusal, may_be_new),
        }
    }

    /// Whether a person should look at it.
    pub fn needs_a_person(self) -> bool {
        match self {
            Self::Check(_) => true,
            Self::Refusal(refusal) => refusal.needs_a_person(),
        }
    }
}

/// What Alma will refuse, given what will come of each record.
pub fn foreseen(outlooks: &[Outlook]) -> Vec<Found> {
    let found = Refusal::ALL.into_iter().map(|refusal| Found {
        topic: Topic::Refusal(refusal),
        records: (0..outlooks.len())
            .filter(|at| outlooks[*at] == Outlook::Refused(refusal))
            .collect(),
    });
    found.filter(|found| !found.records.is_empty()).collect()
}

/// The check of this name in a URL.
fn check(wanted: &str) -> Option<Check> {
    Check::ALL.into_iter().find(|check| name(*check) == wanted)
}

/// Its name in a URL.
fn name(check: Check) -> &'static str {
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
fn title(check: Check, settings: &Checks) -> Cow<'static, str> {
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
fn advice(check: Check) -> &'static str {
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
