//! From records to numbers: where in the picture everything is.
//!
//! Along the time axis a place is a percentage, so that the picture is as wide as the page and
//! its text stays readable; from top to bottom it is pixels.

use serde::Serialize;

use super::Content;
use super::axis::{Day, Tick};
use super::counted::{Counted, Libraries};
use super::marks::{self, Failures, Files, Gap};
use super::rows::{Count, Rows};
use super::table::{self, Line};
use crate::messages::message;

/// Room above the rows, for files and the lengths of gaps.
const HEAD: usize = 34;
/// From a row to the next.
const ROW: usize = 84;
/// From the top of a row to its text, and to its bars.
const TEXT: usize = 14;
const NAME: usize = 20;
/// The tallest bar. Loans stand on the middle line of a row, returns hang from it.
const TALLEST: usize = 28;
/// The smallest one that can be seen.
const SMALLEST: usize = 2;
/// Room below the rows for the times, and for the dates.
const TIMES: usize = 24;
const DATES: usize = 18;
/// Units from a bar to the next, and the width of one.
const STEP: usize = 10;
const BAR: usize = 9;
/// Characters of a row's text that a narrow screen has room for.
const NARROW_LINE: usize = 38;

/// The picture, as its template needs it.
#[derive(Debug, Serialize)]
pub struct Picture {
    /// From the first to the last record.
    span: String,
    loans: usize,
    returns: usize,
    /// Records of the busiest bucket.
    most: usize,
    busiest: String,
    /// Records of the tallest bar.
    tallest: usize,
    /// Minutes of a bucket.
    minutes: i64,
    height: usize,
    head: usize,
    /// Where the rows end.
    bottom: usize,
    /// Width of all bars of a row, and of one.
    units: usize,
    bar: usize,
    bars_height: usize,
    rows: Vec<Row>,
    gaps: Vec<Gap>,
    files: Vec<Files>,
    has_later: bool,
    ticks: Vec<Tick>,
    days: Vec<Day>,
    failures: Vec<Failures>,
    /// Whether a report says what failed.
    has_report: bool,
    /// What is not in the picture.
    older: usize,
    to_come: usize,
    unread: usize,
    failed_outside: usize,
    /// Whether a library in it has another time zone than the site.
    has_other_zone: bool,
    table: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Row {
    name: String,
    loans: usize,
    returns: usize,
    /// Whether a narrow screen has room for the name only.
    is_long: bool,
    /// Where its text stands, its bars begin, and its line is.
    text: usize,
    bars: usize,
    middle: usize,
    loan_bars: Vec<Bar>,
    return_bars: Vec<Bar>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Bar {
    x: usize,
    y: usize,
    height: usize,
}

impl Picture {
    /// The picture of this content; `None` if there is no record to be seen.
    pub fn of(content: &Content, libraries: Libraries<'_>) -> Option<Self> {
        let counted = Counted::of(content, libraries)?;
        let Counted {
            window,
            axis,
            rows,
            gaps,
            files,
            ..
        } = &counted;
        let is_bare = files.is_empty() && gaps.is_empty();
        let head = if is_bare { 0 } else { HEAD };
        let bottom = head + rows.names.len() * ROW;
        let tallest = tallest(rows);
        let (busiest, most) = busiest(rows, axis.buckets());
        let days = axis.days();
        let marks = marks::files(axis, files);
        let shown = (0..rows.names.len()).map(|row| Row::new(rows, row, head, tallest));
        let shown: Vec<Row> = shown.collect();
        Some(Self {
            span: table::span(
                axis.recorded(window.scans.first()?.moment),
                axis.recorded(window.scans.last()?.moment),
            ),
            loans: shown.iter().map(|row| row.loans).sum(),
            returns: shown.iter().map(|row| row.returns).sum(),
            most,
            busiest: table::of_bucket(axis, busiest),
            tallest,
            minutes: axis.minutes(),
            height: bottom + TIMES + if days.is_empty() { 0 } else { DATES },
            head,
            bottom,
            units: axis.buckets() * STEP,
            bar: BAR,
            bars_height: 2 * TALLEST,
            gaps: gaps.iter().map(|gap| Gap::new(axis, *gap)).collect(),
            has_later: marks.iter().any(|mark| mark.is_later),
            files: marks,
            ticks: axis.ticks(),
            days,
            failures: marks::failures(axis, rows, |row| middle(head, row)),
            has_report: content.failures.is_some(),
            older: window.older + content.older,
            to_come: window.to_come,
            unread: content.unread,
            failed_outside: counted.failed_outside,
            has_other_zone: counted.has_other_zone,
            table: table::lines(axis, rows, gaps, files),
            rows: shown,
        })
    }
}

fn tallest(rows: &Rows) -> usize {
    let counts = rows.counts.iter().flatten();
    let tallest = counts.map(|count| count.loans.max(count.returns)).max();
    tallest.unwrap_or_default().max(1)
}

/// The first of the buckets with most records, and how many it has.
fn busiest(rows: &Rows, buckets: usize) -> (usize, usize) {
    let records = |bucket: usize| rows.counts.iter().map(|row| row[bucket].records()).sum();
    let all = (0..buckets).map(|bucket| (bucket, records(bucket)));
    let first =
        |best: (usize, usize), next: (usize, usize)| if next.1 > best.1 { next } else { best };
    all.fold((0, 0), first)
}

/// Where a row's line is.
fn middle(head: usize, row: usize) -> usize {
    head + row * ROW + NAME + TALLEST
}

impl Row {
    fn new(rows: &Rows, row: usize, head: usize, tallest: usize) -> Self {
        let (name, counts) = (&rows.names[row], &rows.counts[row]);
        let top = head + row * ROW;
        let sum = |number: fn(&Count) -> usize| counts.iter().map(number).sum();
        let (loans, returns): (usize, usize) = (sum(|c| c.loans), sum(|c| c.returns));
        let bars = |number: fn(&Count) -> usize, stands: bool| {
            let bars = counts.iter().map(number).enumerate();
            let bars = bars.filter(|(_, records)| *records > 0);
            let bar = |(bucket, records): (usize, usize)| {
                let height = (records * TALLEST).div_ceil(tallest).max(SMALLEST);
                Bar {
                    x: bucket * STEP,
                    y: if stands { TALLEST - height } else { TALLEST },
                    height,
                }
            };
            bars.map(bar).collect()
        };
        let said = message!("pages.day-counts", loans, returns);
        Self {
            name: name.clone(),
            loans,
            returns,
            is_long: name.chars().count() + said.len() > NARROW_LINE,
            text: top + TEXT,
            bars: top + NAME,
            middle: middle(head, row),
            loan_bars: bars(|c| c.loans, true),
            return_bars: bars(|c| c.returns, false),
        }
    }
}
