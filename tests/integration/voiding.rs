//! void.php: takes back exactly one record that is in no file yet, with a trace.

use std::fs;

use serde_json::json;

use crate::harness::site::encode;
use crate::harness::{Answer, Site};
use crate::listrecords::{buttons, get, items};

const LOAN: &str = "MILLAR,20150827121621,L,321654,,999999999,";
const RETURN: &str = "MILLAR,20150827121657,R,9876543210,,,,";

fn void(line: &str) -> [(&'static str, &str); 1] {
    [("textarea", line)]
}

#[test]
fn an_unsaved_record_is_deleted_and_the_log_says_which_and_by_whom() {
    let site = Site::start();
    site.submit(&format!("{LOAN}\n{RETURN}"));
    let answer = site.post_json("void.php", &void(LOAN)).expect(200);
    assert_eq!(answer.json(), json!({ "voided": 1 }));
    assert_eq!(site.database.count("item_barcode = '321654'"), 0);
    assert_eq!(site.database.count("item_barcode = '9876543210'"), 1);
    let log = site.log();
    assert!(
        log.contains(
            "voided kind=L library=\"MILLAR\" time=\"2015-08-27 12:16:21\" from=\"127.0.0.1\""
        ),
        "{log}"
    );
    assert!(
        !log.contains("321654") && !log.contains("999999999"),
        "{log}"
    );
}

#[test]
fn of_two_equal_rows_one_is_deleted() {
    let site = Site::start();
    let row = [
        Some("MILLAR"),
        Some("20150827121657"),
        Some("R"),
        Some("9876543210"),
        None,
        None,
        None,
    ];
    site.database.insert_as_php(row);
    site.database.insert_as_php(row);
    site.post("void.php", &void(RETURN))
        .expect(200)
        .shows("1 record was voided");
    assert_eq!(site.database.rows().len(), 1);
}

#[test]
fn a_record_that_differs_in_anything_is_not_touched() {
    let site = Site::start();
    site.submit(LOAN);
    for other in [
        "AVS,20150827121621,L,321654,,999999999,",
        "MILLAR,20150827121622,L,321654,,999999999,",
        "MILLAR,20150827121621,R,321654,,999999999,",
        "MILLAR,20150827121621,L,32165,,999999999,",
        "MILLAR,20150827121621,L,321654,,99999999,",
    ] {
        site.post_json("void.php", &void(other)).expect(404);
    }
    site.post("void.php", &void("nonsense")).expect(400);
    site.post("void.php", &[]).expect(400);
    assert_eq!(site.database.rows().len(), 1);
}

#[test]
fn a_record_in_a_file_stays_and_the_page_says_so() {
    let site = Site::start();
    site.submit(LOAN);
    site.export("MILLAR");
    site.post("void.php", &void(LOAN))
        .expect(409)
        .shows("Correct this record in Alma");
    assert_eq!(site.database.count("saved = 1"), 1);
}

#[test]
fn a_voided_record_can_be_recorded_again() {
    let site = Site::start();
    site.submit(LOAN);
    site.post_json("void.php", &void(LOAN)).expect(200);
    assert_eq!(site.submit(LOAN), 1);
}

#[test]
fn a_killed_export_is_settled_before_one_of_its_records_is_voided() {
    let site = Site::start();
    site.submit(&format!("{LOAN}\n{RETURN}"));
    site.export("---");
    // As an export leaves it that was killed before its COMMIT.
    let name = site.dats().remove(0);
    for name in [name.clone(), name.replace(".dat", ".csv")] {
        let path = site.path("output").join(&name);
        fs::rename(&path, path.with_file_name(format!("{name}.pending"))).unwrap();
    }
    site.database.run("UPDATE transactions SET saved = 0");
    site.post_json("void.php", &void(LOAN)).expect(200);
    let files = site.export("---");
    assert_eq!(site.dats(), files);
    assert_eq!(site.items_in(&files), ["9876543210"]);
}

#[test]
fn a_record_is_voided_from_its_row_and_the_page_says_which() {
    let site = Site::start();
    let line = "AVS,20150827100000,R,DVD-7,,,";
    site.submit(&format!("{LOAN}\n{line}"));
    let records = buttons(&get(&site, "library=AVS"));
    let record = records.last().expect("a button");
    let fields = [("view", "library=AVS"), ("record", record)];
    let page = site.post("void.php", &fields).expect(200);
    assert_eq!(site.database.count("item_barcode = 'DVD-7'"), 0);
    assert_eq!(site.database.rows().len(), 1);
    let log = site.log();
    assert!(
        log.contains(
            "voided kind=R library=\"AVS\" time=\"2015-08-27 10:00:00\" from=\"127.0.0.1\""
        ),
        "{log}"
    );
    page.shows("Voided: Return of item DVD-7")
        .shows("It will be in no file")
        .shows("Record it again")
        .shows(&format!("name=\"textarea\" value=\"{line}\""))
        .shows("data-view=\"library=AVS\"")
        .shows("No record matches this filter");
    assert_eq!(site.submit(line), 1);
}

#[test]
fn who_voids_a_loan_leaves_no_patron_in_a_url_and_can_record_it_again() {
    let site = Site::start();
    let line = "MILLAR,20150827100000,L,123,QA 1,21234000000002,Lovelace";
    site.submit(line);
    let record = buttons(&get(&site, "")).remove(0);
    let page = site.post("void.php", &[("record", &record)]).expect(200);
    assert_eq!(page.header("Location"), "");
    page.shows("Voided: Loan of item 123, patron 21234000000002")
        .shows(&format!("name=\"textarea\" value=\"{line}\""))
        .hides("href=\"listrecords.php?voided");
    // A URL says nothing of the kind, nor of what was never done.
    let voided = encode(&[("voided", &record)]);
    get(&site, &voided).hides("Voided:");
    assert_eq!(site.submit(line), 1);
}

#[test]
fn of_two_equal_rows_the_list_says_that_one_is_still_there() {
    let site = Site::start();
    let row = ["MILLAR", "20150827121657", "R", "9876543210", "", "", ""].map(Some);
    site.database.insert_as_php(row);
    site.database.insert_as_php(row);
    let record = buttons(&get(&site, "")).remove(0);
    let void = || site.post("void.php", &[("record", &record)]).expect(200);
    void()
        .shows("Another one just like it is still here")
        .hides("in no file.")
        .hides("Record it again");
    void()
        .shows("It will be in no file")
        .shows("Record it again");
}

#[test]
fn rows_of_the_php_that_no_line_can_name_are_voided_exactly() {
    let site = Site::start();
    let odd = [
        [
            None,
            Some("20150827100001"),
            Some("R"),
            Some("no library"),
            None,
            None,
            None,
        ],
        [
            Some(""),
            Some("20150827100001"),
            Some("L"),
            Some("no patron"),
            None,
            None,
            None,
        ],
        [
            Some("AVS"),
            Some("20150827100001"),
            Some("R"),
            Some(" blank "),
            None,
            Some(" "),
            None,
        ],
        [
            Some("AVS"),
            Some("20150827100001"),
            Some("R"),
            Some("a\tb+%41&c=\"d\""),
            None,
            None,
            None,
        ],
        [
            Some("<i>"),
            Some("20150827100001"),
            Some("L"),
            Some("<b>'\u{e9}"),
            Some("<s>"),
            Some("<u>&amp;"),
            Some("<q>"),
        ],
        [
            Some("AVS"),
            Some("20150827100001"),
            Some("R"),
            Some("b\r"),
            None,
            None,
            None,
        ],
    ];
    // Each beside one that differs only in what looks the same.
    let alike = [
        Some("AVS"),
        Some("20150827100001"),
        Some("R"),
        Some("blank"),
        None,
        None,
        None,
    ];
    site.database.insert_as_php(alike);
    for row in odd {
        site.database.insert_as_php(row);
    }
    let table = |page: &Answer| {
        let mut values = buttons(page);
        values.drain(..values.len() - items(page).len());
        values
    };
    let unescaped = ["<i>", "<b>", "<s>", "<u>", "<q>"];
    let escaped = |page: Answer| unescaped.iter().fold(page, |page, tag| page.hides(tag));
    let page = escaped(get(&site, ""));
    let records = table(&page);
    assert_eq!(records.len(), 7);
    for (gone, record) in records.iter().enumerate().skip(1) {
        let page = site.post("void.php", &[("record", record)]).expect(200);
        assert_eq!(site.database.rows().len(), 7 - gone, "{record}");
        // Nothing of the kind can be recorded as a line.
        escaped(page).shows("Voided: ").hides("Record it again");
    }
    assert_eq!(
        site.database.rows(),
        ["AVS\t2015-08-27 10:00:01\tR\tblank\tNULL\tNULL\tNULL\t0"]
    );
}

#[test]
fn a_record_that_cannot_be_voided_leads_back_to_the_list() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,R,1\nAVS,20150827100001,R,2");
    let page = get(&site, "type=R");
    let records = buttons(&page);
    let (first, second) = (&records[records.len() - 2], &records[records.len() - 1]);
    site.export("MILLAR");
    let void = |record: &str| {
        let view = "type=R&page=2&x=<script>";
        site.post("void.php", &[("view", view), ("record", record)])
    };
    let back = "href=\"listrecords.php?type=R&amp;page=2#unsaved\"";
    void(first)
        .expect(409)
        .shows("Correct this record in Alma")
        .shows(back)
        .hides("<script>");
    assert_eq!(site.database.count("saved = 1"), 1);
    void(second).expect(200);
    void(second)
        .expect(404)
        .shows("this record is not there any more")
        .shows(back);
    void("nonsense")
        .expect(400)
        .shows("not clear which record to void");
    let fields = [("record", first.as_str())];
    let error = site.post_json("void.php", &fields).expect(409).json();
    assert!(error["error"].is_string());
    assert_eq!(site.database.rows().len(), 1);
}
