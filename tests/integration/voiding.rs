//! void.php: takes back exactly one record that is in no file yet, with a trace.

use std::fs;

use serde_json::json;

use crate::harness::Site;

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
        log.contains(&format!("voided line={LOAN:?} by=\"127.0.0.1\"")),
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
        .shows("This record is in a file already");
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
