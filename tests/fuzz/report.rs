//! Alma's report, its last line a barcode that a record has: what is shown is what the
//! records were looked for by.

#![no_main]

use libfuzzer_sys::fuzz_target;
use offline_circ::lookup::Report;

fuzz_target!(|text: &str| {
    let (text, recorded) = text.rsplit_once('\n').unwrap_or((text, "1"));
    let known = |barcode: &str| !barcode.is_empty() && barcode == recorded;
    let report = Report::parse(text);
    for message in &report.messages {
        let barcode = message.barcode(known);
        if known(barcode) {
            let asked = |may: bool, item, patron| !may || report.asks_for(item, patron);
            assert!(asked(message.failure.may_name_an_item(), barcode, ""));
            assert!(asked(message.failure.may_name_a_patron(), "", barcode));
        }
    }
    for barcode in report.barcodes(known) {
        assert!(text.contains(barcode));
        assert!(!known(barcode) || report.asks_for(barcode, ""));
    }
});
