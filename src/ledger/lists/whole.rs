//! What is read of whole lists: which ones count, and each row for the desks' own set.

use chrono::NaiveDate;
use mysql::prelude::Queryable;

use super::{Edition, ITEMS, LISTS, ListKind, PATRONS};
use crate::error::Error;
use crate::ledger::{Ledger, Patience};
use crate::lists::DeskPatron;

const SECONDS_OF_A_DAY: i64 = 86_400;

/// The lists that count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Editions {
    /// That of items.
    pub items: Option<Edition>,
    /// That of patrons.
    pub patrons: Option<Edition>,
}

impl Editions {
    /// The list of this kind.
    pub fn of(&self, kind: ListKind) -> Option<&Edition> {
        match kind {
            ListKind::Items => self.items.as_ref(),
            ListKind::Patrons => self.patrons.as_ref(),
        }
    }
}

impl Edition {
    /// Days since it was loaded, at this second since 1970.
    pub fn days_old(&self, now: i64) -> u32 {
        u32::try_from((now - self.loaded) / SECONDS_OF_A_DAY).unwrap_or(0)
    }
}

impl Ledger {
    /// The lists that were loaded after `since`, in seconds since 1970.
    pub fn editions(&self, since: i64) -> Result<Editions, Error> {
        let query = format!(
            "SELECT kind, edition, loaded, entries, details FROM {LISTS} WHERE loaded >= {since}"
        );
        let mut editions = Editions::default();
        let rows = self.run_on(Patience::Short, |connection| {
            if !connection.traits.has_lists {
                return Ok(Vec::new());
            }
            Ok(connection.conn.query(&query)?)
        })?;
        for (kind, number, loaded, entries, details) in rows {
            let kind: String = kind;
            let details: String = details;
            let edition = Some(Edition {
                number,
                loaded,
                entries,
                details: serde_json::from_str(&details).unwrap_or_default(),
            });
            match ListKind::ALL.into_iter().find(|of| of.name() == kind) {
                Some(ListKind::Items) => editions.items = edition,
                Some(ListKind::Patrons) => editions.patrons = edition,
                None => {}
            }
        }
        Ok(editions)
    }

    /// What `made` makes of each item of an edition, given its barcode and its library.
    pub fn each_item<T>(
        &self,
        edition: u32,
        made: impl Fn(&[u8], &[u8]) -> T,
    ) -> Result<Vec<T>, Error> {
        let query = format!("SELECT barcode, `library` FROM {ITEMS} WHERE edition = {edition}");
        self.run_for(Patience::Long, |conn| {
            let mut all = Vec::new();
            for row in conn.query_iter(&query)? {
                let (barcode, library): (Vec<u8>, Vec<u8>) =
                    mysql::from_row_opt(row?).map_err(mysql::Error::from)?;
                all.push(made(&barcode, &library));
            }
            Ok(all)
        })
    }

    /// The patrons of an edition: all, or those who are blocked or have their last day before this
    /// one.
    pub fn each_patron(
        &self,
        edition: u32,
        before: Option<NaiveDate>,
    ) -> Result<Vec<DeskPatron>, Error> {
        let some = before.map_or_else(String::new, |day| {
            format!(" AND (blocked <> 0 OR expires < '{day}')")
        });
        let query =
            format!("SELECT desk, blocked, expires FROM {PATRONS} WHERE edition = {edition}{some}");
        self.run_for(Patience::Long, |conn| {
            let mut patrons = Vec::new();
            for row in conn.query_iter(&query)? {
                type Fields = (Vec<u8>, bool, Option<NaiveDate>);
                let (hash, is_blocked, expires): Fields =
                    mysql::from_row_opt(row?).map_err(mysql::Error::from)?;
                let Ok(hash) = hash.try_into() else { continue };
                patrons.push(DeskPatron {
                    hash,
                    is_blocked,
                    expires,
                });
            }
            Ok(patrons)
        })
    }
}
