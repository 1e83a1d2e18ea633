//! Files as Alma, Analytics and spreadsheets write them, and files that are no list.

use std::io::Cursor;

use super::*;
use crate::circulation::shapes::Shapes;

const USERS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<users xmlns="http://com/exlibris/urm/user_record/xmlbeans">
  <user><record_type desc="Public">PUBLIC</record_type><primary_id>ADA01</primary_id>
    <first_name>Ada</first_name><last_name>Made &amp; Up</last_name><birth_date>1990-01-01Z</birth_date>
    <expiry_date>2031-05-31Z</expiry_date><status desc="Active">ACTIVE</status>
    <contact_info><addresses><address><line1>1 Made-up Street</line1><end_date>2020-01-01Z</end_date></address></addresses></contact_info>
    <user_identifiers>
      <user_identifier segment_type="External"><id_type>BARCODE</id_type><value>21234000111111</value><status>ACTIVE</status></user_identifier>
      <user_identifier><id_type>BARCODE</id_type><value>21234000999999</value><status>INACTIVE</status></user_identifier>
    </user_identifiers></user>
  <user><primary_id>bo02</primary_id><expiry_date>2020-01-31</expiry_date><status>ACTIVE</status>
    <user_identifiers><user_identifier><value>0012</value></user_identifier></user_identifiers>
    <user_blocks>
      <user_block><block_type>LOAN</block_type><block_description desc="Fines">FINES</block_description><block_status>ACTIVE</block_status></user_block>
      <user_block><block_description>OLD</block_description><block_status>INACTIVE</block_status></user_block>
    </user_blocks></user>
  <user><primary_id>cy03</primary_id><status>INACTIVE</status></user>
  <user><primary_id>di04</primary_id><user_blocks><user_block><block_description>PAST</block_description>
    <block_status>ACTIVE</block_status><expiry_date>2020-01-01Z</expiry_date></user_block></user_blocks></user>
</users>"#;

const ITEMS: &str = "\
Title,Barcode,Library Code,Permanent Call Number,Process Type\n\
\"A title, with a comma\nand a line\",31234000000001,MILLAR,QA 76 .A1,\n\
Another,31234000000002,av services,QA 76 .A2,Loan\n\
Third,31234000000003,Law,,Transit\n\
Another,31234000000002,AVS,,\n\
No barcode,,MILLAR,,\n";

fn config(more: &str) -> Config {
    let example = include_str!("../../../config.example.toml");
    let example = example.split("\n[lists]").next().unwrap();
    Config::parse(&format!("{example}\n[lists]\n{more}")).unwrap()
}

fn file(name: &str, content: impl Into<Vec<u8>>) -> Source {
    Source {
        name: name.to_owned(),
        content: Box::new(Cursor::new(content.into())),
    }
}

fn read(kind: ListKind, more: &str, files: Vec<Source>) -> Result<Reading, String> {
    Reading::of(&config(more), today(), kind, files)
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 3).unwrap()
}

fn patrons(more: &str, files: Vec<Source>) -> (Vec<(String, KnownPatron)>, Report) {
    let reading = read(ListKind::Patrons, more, files).unwrap();
    let Rows::Patrons(mut rows) = reading.rows else {
        panic!("patrons are read");
    };
    rows.sort_by(|one, other| one.0.cmp(&other.0));
    (rows, reading.report)
}

fn items(more: &str, files: Vec<Source>) -> (Vec<KnownItem>, Details, Report) {
    let reading = read(ListKind::Items, more, files).unwrap();
    let Rows::Items(rows) = reading.rows else {
        panic!("items are read");
    };
    (rows, reading.details, reading.report)
}

fn refused(kind: ListKind, content: impl Into<Vec<u8>>) -> String {
    read(kind, "", vec![file("list", content)]).unwrap_err()
}

#[test]
fn of_users_each_identifier_is_kept_with_what_holds_a_scan() {
    let (rows, report) = patrons("", vec![file("users.xml", USERS)]);
    let identifiers: Vec<&str> = rows
        .iter()
        .map(|(identifier, _)| identifier.as_str())
        .collect();
    assert_eq!(
        identifiers,
        ["0012", "21234000111111", "ada01", "bo02", "cy03", "di04"]
    );
    let of = |identifier: &str| &rows.iter().find(|row| row.0 == identifier).unwrap().1;
    assert_eq!(of("ada01"), of("21234000111111"));
    assert_eq!(of("ada01").expires, "2031-05-31".parse().ok());
    assert!(!of("ada01").is_blocked && of("ada01").name.is_empty());
    assert_eq!(
        (of("0012").is_blocked, &*of("0012").reason),
        (true, "FINES")
    );
    assert_eq!(
        (of("cy03").is_blocked, &*of("cy03").reason),
        (true, "INACTIVE")
    );
    assert!(!of("di04").is_blocked, "the block is over");
    assert_eq!((report.rows, report.people, report.entries), (4, 4, 6));
    assert_eq!((report.blocked, report.expired), (2, 1));
    assert_eq!(
        report.fitting, 2,
        "of a patron's scan the digits are recorded"
    );
}

#[test]
fn names_are_kept_where_they_are_wanted() {
    let (rows, _) = patrons("names = true", vec![file("users.xml", USERS)]);
    assert!(
        rows.iter()
            .any(|(_, patron)| patron.name == "Ada Made & Up")
    );
}

#[test]
fn an_export_of_blocks_says_what_is_wrong_with_users_of_another_file() {
    let blocks = "<users><user><primary_id>Ada01</primary_id><user_blocks><user_block>\
                  <block_description>LOST</block_description><block_status>ACTIVE</block_status>\
                  </user_block></user_blocks></user></users>";
    let both = [file("blocks.xml", blocks), file("users.xml", USERS)];
    for files in [
        both.into_iter().collect::<Vec<_>>(),
        vec![file("users.xml", USERS), file("b", blocks)],
    ] {
        let (rows, report) = patrons("", files);
        let blocked = rows.iter().filter(|(_, patron)| patron.reason == "LOST");
        assert_eq!(blocked.count(), 2);
        assert_eq!(report.people, 4);
    }
}

#[test]
fn patrons_come_as_columns_too_in_any_encoding_and_with_any_separator() {
    let text = "Primary Identifier;Barcode;Expiry Date;Block Code\r\n\
                ada;21234000111111;31/05/2031;\r\n\
                bö;21234000222222;01/02/2020;FINES\r\n\
                bö;21234000333333;01/02/2020;\r\n";
    let utf_16: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let windows: Vec<u8> = text
        .replace('ö', "\u{1}")
        .bytes()
        .map(|b| if b == 1 { 0xf6 } else { b })
        .collect();
    for content in [
        text.as_bytes().to_vec(),
        format!("\u{feff}{text}").into_bytes(),
        utf_16,
        windows,
        text.replace(';', "\t").into_bytes(),
    ] {
        let (rows, report) = patrons("", vec![file("patrons.csv", content)]);
        assert_eq!((report.rows, report.people, report.entries), (3, 2, 5));
        assert_eq!((report.blocked, report.expired), (1, 1));
        assert_eq!(rows[4].0, "bö");
        assert_eq!(rows[0].1.expires, "2031-05-31".parse().ok());
    }
}

#[test]
fn an_identifier_of_two_patrons_holds_only_for_what_is_true_of_both() {
    let text = "Primary Identifier,Card Number,Blocked\nada,12,yes\nbo,12,no\n";
    let (rows, report) = patrons("", vec![file("p", text)]);
    assert_eq!((report.doubles, report.entries), (1, 3));
    assert!(!rows[0].1.is_blocked && rows[1].1.is_blocked);
}

#[test]
fn items_are_kept_once_with_their_library_by_code_or_name() {
    let (rows, details, report) = items("", vec![file("items.csv", ITEMS)]);
    let of = |item: &KnownItem| (item.barcode.clone(), item.library.clone(), item.on_loan);
    assert_eq!(
        rows.iter().map(of).collect::<Vec<_>>(),
        [
            (
                "31234000000001".to_owned(),
                "MILLAR".to_owned(),
                Some(false)
            ),
            ("31234000000002".to_owned(), "AVS".to_owned(), Some(true)),
            ("31234000000003".to_owned(), "Law".to_owned(), None),
        ]
    );
    assert_eq!(rows[0].title, "A title, with a comma and a line");
    assert_eq!(details.covers, ["AVS", "MILLAR"]);
    assert_eq!(
        (
            report.rows,
            report.entries,
            report.doubles,
            report.unreadable
        ),
        (5, 3, 1, 1)
    );
    let law = report
        .libraries
        .iter()
        .find(|library| library.name == "Law")
        .unwrap();
    assert_eq!((law.items, &law.code), (1, &None));
}

#[test]
fn a_list_that_names_none_of_our_libraries_names_none() {
    let (rows, details, _) = items("", vec![file("i", "Barcode,Library\n31,Main\n32,Law\n")]);
    assert!(rows.iter().all(|item| item.library.is_empty()));
    assert!(details.covers.is_empty());
}

#[test]
fn columns_have_the_names_that_the_configuration_gives_them() {
    let columns = "[lists.columns]\nbarcode = \"Strichcode\"\ncall_number = \"Signatur\"";
    let (rows, ..) = items(columns, vec![file("i", "Signatur;Strichcode\nQA 1;0031\n")]);
    assert_eq!((&*rows[0].barcode, &*rows[0].call_number), ("0031", "QA 1"));
}

#[test]
fn barcodes_alone_need_no_heading() {
    let (rows, ..) = items(
        "",
        vec![file("set.txt", "31234000000002\r\n31234000000001\r\n")],
    );
    assert_eq!(rows[0].barcode, "31234000000001");
    assert_eq!(rows.len(), 2);
}

#[test]
fn marcxml_has_items_in_fields() {
    let record = |fields: &str| {
        format!(
            "<collection xmlns=\"http://www.loc.gov/MARC21/slim\"><record>\
         <datafield tag=\"245\" ind1=\"1\" ind2=\"0\"><subfield code=\"a\">A title /</subfield></datafield>{fields}</record></collection>"
        )
    };
    let usual = record(
        "<datafield tag=\"852\"><subfield code=\"b\">MILLAR</subfield><subfield code=\"h\">QA 1</subfield></datafield>\
         <datafield tag=\"876\"><subfield code=\"p\">31</subfield></datafield>\
         <datafield tag=\"876\"><subfield code=\"p\">32</subfield></datafield>",
    );
    let (rows, ..) = items("", vec![file("m.xml", usual.as_str())]);
    assert_eq!(rows.len(), 2);
    assert_eq!(
        (
            &*rows[1].barcode,
            &*rows[1].library,
            &*rows[1].call_number,
            &*rows[1].title
        ),
        ("32", "MILLAR", "QA 1", "A title")
    );
    let own = record(
        "<datafield tag=\"949\"><subfield code=\"i\">33</subfield><subfield code=\"c\">QA 2</subfield></datafield>",
    );
    let columns = "[lists.columns]\nbarcode = \"949$i\"\ncall_number = \"949$c\"";
    let (rows, ..) = items(columns, vec![file("m.xml", own.as_str())]);
    assert_eq!((&*rows[0].barcode, &*rows[0].call_number), ("33", "QA 2"));
    assert!(refused(ListKind::Items, own).contains("876$p, 952$p"));
}

#[test]
fn what_keeps_a_spreadsheet_from_rounding_is_no_part_of_a_barcode() {
    let text = "Barcode,Title\n=\"31234000000001\",A\n'31234000000002,B\n\"=\"\"0031\"\"\",C\n";
    let (rows, ..) = items("", vec![file("i", text)]);
    let barcodes: Vec<&str> = rows.iter().map(|item| item.barcode.as_str()).collect();
    assert_eq!(barcodes, ["0031", "31234000000001", "31234000000002"]);
}

#[test]
fn items_that_look_unlike_what_was_scanned_are_objected_to() {
    let config = config("");
    let mut shapes = Shapes::default();
    for n in 0..100 {
        shapes.items.count(&format!("312340000000{n:02}"));
    }
    let judge = Judge::new(&config.scanning, &shapes);
    for (text, objections) in [
        ("Barcode\n31234000000777\n", 0),
        ("Barcode\n99123\n99124\n", 1),
    ] {
        let files = vec![file("i", text)];
        let mut reading = read(ListKind::Items, "", files).unwrap();
        reading.compare_with_scans(&judge);
        assert_eq!(reading.report.objections.len(), objections, "{text}");
    }
}

#[test]
fn what_is_no_list_is_refused_with_what_to_do() {
    use ListKind::{Items, Patrons};
    let half = &USERS[..USERS.len() / 2];
    for (kind, content, said) in [
        (Patrons, half.as_bytes(), "ends in the middle"),
        (
            Items,
            &ITEMS.as_bytes()[..ITEMS.len() - 20],
            "The file may be cut",
        ),
        (
            Items,
            b"Barcode,Title\n31,A\n32,\"A ti",
            "ends in the middle",
        ),
        (Items, b"", "is empty"),
        (Items, b" \r\n ", "is empty"),
        (Items, b"Barcode,Title\n", "Nothing in list belongs"),
        (
            Items,
            b"Signatur,Titel\nQA 1,A\n",
            "It has: Signatur, Titel.",
        ),
        (Patrons, b"Surname,Town\nA,B\n", "It has: Surname, Town."),
        (Patrons, ITEMS.as_bytes(), "Load it as items"),
        (
            Items,
            b"Primary Identifier,Barcode\nada,21\n",
            "Load it as patrons",
        ),
        (Items, USERS.as_bytes(), "Load it as patrons"),
        (
            Patrons,
            b"<collection><record/></collection>",
            "Nothing in list belongs",
        ),
        (Items, b"PK\x03\x04 a workbook", "workbook as"),
        (
            Items,
            b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0",
            "not a text file",
        ),
        (
            Items,
            b"Barcode,Title\n3.1234E+13,A\n3.1234E+13,B\n",
            "has rounded the barcodes",
        ),
        (
            Patrons,
            b"Barcode,Full Name\n2.1234E+13,Somebody\n",
            "has rounded the numbers",
        ),
        (
            Patrons,
            b"21234000111111,Somebody,17 Nowhere Street\n",
            "is not a heading",
        ),
        (Patrons, b"Barcode,Name\n,A\n,B\n", "Nothing in list"),
        (
            Items,
            b"Barcode\tTitle\n31\tA \"12\n32\t\"cut\n33\tC\n",
            "ends in the middle",
        ),
        (
            Patrons,
            b"Barcode,Expiry Date\n21,05/06/2031\n22,07/08/2031\n",
            "in two ways",
        ),
        (
            Patrons,
            b"Barcode,Expiry Date\n21,soon\n22,later\n",
            "in the column Expiry Date of list",
        ),
    ] {
        let sentence = refused(kind, content);
        assert!(sentence.contains(said), "{said:?} is not in {sentence:?}");
    }
}

#[test]
fn a_much_smaller_list_and_one_that_fits_nothing_are_objected_to() {
    let (_, _, mut report) = items("", vec![file("i", ITEMS)]);
    report.compare_with(Some(6));
    assert_eq!(report.objections, [""; 0]);
    report.compare_with(Some(8));
    assert_eq!(report.objections.len(), 1);
    let (_, mut report) = patrons("", vec![file("p", "Primary Identifier\nada\n")]);
    report.compare_with(None);
    assert_eq!(report.objections.len(), 1);
}

#[test]
fn a_sign_of_inches_is_no_quote() {
    let text = "Barcode\tTitle\n31\tA 12\" record\n32\tAnother";
    let (rows, ..) = items("", vec![file("i", text)]);
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].title, "A 12\" record");
}

#[test]
fn a_file_whose_last_line_has_no_end_may_be_a_part() {
    for (kind, text) in [
        (ListKind::Items, "Barcode,Title\n31,A\n32,B"),
        (ListKind::Patrons, "21\n22"),
    ] {
        let objections = |text: &str| {
            let config = config("");
            let reading =
                Reading::of(&config, today(), kind, vec![file("some.csv", text)]).unwrap();
            reading.report.objections
        };
        let [said] = &objections(text)[..] else {
            panic!("{kind:?}")
        };
        assert!(
            said.starts_with("The last line of some.csv has no"),
            "{said}"
        );
        for whole in ["\n", "\r\n", "\r\n\u{1a}"] {
            assert!(objections(&format!("{text}{whole}")).is_empty());
        }
    }
}

#[test]
fn patrons_without_a_number_like_those_on_cards_are_asked_about() {
    let config = config("");
    let mut shapes = Shapes::default();
    for n in 0..100 {
        shapes.patrons.count(&format!("212340000000{n:02}"));
    }
    let judge = Judge::new(&config.scanning, &shapes);
    for (column, others, is_asked) in [("5035550", 0, true), ("2123400000", 3, false)] {
        let of_one = |n| {
            let others = (0..others).map(move |other| format!("u{other}x{n}\n"));
            [format!("{column}{n:04}\n")].into_iter().chain(others)
        };
        let rows: String = (0..200).flat_map(of_one).collect();
        let text = format!("User ID\n{rows}");
        let mut reading =
            Reading::of(&config, today(), ListKind::Patrons, vec![file("p", &*text)]).unwrap();
        reading.compare_with_scans(&judge);
        assert_eq!(!reading.report.objections.is_empty(), is_asked, "{column}");
    }
}

#[test]
fn identifiers_fit_a_pattern_with_capitals() {
    let example = include_str!("../../../config.example.toml");
    let example = example.split("\n[scanning]").next().unwrap();
    let pattern = "\n[scanning]\npatron_pattern = \"(P[0-9]+)\"\n";
    let config = Config::parse(&format!("{example}{pattern}")).unwrap();
    let files = vec![file("p", "Barcode,Name\nP12,A\n34,B\n")];
    let reading = Reading::of(&config, today(), ListKind::Patrons, files).unwrap();
    assert_eq!(reading.report.fitting, 1);
}
