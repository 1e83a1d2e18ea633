//! A submitted line: what is accepted is the same when it is sent again, in Alma's line and
//! in a form field.

#![no_main]

use libfuzzer_sys::fuzz_target;
use offline_circ::dat::{self, Line};
use offline_circ::record;
use offline_circ::transaction::Transaction;

fuzz_target!(|text: &str| {
    let parse = |line: &str| Transaction::parse(line, |library| library == "MILLAR");
    let Ok(transaction) = parse(text) else {
        return;
    };
    let line = transaction.to_line();
    assert!(!line.contains(['\r', '\n']));
    assert_eq!(parse(&line).as_ref(), Ok(&transaction));
    let mut written = Vec::new();
    dat::write_line(&mut written, &transaction).unwrap();
    assert_eq!(written.iter().filter(|&&byte| byte == b'\n').count(), 1);
    let written = String::from_utf8(written).unwrap();
    let read = Line::parse(written.strip_suffix("\r\n").unwrap());
    assert_eq!(read, Some(Line::from(&transaction)));
    let field = record::encode(&transaction);
    assert_eq!(record::decode(&field), Some(transaction));
});
