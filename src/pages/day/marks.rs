//! What stands in the picture beside the bars: gaps, files, and what failed.

use serde::Serialize;

use super::axis::{Axis, Percent};
use super::counted::File;
use super::rows::Rows;
use super::{gaps, table};

/// Hundredths of a percent that a character needs on a wide and on a narrow screen.
const WIDE: usize = 75;
const NARROW: usize = 240;
/// Files nearer to each other than so many hundredths of a percent have one mark.
const NEAR: i64 = 50;

/// A time without a record.
#[derive(Debug, Serialize)]
pub struct Gap {
    at: Percent,
    width: Percent,
    middle: Percent,
    span: String,
    length: String,
    /// Whether the length has room above it on a wide screen, and on a narrow one.
    fits: bool,
    fits_narrow: bool,
}

/// Files that were made at about the same time.
#[derive(Debug, Serialize)]
pub struct Files {
    at: Percent,
    names: Vec<String>,
    /// Whether they were made after the time of the picture.
    pub is_later: bool,
}

/// What failed of a library's records in one bucket.
#[derive(Debug, Serialize)]
pub struct Failures {
    at: Percent,
    y: usize,
    needy: usize,
    harmless: usize,
    span: String,
}

impl Gap {
    /// The gap between these moments.
    pub fn new(axis: &Axis, (from, until): (i64, i64)) -> Self {
        let (at, end) = (axis.place(from).0, axis.place(until).0);
        let length = gaps::words(until - from);
        let width = usize::try_from(end - at).unwrap_or_default();
        let characters = length.chars().count();
        Self {
            at: Percent(at),
            width: Percent(end - at),
            middle: Percent(i64::midpoint(at, end)),
            span: table::span(axis.recorded(from), axis.recorded(until)),
            fits: width >= characters * WIDE,
            fits_narrow: width >= characters * NARROW,
            length,
        }
    }
}

/// One mark for the files of about the same time, which are given in their order.
pub fn files(axis: &Axis, files: &[File<'_>]) -> Vec<Files> {
    let mut marks: Vec<Files> = Vec::new();
    for file in files {
        let at = axis.place(file.moment);
        let is_later = file.moment > axis.ends().1;
        match marks.last_mut() {
            Some(mark) if mark.is_later == is_later && at.0 - mark.at.0 < NEAR => {
                mark.names.push(file.name.to_owned());
            }
            _ => marks.push(Files {
                at,
                names: vec![file.name.to_owned()],
                is_later,
            }),
        }
    }
    marks
}

/// A mark for each bucket of a row in which something failed; `middle` says where a row's line is.
pub fn failures(axis: &Axis, rows: &Rows, middle: impl Fn(usize) -> usize) -> Vec<Failures> {
    let mut marks = Vec::new();
    for (row, counts) in rows.counts.iter().enumerate() {
        let failed = counts.iter().enumerate().filter(|(_, c)| c.failures() > 0);
        marks.extend(failed.map(|(bucket, count)| {
            let (from, until) = axis.of_bucket(bucket);
            Failures {
                at: axis.place(i64::midpoint(from, until)),
                y: middle(row),
                needy: count.needy,
                harmless: count.harmless,
                span: table::of_bucket(axis, bucket),
            }
        }));
    }
    marks
}
