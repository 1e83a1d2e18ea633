//! Loads and deletes editions of a list.
//!
//! Rows are added under a number that no list has, and one statement makes them count.

use chrono::Utc;
use mysql::prelude::Queryable;

use super::{Edition, LISTS, ListKind, PATRONS, PatronRow};
use crate::circulation::known::KnownItem;
use crate::error::Error;
use crate::ledger::{Ledger, Patience, literal};

/// The row that counts editions; it is no list.
const COUNTER: &str = "editions";
/// Rows in one DELETE: the desks' scans come between two of them.
const DELETED: u64 = 10_000;
/// Rows in one INSERT.
const BATCH: usize = 2_000;

impl Ledger {
    /// A number for a new edition. The counter keeps when it was given out.
    pub fn begin_edition(&self) -> Result<u32, Error> {
        let now = Utc::now().timestamp();
        self.run(|connection| {
            connection.query_drop(format!(
                "INSERT INTO {LISTS} (kind, edition, loaded, entries, details) \
                 VALUES ('{COUNTER}', LAST_INSERT_ID(1), {now}, 0, '') \
                 ON DUPLICATE KEY UPDATE edition = LAST_INSERT_ID(edition + 1), loaded = {now}"
            ))?;
            let number = connection.query_first("SELECT LAST_INSERT_ID()")?;
            Ok(number.unwrap_or_default())
        })
    }

    /// Adds items to an edition. It takes the server least time when they are sorted.
    pub fn add_items(&self, edition: u32, items: &[KnownItem]) -> Result<(), Error> {
        self.add_rows(ListKind::Items, items, |item| {
            let on_loan = match item.on_loan {
                None => "NULL",
                Some(false) => "0",
                Some(true) => "1",
            };
            format!(
                "({edition}, {}, {}, {}, {}, {on_loan})",
                literal::bytes(item.barcode.as_bytes()),
                literal::text(&item.library),
                literal::text(&item.call_number),
                literal::text(&item.title),
            )
        })
    }

    /// Adds identifiers of patrons to an edition; sorted, as [`Ledger::add_items`] has it.
    pub fn add_patrons(&self, edition: u32, rows: &[PatronRow]) -> Result<(), Error> {
        self.add_rows(ListKind::Patrons, rows, |row| {
            let patron = &row.patron;
            let expires = patron
                .expires
                .map_or_else(|| "NULL".to_owned(), |day| format!("'{day}'"));
            format!(
                "({edition}, {}, {}, {}, {}, {expires}, {})",
                literal::bytes(&row.id),
                literal::bytes(&row.desk),
                u8::from(patron.is_blocked),
                literal::text(&patron.reason),
                literal::text(&patron.name),
            )
        })
    }

    fn add_rows<T>(
        &self,
        kind: ListKind,
        rows: &[T],
        values: impl Fn(&T) -> String,
    ) -> Result<(), Error> {
        // What is there already came with an attempt whose answer was lost.
        let head = format!("INSERT INTO {} VALUES ", kind.table());
        let tail = "ON DUPLICATE KEY UPDATE edition = VALUES(edition)";
        self.run_for(Patience::Long, |connection| {
            for batch in rows.chunks(BATCH) {
                let rows: Vec<String> = batch.iter().map(&values).collect();
                connection.query_drop(format!("{head}{} {tail}", rows.join(", ")))?;
            }
            Ok(())
        })
    }

    /// Makes this edition the one that counts, and deletes what is older. False, and deleted, if a
    /// newer one counts already or somebody has deleted rows of it.
    pub fn finish_edition(&self, kind: ListKind, edition: &Edition) -> Result<bool, Error> {
        if self.count_rows(kind, edition.number)? != edition.entries {
            self.drop_edition(kind, edition.number)?;
            return Ok(false);
        }
        let details = serde_json::to_string(&edition.details).unwrap_or_default();
        let statement = format!(
            "INSERT INTO {LISTS} (kind, edition, loaded, entries, details) VALUES (?, ?, ?, ?, ?) \
             ON DUPLICATE KEY UPDATE \
             loaded = IF(VALUES(edition) > edition, VALUES(loaded), loaded), \
             entries = IF(VALUES(edition) > edition, VALUES(entries), entries), \
             details = IF(VALUES(edition) > edition, VALUES(details), details), \
             edition = GREATEST(VALUES(edition), edition)"
        );
        self.run(|connection| {
            let values = (
                kind.name(),
                edition.number,
                edition.loaded,
                edition.entries,
                &details,
            );
            Ok(connection.exec_drop(&statement, values)?)
        })?;
        let counts = self.edition(kind)?.map_or(0, |edition| edition.number);
        self.delete_editions(kind, counts)?;
        Ok(counts == edition.number)
    }

    /// Deletes this edition of the list, and what older loads that were cut off have left. False if
    /// a newer one counts by now, which stays.
    pub fn clear_list(&self, kind: ListKind, number: u32) -> Result<bool, Error> {
        let statement = format!("DELETE FROM {LISTS} WHERE kind = ? AND edition = ?");
        self.run(|connection| Ok(connection.exec_drop(&statement, (kind.name(), number))?))?;
        if self.edition(kind)?.is_some() {
            return Ok(false);
        }
        self.delete_editions(kind, number + 1)?;
        Ok(true)
    }

    fn count_rows(&self, kind: ListKind, edition: u32) -> Result<u64, Error> {
        let query = format!(
            "SELECT COUNT(*) FROM {} WHERE edition = {edition}",
            kind.table()
        );
        self.run_for(Patience::Long, |connection| {
            Ok(connection.query_first(&query)?.unwrap_or_default())
        })
    }

    /// Deletes the rows of the editions before this one.
    fn delete_editions(&self, kind: ListKind, before: u32) -> Result<(), Error> {
        self.delete_where(kind, &format!("edition < {before}"))
    }

    fn delete_where(&self, kind: ListKind, condition: &str) -> Result<(), Error> {
        let table = kind.table();
        let statement =
            format!("DELETE FROM {table} WHERE {condition} ORDER BY edition LIMIT {DELETED}");
        self.run_for(Patience::Long, |connection| {
            loop {
                connection.query_drop(&statement)?;
                if connection.affected_rows() < DELETED {
                    return Ok(());
                }
            }
        })
    }

    /// Deletes what loads have left that were cut off, if none has begun since (in seconds since
    /// 1970). A load that begins meanwhile loses nothing.
    pub fn delete_leftovers(&self, since: i64) -> Result<(), Error> {
        if !self.has_lists()? {
            return Ok(());
        }
        let query = format!("SELECT edition, loaded FROM {LISTS} WHERE kind = '{COUNTER}'");
        let begun: Option<(u32, i64)> =
            self.run(|connection| Ok(connection.query_first(&query)?))?;
        let Some((newest, _)) = begun.filter(|(_, begun)| *begun < since) else {
            return Ok(());
        };
        for kind in ListKind::ALL {
            let counts = self.edition(kind)?.map_or(0, |edition| edition.number);
            self.delete_where(
                kind,
                &format!("edition <= {newest} AND edition <> {counts}"),
            )?;
        }
        Ok(())
    }

    /// Deletes an edition, unless it counts.
    pub fn drop_edition(&self, kind: ListKind, number: u32) -> Result<(), Error> {
        let counts = self.edition(kind)?.map(|edition| edition.number);
        if counts == Some(number) {
            return Ok(());
        }
        self.delete_where(kind, &format!("edition = {number}"))
    }

    /// Deletes the names of patrons, and nothing else of them.
    pub fn delete_names(&self) -> Result<(), Error> {
        if !self.has_lists()? {
            return Ok(());
        }
        let statement = format!("UPDATE {PATRONS} SET name = '' WHERE name <> '' LIMIT {DELETED}");
        self.run_for(Patience::Long, |connection| {
            loop {
                connection.query_drop(&statement)?;
                if connection.affected_rows() < DELETED {
                    return Ok(());
                }
            }
        })
    }
}
