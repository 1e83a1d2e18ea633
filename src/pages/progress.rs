//! How far the day is: what the line of steps on the supervisor's pages says of each step.
//!
//! A count that cannot be had is left out and logged; it never keeps a page from being shown,
//! because generated files must be within reach whatever the database does.

use serde::Serialize;

use super::Step;
use crate::error::Error;
use crate::ledger::Counted;
use crate::log::Event;
use crate::outbox::Marks;
use crate::site::Site;

/// What is left to do at each step.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Progress {
    /// Records that are in no file yet; `None` while the database does not tell.
    unsaved: Option<usize>,
    #[serde(flatten)]
    marks: Marks,
    /// The first step at which something is left to do.
    next: Step,
}

impl Progress {
    /// With the records counted anew; `None` while the output directory cannot be read.
    pub fn of(site: &Site) -> Option<Self> {
        let now = site.clock.now();
        let counted = site.ledger.count_unsaved(now.local());
        let counted = counted.inspect_err(log).ok();
        Self::counted(site, counted.map(|zones| Counted::total(&zones)))
    }

    /// The same with this number of records.
    pub fn counted(site: &Site, unsaved: Option<usize>) -> Option<Self> {
        let marks = site.outbox.marks().inspect_err(log).ok()?;
        Some(Self {
            unsaved,
            marks,
            next: next(unsaved, marks),
        })
    }
}

fn log(error: &Error) {
    Event::new("uncounted").text("cause", error).write();
}

fn next(unsaved: Option<usize>, marks: Marks) -> Step {
    if unsaved.is_some_and(|records| records > 0) {
        Step::Generate
    } else if marks.waiting > 0 {
        Step::Upload
    } else if marks.unchecked > 0 {
        Step::Check
    } else if marks.checked > 0 {
        Step::Delete
    } else {
        Step::Scan
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_step_is_the_first_at_which_something_is_left() {
        let marks = |waiting, unchecked, checked| Marks {
            files: waiting + unchecked + checked,
            waiting,
            unchecked,
            checked,
        };
        for (unsaved, there, expected) in [
            (Some(1), marks(1, 1, 1), Step::Generate),
            (Some(0), marks(1, 1, 1), Step::Upload),
            (None, marks(1, 1, 1), Step::Upload),
            (Some(0), marks(0, 1, 1), Step::Check),
            (Some(0), marks(0, 0, 1), Step::Delete),
            (Some(0), marks(0, 0, 0), Step::Scan),
        ] {
            assert_eq!(next(unsaved, there), expected, "{unsaved:?} {there:?}");
        }
    }
}
