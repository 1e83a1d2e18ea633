//! The servers of the database, the table and our rights.

use super::report::Report;
use crate::circulation::library::LIBRARY_WIDTH;
use crate::circulation::record::{
    ITEM_BARCODE_WIDTH, ITEM_CALLNUMBER_WIDTH, PATRON_BARCODE_WIDTH, PATRON_NAME_WIDTH,
};
use crate::config::Tls;
use crate::ledger::inspect::{Column, Inspection, Traits, WRITERS};
use crate::messages::message;
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
            Ok(()) => report.ok("database", message!("check.server", server = name)),
            Err(cause) if is_usable => {
                report.warning(
                    "database",
                    message!("check.server-passed-over", server = name, cause),
                );
            }
            Err(cause) => report.failed(
                "database",
                message!("check.server-failed", server = name, cause),
            ),
        }
    }
    let database = &site.config.database;
    let is_far = |host: &str| !matches!(host, "localhost" | "127.0.0.1" | "::1");
    let far = database.server.iter().find(|server| is_far(&server.host));
    if let (None, Tls::Off, Some(far)) = (&database.socket, database.tls, far) {
        report.warning("encryption", message!("check.encryption", server = far));
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
        version,
        account,
        engine,
        ..
    } = &inspection;
    let table = &site.config.database.table;
    clock(report, &inspection);
    if inspection.is_strict {
        report.ok("strict mode", message!("check.strict", version));
    } else {
        report.failed("strict mode", message!("check.strict-refused", version));
    }
    match engine.as_deref() {
        None => {
            return report.failed("table", message!("check.table-missing", table, account));
        }
        Some("") => {
            return report.failed("table", message!("check.table-view", table));
        }
        Some("InnoDB") => report.ok("table", message!("check.table", table)),
        Some(engine) => {
            return report.failed("table", message!("check.table-engine", engine, table));
        }
    }
    columns(report, &inspection.columns, table);
    rights(report, site, account);
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
        report.ok("writers", message!("check.writers"));
    } else if cluster.is_some() || (database.socket.is_none() && database.server.len() > 1) {
        report.warning(
            "writers",
            message!(
                "check.writers-one",
                database = database.name,
                writers = WRITERS,
                account = inspection.account
            ),
        );
    }
    if let (Some(cluster), false) = (cluster, inspection.has_key) {
        let table = &database.table;
        report.warning("key", message!("check.key", cluster, table));
    }
}

/// The clocks, and not the time zones: no time of ours is asked of the database.
fn clock(report: &mut Report, inspection: &Inspection) {
    let difference = inspection.ahead.num_seconds();
    if difference.abs() > CLOCKS {
        report.warning(
            "clock",
            message!("check.clock-differs", seconds = difference),
        );
    } else {
        report.ok("clock", message!("check.clock"));
    }
}

fn columns(report: &mut Report, there: &[Column], table: &str) {
    let names: Vec<&str> = there.iter().map(|column| column.name.as_str()).collect();
    let expected: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
    if names != expected {
        return report.failed(
            "columns",
            message!(
                "check.columns-other",
                names = names.join(", "),
                expected = expected.join(", ")
            ),
        );
    }
    let narrow = there
        .iter()
        .zip(COLUMNS)
        .filter_map(|(column, (_, needed))| {
            let width = column.width.unwrap_or(0);
            (width < needed as u64)
                .then(|| message!("check.column-narrow", name = column.name, width, needed))
        });
    let mut narrow: Vec<String> = narrow.collect();
    let timestamp = &there[1].kind;
    if timestamp != "datetime" {
        narrow.push(message!("check.column-timestamp", kind = timestamp));
    }
    let limited = there.iter().filter(|column| !has_every_letter(column));
    let limited: Vec<&str> = limited.map(|column| column.name.as_str()).collect();
    if narrow.is_empty() && limited.is_empty() {
        report.ok("columns", message!("check.columns"));
    } else if narrow.is_empty() {
        report.warning(
            "columns",
            message!("check.columns-letters", table, names = limited.join(", ")),
        );
    } else {
        report.failed(
            "columns",
            message!("check.columns-narrow", problems = narrow.join("; ")),
        );
    }
}

/// Whether it holds no text, or that of every language.
fn has_every_letter(column: &Column) -> bool {
    const SETS: [&str; 3] = ["utf8", "utf16", "utf32"];
    let set = column.set.as_deref();
    set.is_none_or(|set| set == "ucs2" || SETS.iter().any(|unicode| set.starts_with(unicode)))
}

fn rights(report: &mut Report, site: &Site, account: &str) {
    match site.ledger.denied() {
        Ok(denied) if denied.is_empty() => {
            report.ok("rights", message!("check.rights", account));
        }
        Ok(denied) => {
            let name = &site.config.database.name;
            for denied in denied.chunk_by(|one, next| one.table == next.table) {
                let causes: Vec<&str> = denied.iter().map(|d| d.cause.as_str()).collect();
                let rights: Vec<&str> = denied.iter().map(|d| d.rights).collect();
                if denied[0].is_missing {
                    let text = message!("check.lists-incomplete", table = denied[0].table);
                    report.failed("lists", text);
                    continue;
                }
                report.failed(
                    "rights",
                    message!(
                        "check.rights-missing",
                        rights = rights.join(", "),
                        database = name,
                        table = denied[0].table,
                        account,
                        causes = causes.join("; ")
                    ),
                );
            }
        }
        Err(error) => report.failed("rights", error),
    }
}
