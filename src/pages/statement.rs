//! What pages say of the desks: which has sent everything, which still holds scans, and of which
//! that is not known.

use chrono::NaiveDateTime;
use serde::Serialize;

use crate::circulation::time;
use crate::circulation::zone::Zone;
use crate::desks::{self, Contact, Named, Overview, State};
use crate::site::Site;

/// What is known when files are made.
#[derive(Serialize)]
pub struct Statement {
    holding: Vec<Line>,
    unknown: Vec<Line>,
    sent: Vec<Line>,
    /// Those of the last that were closed.
    closed: usize,
    /// Desks whose files cannot be read.
    unreadable: usize,
    /// Whether nothing can be read.
    is_lost: bool,
    /// Another one as soon as another desk holds something, or another number.
    pub token: String,
}

/// What is known of a desk.
#[derive(Serialize)]
pub struct Line {
    name: String,
    /// Scans that it holds, and those of them that need a person.
    pub scans: u32,
    held: u32,
    /// Those of them in a file for Alma that was made there.
    taken: u32,
    /// When the oldest was scanned, if that is known.
    oldest: Option<String>,
    heard: String,
    /// `open`, `silent` or `closed`.
    contact: &'static str,
}

impl Statement {
    /// That of now; `None` before the first desk was heard from.
    pub fn now(site: &Site) -> Option<Self> {
        let all = Overview::now(&site.desks, site.config.desk_days, desks::now());
        if all.is_empty() {
            return None;
        }
        let times = Times::of(site);
        let lines = |is_it: fn(&State) -> bool| {
            let desks = all.those(is_it).into_iter();
            desks.map(|desk| Line::new(&times, desk)).collect()
        };
        let is_closed = |desk: &&Named| {
            desk.known.state == State::Sent && desk.known.contact == Contact::Closed
        };
        Some(Self {
            closed: all.desks.iter().filter(is_closed).count(),
            holding: lines(|state| matches!(state, State::Holds { .. })),
            unknown: lines(|state| *state == State::Unknown),
            sent: lines(|state| *state == State::Sent),
            unreadable: all.unreadable.len(),
            is_lost: all.is_lost,
            token: desks::token(&all.desks.iter().collect::<Vec<_>>()),
        })
    }
}

/// How times are shown: in the site's zone, and without the day if that is today.
pub struct Times {
    zone: Zone,
    now: NaiveDateTime,
}

impl Times {
    /// Those of now.
    pub fn of(site: &Site) -> Self {
        Self {
            zone: site.clock.zones().site,
            now: site.clock.now().here(),
        }
    }

    /// The time so many seconds after 1970.
    fn show(&self, seconds: i64) -> String {
        time::brief(desks::local_time(seconds, self.zone), self.now)
    }
}

impl Line {
    /// That of a desk.
    pub fn new(times: &Times, desk: &Named) -> Self {
        let (held, taken, oldest) = match desk.known.state {
            State::Holds {
                held,
                taken,
                oldest,
                ..
            } => (held, taken, oldest),
            State::Sent | State::Unknown => (0, 0, None),
        };
        Self {
            name: desk.name.clone(),
            scans: desk.known.scans(),
            held,
            taken,
            oldest: oldest.map(|at| times.show(at)),
            heard: times.show(desk.known.heard),
            contact: match desk.known.contact {
                Contact::Fresh => "open",
                Contact::Silent => "silent",
                Contact::Closed => "closed",
            },
        }
    }
}
