//! What holds for any records: out as a .dat file and in again, they are the same.

use std::collections::HashSet;

use chrono::TimeDelta;
use proptest::collection::vec;
use proptest::prelude::*;

use super::decode::Decoded;
use super::merge::{Merged, merge};
use super::read::{Imported, read};
use crate::circulation::dat;
use crate::circulation::line::Lines;
use crate::circulation::record::{Kind, Record};
use crate::circulation::time;
use crate::jobs::lookup::{Found, Location};

fn file(text: &str) -> Lines<Imported> {
    let file = read(&Decoded::read(text.as_bytes()).lines, "M", |_| true);
    assert_eq!(file.rejected, []);
    file
}

fn merged(text: &str, rows: &[Record]) -> Merged {
    let found = rows.iter().map(|record| Found {
        record: record.clone(),
        location: Location::NoFileYet,
        is_line_only: false,
    });
    merge(&[&file(text)], &found.collect::<Vec<_>>(), |_, _| None)
}

/// A record of three minutes, mostly one of few that repeat.
fn record() -> impl Strategy<Value = Record> {
    let barcode = prop_oneof![3 => "[12]", 1 => "[!-~é]([ -~é]{0,30}[!-~é])?"];
    let when = (0..3_i64, 0..60_i64);
    (when, any::<bool>(), barcode.clone(), barcode).prop_map(|(when, is_loan, item, patron)| {
        let start = Record::parse("M,20150827121600,R,1", |_| true).unwrap();
        Record {
            library: "M".to_owned(),
            timestamp: start.timestamp + TimeDelta::minutes(when.0) + TimeDelta::seconds(when.1),
            kind: if is_loan { Kind::Loan } else { Kind::Return },
            item_barcode: item,
            item_callnumber: String::new(),
            patron_barcode: if is_loan { patron } else { String::new() },
            patron_name: String::new(),
        }
    })
}

fn dat(records: &[Record]) -> String {
    let mut text = Vec::new();
    for record in records {
        dat::write_line(&mut text, record).unwrap();
    }
    String::from_utf8(text).unwrap()
}

fn by_time(mut records: Vec<Record>) -> Vec<Record> {
    records.sort_by_key(|record| record.timestamp);
    records
}

fn by_minute(records: &[Record]) -> Vec<Record> {
    let mut records = records.to_vec();
    records.sort_by_key(|record| time::minute_of(record.timestamp));
    records
}

proptest! {
    // A failure is reported whole; nothing is written beside the source.
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_goes_out_as_a_file_comes_in_as_the_same_records(
        records in vec(record(), 0..60)
    ) {
        let text = dat(&records);
        let new = merged(&text, &[]).new;
        let scans: HashSet<_> = new.iter().map(Record::key).collect();
        prop_assert_eq!(scans.len(), records.len());
        let imported = by_time(new.clone());
        prop_assert_eq!(dat(&imported), dat(&by_minute(&records)));
        let lines: Vec<_> = new.iter().map(Record::to_line).collect();
        for again in [text, dat(&imported), lines.join("\r\n")] {
            prop_assert_eq!(merged(&again, &imported).new, []);
        }
    }

    #[test]
    fn a_file_of_rows_with_their_real_seconds_adds_nothing(records in vec(record(), 0..60)) {
        let records = by_time(records);
        prop_assert_eq!(merged(&dat(&records), &records).new, []);
    }

    #[test]
    fn a_growing_file_comes_to_the_same_as_the_whole(
        records in vec(record(), 0..60), cut in 0..60_usize
    ) {
        let (begun, whole) = (dat(&records[..cut.min(records.len())]), dat(&records));
        let mut rows = merged(&begun, &[]).new;
        rows.extend(merged(&whole, &rows).new);
        prop_assert_eq!(dat(&by_time(rows)), dat(&by_minute(&records)));
    }
}
