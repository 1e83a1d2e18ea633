//! lookup.php: every failure in Alma's report has its record, and the record its line.

use std::fs;

use mysql::prelude::Queryable;

use crate::harness::http::unescape;
use crate::harness::{Answer, Site};

/// The rows of the page's tables, cells between bars, under the headings of their groups.
pub fn rows(answer: &Answer) -> Vec<String> {
    let mut rows = Vec::new();
    for part in answer.text().split("<section class=\"lookup").skip(1) {
        let part = part.split("</section>").next().unwrap();
        let heading = between(part, "<h2 id=\"group", "</h2>");
        rows.push(heading.split_once('>').unwrap().1.to_owned());
        for row in part.split("<tr>").skip(2) {
            let row = row.split("</tr>").next().unwrap();
            let row = row
                .replace("</th><td", "</th>|<td")
                .replace("</td><td", "</td>|<td");
            rows.push(unescape(&without_tags(&row).replace("&nbsp;", " ")));
        }
    }
    rows
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text.split_once(from).expect(from);
    rest.split_once(to).expect(to).0
}

fn without_tags(html: &str) -> String {
    let texts = html.split('<').enumerate().map(|(i, part)| match i {
        0 => part,
        _ => part.split_once('>').expect("a whole tag").1,
    });
    texts.collect()
}

pub fn look_up(site: &Site, text: &str) -> Vec<String> {
    rows(&site.post("lookup.php", &[("text", text)]).expect(200))
}

/// What the file says in that line, the first is 1.
fn line(site: &Site, file: &str, n: usize) -> String {
    let text = site.file(file);
    text.split("\r\n").nth(n - 1).expect("the line").to_owned()
}

const DAY: &str = "\
MILLAR,20150827100002,L,i2,QA 76.5,p1,Ada\n\
AVS,20150827100001,R,i1\n\
MILLAR,20150827100003,R,i2\n\
MILLAR,20150827100004,L,i3,,p2";

#[test]
fn the_page_explains_itself_before_anything_is_asked() {
    let site = Site::start();
    let page = site.get("lookup.php").expect(200);
    let page = page
        .shows("job report")
        .shows("name=\"text\"")
        .hides("notice");
    page.shows("aria-current=\"step\">Check")
        .shows("<p class=\"next\">Next: ");
    for (text, sentence) in [
        ("", "There was nothing to look up."),
        ("All went well.", "nothing that looks like a barcode"),
    ] {
        let page = site.post("lookup.php", &[("text", text)]).expect(200);
        assert_eq!(page.textarea(), text);
        page.shows(sentence).hides("<section");
    }
    site.post("lookup.php", &[])
        .expect(200)
        .shows("nothing to look up");
}

#[test]
fn each_of_the_four_messages_and_any_other_is_in_its_group_with_its_records() {
    let site = Site::start();
    site.submit(DAY);
    let [file] = &site.export("---")[..] else {
        panic!()
    };
    let text = "Report\tof today\r\n\
        1\tA later action on this item happened. Barcode: i3\r\n\
        2\tReturn item failed, item was not on loan. Barcode: i1\r\n\
        3\tUser not found. Barcode: p1\r\n\
        4\tItem not found. Barcode: i2\r\n\
        5\tItem not found. Barcode: 31999\r\n\
        6\tLoan limit is reached. Barcode: p2\r\n\
        7\titem not found. barcode: i2\r\n\
        i1 and 31234000\r\n";
    let loan = "2015-08-27 10:00:02|Loan|MILLAR";
    let expected = [
        "Item not found: 2".to_owned(),
        format!("i2|{loan}|QA 76.5|p1|Ada|{file}, line 2"),
        format!("2015-08-27 10:00:03|Return|MILLAR||||{file}, line 3"),
        "31999|No record has this barcode.".to_owned(),
        "User not found: 1".to_owned(),
        format!("p1|{loan}|i2|QA 76.5|Ada|{file}, line 2"),
        "Other messages: 1".to_owned(),
        format!(
            "Loan limit is reached. Barcode: p2|2015-08-27 10:00:04|Loan|MILLAR|i3|p2|{file}, line 4"
        ),
        "Barcodes without a message: 1".to_owned(),
        "31234000|No record has this barcode.".to_owned(),
        "Item was not on loan: 1".to_owned(),
        format!("i1|2015-08-27 10:00:01|Return|AVS||{file}, line 1"),
        "A later action happened: 1".to_owned(),
        format!("i3|2015-08-27 10:00:04|Loan|MILLAR|p2|{file}, line 4"),
    ];
    assert_eq!(look_up(&site, text), expected);
    for (n, start) in [
        (1, "201508271000Ri1 "),
        (2, "201508271000Li2 "),
        (3, "201508271000Ri2 "),
        (4, "201508271000Li3 "),
    ] {
        assert!(line(&site, file, n).starts_with(start), "{n}");
    }
    let page = site.post("lookup.php", &[("text", text)]).expect(200);
    assert_eq!(page.textarea(), text);
    page.shows("4 failures need you.");
}

#[test]
fn one_barcode_is_enough_and_the_log_counts_without_naming_it() {
    let site = Site::start();
    site.submit(DAY);
    let rows = look_up(&site, " p1 ");
    assert_eq!(
        rows[1..],
        ["p1|2015-08-27 10:00:02|Loan|MILLAR|i2|QA 76.5|p1|Ada|not yet in a file"]
    );
    look_up(&site, "31999\n31998\np1 i2");
    let log = site.log();
    for line in [
        "looked_up barcodes=1 known=1 from=\"127.0.0.1\"",
        "looked_up barcodes=4 known=2 from=\"127.0.0.1\"",
    ] {
        assert!(log.contains(line), "{log}");
    }
    assert!(!log.contains("31999") && !log.contains("31998"), "{log}");
}

#[test]
fn a_record_is_in_no_file_in_a_file_or_its_file_or_its_row_is_gone() {
    let site = Site::start();
    let mut files = Vec::new();
    for n in 1..=3 {
        site.submit(&format!("MILLAR,2015082710000{n},R,same"));
        files.extend(site.export("---"));
    }
    site.submit("MILLAR,20150827100004,R,same");
    for extension in [".dat", ".csv"] {
        let name = files[1].replace(".dat", extension);
        fs::remove_file(site.path("output").join(name)).unwrap();
    }
    let expected = [
        format!(
            "same|2015-08-27 10:00:01|Return|MILLAR|same||{}, line 1",
            files[0]
        ),
        "2015-08-27 10:00:02|Return|MILLAR|same||its file is gone".to_owned(),
        format!(
            "2015-08-27 10:00:03|Return|MILLAR|same||{}, line 1",
            files[2]
        ),
        "2015-08-27 10:00:04|Return|MILLAR|same||not yet in a file".to_owned(),
    ];
    assert_eq!(look_up(&site, "same")[1..], expected);
    // As the PHP deletes: rows of a file's date, whatever file they are in.
    let gone = "DELETE FROM transactions WHERE saved = 1";
    site.database.run(gone);
    let expected = [&expected[..1], &expected[2..]].concat();
    assert_eq!(look_up(&site, "same")[1..], expected);
}

#[test]
fn two_equal_rows_take_two_lines() {
    let site = Site::start();
    let row = ["MILLAR", "20150827100001", "R", "twin"].map(Some);
    let row = [row[0], row[1], row[2], row[3], None, None, None];
    for _ in 0..2 {
        site.database.insert_as_php(row);
    }
    let [file] = &site.export("---")[..] else {
        panic!()
    };
    site.database.insert_as_php(row);
    let places = |n: usize| -> Vec<String> {
        let rows = look_up(&site, "twin");
        assert_eq!(rows.len(), n + 1, "{rows:?}");
        let place = |row: &String| row.rsplit('|').next().unwrap().to_owned();
        rows[1..].iter().map(place).collect()
    };
    let lines = [1, 2].map(|n| format!("{file}, line {n}"));
    let unsaved = "not yet in a file".to_owned();
    assert_eq!(
        places(3),
        [&lines[..], std::slice::from_ref(&unsaved)].concat()
    );
    site.database
        .run("DELETE FROM transactions WHERE saved = 1 LIMIT 1");
    let mut some = places(3);
    some.sort();
    assert_eq!(some, [&lines[..], &[unsaved]].concat());
}

#[test]
fn a_file_that_the_php_made_is_matched_by_its_lines_and_its_library() {
    let site = Site::start();
    for (library, second) in [("AVS", "01"), ("MILLAR", "05"), ("MILLAR", "40")] {
        let time = format!("201508271000{second}");
        let row = [library, &time, "L", "item 1", "", "p1", "Ada"].map(Some);
        site.database.insert_as_php(row);
    }
    site.database.run("UPDATE transactions SET saved = 1");
    let line = |minute: &str, item: &str| format!("{minute}L{item:<80}p1\r\n");
    let text = [
        "no line of Alma's\r\n",
        &line("201508271000", "item 1"),
        &line("201508271000", "item 1"),
        &line("201508271000", "item 1"),
        &line("201508271001", "item 2"),
    ];
    let file = "MILLAR_2015-08-27_110000.dat";
    site.write(&format!("output/{file}"), text.concat());
    let expected = [
        // One line more than rows: only the minute is known.
        format!("p1|2015-08-27 10:00|Loan|MILLAR|item 1||{file}, line 4"),
        "2015-08-27 10:00:01|Loan|AVS|item 1|Ada|its file is gone".to_owned(),
        format!("2015-08-27 10:00:05|Loan|MILLAR|item 1|Ada|{file}, line 2"),
        format!("2015-08-27 10:00:40|Loan|MILLAR|item 1|Ada|{file}, line 3"),
        format!("2015-08-27 10:01|Loan|MILLAR|item 2||{file}, line 5"),
    ];
    let rows = look_up(&site, "User not found. Barcode: p1");
    assert_eq!(rows[1..], expected);
}

#[test]
fn what_a_killed_export_has_left_is_found_under_the_name_it_will_have() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,R,i1");
    let [file] = &site.export("---")[..] else {
        panic!()
    };
    for name in [file.clone(), file.replace(".dat", ".csv")] {
        let path = site.path("output").join(&name);
        fs::rename(&path, path.with_file_name(format!("{name}.pending"))).unwrap();
    }
    let rows = look_up(&site, "i1");
    assert!(rows[1].ends_with(&format!("{file}, line 1")), "{rows:?}");
    assert_eq!(rows.len(), 2, "{rows:?}");
}

#[test]
fn a_look_up_waits_for_nobody_who_changes_the_table() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,R,i1");
    let [file] = &site.export("---")[..] else {
        panic!()
    };
    let mut other = site.database.connect();
    let lock = "SELECT GET_LOCK(CONCAT('offline-circ ', \
                LEFT(SHA2(CONCAT(DATABASE(), '.`transactions`'), 256), 40)), 0)";
    assert_eq!(other.query_first(lock).unwrap(), Some(1));
    let rows = look_up(&site, "i1");
    assert!(rows[1].ends_with(&format!("{file}, line 1")), "{rows:?}");
    // The lock is the program's own: whoever records has to wait for it.
    let answer = site.post_json("append.php", &[("textarea", "MILLAR,20150827100002,R,i2")]);
    answer.expect(503);
}

#[test]
fn hostile_values_are_found_and_shown_exactly() {
    let site = Site::start();
    let items = [
        "<script>alert(1)</script>",
        "DVD-\"7\", x; v.2",
        "{{ 7 }}&amp;%41",
        "a+b c'd",
        "Bücher=1",
    ];
    for (n, item) in items.iter().enumerate() {
        let time = format!("2015082710000{n}");
        let patron = format!("P {item}");
        let row = ["MILLAR", &time, "L", item, "<i>", &patron, "</textarea>"].map(Some);
        site.database.insert_as_php(row);
    }
    for (n, item) in items.iter().enumerate() {
        let row = format!("{item}|2015-08-27 10:00:0{n}|Loan|MILLAR|<i>|P {item}|</textarea>|");
        for text in [
            format!("Item not found. Barcode: {item}"),
            format!("7\tItem not found. Barcode: {item}\tMILLAR"),
            format!("\"7\",\"Item not found. Barcode: {item}\",\"x\""),
        ] {
            let page = site.post("lookup.php", &[("text", &text)]).expect(200);
            let rows = rows(&page);
            assert!(rows.len() == 2 && rows[1].starts_with(&row), "{rows:?}");
            assert_eq!(page.textarea(), text);
            page.hides("<script>").hides("<i>");
        }
        let rows = look_up(&site, item);
        assert!(rows.len() == 2 && rows[1].starts_with(item), "{rows:?}");
        let rows = look_up(&site, &format!("User not found. Barcode: P {item}"));
        assert!(
            rows.len() == 2 && rows[1].contains(&format!("|{item}|")),
            "{rows:?}"
        );
    }
}

#[test]
fn what_needs_a_person_is_downloaded_as_a_csv_that_has_no_formula() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,L,=1+1,\"a,b\",+49,@home\nAVS,20150827100002,R,i2");
    let [file] = &site.export("---")[..] else {
        panic!()
    };
    let text = "Item not found. Barcode: =1+1\nItem not found. Barcode: -9\n\
        User not found. Barcode: +49\nIt is odd. Barcode: i2\n\
        Return item failed, item was not on loan. Barcode: i2\n31234000\n";
    let fields = [("text", text), ("download", "csv")];
    let answer = site.post("lookup.php", &fields).expect(200);
    assert_eq!(answer.header("Content-Type"), "text/csv; charset=utf-8");
    let disposition = answer.header("Content-Disposition");
    assert!(
        disposition.starts_with("attachment; filename=\"needs-a-person_20")
            && disposition.ends_with(".csv\""),
        "{disposition}"
    );
    let csv = answer
        .text()
        .strip_prefix('\u{feff}')
        .expect("a byte order mark");
    assert_eq!(csv.matches('\n').count(), csv.matches("\r\n").count());
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let heading = reader
        .headers()
        .unwrap()
        .iter()
        .collect::<Vec<_>>()
        .join("|");
    assert_eq!(
        heading,
        "Message|Barcode|Time|Loan or Return|Library|Item Barcode|Call Number|Patron Barcode|\
         Patron Name|File|Line"
    );
    let records = reader.records().map(Result::unwrap);
    let rows: Vec<String> = records
        .map(|row| row.iter().collect::<Vec<_>>().join("|"))
        .collect();
    let loan = format!("2015-08-27 10:00:01|Loan|MILLAR|'=1+1|a,b|'+49|'@home|{file}|1");
    let expected = [
        format!("Item not found|'=1+1|{loan}"),
        "Item not found|'-9||||||||no record has this barcode|".to_owned(),
        format!("User not found|'+49|{loan}"),
        format!("It is odd|i2|2015-08-27 10:00:02|Return|AVS|i2||||{file}|2"),
    ];
    assert_eq!(rows, expected);
}

#[test]
fn without_a_database_the_text_comes_back_with_a_sentence() {
    let site = Site::prepare();
    site.configure(&site.config().replace("mysql.sock", "nothing.sock"));
    let site = site.serve();
    let text = "User not found. Barcode: <p1>&\r\n31234000\ttab";
    for fields in [
        vec![("text", text)],
        vec![("text", text), ("download", "csv")],
    ] {
        let page = site.post("lookup.php", &fields).expect(503);
        assert!(!page.header("Retry-After").is_empty());
        assert_eq!(page.textarea(), text);
        page.shows("class=\"errors\"")
            .shows("so nothing was looked up")
            .hides(".sock")
            .hides("<p1>");
    }
    let log = site.failures(2);
    assert!(
        log.iter()
            .all(|line| line.contains("nothing.sock") && !line.contains("31234000")),
        "{log:?}"
    );
}

#[test]
fn without_the_output_directory_nothing_is_half_answered() {
    let site = Site::start();
    site.submit(DAY);
    fs::remove_dir_all(site.path("output")).unwrap();
    let page = site.post("lookup.php", &[("text", "i1")]).expect(500);
    assert_eq!(page.textarea(), "i1");
    page.shows("class=\"errors\"").hides("<section");
}
