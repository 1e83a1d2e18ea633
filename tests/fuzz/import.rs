//! Files made elsewhere, two of them with a byte 0 between: once in the table, none of their
//! lines is new again, and every line is counted.

#![no_main]

use libfuzzer_sys::fuzz_target;
use offline_circ::dat;
use offline_circ::import::{File, merge};

fuzz_target!(|text: &str| {
    let read = |text: &str| File::read(text, "M", |_| true);
    let files: Vec<File> = text.splitn(2, '\0').map(read).collect();
    let merged = merge(&files, &[]);
    for (file, tally) in files.iter().zip(&merged.files) {
        let told = tally.new + tally.already + tally.rejected.len();
        assert_eq!(told, file.records.len());
    }
    let mut scans: Vec<_> = merged.new.iter().map(|one| one.key()).collect();
    scans.sort_unstable();
    scans.dedup();
    assert_eq!(scans.len(), merged.new.len());
    assert_eq!(merge(&files, &merged.new).new, []);
    let summary = dat::summary(text.as_bytes());
    assert!(summary.returns <= summary.lines + 1);
});
