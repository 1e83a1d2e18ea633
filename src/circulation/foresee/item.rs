//! The states that an item can be in, and what a line makes of them.
//!
//! No I/O. There is always at least one state, and the true one is among them.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Outlook, Refusal};

/// How long it counts what a list or a line has said of an item: later, Alma was probably back in
/// between, and somebody else may have lent or returned it.
const COUNTS_FOR: TimeDelta = TimeDelta::days(2);
/// An item that can be in more states is one of which nothing is known.
const MOST_STATES: usize = 16;

/// Who has an item.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Holder {
    Nobody,
    Patron(String),
    /// Somebody, of whom no line has spoken.
    Somebody,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct State {
    holder: Holder,
    /// The minute of the last line that Alma took: its file has no seconds.
    last: Option<i64>,
}

/// An item.
#[derive(Debug)]
pub struct Item {
    states: Vec<State>,
    /// Since when this is so; `None` if nothing was known before.
    since: Option<DateTime<Utc>>,
}

impl Item {
    /// What the list said, and when that was true: whether the item was on loan.
    pub fn new(listed: Option<(DateTime<Utc>, bool)>) -> Self {
        let states = match listed {
            Some((_, false)) => vec![Holder::Nobody],
            Some((_, true)) => vec![Holder::Somebody],
            None => vec![Holder::Nobody, Holder::Somebody],
        };
        Self {
            states: states.into_iter().map(State::before).collect(),
            since: listed.map(|(at, _)| at),
        }
    }

    /// What will come of a loan to this patron, or of a return; `may_fail` is whether it can also
    /// fail for a reason that has nothing to do with the item.
    pub fn next(&mut self, patron: Option<&str>, at: DateTime<Utc>, may_fail: bool) -> Outlook {
        if self.since.is_some_and(|since| at - since > COUNTS_FOR) {
            *self = Self::new(None);
        }
        let minute = at.timestamp().div_euclid(60);
        let mut outlook = None;
        let mut states = Vec::new();
        let mut add = |state: State| {
            if !states.contains(&state) {
                states.push(state);
            }
        };
        for state in &self.states {
            for (after, refusal) in state.after(patron, minute) {
                let this = refusal.map_or(Outlook::Taken, Outlook::Refused);
                let same = outlook.is_none_or(|others| others == this);
                outlook = Some(if same { this } else { Outlook::Open });
                add(after);
            }
            if may_fail {
                add(state.clone());
            }
        }
        let outlook = outlook.unwrap_or(Outlook::Open);
        if states.len() > MOST_STATES {
            *self = Self::new(None);
        } else {
            self.states = states;
        }
        if !matches!(outlook, Outlook::Refused(_)) {
            self.since = self.since.max(Some(at));
        }
        outlook
    }
}

impl State {
    fn before(holder: Holder) -> Self {
        Self { holder, last: None }
    }

    /// What a line makes of this state, and why it fails if it does: one case, or two where it is
    /// not known who has the item.
    fn after(&self, patron: Option<&str>, minute: i64) -> Vec<(Self, Option<Refusal>)> {
        let fails = |refusal| (self.clone(), Some(refusal));
        let taken = |holder| {
            let last = Some(minute);
            (Self { holder, last }, None)
        };
        if self.last.is_some_and(|last| minute < last) {
            return vec![fails(Refusal::LaterAction)];
        }
        let Some(patron) = patron else {
            return vec![match self.holder {
                Holder::Nobody => fails(Refusal::NotOnLoan),
                _ => taken(Holder::Nobody),
            }];
        };
        let lent = || taken(Holder::Patron(patron.to_owned()));
        match &self.holder {
            Holder::Nobody => vec![lent()],
            Holder::Patron(holder) if holder == patron => vec![lent()],
            Holder::Patron(_) => vec![fails(Refusal::OnLoan)],
            Holder::Somebody => vec![lent(), fails(Refusal::OnLoan)],
        }
    }
}
