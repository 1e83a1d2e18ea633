//! What is known of a desk at a moment, from its last words: never more than that.
//!
//! The tabs of a workstation share its scans, so the latest word of any of them counts for all;
//! without storage each tab has its own.

use super::DAY;
use super::desk::{Desk, Tab};

/// A page says something every 20 seconds.
const FRESH: i64 = 50;
/// Where its tab is hidden, browsers let it speak once a minute at most.
const FRESH_HIDDEN: i64 = 150;
/// A tab was still open at the last word of another if its own came so many seconds before it.
const TOGETHER: i64 = 120;

/// How a desk was last heard from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contact {
    /// A moment ago: its page is open.
    Fresh,
    /// Longer ago, and its page was open: nobody knows what it did since.
    Silent,
    /// Its page was closed then.
    Closed,
}

/// What a desk holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing.
    Sent,
    /// These scans.
    Holds {
        /// Those that wait to be sent.
        waiting: u32,
        /// Those that need a person.
        held: u32,
        /// Those in a file for Alma that its page has made.
        taken: u32,
        /// When the oldest was scanned, if that is known.
        oldest: Option<i64>,
    },
    /// It held nothing, and may have scanned since.
    Unknown,
}

/// What is known of a desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// When it was last heard from.
    pub heard: i64,
    /// How.
    pub contact: Contact,
    /// What it holds.
    pub state: State,
    /// Tabs that are open now.
    pub open_tabs: usize,
}

impl Known {
    /// What is known of this desk now.
    pub fn of(desk: &Desk, now: i64) -> Self {
        let heard = desk.heard();
        let is_fresh = |tab: &Tab| {
            let limit = if tab.is_hidden { FRESH_HIDDEN } else { FRESH };
            (now - tab.heard).abs() <= limit
        };
        let is_open = |tab: &&Tab| !tab.has_left && tab.heard >= heard - TOGETHER;
        let is_open_now = |tab: &&Tab| !tab.has_left && is_fresh(tab);
        let contact = if !desk.tabs.values().any(|tab| is_open(&tab)) {
            Contact::Closed
        } else if desk.tabs.values().any(|tab| is_open_now(&tab)) {
            Contact::Fresh
        } else {
            Contact::Silent
        };
        let state = match scans(desk, is_fresh) {
            State::Sent if contact == Contact::Silent => State::Unknown,
            found => found,
        };
        Self {
            heard,
            contact,
            state,
            open_tabs: desk.tabs.values().filter(is_open_now).count(),
        }
    }

    /// Scans that it holds.
    pub fn scans(&self) -> u32 {
        match self.state {
            State::Holds {
                waiting,
                held,
                taken,
                ..
            } => waiting + held + taken,
            State::Sent | State::Unknown => 0,
        }
    }

    /// Whether it counts when files are made: heard from within a day, or within so many `days` and
    /// not known since, or holding something.
    pub fn counts(&self, days: u32, now: i64) -> bool {
        let days = match self.state {
            State::Sent => 1,
            State::Unknown => i64::from(days).max(1),
            State::Holds { .. } => return true,
        };
        self.heard > now - days * DAY
    }
}

/// The scans of all its tabs, [`State::Sent`] if there are none.
fn scans(desk: &Desk, is_fresh: impl Fn(&Tab) -> bool) -> State {
    let (alone, shared): (Vec<&Tab>, Vec<&Tab>) = desk.tabs.values().partition(|tab| tab.is_alone);
    let latest = shared.iter().map(|tab| tab.heard).max();
    // Of those that speak now the one that holds most: a full disk may keep scans in its tab.
    let speaks = |tab: &&&Tab| Some(tab.heard) == latest || (!tab.has_left && is_fresh(tab));
    let shared = shared
        .iter()
        .filter(speaks)
        .max_by_key(|tab| (tab.scans(), tab.heard));
    let holding = alone.iter().chain(shared).filter(|tab| tab.scans() > 0);
    let holding: Vec<&&Tab> = holding.collect();
    if holding.is_empty() {
        return State::Sent;
    }
    let sum = |scans: fn(&Tab) -> u32| holding.iter().map(|tab| scans(tab)).sum();
    State::Holds {
        waiting: sum(|tab| tab.waiting),
        held: sum(|tab| tab.held),
        taken: sum(|tab| tab.taken),
        oldest: holding.iter().filter_map(|tab| tab.oldest).min(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::word::tests::word;
    use super::*;

    const NOW: i64 = 1_700_000_000;
    /// Just too long ago for a page that is open.
    const LATE: i64 = FRESH + 1;
    const A: (&str, &str) = ("tab", "taba000000000000");
    const B: (&str, &str) = ("tab", "tabb000000000000");
    const LEAVES: (&str, &str) = ("leaving", "1");
    const ALONE: (&str, &str) = ("storage", "none");

    /// The desk after these words, each said so many seconds ago.
    fn desk(words: &[(i64, &[(&str, &str)])]) -> Desk {
        let say = |desk, (ago, fields): &(i64, &[(&str, &str)])| {
            Some(Desk::after(desk, &word(fields).unwrap(), NOW - ago))
        };
        words.iter().fold(None, say).unwrap()
    }

    /// State, contact, and how many tabs are open.
    fn known(words: &[(i64, &[(&str, &str)])]) -> (State, Contact, usize) {
        let known = Known::of(&desk(words), NOW);
        (known.state, known.contact, known.open_tabs)
    }

    fn holds(waiting: u32, held: u32, ago: Option<i64>) -> State {
        let oldest = ago.map(|ago| NOW - ago);
        State::Holds {
            waiting,
            held,
            taken: 0,
            oldest,
        }
    }

    #[test]
    fn a_desk_has_sent_everything_if_it_says_so_now_or_said_so_when_it_was_closed() {
        assert_eq!(known(&[(0, &[])]), (State::Sent, Contact::Fresh, 1));
        assert_eq!(known(&[(FRESH, &[])]), (State::Sent, Contact::Fresh, 1));
        let closed = known(&[(86_000, &[LEAVES])]);
        assert_eq!(closed, (State::Sent, Contact::Closed, 0));
        assert_eq!(known(&[(LATE + 9, &[]), (LATE, &[LEAVES])]).0, State::Sent);
        // Opened anew.
        let again = known(&[(LATE, &[LEAVES]), (5, &[])]);
        assert_eq!(again, (State::Sent, Contact::Fresh, 1));
    }

    #[test]
    fn one_that_fell_silent_is_not_known() {
        assert_eq!(known(&[(LATE, &[])]), (State::Unknown, Contact::Silent, 0));
        // Nor is one whose clock or ours has jumped.
        assert_eq!(known(&[(-LATE, &[])]).0, State::Unknown);
    }

    #[test]
    fn what_a_desk_holds_stays_until_it_says_something_else() {
        let two = &[("waiting", "1"), ("held", "1"), ("age", "600")][..];
        for (ago, contact, open) in [(10, Contact::Fresh, 1), (90_000, Contact::Silent, 0)] {
            let expected = (holds(1, 1, Some(600 + ago)), contact, open);
            assert_eq!(known(&[(ago, two)]), expected);
        }
        let left = [two, &[LEAVES]].concat();
        assert_eq!(known(&[(500, &left)]).1, Contact::Closed);
        assert_eq!(known(&[(500, &left)]).0, holds(1, 1, Some(1100)));
        assert_eq!(known(&[(500, two), (3, &[])]).0, State::Sent);
        let unknown_age = known(&[(1, &[("waiting", "3")])]).0;
        assert_eq!(unknown_age, holds(3, 0, None));
    }

    #[test]
    fn tabs_share_their_scans_so_the_latest_word_counts() {
        let two = [A, ("waiting", "2"), ("age", "5")];
        assert_eq!(
            known(&[(10, &two), (5, &[B, ("waiting", "2")])]).0,
            holds(2, 0, None)
        );
        // One was killed, and the other has sent what it left.
        assert_eq!(
            known(&[(LATE + TOGETHER, &two), (5, &[B])]),
            (State::Sent, Contact::Fresh, 1)
        );
        assert_eq!(
            known(&[(LATE + TOGETHER + 1, &two), (LATE, &[B, LEAVES])]).0,
            State::Sent
        );
        assert_eq!(known(&[(50, &[A]), (5, &[B])]).2, 2);
        // One that speaks still has what the other does not.
        assert_eq!(known(&[(10, &two), (5, &[B])]).0, holds(2, 0, Some(15)));
    }

    #[test]
    fn a_desk_is_open_as_long_as_one_of_its_tabs_is() {
        let closed_beside_another = [(LATE + 9, &[A][..]), (LATE, &[B, LEAVES])];
        assert_eq!(known(&closed_beside_another).1, Contact::Silent);
        let both = [(LATE + 9, &[A, LEAVES][..]), (LATE, &[B, LEAVES])];
        assert_eq!(known(&both).1, Contact::Closed);
        let one_long_gone = [(LATE + TOGETHER + 1, &[A][..]), (LATE, &[B, LEAVES])];
        assert_eq!(known(&one_long_gone).1, Contact::Closed);
        let open = [(30, &[A][..]), (10, &[B, LEAVES])];
        assert_eq!(known(&open), (State::Sent, Contact::Fresh, 1));
    }

    #[test]
    fn without_storage_each_tab_has_its_own_scans() {
        let one = [A, ALONE, ("waiting", "1"), ("age", "30")];
        let two = [B, ALONE, ("held", "2"), ("age", "5")];
        assert_eq!(known(&[(40, &one), (5, &two)]).0, holds(1, 2, Some(70)));
        let nothing = [B, ALONE];
        assert_eq!(
            known(&[(400, &one), (5, &nothing)]).0,
            holds(1, 0, Some(430))
        );
    }

    #[test]
    fn a_desk_counts_for_a_day_or_until_it_is_known_that_it_holds_nothing() {
        let counts =
            |ago, fields: &[(&str, &str)]| Known::of(&desk(&[(ago, fields)]), NOW).counts(7, NOW);
        assert!(counts(DAY - 1, &[LEAVES]) && !counts(DAY, &[LEAVES]));
        assert!(counts(DAY, &[]) && counts(7 * DAY - 1, &[]) && !counts(7 * DAY, &[]));
        assert!(counts(100 * DAY, &[("held", "1")]));
    }
}
