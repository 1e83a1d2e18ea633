//! The table's columns and conditions, and its rows to and from records.

use chrono::NaiveDateTime;
use mysql::prelude::Queryable;
use mysql::{Params, Value};

use super::fitness::Order;
use super::literal;
use crate::circulation::library::Selection;
use crate::circulation::record::{Key, Kind, Record};
use crate::circulation::time::Span;
use crate::error::Error;

/// Distinct times in one IN list; above, the whole span is read once.
const TIMES: usize = 1_000;

// MySQL 9 reserves the word library.
pub(super) const COLUMNS: &str = "`library`, timestamp, return_or_loan, item_barcode, item_callnumber, \
                       patron_barcode, patron_name";
/// The place of `timestamp` among all of them.
const TIMESTAMP: usize = 1;
/// What is in no file yet; an index can tell.
pub(super) const UNSAVED: &str = "(saved = 0 OR saved IS NULL)";
/// What Alma's line can hold. Our own rows always can; the PHP checked nothing. Two columns may
/// be of two collations, and meet only as bytes.
pub(super) const USABLE: &str = "timestamp >= '1000-01-01' \
                      AND DAY(timestamp) BETWEEN 1 AND DAY(LAST_DAY(timestamp)) \
                      AND CAST(CONVERT(return_or_loan USING utf8mb4) AS BINARY) IN ('L', 'R') \
                      AND item_barcode <> '' \
                      AND INSTR(CAST(CONVERT(item_barcode USING utf8mb4) AS BINARY), 0x0A) = 0 \
                      AND INSTR(CAST(CONVERT(COALESCE(patron_barcode, '') USING utf8mb4) \
                      AS BINARY), 0x0A) = 0";
/// The bytes of the item barcode as our connections have it, whatever the table's character set
/// is.
pub(super) const ITEM: &str = "CAST(CONVERT(item_barcode USING utf8mb4) AS BINARY)";
/// The same of the patron barcode.
pub(super) const PATRON: &str =
    "CAST(CONVERT(COALESCE(patron_barcode, '') USING utf8mb4) AS BINARY)";
/// The same of the library.
pub(super) const LIBRARY: &str = "CAST(CONVERT(COALESCE(`library`, '') USING utf8mb4) AS BINARY)";
/// What makes two rows the same scan, as bytes.
pub(super) const IDENTITY: &str = "(timestamp, CAST(CONVERT(return_or_loan USING utf8mb4) AS BINARY), \
                        CAST(CONVERT(item_barcode USING utf8mb4) AS BINARY), \
                        CAST(CONVERT(COALESCE(patron_barcode, '') USING utf8mb4) AS BINARY), \
                        CAST(CONVERT(COALESCE(`library`, '') USING utf8mb4) AS BINARY))";

/// The columns of what makes two rows the same scan, for [`usable`].
pub(super) const KEY: &str = "`library`, timestamp, return_or_loan, item_barcode, patron_barcode";

/// The columns of [`Scanned`].
pub(super) const SCANNED: &str = "timestamp, return_or_loan, item_barcode, patron_barcode";

/// Which barcodes were scanned for a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scanned {
    /// When.
    pub timestamp: NaiveDateTime,
    /// Loan or return.
    pub kind: Kind,
    /// Item barcode.
    pub item_barcode: String,
    /// Patron barcode; in a return mostly empty.
    pub patron_barcode: String,
}

type Row = (
    Option<String>,
    NaiveDateTime,
    String,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
);

type FlaggedRow = (
    bool,
    Option<String>,
    NaiveDateTime,
    String,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
);

/// What makes rows come in the order recorded: words after the table, and words after the
/// conditions.
pub(super) fn in_order(order: Order) -> (&'static str, &'static str) {
    match order {
        Order::Numbers => ("", "ORDER BY id"),
        Order::Table => ("USE INDEX ()", ""),
    }
}

pub(super) fn read_unsaved(
    connection: &mut impl Queryable,
    table: &str,
    selection: Selection<'_>,
    order: Order,
    lock: &str,
) -> Result<Vec<Record>, Error> {
    let (hint, by) = in_order(order);
    let query = format!(
        "SELECT {COLUMNS} FROM {table} {hint} WHERE {UNSAVED} AND {USABLE}{} {by} {lock}",
        clause(selection)
    );
    let mut records = read(connection, &query, params(selection))?;
    // It keeps the order of those of the same second.
    records.sort_by_key(|record| record.timestamp);
    Ok(records)
}

/// The records of a span of time that are in a file (or in none), in the order recorded.
pub(super) fn read_in(
    connection: &mut impl Queryable,
    table: &str,
    span: Span,
    saved: bool,
    order: Order,
    lock: &str,
) -> Result<Vec<Record>, Error> {
    let saved = if saved { "saved = 1" } else { UNSAVED };
    let (hint, by) = in_order(order);
    let query = format!(
        "SELECT {COLUMNS} FROM {table} {hint} \
         WHERE {saved} AND {USABLE} AND timestamp BETWEEN ? AND ? {by} {lock}"
    );
    let values = vec![span.first.into(), span.last.into()];
    read(connection, &query, Params::Positional(values))
}

/// Every unsaved record in its file's order, and how many unsaved rows are none, in one
/// reading of the table.
pub(super) fn read_all_unsaved(
    connection: &mut impl Queryable,
    table: &str,
    order: Order,
) -> Result<(Vec<Record>, u64), Error> {
    let columns = COLUMNS.replacen("timestamp", &format!("IF({USABLE}, timestamp, NULL)"), 1);
    let (hint, by) = in_order(order);
    let query = format!("SELECT {columns} FROM {table} {hint} WHERE {UNSAVED} {by}");
    let mut records = Vec::new();
    let mut unusable = 0;
    for row in connection.query_iter(query)? {
        let row = row?;
        if row.as_ref(TIMESTAMP) == Some(&Value::NULL) {
            unusable += 1;
        } else {
            records.push(from_row(row)?);
        }
    }
    records.sort_by_key(|record| record.timestamp);
    Ok((records, unusable))
}

pub(super) fn read(
    connection: &mut impl Queryable,
    query: &str,
    params: Params,
) -> Result<Vec<Record>, Error> {
    let mut records = Vec::new();
    for row in connection.exec_iter(query, params)? {
        records.push(from_row(row?)?);
    }
    Ok(records)
}

/// Reads rows of [`SCANNED`].
pub(super) fn read_scanned(
    connection: &mut impl Queryable,
    query: &str,
    params: Params,
) -> Result<Vec<Scanned>, Error> {
    let mut scans = Vec::new();
    for row in connection.exec_iter(query, params)? {
        scans.push(scanned_from_row(row?)?);
    }
    Ok(scans)
}

/// A row of [`KEY`] as a record, if it is [`USABLE`]: for few rows this costs the server less
/// than to read and do what is in that condition.
pub(super) fn usable(row: mysql::Row) -> Option<Record> {
    type Found = (
        Option<String>,
        NaiveDateTime,
        String,
        String,
        Option<String>,
    );
    let (library, timestamp, letter, item_barcode, patron) =
        mysql::from_row_opt::<Found>(row).ok()?;
    let record = Record {
        library: library.unwrap_or_default(),
        timestamp,
        kind: Kind::from_letter(&letter)?,
        item_barcode,
        item_callnumber: String::new(),
        patron_barcode: patron.unwrap_or_default(),
        patron_name: String::new(),
    };
    let barcodes = [&record.item_barcode, &record.patron_barcode];
    let is_usable =
        !record.item_barcode.is_empty() && !barcodes.iter().any(|code| code.contains('\n'));
    is_usable.then_some(record)
}

fn scanned_from_row(row: mysql::Row) -> Result<Scanned, mysql::Error> {
    let row = mysql::from_row_opt::<(NaiveDateTime, String, String, Option<String>)>(row);
    let (timestamp, letter, item_barcode, patron) =
        row.map_err(|e| mysql::Error::FromRowError(e.0))?;
    Ok(Scanned {
        timestamp,
        kind: kind(&letter),
        item_barcode,
        patron_barcode: patron.unwrap_or_default(),
    })
}

/// [`USABLE`] lets only `L` and `R` through.
fn kind(letter: &str) -> Kind {
    Kind::from_letter(letter).unwrap_or(Kind::Return)
}

pub(super) fn from_row(row: mysql::Row) -> Result<Record, mysql::Error> {
    let row: Row = mysql::from_row_opt(row).map_err(|e| mysql::Error::FromRowError(e.0))?;
    Ok(record(row))
}

/// A row of [`COLUMNS`], and in front of them whether it is in a file.
pub(super) fn from_flagged_row(row: mysql::Row) -> Result<(Record, bool), mysql::Error> {
    let row: FlaggedRow = mysql::from_row_opt(row).map_err(|e| mysql::Error::FromRowError(e.0))?;
    let (saved, library, timestamp, letter, item_barcode, callnumber, patron, name) = row;
    let row = (
        library,
        timestamp,
        letter,
        item_barcode,
        callnumber,
        patron,
        name,
    );
    Ok((record(row), saved))
}

fn record(row: Row) -> Record {
    let (library, timestamp, letter, item_barcode, callnumber, patron, name) = row;
    Record {
        library: library.unwrap_or_default(),
        timestamp,
        kind: kind(&letter),
        item_barcode,
        item_callnumber: callnumber.unwrap_or_default(),
        patron_barcode: patron.unwrap_or_default(),
        patron_name: name.unwrap_or_default(),
    }
}

/// A condition for the times of these.
pub(super) fn at_times(records: &[Record]) -> String {
    let mut times: Vec<NaiveDateTime> = records.iter().map(|record| record.timestamp).collect();
    times.sort_unstable();
    times.dedup();
    match times.as_slice() {
        [first, .., last] if times.len() > TIMES => {
            let (first, last) = (literal::time(*first), literal::time(*last));
            format!("timestamp BETWEEN {first} AND {last}")
        }
        _ => {
            let times: Vec<String> = times.into_iter().map(literal::time).collect();
            format!("timestamp IN ({})", times.join(", "))
        }
    }
}

/// A new row: [`COLUMNS`] and `saved`.
pub(super) fn row_literal(record: &Record) -> String {
    format!(
        "({}, {}, {}, {}, {}, {}, {}, 0)",
        literal::text(&record.library),
        literal::time(record.timestamp),
        literal::text(record.kind.letter()),
        literal::text(&record.item_barcode),
        literal::text(&record.item_callnumber),
        literal::text(&record.patron_barcode),
        literal::text(&record.patron_name),
    )
}

pub(super) fn identity_values(key: &Key<'_>) -> [Value; 5] {
    let &(library, timestamp, kind, item, patron) = key;
    [
        timestamp.into(),
        kind.letter().into(),
        item.into(),
        patron.into(),
        library.into(),
    ]
}

pub(super) fn placeholders(one: &str, times: usize) -> String {
    vec![one; times].join(", ")
}

/// The condition that a selection adds, and its values.
pub(super) fn clause(selection: Selection<'_>) -> &'static str {
    match selection {
        Selection::All => "",
        Selection::Library(_) => " AND CAST(CONVERT(`library` USING utf8mb4) AS BINARY) = ?",
    }
}

pub(super) fn params(selection: Selection<'_>) -> Params {
    match selection {
        Selection::All => Params::Empty,
        Selection::Library(code) => Params::Positional(vec![code.into()]),
    }
}
