//! Plain lists of barcodes.

use super::*;

/// A site whose settings tell patrons from items.
fn site_with_patterns() -> Site {
    let site = Site::prepare();
    let patterns = "[scanning]\nitem_pattern = \"3[0-9]{4}\"\npatron_pattern = \"(2[0-9]{4})\"\n";
    site.configure(&format!("{}\n{patterns}", site.config()));
    site.serve()
}

#[test]
fn a_plain_list_is_shown_as_who_gets_what_and_recorded_at_the_time_that_is_given() {
    let site = site_with_patterns();
    let list =
        "Lovelace, Ada\n20001\n30001\n30002\n\n20002;Babbage\n30003\n30003\n3.1234E+13\n30004\n";
    let files: [(&str, &[u8]); 2] = [
        ("desk.txt", list.as_bytes()),
        ("returns.csv", b"Item\r\n30009\r\n30008\r\n"),
    ];
    let page = upload(&site, "AVS", &files).expect(200);
    let page = page
        .shows("Give the date and time of each plain list")
        .hides("dates and times in this list")
        .shows(">20001</th><td class=\"wrap mono\">30001, 30002<")
        .shows(">20002</th><td class=\"wrap mono\">30003<")
        .hides("returns.csv: one line")
        .shows(">Returned</th><td class=\"wrap mono\">30009, 30008<")
        .shows("<td>8</td><td class=\"wrap\">The same item is in line 7")
        .shows("<td>9</td><td class=\"wrap\">A spreadsheet shortened a number")
        .shows("<td>10</td><td class=\"wrap\">It is not clear who has this item: line 9")
        .hides("name=\"confirm\"");
    let day = (Local::now().date_naive() - TimeDelta::days(1)).to_string();
    let times = [
        ("date.0", day.as_str()),
        ("time.0", "14:05"),
        ("date.1", &day),
        ("time.1", "16:00"),
    ];
    let page = choose(&site, &page, &times)
        .expect(200)
        .shows("Record 5 Records");
    let at = |time| ago(1, time);
    let expected = [
        format!("AVS,{},L,30001,,20001,", at("140500")),
        format!("AVS,{},L,30002,,20001,", at("140500")),
        format!("AVS,{},L,30003,,20002,", at("140500")),
        format!("AVS,{},R,30009,,,", at("160000")),
        format!("AVS,{},R,30008,,,", at("160000")),
    ];
    assert_eq!(page.textarea(), expected.join("\r\n"));
    confirm(&site, &page.textarea())
        .expect(200)
        .shows("5 records were added");
    // The same again, and the same at another time of that day.
    choose(&site, &page, &times)
        .expect(200)
        .hides("name=\"confirm\"");
    let other = [
        ("date.0", day.as_str()),
        ("time.0", "15:00"),
        ("date.1", &day),
        ("time.1", "16:00"),
    ];
    let page = choose(&site, &page, &other)
        .expect(200)
        .shows("3 lines of lists are left out")
        .hides("name=\"confirm\"");
    let page = choose(&site, &page, &[&other[..], &[("same_day", "yes")]].concat()).expect(200);
    assert_eq!(page.textarea().lines().count(), 3);
    let made = site.export("AVS").remove(0);
    assert_eq!(
        site.items_in(&[made]),
        ["30001", "30002", "30003", "30009", "30008"]
    );
}

#[test]
fn more_records_than_can_be_recorded_at_once_are_said_before_the_confirmation() {
    let site = Site::prepare();
    let settings = "[scanning]\nitem_pattern = \"3[0-9]{5}\"\npatron_pattern = \"(2[0-9]{5})\"\n";
    site.configure(&format!(
        "import_megabytes = 1\n{}\n{settings}",
        site.config()
    ));
    let site = site.serve();
    // Few lines and few bytes, but many items in each line.
    let row = |row: usize| {
        let items = (0..100).map(|n| format!(",3{:05}", 100 * row + n));
        format!("2{row:05}{}\n", items.collect::<String>())
    };
    let day = (Local::now().date_naive() - TimeDelta::days(1)).to_string();
    let times = [("date.0", day.as_str()), ("time.0", "14:05")];
    for (rows, is_too_large) in [(250, false), (251, true)] {
        let list: String = (0..rows).map(row).collect();
        let page = upload(&site, "AVS", &[("desk.txt", list.as_bytes())]).expect(200);
        let page = choose(&site, &page, &times).expect(200);
        let said = format!("The {rows}00 new records are more than can be recorded");
        assert_eq!(page.text().contains(&said), is_too_large, "{rows}");
        let has_button = page.text().contains("name=\"confirm\"");
        assert_eq!(has_button, !is_too_large, "{rows}");
    }
}

#[test]
fn a_heading_is_no_line_that_was_not_understood_and_is_downloaded_with_those() {
    let site = Site::start();
    let list = "Patron;Item\r\n21;31\r\n22;3.2E+13\r\n";
    let own = format!(
        "\u{feff}Library,Time,Loan or Return,Item Barcode,Call Number,Patron Barcode,Patron Name\r\n\
         AVS,{},R,7,,,\r\n",
        ago(1, "090000")
    );
    let files: [(&str, &[u8]); 2] = [("list.csv", list.as_bytes()), ("own.csv", own.as_bytes())];
    let page = upload(&site, "AVS", &files).expect(200);
    let page = page
        .shows("list.csv: one line was not understood")
        .hides("own.csv: one line was not understood")
        .shows("Record 1 Record<");
    let downloaded = choose(&site, &page, &[("download", "0")]).expect(200);
    assert_eq!(downloaded.body, b"Patron;Item\r\n22;3.2E+13\r\n");
}

#[test]
fn dates_of_a_list_are_said_to_count_for_nothing_before_anything_is_recorded() {
    let site = Site::start();
    let list = b"Patron,Item,Loan date\n21,31,2026-11-03 14:05\n22,32,2026-11-04 09:30\n";
    let page = upload(&site, "AVS", &[("list.csv", list)]).expect(200);
    page.shows("The dates and times in this list are not used")
        .shows("Every line gets the time above")
        .hides("name=\"confirm\"");
}

#[test]
fn a_list_whose_barcodes_cannot_be_told_apart_is_refused_with_what_to_do() {
    let site = Site::start();
    let form = site.get("import.php").expect(200);
    form.shows("with the headings Patron and Item");
    let page = upload(&site, "AVS", &[("list.txt", b"20001\n30001\n")]).expect(200);
    page.shows("list.txt: This looks like a plain list")
        .shows("Patron")
        .hides("name=\"confirm\"");
    // By what was scanned here they can be.
    let learned =
        (0..60).map(|n| format!("AVS,{}{n:02},L,31234{n:09},,21234{n:09}\n", ago(1, "0800")));
    site.submit(&learned.collect::<String>());
    crate::harness::wait("what is known of shapes to be renewed", || {
        let list = b"21234000000077\n31234000000077\n";
        let page = upload(&site, "AVS", &[("list.txt", list)]).expect(200);
        page.text().contains("Who gets what").then_some(())
    });
}
