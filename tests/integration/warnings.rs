//! The warnings of listrecords.php: what is found before the file, and false alarms that
//! there must not be.

use chrono::{Local, TimeDelta};

use crate::harness::Site;
use crate::listrecords::{buttons, get, items};

/// A day without anything odd: renewals and the like are tested one by one.
const ORDINARY: &str = "MILLAR,{day}080000,L,31234000000001,,21234000000001,\n\
                        MILLAR,{day}080001,L,31234000000002,,21234000000001,\n\
                        AVS,{day}080000,R,DVD-7,,,\n\
                        MILLAR,{day}090000,R,31234000000001,,,\n\
                        MILLAR,{day}091500,L,31234000000001,,21234000000002,";

/// The lines with the day in the place of `{day}`: yesterday, so that nothing is old.
fn yesterday(lines: &str) -> String {
    let day = (Local::now() - TimeDelta::days(1)).format("%Y%m%d");
    lines.replace("{day}", &day.to_string())
}

#[test]
fn an_ordinary_day_has_no_warnings() {
    let site = Site::start();
    site.submit(&yesterday(ORDINARY));
    site.get("listrecords.php")
        .expect(200)
        .hides("rows findings")
        .shows("31234000000002");
}

#[test]
fn each_check_is_shown_with_its_count_its_rows_and_what_to_do() {
    let site = Site::start();
    site.submit(&yesterday(
        "MILLAR,{day}080000,L,twice,,21,\nMILLAR,{day}090000,L,twice,,22,\n\
         MILLAR,{day}080100,L,quick,,21,\nMILLAR,{day}080101,R,quick,,,\n\
         MILLAR,{day}080200,L,book,,777,\nMILLAR,{day}080300,R,777,,,\n\
         MILLAR,{day}080400,R,d\u{e9}j\u{e0},,,\n\
         MILLAR,29990101000000,R,ahead,,,\nMILLAR,20150827100000,R,ancient,,,\n\
         MILLAR,{day}080500,L,roams,,21,\nAVS,{day}090500,R,roams,,,\n\
         MILLAR,{day}080600,L,kept,,21,\nMILLAR,{day}090600,L,kept,,21,",
    ));
    let time = yesterday("{day}080700");
    let nobody = ["MILLAR", &time, "L", "lonely", "", "", ""].map(Some);
    site.database.insert_as_php(nobody);
    let page = site.get("listrecords.php").expect(200);
    for (title, name, shown) in [
        (
            "Lent to two patrons with no return between: 2 records",
            "two-patrons",
            &["twice"; 2][..],
        ),
        (
            "Loan and return in the same minute: 2 records",
            "same-minute",
            &["quick"; 2],
        ),
        (
            "Patron barcode that is also an item’s: 2 records",
            "patron-is-item",
            &["book", "777"],
        ),
        ("wrong field: 1 record\n", "barcode", &["lonely"]),
        (
            "Unusual characters in a barcode: 1 record",
            "not-ascii",
            &["d\u{e9}j\u{e0}"],
        ),
        ("Time in the future: 1 record", "future", &["ahead"]),
        ("Older than 14 days: 1 record", "old", &["ancient"]),
        (
            "Item handled at more than one library: 2 records",
            "two-libraries",
            &["roams"; 2],
        ),
        (
            "Lent to the same patron again: 2 records",
            "renewed",
            &["kept"; 2],
        ),
    ] {
        let title = title.replace('\n', "</summary>");
        let (_, finding) = page.text().split_once(title.as_str()).expect(&title);
        let (finding, _) = finding.split_once("</details>").expect("its end");
        for item in shown {
            assert!(finding.contains(item), "{title}: {finding}");
        }
        assert_eq!(
            finding.matches(">Void</button>").count(),
            shown.len(),
            "{title}"
        );
        assert!(finding.contains(&format!("?check={name}#unsaved")));
        let limited = get(&site, &format!("check={name}"));
        assert_eq!(items(&limited), shown, "{name}");
        limited.shows(&format!("{} of 14 records", shown.len()));
    }
    page.shows("so this does no harm");
    // They warn and hold nothing back.
    assert_eq!(site.items_in(&site.export("---")).len(), 14);
}

#[test]
fn a_warning_shows_twenty_rows_and_leads_to_the_others() {
    let site = Site::start();
    site.database.run(
        "INSERT INTO transactions SELECT 'MILLAR', '2015-08-27' + INTERVAL seq SECOND, 'R', seq, \
         '', '', '', 0 FROM seq_1_to_250",
    );
    let page = get(&site, "");
    assert_eq!(buttons(&page).len(), 20 + 200);
    page.shows("Show all 250 in the table below");
    let rest = get(&site, "check=old&page=2");
    assert_eq!(items(&rest).len(), 50);
    rest.shows("250 of 250 records");
}

#[test]
fn the_configured_number_of_days_and_patterns_count() {
    let with = |settings: &str| {
        let site = Site::prepare();
        site.configure(&format!("{}{settings}", site.config()));
        let site = site.serve();
        site.submit("MILLAR,20150827100000,L,777,,31234000000001,");
        get(&site, "")
    };
    with("[checks]\nold_days = 0\n[scanning]\nitem_pattern = \"3[0-9]{13}|777\"\n")
        .shows("wrong field: 1 record")
        .hides("Older than");
    with("[checks]\nold_days = 3\n")
        .shows("Older than 3 days")
        .hides("wrong field");
}

#[test]
fn barcodes_that_look_unlike_the_others_are_shown() {
    let site = Site::start();
    let day = yesterday("{day}");
    let loan = |i: u32| {
        let (item, patron) = (31_234_000_000_000 + u64::from(i) * 7, 700_000 + i * 131);
        format!("MILLAR,{day}0800{i:02},L,{item},,{patron},\n")
    };
    site.submit(&(0..60).map(loan).collect::<String>());
    get(&site, "").hides("rows findings");
    site.submit(&format!(
        "AVS,{day}090000,R,3123400,,,\nAVS,{day}090001,R,NR,,,"
    ));
    let odd = get(&site, "check=barcode");
    assert_eq!(items(&odd), ["3123400", "NR"]);
}
