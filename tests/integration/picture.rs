//! The picture of the day: on the page of the unsaved records, below the files, and after a report.

use chrono::{Local, TimeDelta};

use crate::harness::http::unescape;
use crate::harness::{Answer, Site};

/// The picture on a page.
fn picture(page: &Answer) -> String {
    let (_, picture) = page
        .text()
        .split_once("class=\"day-picture\"")
        .expect("a picture");
    let (picture, _) = picture.split_once("</section>").expect("its end");
    picture.to_owned()
}

/// The rows of its table, cells between bars.
fn table(page: &Answer) -> Vec<String> {
    let picture = picture(page);
    let (_, body) = picture.split_once("<tbody>").expect("a table");
    let rows = body.split("<tr>").skip(1).map(|row| {
        let row = row.split("</tr>").next().expect("a row");
        let cells = row.split('<').skip(1).filter(|part| !part.starts_with('/'));
        let cells = cells.map(|part| part.split_once('>').expect("a whole tag").1);
        unescape(&cells.collect::<Vec<_>>().join("|"))
    });
    rows.collect()
}

fn count(picture: &str, part: &str) -> usize {
    picture.matches(part).count()
}

const DAY: &str = "\
MILLAR,20260825090000,L,31234000000001,QA 76.5,21234000000001,\"Lovelace, Ada\"\n\
MILLAR,20260825090130,L,31234000000002,,21234000000001\n\
AVS,20260825091500,R,31234000000003\n\
AVS,20260825100000,R,31234000000004\n\
MILLAR,20260825100100,R,31234000000001";

#[test]
fn what_was_recorded_is_in_the_picture_and_no_barcode_is() {
    let site = Site::start();
    for page in ["listrecords.php", "listfiles.php"] {
        site.get(page).expect(200).hides("day-picture");
    }
    site.submit(DAY);
    let page = site.get("listrecords.php").expect(200);
    assert_eq!(
        table(&page),
        [
            "2026-08-25 09:00 to 09:05|Millar Library|2|0|",
            "2026-08-25 09:15 to 09:20|AV Services|0|1|",
            "2026-08-25 09:15 to 10:00|No records: 45 minutes",
            "2026-08-25 10:00 to 10:05|Millar Library|0|1|",
            "2026-08-25 10:00 to 10:05|AV Services|0|1|",
        ]
    );
    let picture = picture(&page);
    for said in [
        "2 loans and 3 returns, 2026-08-25 09:00 to 10:01.",
        "Busiest: 2 records, 2026-08-25 09:00 to 09:05.",
        "There were none for 45 minutes.",
        "<title id=\"day-title\">Records over time, by library</title>",
        "viewBox=\"0 0 ",
        "role=\"img\"",
    ] {
        assert!(picture.contains(said), "{said}: {picture}");
    }
    assert_eq!(
        count(&picture, "<rect class=\"day-loan\"") - 1,
        1,
        "one is the legend's"
    );
    assert_eq!(count(&picture, "<rect class=\"day-return\"") - 1, 3);
    assert_eq!(count(&picture, "<rect class=\"day-gap\"") - 1, 1);
    for hidden in ["1234000", "Lovelace", "QA 76", "style=", "<script"] {
        assert!(!picture.contains(hidden), "{hidden}: {picture}");
    }
    site.get("styles/day.css").expect(200);
}

#[test]
fn a_voided_record_leaves_the_picture() {
    let site = Site::start();
    site.submit("AVS,20260825091500,R,31234000000003");
    let page = site.get("listrecords.php").expect(200);
    assert!(picture(&page).contains("0 loans and 1 return, "));
    let record = page
        .text()
        .split("name=\"record\" value=\"")
        .nth(1)
        .expect("a button");
    let record = unescape(record.split('"').next().expect("its value"));
    site.post("void.php", &[("record", &record)])
        .expect(200)
        .hides("day-picture");
}

#[test]
fn the_files_and_their_records_are_below_the_files() {
    let site = Site::start();
    let now = Local::now().naive_local();
    let line = |minutes: i64, rest: &str| {
        let time = now - TimeDelta::minutes(minutes);
        format!("{},{rest}", time.format("%Y%m%d%H%M%S"))
    };
    let lines = [
        format!("MILLAR,{}", line(50, "L,31234000000001,,21234000000001")),
        format!("AVS,{}", line(10, "R,31234000000002")),
    ];
    site.submit(&lines.join("\n"));
    let names = site.export("---");
    let page = site.get("listfiles.php").expect(200);
    let found = picture(&page);
    assert!(found.contains("1 loan and 1 return, "), "{found}");
    assert!(found.contains(">Millar Library<") && found.contains(">AV Services<"));
    assert!(found.contains(&format!("<title>{}", names[0])), "{found}");
    let rows = table(&page);
    let file = rows.last().expect("rows");
    assert!(
        file.ends_with(&format!("|All libraries|||{}", names[0])),
        "{rows:?}"
    );
    // What is recorded since then stands beside that file, and the saved records do not.
    site.submit(&format!("AVS,{}", line(1, "R,31234000000009")));
    let page = site.get("listrecords.php").expect(200);
    let found = picture(&page);
    assert!(found.contains("0 loans and 1 return, "), "{found}");
    assert!(found.contains(&format!("<title>{}", names[0])), "{found}");
}

#[test]
fn a_file_without_its_csv_is_in_the_picture_by_its_name() {
    let site = Site::start();
    let lines = |n: usize| format!("2026082509{n:02}L{n:<80}21\r\n");
    let text: String = (0..60).map(lines).collect();
    site.write("output/AVS_2026-08-25_100000.dat", &text);
    site.write("output/2026-08-25_100100.dat", lines(1));
    site.write(
        "output/MILLAR_2020-01-01_100000.dat",
        text.replace("2026", "2020"),
    );
    site.write("output/x.dat", "nothing\r\n");
    let page = site.get("listfiles.php").expect(200);
    let found = picture(&page);
    for said in [
        "61 loans and 0 returns, 2026-08-25 09:00 to 09:59.",
        ">AV Services<",
        ">Library not known<",
        "60 older records are not in this picture.",
    ] {
        assert!(found.contains(said), "{said}: {found}");
    }
}

#[test]
fn what_failed_is_marked_at_the_time_of_its_record_after_a_report() {
    let site = Site::start();
    site.submit(DAY);
    site.export("---");
    site.get("lookup.php").expect(200).hides("day-picture");
    let report = "Item not found. Barcode: 31234000000003\n\
        User not found. Barcode: 21234000000001\n\
        Return item failed, item was not on loan. Barcode: 31234000000001\n\
        Item not found. Barcode: 31234000000001\n\
        Item not found. Barcode: 31999";
    let page = site.post("lookup.php", &[("text", report)]).expect(200);
    let rows = table(&page);
    let failures: Vec<&str> = rows
        .iter()
        .filter(|row| !row.contains("No records") && !row.contains(".dat"))
        .map(|row| row.split('|').nth(4).expect("failures"))
        .collect();
    // The loan of the first item counts once, with the patron's message or its own.
    assert_eq!(failures, ["2", "1", "1", "0"], "{rows:?}");
    let found = picture(&page);
    let title = "<title>2026-08-25 09:00 to 09:05: 2 failures that need you</title>";
    assert!(found.contains(title), "{found}");
    assert_eq!(
        count(&found, "<g class=\"day-failure\"><title>"),
        3,
        "{found}"
    );
    assert!(!found.contains("1234000"), "{found}");
    for text in ["31234000000001", "Nothing at all"] {
        let page = site.post("lookup.php", &[("text", text)]).expect(200);
        page.hides("day-picture");
    }
}

#[test]
fn old_records_and_those_to_come_are_said_to_be_outside() {
    let site = Site::start();
    site.submit(&format!(
        "{DAY}\nAVS,20150827100000,R,31234000000007\nAVS,20160827100000,R,31234000000008\n\
         AVS,20300827100000,R,31234000000009"
    ));
    let page = site.get("listrecords.php").expect(200);
    let found = picture(&page);
    let said = "2 older records and 1 with a time in the future are not in this picture.";
    assert!(found.contains(said), "{found}");
    assert!(found.contains("2 loans and 3 returns"), "{found}");
}
