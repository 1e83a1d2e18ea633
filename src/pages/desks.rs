//! `desks.php`: every desk that was heard from, whether it is ready for an outage, and what it
//! still holds.

use serde::Serialize;

use super::statement::{Line, Times};
use super::{Step, html};
use crate::desks::{self, Named, Overview, Reason, token};
use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::log::Event;
use crate::messages::{code, message};
use crate::site::Site;

#[derive(Serialize)]
struct Page {
    desks: Vec<Card>,
    ready: usize,
    /// Ids of those whose files cannot be read.
    unreadable: Vec<String>,
    is_lost: bool,
    days: u32,
}

#[derive(Serialize)]
struct Card {
    id: String,
    #[serde(flatten)]
    line: Line,
    is_unknown: bool,
    /// Tabs that are open now.
    tabs: usize,
    /// What is missing, and what to do about it.
    reasons: Vec<String>,
}

#[derive(Serialize)]
struct Question {
    desk: Card,
    /// What the answer must have, so that nothing else is forgotten than what was asked about.
    token: String,
}

/// The page: those that hold scans first, then those that are not ready, each by name.
pub fn get(site: &Site, _request: &Request) -> Result<Response, Error> {
    let now = desks::now();
    let (days, times) = (site.config.desk_days, Times::of(site));
    let all = Overview::within(&site.desks, days, now);
    let mut cards: Vec<Card> = all
        .desks
        .iter()
        .map(|desk| Card::new(desk, &times, days, now))
        .collect();
    cards.sort_by_key(|card| (card.line.scans == 0, card.reasons.is_empty()));
    let page = Page {
        ready: cards.iter().filter(|card| card.reasons.is_empty()).count(),
        desks: cards,
        unreadable: all.unreadable,
        is_lost: all.is_lost,
        days,
    };
    html(
        site,
        Step::Generate,
        "desks.html",
        message!("pages.desks"),
        &page,
    )
}

/// Forgets the desk with this `workstation`. One that holds scans it asks about first, and then
/// with `without` for what was named.
///
/// # Errors
/// [`Error::Form`] without such an id, else [`Error::Output`].
pub fn post(site: &Site, request: &Request) -> Result<Response, Error> {
    let form = request.form()?;
    let id = form.trimmed("workstation");
    if !desks::is_id(id) {
        return Err(Error::Form(code!("pages.no-desk")));
    }
    let now = desks::now();
    let (days, times) = (site.config.desk_days, Times::of(site));
    let all = Overview::within(&site.desks, days, now);
    let holding = all.holding().into_iter().find(|desk| desk.desk.id == id);
    if let Some(desk) = holding {
        let token = token(&[desk]);
        if form.get("without") != Some(token.as_str()) {
            let desk = Card::new(desk, &times, days, now);
            let title = message!("pages.forget-desk");
            let page = Question { desk, token };
            return html(site, Step::Generate, "desks_forget.html", title, &page)
                .map(|page| page.with_status(409));
        }
    }
    site.desks.forget(id)?;
    Event::new("forgotten")
        .with("scans", holding.map_or(0, |desk| desk.known.scans()))
        .write();
    Ok(Response::see_other("desks.php"))
}

impl Card {
    fn new(desk: &Named, times: &Times, days: u32, now: i64) -> Self {
        let wanting = desk.reasons(days, now);
        Self {
            id: desk.desk.id.clone(),
            line: Line::new(times, desk),
            is_unknown: desk.known.state == desks::State::Unknown,
            tabs: desk.known.open_tabs,
            reasons: wanting
                .into_iter()
                .map(|reason| text(reason, days))
                .collect(),
        }
    }
}

/// What to do about it.
fn text(reason: Reason, days: u32) -> String {
    match reason {
        Reason::NotKept => message!("pages.desk-not-kept").to_owned(),
        Reason::OldPage => message!("pages.desk-old-page").to_owned(),
        Reason::Temporary => message!("pages.desk-temporary").to_owned(),
        Reason::NoStorage => message!("pages.desk-no-storage").to_owned(),
        Reason::Ahead(seconds) => message!("pages.desk-ahead", time = length(seconds)),
        Reason::Behind(seconds) => message!("pages.desk-behind", time = length(seconds)),
        Reason::Sound => message!("pages.desk-sound").to_owned(),
        Reason::Scanner => message!("pages.desk-scanner").to_owned(),
        Reason::Practice => message!("pages.desk-practice", days),
    }
}

/// So many seconds, roughly: from two minutes on.
fn length(seconds: i64) -> String {
    let minutes = seconds / 60;
    if minutes < 120 {
        message!("pages.day-minutes", minutes)
    } else {
        message!("pages.day-hours", hours = minutes / 60)
    }
}
