//! Adds records to the table: each once, and none that is to be held.
//!
//! What the table has already is never held, so that a retry is answered as the first time.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use chrono::{Days, NaiveDate, NaiveTime};
use mysql::Row;

use super::fitness::{Traits, is_conflict, is_refusal};
use super::lists::{self, Known, ListsAsked, described};
use super::rows::{COLUMNS, ITEM, KEY, PATRON, at_times, row_literal, usable};
use super::session::Answers;
use super::{Ledger, Patience, Session, literal};
use crate::circulation::record::{Key, Kind, Reason, Record};
use crate::circulation::roles::Roles;
use crate::error::Error;
use crate::lists::Digest;
use crate::log::Event;

/// Records in one INSERT, and barcodes of records in one IN list; above, all of the day are read.
const MANY: usize = 1_000;

/// Which records are held if a barcode of theirs was in the other role that day, or for what the
/// lists say.
#[derive(Debug)]
pub struct Asked<'a> {
    /// The day.
    pub day: NaiveDate,
    /// The indices of the records.
    pub indices: HashSet<usize>,
    /// What is asked of the lists, if they are asked.
    pub lists: Option<ListsAsked<'a>>,
}

/// The index of a record that is held, and why.
pub type Held = (usize, Reason);

/// What became of a submission.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recorded {
    /// Rows added.
    pub added: usize,
    /// Transactions that were in the table, or earlier in the submission.
    pub known: usize,
    /// The indices of those that this table cannot hold.
    pub refused: Vec<usize>,
    /// The indices of those that are held, and why.
    pub held: Vec<Held>,
    /// What the lists have of all of them.
    pub listed: Known,
    /// The hash of each record's patron, where it was looked up.
    pub patrons: Vec<Option<Digest>>,
}

impl Ledger {
    /// Adds the records that the table does not have, in their order, but for those that are
    /// held, and those that do not fit into a table narrower than ours, or of another
    /// character set. A few take two round trips to the database.
    ///
    /// # Errors
    /// As [`Ledger::locked`] has them.
    pub fn record(&self, records: &[Record], asked: &Asked<'_>) -> Result<Recorded, Error> {
        if records.is_empty() {
            return Ok(Recorded::default());
        }
        self.retry(Patience::Short, || {
            let lists = asked.lists.as_ref();
            let lists = lists.filter(|_| self.lists_answer.is_hoped());
            let (session, found) = look(self, records, asked, lists)?;
            let (new, held, listed) = found.sort_out(records, asked, lists);
            let described = described(records, &listed);
            let described = described.as_deref().unwrap_or(records);
            let refused = add(session, records, described, &new)?;
            let added = new.len() - refused.len();
            // The same scan again, later in the submission, is in the table no more than the first.
            let is_held = |i: usize| held.iter().any(|(held, _)| *held == i);
            let is_refused = |(i, record): (usize, &Record)| {
                (refused.contains(&record.key()) && !is_held(i)).then_some(i)
            };
            let refused: Vec<usize> = records.iter().enumerate().filter_map(is_refused).collect();
            Ok(Recorded {
                added,
                known: records.len() - added - refused.len() - held.len(),
                refused,
                held,
                listed,
                patrons: lists.map_or_else(Vec::new, |lists| lists.patrons.clone()),
            })
        })
    }
}

/// What the table and the lists have of a submission.
struct Seen<'r> {
    /// The first of each scan.
    first_of: HashMap<Key<'r>, usize>,
    /// Whether this is the first of a scan that is not in the table.
    is_missing: Vec<bool>,
    /// What the barcodes of those that may be held were on the day.
    roles: Roles,
    /// What the lists have of them.
    known: Known,
}

/// Takes the turn, and looks for the records.
fn look<'l, 'r>(
    ledger: &'l Ledger,
    records: &'r [Record],
    asked: &Asked<'_>,
    lists: Option<&ListsAsked<'_>>,
) -> Result<(Session<'l>, Seen<'r>), Error> {
    let mut found = Seen::nothing(records, asked.day);
    let question = question(&ledger.table, records, asked);
    if records.len() <= MANY {
        let of_lists = lists.map_or_else(Vec::new, |lists| lists.statements(records));
        let (session, answers) = ask(ledger, &question, &of_lists)?;
        let mut answers = answers.into_iter();
        for row in answers.next().unwrap_or_default() {
            found.take(row);
        }
        let mark = lists.map_or("", |lists| lists.mark.as_str());
        found.known = lists::read(answers, mark);
        return Ok((session, found));
    }
    // The answer may be long: row by row.
    let mut session = Session::open(ledger, Patience::Short)?;
    session.each_row(&question, |row| {
        found.take(row);
        Ok(())
    })?;
    Ok((session, found))
}

/// Takes the turn, and asks the table, and the lists. If these cannot be asked, whatever the
/// cause, it goes on at once without them: nothing is recorded in their tables.
fn ask<'l>(
    ledger: &'l Ledger,
    question: &str,
    of_lists: &[String],
) -> Result<(Session<'l>, Answers), Error> {
    let have_failed = Cell::new(false);
    let statements = |traits: Traits| {
        let is_asked = traits.has_lists && !have_failed.get();
        let of_lists = if is_asked { of_lists } else { &[] };
        [&[question.to_owned()], of_lists].concat()
    };
    let on_failure = |at: usize, cause: &mysql::Error| {
        // Another server, or the same again, may answer.
        if at > 0 && !is_refusal(cause) && !is_conflict(cause) {
            ledger.lists_answer.failed(cause);
            have_failed.set(true);
        }
    };
    match Session::open_with(ledger, statements, on_failure) {
        Err(Error::Database(_)) if have_failed.get() => {
            Session::open_with(ledger, statements, on_failure)
        }
        opened => opened,
    }
}

/// What has the times of the records and, where some may be held, what has their barcodes that
/// day; for [`Seen::take`]. It is one statement, and the times come first in it: they cost the
/// server little, and most rows have others.
fn question(table: &str, records: &[Record], asked: &Asked<'_>) -> String {
    let question = format!("SELECT {KEY} FROM {table} WHERE {}", at_times(records));
    if asked.indices.is_empty() {
        return question;
    }
    let from = asked.day.and_time(NaiveTime::MIN);
    let until = from.checked_add_days(Days::new(1)).unwrap_or(from);
    let (from, until) = (literal::time(from), literal::time(until));
    let question = format!("{question} OR timestamp >= {from} AND timestamp < {until}");
    if asked.indices.len() > MANY {
        return question;
    }
    let doubtful = || asked.indices.iter().filter_map(|&i| records.get(i));
    let items = doubtful().map(|record| &record.item_barcode);
    let loans = doubtful().filter(|record| record.kind == Kind::Loan);
    let patrons = loans.map(|record| &record.patron_barcode);
    let barcodes: Vec<&String> = items.chain(patrons).collect();
    let list: Vec<String> = barcodes.iter().map(|b| literal::text(b)).collect();
    let list = list.join(", ");
    let either =
        |[patron, item]: [&str; 2]| format!("({patron} IN ({list}) OR {item} IN ({list}))");
    let exactly = either([PATRON, ITEM]);
    // The server compares no column with a letter that its character set does not have.
    if !barcodes.iter().all(|barcode| barcode.is_ascii()) {
        return format!("{question} AND {exactly}");
    }
    // What is equal byte for byte is so in any collation, and for that there may be an index.
    let plainly = either(["patron_barcode", "item_barcode"]);
    format!("{question} AND {plainly} AND {exactly}")
}

impl<'r> Seen<'r> {
    fn nothing(records: &'r [Record], day: NaiveDate) -> Self {
        let mut first_of: HashMap<Key<'_>, usize> = HashMap::with_capacity(records.len());
        for (i, record) in records.iter().enumerate() {
            first_of.entry(record.key()).or_insert(i);
        }
        let mut is_missing = vec![false; records.len()];
        for &i in first_of.values() {
            is_missing[i] = true;
        }
        Self {
            first_of,
            is_missing,
            roles: Roles::of(day),
            known: Known::default(),
        }
    }

    /// Notes a row of the answer to the question.
    fn take(&mut self, row: Row) {
        let Some(record) = usable(row) else { return };
        if let Some(&i) = self.first_of.get(&record.key()) {
            self.is_missing[i] = false;
        }
        self.roles.add_record(&record);
    }

    /// The indices of those to add, each once, and of those that are held; and what the lists have
    /// of them.
    fn sort_out(
        mut self,
        records: &[Record],
        asked: &Asked<'_>,
        lists: Option<&ListsAsked<'_>>,
    ) -> (Vec<usize>, Vec<Held>, Known) {
        let missing = (0..records.len()).filter(|&i| self.is_missing[i]);
        let mut missing: HashSet<Key<'_>> = missing.map(|i| records[i].key()).collect();
        let (mut added, mut held) = (Vec::new(), Vec::new());
        for (i, record) in records.iter().enumerate() {
            let is_new = missing.contains(&record.key());
            let against = || {
                let lists = lists?;
                let patron = lists.patrons.get(i)?.as_ref();
                (lists.against)(i, self.known.found(record, patron))
            };
            let conflict = (is_new && asked.indices.contains(&i))
                .then(|| self.roles.conflict(record).or_else(against));
            if let Some(reason) = conflict.flatten() {
                held.push((i, reason));
                continue;
            }
            if !asked.indices.is_empty() {
                self.roles.add_record(record);
            }
            if missing.remove(&record.key()) {
                added.push(i);
            }
        }
        (added, held, self.known)
    }
}

/// Adds those of the records that have these indices, as they are `described` if the table can
/// hold that, commits, and gives the turn to the next one. Returns those that it cannot hold.
fn add<'r>(
    mut session: Session<'_>,
    records: &'r [Record],
    described: &[Record],
    indices: &[usize],
) -> Result<HashSet<Key<'r>>, Error> {
    let mut refused = HashSet::new();
    let batches: Vec<&[usize]> = indices.chunks(MANY).collect();
    let Some((last, others)) = batches.split_last() else {
        session.release();
        return Ok(refused);
    };
    let table = &session.ledger.table;
    for batch in others {
        match session.run(&insertion(table, described, batch)) {
            Err(cause) if does_not_fit(&cause) => {
                add_each(&mut session, records, described, batch, &mut refused)?;
            }
            added => added?,
        }
    }
    match session.finish(Some(&insertion(table, described, last)))? {
        None => {}
        Some((mut session, cause)) if does_not_fit(&cause) => {
            add_each(&mut session, records, described, last, &mut refused)?;
            session.finish(None)?;
        }
        Some((_, cause)) => return Err(cause.into()),
    }
    Ok(refused)
}

/// Adds them one by one, so that what the table cannot hold stops no other.
fn add_each<'r>(
    session: &mut Session<'_>,
    records: &'r [Record],
    described: &[Record],
    indices: &[usize],
    refused: &mut HashSet<Key<'r>>,
) -> Result<(), Error> {
    let table = &session.ledger.table;
    for &i in indices {
        let mut insert = |records| session.run(&insertion(table, records, &[i]));
        let added = match insert(described) {
            // What the list says of an item is no reason against a scan.
            Err(cause) if does_not_fit(&cause) && described[i] != records[i] => insert(records),
            added => added,
        };
        match added {
            Err(cause) if does_not_fit(&cause) => {
                Event::new("refused").text("cause", cause).write();
                refused.insert(records[i].key());
            }
            added => added?,
        }
    }
    Ok(())
}

/// Adds those of the records that have these indices, all or none.
fn insertion(table: &str, records: &[Record], indices: &[usize]) -> String {
    let rows: Vec<String> = indices.iter().map(|&i| row_literal(&records[i])).collect();
    format!(
        "INSERT INTO {table} ({COLUMNS}, saved) VALUES {}",
        rows.join(", ")
    )
}

/// Whether a value is what is wrong: out of range, truncated, no such character, too long.
fn does_not_fit(cause: &mysql::Error) -> bool {
    let mysql::Error::MySqlError(error) = cause else {
        return false;
    };
    matches!(error.code, 1264 | 1265 | 1366 | 1406)
}
