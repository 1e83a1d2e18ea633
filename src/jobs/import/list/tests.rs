use super::columns::NOT_TOLD_APART;
use super::*;
use crate::circulation::scanning::Scanning;
use crate::circulation::shapes::Shapes;
use crate::circulation::time;
use crate::jobs::import::decode::Decoded;

const PATTERNS: &str = "item_pattern = \"3[0-9]{4}\"\npatron_pattern = \"(2[0-9]{4})\"";

/// What is understood of a list, as item and patron, and the numbers of the other lines.
fn with(toml: &str, text: &str) -> Result<(Vec<String>, Vec<usize>), Code> {
    let scanning: Scanning = toml::from_str(toml).unwrap();
    let shapes = Shapes::default();
    let judge = Judge::new(&scanning, &shapes);
    let decoded = Decoded::read(text.as_bytes());
    let when = time::parse("20261103140500").unwrap();
    let List {
        lines: read,
        patrons,
        headings,
        has_times: _,
    } = read(&decoded.lines, "M", when, &judge)?;
    let counted = read.understood.len() + read.rejected.len() + patrons.len() + headings.len();
    assert!(counted >= decoded.lines.len(), "{text}");
    let records = read.understood.iter().map(|line| &line.value.record);
    let short = |record: &Record| {
        assert_eq!(record.timestamp, when);
        format!("{} {}", record.item_barcode, record.patron_barcode)
    };
    let records = records.map(|record| short(record).trim_end().to_owned());
    Ok((
        records.collect(),
        read.rejected.iter().map(|line| line.line).collect(),
    ))
}

#[track_caller]
fn is(text: &str, expected: &[&str], rejected: &[usize]) {
    let (records, lines) = with(PATTERNS, text).unwrap();
    assert_eq!(records, expected, "{text}");
    assert_eq!(lines, rejected, "{text}");
}

#[test]
fn items_belong_to_the_patron_before_them() {
    let expected = ["30001 20001", "30002 20001", "30003 20002"];
    is("20001\n30001\n30002\n20002\n30003", &expected, &[]);
    is("\n20001\n30001\n30002\n\n\n20002\n30003\n", &expected, &[]);
    is("20001;30001;30002\n20002;30003", &expected, &[]);
    is("20001\t30001\n20001\t30002\n20002\t30003", &expected, &[]);
    is(
        "\"20001\",\"30001\"\n,=\"30002\"\n20002,'30003",
        &expected,
        &[],
    );
    is(
        "\"20001\"\n\"30001\"\n\"=\"\"30002\"\"\"\n20002\n30003",
        &expected,
        &[],
    );
}

#[test]
fn a_list_of_items_alone_was_returned() {
    is("30001\n30002", &["30001", "30002"], &[]);
    is("Item\n30001\n30002", &["30001", "30002"], &[]);
}

#[test]
fn a_name_or_a_call_number_beside_a_barcode_is_none() {
    let text =
        "20001  Lovelace, Ada\n30001 QA 76.9 .C15\n30002;QA 2026\nBabbage, Charles 20002\n30003";
    is(text, &["30001 20001", "30002 20001", "30003 20002"], &[]);
    let text = "Lovelace, Ada\n20001\nLovelace\n30001\nBabbage\n20002\n30003";
    is(text, &["30001 20001", "30003 20002"], &[1, 3, 5]);
}

#[test]
fn nobody_gets_an_item_after_a_line_that_is_not_understood() {
    is("20001\n20002\n30001\n20003", &["30001 20002"], &[1, 4]);
    is(
        "20001\n30001\n2.0002E+4\n30003\n20004\n30004",
        &["30001 20001", "30004 20004"],
        &[3, 4],
    );
    is(
        "20001\n30001\n2000\n30003\n20004\n30004",
        &["30001 20001", "30004 20004"],
        &[3, 4],
    );
    is("20001\n30001\nReturned:\n30003", &["30001 20001"], &[3, 4]);
    is("30001\n20001\n30002", &["30002 20001"], &[1]);
    is("20001;3.0001E+4\n30002", &["30002 20001"], &[1]);
    // It may be a patron's, and the list no list of returns.
    is("3.0001E+4\n30002", &[], &[1, 2]);
    is("30001\nLovelace, Ada\n30002", &["30001"], &[2, 3]);
    is("Lovelace, Ada\n30002", &[], &[1, 2]);
    is("Returned items\n30002", &["30002"], &[]);
    is("Item\n3.0001E+4\n30002", &["30002"], &[2]);
}

#[test]
fn a_blank_line_between_patrons_ends_a_turn() {
    let text = "20001\n30001\n\n20002\n30002\n\n20003\n30003\n\n30004\n\n20005\n30005";
    let expected = ["30001 20001", "30002 20002", "30003 20003", "30005 20005"];
    is(text, &expected, &[10]);
    // Where every line has one, it says nothing.
    let text = "20001\n\n30001\n\n30002\n\n20002\n\n30003";
    is(text, &["30001 20001", "30002 20001", "30003 20002"], &[]);
}

#[test]
fn an_item_after_a_blank_line_may_be_somebody_elses_although_few_lines_have_one() {
    is("20001\n30001\n\n30002\n30003", &["30001 20001"], &[4, 5]);
    let text = "20001\n30001\n\n20002\n30002\n\n30003\n20004\n30004";
    let expected = ["30001 20001", "30002 20002", "30004 20004"];
    is(text, &expected, &[7]);
    is("Patron,Item\n20001,30001\n\n,30002", &["30001 20001"], &[4]);
    is("20001;30001\n\n30002", &["30001 20001"], &[3]);
    is("20001\n30001\n\n30002\n\n30003", &["30001 20001"], &[4, 6]);
    let text = "20001\n30001\n\n20002\n30002\n\n30003\n\n30004\n\n30005";
    is(text, &["30001 20001", "30002 20002"], &[7, 9, 11]);
    let text = "Patron,Item\n20001,30001\n\n,30002\n\n,30003";
    is(text, &["30001 20001"], &[4, 6]);
    // Where each line has one, it says nothing.
    let expected = ["30001 20001", "30002 20001", "30003 20001"];
    is("20001\n\n30001\n\n30002\n\n30003", &expected, &[]);
    // Between a patron and the items of nobody else it says nothing.
    let text = "20001\n\n30001\n30002\n\n20002\n\n30003\n30004";
    let expected = ["30001 20001", "30002 20001", "30003 20002", "30004 20002"];
    is(text, &expected, &[]);
    is("30001\n\n30002\n30003", &["30001", "30002", "30003"], &[]);
}

#[test]
fn a_list_says_whether_it_has_dates_or_times() {
    let has_times = |text: &str| {
        let scanning: Scanning = toml::from_str(PATTERNS).unwrap();
        let shapes = Shapes::default();
        let judge = Judge::new(&scanning, &shapes);
        let decoded = Decoded::read(text.as_bytes());
        let when = time::parse("20261103140500").unwrap();
        read(&decoded.lines, "M", when, &judge).unwrap().has_times
    };
    for text in [
        "Patron,Item,Loan date\n20001,30001,11/3/2026",
        "20001;30001;2026-11-03T14:05:00",
        "20001 3.11.26\n30001",
        "20001\n30001 2:05 PM",
    ] {
        assert!(has_times(text), "{text}");
    }
    for text in [
        "20001\n30001",
        "20001\n30001 QA 76.9 .C15 2026",
        "20001\n30001;12.00;1-2",
    ] {
        assert!(!has_times(text), "{text}");
    }
}

#[test]
fn an_item_that_was_scanned_twice_counts_once() {
    is(
        "20001\n30001\n30001\n30002\n30001",
        &["30001 20001", "30002 20001"],
        &[3, 5],
    );
    is(
        "20001\n30001\n20002\n30001",
        &["30001 20001", "30001 20002"],
        &[],
    );
    is("30001\n30001", &["30001"], &[2]);
}

#[test]
fn headings_tell_what_nothing_else_does() {
    let text = "Patron,Item\n1,11\n1,12\n,13\n2,21";
    let expected = ["11 1", "12 1", "13 1", "21 2"];
    let (records, rejected) = with("", text).unwrap();
    assert_eq!(
        (records, rejected),
        (expected.map(str::to_owned).to_vec(), vec![])
    );
    let text = "Item Barcode;Title;Patron Name;Patron Barcode\n11;Moby Dick;Ada;1\n3.1E+13;X;Ada;1\n12;X;Ada;2E+13\n13;X;Ada;";
    let (records, rejected) = with("", text).unwrap();
    assert_eq!(records, ["11 1"]);
    assert_eq!(rejected, [3, 4, 5]);
}

#[test]
fn a_heading_that_does_not_say_whose_barcodes_they_are_tells_nothing() {
    is("Barcode\n20001\n30001", &["30001 20001"], &[1]);
    assert_eq!(with("", "Barcode\n20001\n30001"), Err(NOT_TOLD_APART));
    let (records, _) = with("", "Primary Identifier,Title,Barcode\n1,Item of Ada,11").unwrap();
    assert_eq!(records, ["11 1"]);
}

#[test]
fn a_list_in_which_nothing_tells_patrons_from_items_is_refused() {
    assert_eq!(with("", "20001\n30001"), Err(NOT_TOLD_APART));
    assert_eq!(
        with("item_pattern = \"3[0-9]{4}\"", "x"),
        Err(NOT_TOLD_APART)
    );
}

#[test]
fn patrons_are_what_is_no_item_if_they_are_all_alike() {
    let items = "item_pattern = \"3[0-9]{4}\"";
    let (records, _) = with(items, "700001\n30001\n700002\n30002").unwrap();
    assert_eq!(records, ["30001 700001", "30002 700002"]);
    // A short read, or a list that does not begin with a patron.
    for text in [
        "700001\n30001\n3000\n30002",
        "30001\n3000\n30002",
        "70001\n30001",
    ] {
        let (records, rejected) = with(items, text).unwrap();
        assert!(!rejected.is_empty(), "{text}");
        assert!(
            records.iter().all(|record| !record.contains(' ')),
            "{text}: {records:?}"
        );
    }
}

#[test]
fn a_damaged_number_is_no_barcode_whatever_the_headings_say() {
    let text = "Patron;Item\n\
        21.234.000.000.307;31.234.000.002.608\n\
        21234000000307;########\n\
        #####;31234000002608\n\
        21234000000307.00;31234000002608\n\
        21234-307;31234000002608\n\
        21234 00000 0307;31234000002608\n\
        21234000000307;31234000002608,00\n\
        21234000000307;---";
    let (records, rejected) = with("", text).unwrap();
    assert_eq!(records, [""; 0]);
    assert_eq!(rejected, [2, 3, 4, 5, 6, 7, 8, 9]);
    // What scanners add, and what the library's own pattern takes, is whole.
    let text = "Patron;Item\n*21234000000307*;]C0AB-31\nA21234000000307B;*12*\nP 7;x 1";
    let (records, _) = with("", text).unwrap();
    let expected = ["AB-31 21234000000307", "12 21234000000307", "x 1 7"];
    assert_eq!(records, expected);
    let own = "item_pattern = \"(3[0-9]{4})-[0-9]\"\npatron_pattern = \"(2[0-9]\\\\.[0-9]{3})\"";
    let (records, _) = with(own, "Patron;Item\n20.001;30001-7").unwrap();
    assert_eq!(records, ["30001 20.001"]);
}

#[test]
fn nobody_gets_an_item_after_a_damaged_number() {
    for damaged in ["21,234,000,000,307", "####", "21.234.000", "21 234"] {
        let text = format!("20001\n\"{damaged}\"\n30001\n20002\n30002");
        is(&text, &["30002 20002"], &[1, 2, 3]);
    }
    let items = "item_pattern = \"3[0-9]{4}\"";
    let (records, rejected) = with(items, "21.234.000\n30001\n22.234.000\n30002").unwrap();
    assert_eq!((records, rejected), (vec![], vec![1, 2, 3, 4]));
    // A price, or a number sign, beside a barcode is neither.
    is(
        "20001\n30001;12.00\n30002;Box # 4",
        &["30001 20001", "30002 20001"],
        &[],
    );
}

#[test]
fn what_was_returned_is_not_lent_and_what_was_lent_not_returned() {
    let text = "Patron;Item;Loan/Return\n20001;30001;Loan\n;30002;Return\n20002;30003;R\n;30004;L";
    is(text, &["30001 20001"], &[3, 4, 5]);
    is(
        "20001,30001,Return\n20001,30002,Loan",
        &["30002 20001"],
        &[1],
    );
    is("20001\n30001 Returned\n30002", &["30002 20001"], &[2]);
    is(
        "20001\nReturned:\n30001\n20002\n30002\nLoans:\n20003\n30003",
        &["30003 20003"],
        &[1, 2, 3, 4, 5, 6],
    );
    let text = "Patron;Item;Returned\n20001;30001;no\n;30002;2026-11-03\n;30003;\n;30004;x";
    is(text, &["30001 20001"], &[3, 4, 5]);
    for heading in ["Returned?", "Return date", "Checked in at"] {
        let text =
            format!("Title,Item,Patron,{heading}\nX,30001,20001,\nX,30002,20001,11/29/2026 10:30");
        is(&text, &["30001 20001"], &[3]);
    }
    for action in ["CI", "Ret.", "Hold", "void", "lost", "something"] {
        let text =
            format!("Action,Patron,Item\n{action},20001,30001\nRenew,20001,30002\nCO,,30003");
        is(&text, &["30002 20001"], &[2, 4]);
    }
    is("Patron,Returned items\n20001,30001", &[], &[2]);
    is("Item;Type\n30001;Loan\n30002;Return", &["30002"], &[2]);
    is("Item\n30001\nLent:\n30002", &["30001"], &[3, 4]);
    is("Items lent\n30001", &[], &[1, 2]);
    for title in [
        "Returned items 29 Nov",
        "RETURNS 11/29/2026",
        "Book drop returns",
        "Checked in today",
    ] {
        is(
            &format!("{title}\nPatron,Barcode\n20001,30001\n20002,30002"),
            &[],
            &[1, 3, 4],
        );
        is(&format!("{title}\n20001\n30001"), &[], &[1, 2, 3]);
    }
    is("Returned books\nPatron,Barcode\n20001,30001", &[], &[1, 3]);
    is(
        "Loans today\nPatron,Barcode\n20001,30001",
        &["30001 20001"],
        &[1],
    );
    // A title is none of these words.
    is("20001;30001;The Return of the King", &["30001 20001"], &[]);
}

#[test]
fn a_row_goes_to_the_patron_above_only_if_it_has_nothing_but_an_item() {
    let text = "Patron,Item,Note\n20001,30001,\n,30002,\n,30003,book drop\n,30004,\n20002,30005,x";
    let expected = ["30001 20001", "30002 20001", "30005 20002"];
    is(text, &expected, &[4, 5]);
}

#[test]
fn a_row_with_more_cells_than_headings_is_not_read() {
    let text =
        "Call Number,Item,Patron,Name\nPR 4034, .P8,30001,20001,Jones\nPR 1,30002,20002,Ada,,";
    is(text, &["30002 20002"], &[2]);
}

#[test]
fn headings_may_come_again_in_another_order() {
    let text = "Patron,Item\n20001,30001\nItem,Patron\n30002,20002";
    is(text, &["30001 20001", "30002 20002"], &[]);
}

#[test]
fn headings_that_are_swapped_are_refused() {
    let patrons = "patron_pattern = \"(2[0-9]{4})\"";
    let items = "item_pattern = \"3[0-9]{4}\"";
    for toml in [PATTERNS, patrons, items] {
        for text in [
            "Patron;Item\n30001;20001\n30002;20001",
            "Item;Patron\n20001;30001\n;30002\n30003;20003\n20002;30004",
        ] {
            let problem = with(toml, text).unwrap_err();
            assert_eq!(problem, row::SWAPPED, "{toml}: {text}");
        }
        // One line is a mistake in that line.
        let (records, _) =
            with(toml, "Patron;Item\n30001;20001\n20002;30002\n20003;30003").unwrap();
        assert!(records.contains(&"30003 20003".to_owned()), "{toml}");
    }
    // Where nothing is known, the headings are right.
    let (records, _) = with("", "Patron;Item\n30001;20001").unwrap();
    assert_eq!(records, ["20001 30001"]);
}
