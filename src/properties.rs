//! What holds for any input at all: nothing panics, what a rule lets through can be
//! written and read back unchanged, and what was torn or altered is not taken for whole.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;

use crate::circulation::dat::{self, Line};
use crate::circulation::judge::{Doubt, Judge};
use crate::circulation::record::Record;
use crate::circulation::scan;
use crate::circulation::scanning::Scanning;
use crate::circulation::shapes::Shapes;
use crate::circulation::sheet;
use crate::circulation::time;
use crate::config::Config;
use crate::desks::{self, Desk, Known, Word};
use crate::http::request::Request;
use crate::http::upload::Upload;
use crate::jobs::import;
use crate::jobs::lookup::AlmaReport;
use crate::names::Names;
use crate::pages::record;
use crate::seal::Seal;

/// Text of the pieces that lines and files are made of, and of anything else.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[,\"\r\n \t]",
        3 => Just("MILLAR,20150827121621,L,1,,2,".to_owned()),
        2 => Just(format!("201508271216R{:80}\r\n", "1")),
        1 => Just("2015-08-27 12:16:21".to_owned()),
        1 => Just("\u{feff}Library,Time".to_owned()),
        1 => Just("User not found. Barcode: ".to_owned()),
        3 => "[0-9]{1,15}",
        2 => any::<String>(),
    ];
    vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

/// The bytes of a file: text in any encoding, whole or damaged.
fn file() -> impl Strategy<Value = Vec<u8>> {
    let list = prop_oneof![
        3 => "(2|3)[0-9]{4}",
        1 => "[0-9]\\.[0-9]{4}E\\+13",
        2 => "[\r\n;,\t ]{1,3}",
        1 => "Patron|Item|Lovelace, Ada|\u{0}|\u{1a}",
    ];
    let list = vec(list, 0..20).prop_map(|pieces| pieces.concat());
    let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| {
        text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>()
    };
    let any_text = prop_oneof![text(), list];
    (any_text, 0..6_u8, vec(any::<u8>(), 0..6)).prop_map(move |(text, form, tail)| {
        let mut bytes = match form {
            0 => utf16(&text, u16::to_le_bytes),
            1 => utf16(&text, u16::to_be_bytes),
            2 => utf16(&format!("\u{feff}{text}"), u16::to_le_bytes),
            3 => format!("\u{feff}{text}").into_bytes(),
            _ => text.into_bytes(),
        };
        bytes.extend(tail);
        bytes
    })
}

/// A value as a scanner or a keyboard can make it, blanks and quotes included.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![3 => "[0-9A-Z]{1,14}", 1 => "[ -~é]{1,20}", 1 => "[=+@'\"-][ -~]{0,9}"]
        .prop_map(|value| value.trim().to_owned())
        .prop_filter("not empty", |value| !value.is_empty())
}

/// A record that the rules let through.
fn record() -> impl Strategy<Value = Record> {
    let time = (1000..=9999_u32, 1..=12_u32, 1..=28_u32, 0..86_400_u32);
    (time, any::<bool>(), [value(), value(), value(), value()]).prop_map(
        |((year, month, day, second), is_loan, [item, call, patron, name])| {
            let clock = (second / 3600, second / 60 % 60, second % 60);
            let (kind, patron) = if is_loan {
                ("L", patron)
            } else {
                ("R", String::new())
            };
            let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
            let line = format!(
                "M,{year:04}{month:02}{day:02}{:02}{:02}{:02},{kind},{},{},{},{}",
                clock.0,
                clock.1,
                clock.2,
                quoted(&item),
                quoted(&call),
                quoted(&patron),
                quoted(&name)
            );
            Record::parse(&line, |_| true).expect("it breaks no rule")
        },
    )
}

proptest! {
    // A failure is reported whole; nothing is written beside the source.
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_line_that_is_accepted_is_the_same_when_it_is_sent_again(text in text()) {
        if let Ok(record) = Record::parse(&text, |_| true) {
            let line = record.to_line();
            prop_assert!(!line.contains(['\r', '\n']));
            prop_assert_eq!(Record::parse(&line, |_| true), Ok(record));
        }
    }

    #[test]
    fn a_record_is_read_back_from_its_line_its_sheet_and_its_form_field(one in record()) {
        prop_assert_eq!(Record::parse(&one.to_line(), |_| true), Ok(one.clone()));
        prop_assert_eq!(record::decode(&record::encode(&one)), Some(one.clone()));
        let mut line = Vec::new();
        dat::write_line(&mut line, &one).unwrap();
        let line = String::from_utf8(line).unwrap();
        let line = line.strip_suffix("\r\n").unwrap();
        prop_assert!(!line.contains(['\r', '\n']));
        prop_assert_eq!(Line::parse(line), Some(Line::from(&one)));
    }

    #[test]
    fn a_sheet_is_read_back_whole_or_not_at_all(
        records in vec(record(), 1..20), cut in any::<prop::sample::Index>()
    ) {
        let mut bytes = Vec::new();
        sheet::write(&mut bytes, &records.iter().collect::<Vec<_>>()).unwrap();
        prop_assert_eq!(sheet::read(&bytes), Some(records.clone()));
        let torn = &bytes[..cut.index(bytes.len())];
        if let Some(fewer) = sheet::read(torn) {
            // Torn at the end of a row it looks whole: its .dat then has more lines.
            prop_assert!(fewer.len() < records.len());
            prop_assert_eq!(&records[..fewer.len()], fewer.as_slice());
        }
    }

    #[test]
    fn no_text_is_too_strange_to_be_read(text in text()) {
        let _ = Line::parse(&text);
        let _ = dat::summary(text.as_bytes());
        let _ = sheet::read(text.as_bytes());
        let _ = record::decode(&text);
        let _ = AlmaReport::parse(&text).barcodes(|_| false);
    }

    #[test]
    fn each_line_of_any_file_is_understood_or_counted_and_given_back(
        bytes in file(), pattern in prop_oneof![Just(".*"), Just("3[0-9]{4}")]
    ) {
        let item_pattern = format!("item_pattern = '{pattern}'");
        let scanning: Scanning = toml::from_str(&item_pattern).unwrap();
        let shapes = Shapes::default();
        let judge = Judge::new(&scanning, &shapes);
        let now = time::parse("20261103150000").unwrap();
        let file = import::read_file(&bytes, "M", |_| true, &judge, now);
        let mut counted = BTreeSet::new();
        counted.extend(file.lines.understood.iter().map(|line| line.line));
        counted.extend(file.lines.rejected.iter().map(|line| line.line));
        counted.extend(&file.patrons);
        counted.extend(&file.headings);
        let lines: BTreeSet<usize> = file.decoded.lines.iter().map(|line| line.number).collect();
        prop_assert_eq!(&counted, &lines);
        for understood in &file.lines.understood {
            let record = &understood.value.record;
            prop_assert_eq!(Record::parse(&record.to_line(), |_| true), Ok(record.clone()));
        }
        // What is given back is no more and no less than those and the headings, in the same encoding.
        let again = file.not_understood();
        if file.problem.is_none() && file.decoded.mark.len() == 3 {
            let lines = import::Decoded::read(&again).lines;
            let mut wanted: BTreeSet<usize> = file.lines.rejected.iter().map(|line| line.line).collect();
            wanted.extend(&file.headings);
            prop_assert_eq!(lines.len(), wanted.len());
        }
    }

    #[test]
    fn no_scan_is_too_strange_to_be_judged_and_learned_from(
        text in prop_oneof![text(), "[]*;%+=?A-D0-9 éX]{0,40}"]
    ) {
        let scanning = Scanning::default();
        let mut shapes = Shapes::default();
        for seen in ["31234777777770", text.as_str()].repeat(10) {
            shapes.items.count(seen);
        }
        let judge = Judge::new(&scanning, &shapes);
        for judged in [judge.item(&text), judge.patron(&text)] {
            prop_assert!(text.contains(judged.barcode));
            if let Some(Doubt::Scan(problem)) = judged.doubt {
                let _ = scan::meant(problem, judged.barcode);
            }
        }
        let _ = shapes.items.bounded();
    }

    #[test]
    fn no_word_of_a_desk_is_too_strange_to_be_kept_or_refused(
        fields in vec(prop_oneof!["[0-9]{1,16}", Just("yes".to_owned()), Just("none".to_owned()), any::<String>()], 14),
        file in prop_oneof![any::<String>(), Just(r#"{"name":"","version":"","is_kept":true,"storage":"none","ahead":0,
            "sound":null,"scanner":1,"practice":2,"tabs":{"a":{"heard":1,"said":1,"waiting":1,"held":1000000,"oldest":9,"has_left":false,"is_alone":true}}}"#.to_owned())],
        number in any::<i64>()
    ) {
        let id = "workstation00001";
        let known = |name: &str| match name {
            "workstation" | "tab" => Some(id),
            "offline" => Some("no"),
            "storage" => Some("none"),
            _ => None,
        };
        let field = |name: &str| known(name).or(Some(&*fields[name.len() % fields.len()]));
        let earlier = Desk::read(id, file.replace('9', &number.to_string()).as_bytes());
        if let Some(word) = Word::parse(field) {
            let desk = Desk::after(earlier.clone(), &word, desks::now());
            prop_assert!(desk.name.chars().count() <= 40);
            prop_assert_eq!(Desk::read(id, &desk.to_file()), Some(desk));
        }
        if let Some(desk) = earlier {
            prop_assert!(Known::of(&desk, desks::now()).scans() > 0);
        }
    }

    #[test]
    fn no_request_is_too_strange_to_be_understood_or_refused(
        names in vec(any::<Option<String>>(), 14), body in vec(any::<u8>(), 0..400), boundary in "[a-z]{1,3}"
    ) {
        let param = |name: &str| names[name.len() % names.len()].clone();
        if let Ok(mut request) = Request::from_params(param) {
            request.body.clone_from(&body);
            let _ = (request.form(), request.upload(), request.prefers_json());
            let example = include_str!("../config.example.toml");
            let config = Config::parse(example).unwrap();
            let _ = request.same_site(|mark| Seal::of(&config).is_mark(mark));
            let _ = request.own_host(&Names::new(&config));
            let _ = request.query().get("x");
        }
        let framed = [format!("--{boundary}\r\n").as_bytes(), &body].concat();
        let _ = Upload::parse(&framed, boundary);
    }
}
