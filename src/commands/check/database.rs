//! The servers of the database, the table and our rights.

use chrono::Utc;

use super::report::Report;
use crate::circulation::library::LIBRARY_WIDTH;
use crate::circulation::record::{
    ITEM_BARCODE_WIDTH, ITEM_CALLNUMBER_WIDTH, PATRON_BARCODE_WIDTH, PATRON_NAME_WIDTH,
};
use crate::config::Tls;
use crate::ledger::inspect::{Column, Inspection, Traits, WRITERS};
use crate::site::Site;

/// What the table must have, in the order of the PHP's INSERT, and the characters that a
/// column must hold (the PHP's own table).
const COLUMNS: [(&str, usize); 8] = [
    ("library", LIBRARY_WIDTH),
    ("timestamp", 0),
    ("return_or_loan", 1),
    ("item_barcode", ITEM_BARCODE_WIDTH),
    ("item_callnumber", ITEM_CALLNUMBER_WIDTH),
    ("patron_barcode", PATRON_BARCODE_WIDTH),
    ("patron_name", PATRON_NAME_WIDTH),
    ("saved", 0),
];
/// Seconds that the clocks may differ.
const CLOCKS: i64 = 5;

/// Which of the servers are there. Returns whether one can be used.
pub fn servers(report: &mut Report, site: &Site) -> bool {
    let servers = site.ledger.servers();
    let is_usable = servers.iter().any(|(_, outcome)| outcome.is_ok());
    for (name, outcome) in servers {
        match outcome {
            Ok(()) => report.ok("database", format!("{name} answers and can be written to")),
            Err(cause) if is_usable => {
                report.warning("database", format!("{name} is passed over: {cause}"));
            }
            Err(cause) => report.failed(
                "database",
                format!("{name}: {cause}: see server, username and password in [database]"),
            ),
        }
    }
    let database = &site.config.database;
    let is_far = |host: &str| !matches!(host, "localhost" | "127.0.0.1" | "::1");
    let far = database.server.iter().find(|server| is_far(&server.host));
    if let (None, Tls::Off, Some(far)) = (&database.socket, database.tls, far) {
        report.warning(
            "encryption",
            format!("the way to {far} is not encrypted: tls = \"required\" in [database]"),
        );
    }
    is_usable
}

/// What is asked of the first server that can be used.
pub fn table(report: &mut Report, site: &Site) {
    let inspection = match site.ledger.inspect() {
        Ok(inspection) => inspection,
        Err(error) => return report.failed("table", error),
    };
    let Inspection {
        version, engine, ..
    } = &inspection;
    let table = &site.config.database.table;
    clock(report, &inspection);
    if inspection.is_strict {
        report.ok(
            "strict mode",
            format!("{version} refuses what does not fit"),
        );
    } else {
        report.failed(
            "strict mode",
            format!("{version} does not take STRICT_ALL_TABLES"),
        );
    }
    match engine.as_deref() {
        None => {
            return report.failed(
                "table",
                format!(
                    "there is no table {table} that {} may see: see sql/alma_offline.sql, and GRANT",
                    site.config.database.username
                ),
            );
        }
        Some("") => {
            return report.failed(
                "table",
                format!("{table} is a view: name the table itself in [database]"),
            );
        }
        Some("InnoDB") => report.ok("table", format!("{table} is there")),
        Some(engine) => {
            return report.failed(
                "table",
                format!("{engine} cannot undo half a change: ALTER TABLE {table} ENGINE=InnoDB"),
            );
        }
    }
    columns(report, &inspection.columns, table);
    rights(report, site);
    writers(report, site, &inspection);
}

/// Whether several servers may be written to, where there are several.
fn writers(report: &mut Report, site: &Site, inspection: &Inspection) {
    let Traits {
        has_writers,
        cluster,
        ..
    } = inspection.traits;
    let database = &site.config.database;
    if has_writers {
        report.ok("writers", "several servers may be written to at once");
    } else if cluster.is_some() || (database.socket.is_none() && database.server.len() > 1) {
        report.warning(
            "writers",
            format!(
                "only one server may be written to at a time: load sql/writers.sql, then GRANT \
                 SELECT, INSERT, UPDATE ON {}.{WRITERS} TO {} and reload Apache",
                database.name, database.username
            ),
        );
    }
    if let (Some(cluster), false) = (cluster, inspection.has_key) {
        let table = &database.table;
        report.warning(
            "key",
            format!(
                "{cluster} wants a key in each table, and {table} has none: load sql/upgrade.sql"
            ),
        );
    }
}

/// The clocks, and not the time zones: no time of ours is asked of the database.
fn clock(report: &mut Report, inspection: &Inspection) {
    let difference = (Utc::now().naive_utc() - inspection.utc).num_seconds();
    if difference.abs() > CLOCKS {
        report.warning(
            "clock",
            format!("the database's clock differs by {difference} s: set both by NTP"),
        );
    } else {
        report.ok("clock", "the database's clock agrees");
    }
}

fn columns(report: &mut Report, there: &[Column], table: &str) {
    let names: Vec<&str> = there.iter().map(|column| column.name.as_str()).collect();
    let expected: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
    if names != expected {
        return report.failed(
            "columns",
            format!(
                "they are {}, and must be {} in this order: see sql/alma_offline.sql",
                names.join(", "),
                expected.join(", ")
            ),
        );
    }
    let narrow = there
        .iter()
        .zip(COLUMNS)
        .filter_map(|(column, (_, needed))| {
            let width = column.width.unwrap_or(0);
            (width < needed as u64)
                .then(|| format!("{} holds {width} characters of {needed}", column.name))
        });
    let mut narrow: Vec<String> = narrow.collect();
    let timestamp = &there[1].kind;
    if timestamp != "datetime" {
        narrow.push(format!("timestamp is a {timestamp}, not a datetime"));
    }
    let limited = there.iter().filter(|column| !has_every_letter(column));
    let limited: Vec<&str> = limited.map(|column| column.name.as_str()).collect();
    if narrow.is_empty() && limited.is_empty() {
        report.ok("columns", "all eight are there and wide enough");
    } else if narrow.is_empty() {
        report.warning(
            "columns",
            format!(
                "the character set of {} cannot hold every letter, and records with others go back \
                 to the desk: ALTER TABLE {table} CONVERT TO CHARACTER SET utf8mb4",
                limited.join(", ")
            ),
        );
    } else {
        report.failed(
            "columns",
            format!(
                "{}: ALTER TABLE as in sql/alma_offline.sql",
                narrow.join("; ")
            ),
        );
    }
}

/// Whether it holds no text, or that of every language.
fn has_every_letter(column: &Column) -> bool {
    const SETS: [&str; 3] = ["utf8", "utf16", "utf32"];
    let set = column.set.as_deref();
    set.is_none_or(|set| set == "ucs2" || SETS.iter().any(|unicode| set.starts_with(unicode)))
}

fn rights(report: &mut Report, site: &Site) {
    let account = &site.config.database.username;
    match site.ledger.denied() {
        Ok(denied) if denied.is_empty() => {
            report.ok(
                "rights",
                format!("{account} may SELECT, INSERT, UPDATE and DELETE"),
            );
        }
        Ok(denied) => {
            let name = &site.config.database.name;
            for denied in denied.chunk_by(|one, next| one.table == next.table) {
                let causes: Vec<&str> = denied.iter().map(|d| d.cause.as_str()).collect();
                let rights: Vec<&str> = denied.iter().map(|d| d.rights).collect();
                report.failed(
                    "rights",
                    format!(
                        "{}: GRANT {} ON {name}.{} TO {account}",
                        causes.join("; "),
                        rights.join(", "),
                        denied[0].table
                    ),
                );
            }
        }
        Err(error) => report.failed("rights", error),
    }
}
