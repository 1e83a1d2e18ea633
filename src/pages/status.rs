//! `status.php`: whether the site could do its work now, as JSON for a monitor.
//!
//! It says how much there is and how old, and nothing about any item or patron.

use serde::Serialize;

use super::error;
use crate::desks::{self, Overview};
use crate::error::Error;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::ledger::Counted;
use crate::ledger::lists::{Edition, Editions};
use crate::site::Site;

#[derive(Serialize)]
struct Status {
    ok: bool,
    version: &'static str,
    #[serde(flatten)]
    parts: Parts,
    /// Files that are being made, or were when their maker ended; `null` if that cannot be read.
    pending_files: Option<usize>,
    /// `null` while the database does not tell.
    unsaved: Option<usize>,
    /// Seconds since the oldest unsaved record; `null` if there is none.
    oldest_unsaved_age: Option<i64>,
    #[serde(flatten)]
    desks: Numbers,
    #[serde(flatten)]
    lists: Lists,
}

/// What has to be well.
#[derive(Serialize)]
struct Parts {
    database: bool,
    output_dir: bool,
    /// Whether it has not fallen far back.
    clock: bool,
}

/// Numbers of the desks that were heard from lately or hold scans; `null` if that cannot be read.
#[derive(Serialize, Default)]
struct Numbers {
    desks: Option<usize>,
    desks_ready: Option<usize>,
    desks_holding: Option<usize>,
    desks_unsent: Option<u64>,
    desks_unknown: Option<usize>,
}

/// The lists that are loaded.
#[derive(Serialize, Default)]
struct Lists {
    /// Entries.
    #[serde(rename = "lists_items", skip_serializing_if = "Option::is_none")]
    items: Option<u64>,
    /// Identifiers.
    #[serde(rename = "lists_patrons", skip_serializing_if = "Option::is_none")]
    patrons: Option<u64>,
    /// Days since the older one was loaded.
    #[serde(rename = "lists_age", skip_serializing_if = "Option::is_none")]
    age: Option<u32>,
}

/// 200 when the database can be read, a file could be made and the clock has not fallen far back,
/// else 503; the causes go to the log.
///
/// It never fails: the route table asks for a result.
#[expect(clippy::unnecessary_wraps)]
pub fn get(site: &Site, request: &Request) -> Result<Response, Error> {
    let log = |error: &Error| error::log(request, error);
    let now = site.clock.now();
    let unsaved = site.ledger.count_unsaved(now.local()).inspect_err(log).ok();
    let parts = Parts {
        database: unsaved.is_some(),
        output_dir: site.outbox.try_out().inspect_err(log).is_ok(),
        clock: site.clock.fall().is_none(),
    };
    let ok = parts.database && parts.output_dir && parts.clock;
    let age = |zone: &Counted| Some((now.at(&zone.library) - zone.oldest?).num_seconds().max(0));
    let oldest = unsaved.iter().flatten().filter_map(age).max();
    let status = Status {
        ok,
        version: env!("CARGO_PKG_VERSION"),
        parts,
        pending_files: site.outbox.count_pending().ok(),
        unsaved: unsaved.as_deref().map(Counted::total),
        oldest_unsaved_age: oldest,
        desks: Numbers::now(site),
        lists: Lists::now(site),
    };
    Ok(Response::json(if ok { 200 } else { 503 }, &status))
}

impl Numbers {
    fn now(site: &Site) -> Self {
        let (days, now) = (site.config.desk_days, desks::now());
        let all = Overview::within(&site.desks, days, now);
        if all.is_lost {
            return Self::default();
        }
        Self {
            desks: Some(all.desks.len()),
            desks_ready: Some(all.ready(days, now)),
            desks_holding: Some(all.holding().len()),
            desks_unsent: Some(all.scans()),
            desks_unknown: Some(all.unknown().len() + all.unreadable.len()),
        }
    }
}

impl Lists {
    fn now(site: &Site) -> Self {
        // A database that does not answer was noted before.
        let editions = site.ledger.editions(0).unwrap_or_default();
        let Editions { items, patrons } = &editions;
        let entries = |edition: &Option<Edition>| edition.as_ref().map(|edition| edition.entries);
        let both = [items, patrons].into_iter().flatten();
        Self {
            items: entries(items),
            patrons: entries(patrons),
            age: both.map(|edition| edition.days_old(desks::now())).max(),
        }
    }
}
