//! The .csv beside a .dat: what can be read is the same when it is written and read again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use offline_circ::sheet;

fuzz_target!(|bytes: &[u8]| {
    let Some(records) = sheet::read(bytes) else {
        return;
    };
    let mut written = Vec::new();
    sheet::write(&mut written, &records.iter().collect::<Vec<_>>()).unwrap();
    assert_eq!(sheet::read(written.as_slice()), Some(records));
});
