//! The picture's content as the rows of a table, in the order of time.

use chrono::NaiveDateTime;
use serde::Serialize;

use super::axis::Axis;
use super::counted::File;
use super::gaps;
use super::rows::Rows;
use crate::circulation::time;
use crate::messages::message;

/// A row of the table.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// From when until when, or when.
    time: String,
    #[serde(flatten)]
    what: What,
}

/// What happened then.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "lowercase")]
enum What {
    Records {
        library: String,
        loans: usize,
        returns: usize,
        failures: usize,
    },
    /// No record at any library.
    Gap { length: String },
    /// A file was made; its library, `None` for all.
    File {
        library: Option<String>,
        name: String,
    },
}

/// Every bucket that is not empty, every gap and every file.
pub fn lines(axis: &Axis, rows: &Rows, gaps: &[(i64, i64)], files: &[File<'_>]) -> Vec<Line> {
    let mut lines: Vec<(i64, Line)> = Vec::new();
    for (name, counts) in rows.names.iter().zip(&rows.counts) {
        for (bucket, count) in counts.iter().enumerate() {
            if count.records() + count.failures() == 0 {
                continue;
            }
            let what = What::Records {
                library: name.clone(),
                loans: count.loans,
                returns: count.returns,
                failures: count.failures(),
            };
            let time = of_bucket(axis, bucket);
            lines.push((axis.of_bucket(bucket).0, Line { time, what }));
        }
    }
    for &(from, until) in gaps {
        let time = span(axis.recorded(from), axis.recorded(until));
        let length = gaps::words(until - from);
        let what = What::Gap { length };
        lines.push((from, Line { time, what }));
    }
    for file in files {
        let time = axis.recorded(file.moment);
        let time = time.format(time::MINUTE_SHOWN).to_string();
        let what = What::File {
            library: file.library.clone(),
            name: file.name.to_owned(),
        };
        lines.push((file.moment, Line { time, what }));
    }
    lines.sort_by_key(|(moment, _)| *moment);
    lines.into_iter().map(|(_, line)| line).collect()
}

/// From when until when a bucket lasts.
pub fn of_bucket(axis: &Axis, bucket: usize) -> String {
    let (from, until) = axis.of_bucket(bucket);
    span(axis.shown(from), axis.shown(until))
}

/// `2026-11-25 09:00 to 09:15`; the date comes twice if there are two, and the minute once if
/// there is only one.
pub fn span(from: NaiveDateTime, until: NaiveDateTime) -> String {
    let first = from.format(time::MINUTE_SHOWN);
    if time::minute_of(from) == time::minute_of(until) {
        return first.to_string();
    }
    let format = if from.date() == until.date() {
        "%H:%M"
    } else {
        time::MINUTE_SHOWN
    };
    message!("pages.day-span", from = first, until = until.format(format))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_over_midnight_has_both_dates() {
        let time = |text: &str| time::parse(text).unwrap();
        let late = time("2026-11-25 23:45:00");
        assert_eq!(
            span(late, time("2026-11-25 23:59:59")),
            "2026-11-25 23:45 to 23:59"
        );
        assert_eq!(
            span(late, time("2026-11-26 00:00:00")),
            "2026-11-25 23:45 to 2026-11-26 00:00"
        );
        assert_eq!(span(late, time("2026-11-25 23:45:59")), "2026-11-25 23:45");
    }
}
