//! append.php holds what was scanned into the wrong field: it is neither recorded nor lost.

use chrono::{Local, TimeDelta};
use serde_json::{Value, json};

use crate::harness::{Answer, Site};

/// The lines with today's date in the place of `{day}`.
fn today(lines: &str) -> String {
    let day = Local::now().format("%Y%m%d");
    lines.replace("{day}", &day.to_string())
}

/// The answer for these lines of today, those of these numbers checked, without its time.
fn send(site: &Site, lines: &str, check: &str) -> Value {
    let fields = [("textarea", today(lines)), ("check", check.to_owned())];
    let fields = fields
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let mut answer = site.post_json("append.php", &fields).expect(200).json();
    answer["server_time"].take();
    answer["zones"].take();
    answer
}

fn held(line: u32, field: &str) -> Value {
    let reason = match field {
        "item_barcode" => "This was scanned as a patron's barcode today.",
        _ => "This was scanned as an item's barcode today.",
    };
    json!({"line": line, "field": field, "reason": reason})
}

fn answer(recorded: u32, already_recorded: u32, held: &[Value]) -> Value {
    json!({
        "recorded": recorded, "already_recorded": already_recorded, "rejected": [],
        "held": held, "server_time": null, "zones": null,
    })
}

#[test]
fn a_checked_line_whose_barcode_was_in_the_other_role_today_is_held() {
    let site = Site::start();
    let before = "AVS,{day}000000,L,i1,,p1,";
    site.submit(&today(before));
    let lines = [
        "MILLAR,{day}000001,L,p1,,p2,",
        "MILLAR,{day}000002,L,i2,,i1,",
        "MILLAR,{day}000003,R,p1",
        "",
        "MILLAR,{day}000004,L,i3,,p1,",
        before,
        // Compared exactly.
        "MILLAR,{day}000005,R,P1",
        "MILLAR,{day}000006,R,i1,,i1,",
    ]
    .join("\r\n");
    let conflicts = [
        held(1, "item_barcode"),
        held(2, "patron_barcode"),
        held(3, "item_barcode"),
    ];
    let all = "1,2, 3,5,6,7,8,99,x";
    assert_eq!(send(&site, &lines, all), answer(3, 1, &conflicts));
    site.logs("recorded n=3 already=1 rejected=0 held=3 ");
    assert_eq!(site.database.rows().len(), 4);
    // Somebody has looked, and wants them as they are.
    assert_eq!(send(&site, &lines, "5,6,7,8"), answer(3, 4, &[]));
    // The answer was lost: what is there already is never held.
    assert_eq!(send(&site, &lines, all), answer(0, 7, &[]));
    let more = format!("{lines}\r\nMILLAR,{{day}}000007,R,i7");
    assert_eq!(send(&site, &more, "1,2,3,5,6,7,8,9"), answer(1, 7, &[]));
}

#[test]
fn the_lines_before_it_count_but_for_those_that_are_held() {
    let site = Site::start();
    let lines = [
        "MILLAR,{day}000000,L,a,,b,",
        "MILLAR,{day}000001,R,b",
        // Pasted: nobody is asked, and it counts all the same.
        "MILLAR,{day}000002,L,c,,d,",
        "MILLAR,{day}000003,L,d,,e,",
        "MILLAR,{day}000004,R,e",
        "MILLAR,{day}000005,R,d",
        // The same scan as one that is held.
        "MILLAR,{day}000001,R,b",
    ];
    let conflicts = [2, 4, 7].map(|line| held(line, "item_barcode"));
    let answered = send(&site, &lines.join("\n"), "1,2,4,5,7");
    assert_eq!(answered, answer(4, 0, &conflicts));
    assert_eq!(site.database.count("item_barcode IN ('b', 'd')"), 1);
}

#[test]
fn only_today_counts_whatever_the_library_and_the_file() {
    let site = Site::start();
    let yesterday = (Local::now() - TimeDelta::days(1)).format("%Y%m%d");
    site.submit(&format!("MILLAR,{yesterday}235959,L,i1,,p1,"));
    let lines = "MILLAR,{day}000000,R,p1\nMILLAR,{day}000001,L,i2,,i1,";
    assert_eq!(send(&site, lines, "1,2"), answer(2, 0, &[]));
    site.submit(&today("AVS,{day}000002,L,i3,,p3,"));
    site.export("AVS");
    let conflict = [held(1, "item_barcode")];
    let again = send(&site, "MILLAR,{day}000003,R,p3", "1");
    assert_eq!(again, answer(0, 0, &conflict));
}

#[test]
fn a_backlog_of_two_thousand_checked_lines_is_asked_about_as_well() {
    let site = Site::start();
    site.submit(&today("AVS,{day}000000,L,i1,,p1,"));
    let mut lines: Vec<String> = (0..2_000)
        .map(|i| format!("MILLAR,{{day}}{:06},R,{i}", i % 60))
        .collect();
    lines.push("MILLAR,{day}000000,R,p1".to_owned());
    let check: Vec<String> = (1..=lines.len()).map(|n| n.to_string()).collect();
    let answered = send(&site, &lines.join("\n"), &check.join(","));
    assert_eq!(answered, answer(2_000, 0, &[held(2_001, "item_barcode")]));
}

/// Posts what a browser without a script sends.
fn scan(site: &Site, patron: &str, item: &str, item2: &str) -> Answer {
    let fields = [
        ("library", "MILLAR"),
        ("patronBarcode", patron),
        ("itemBarcode", item),
        ("itemBarcode2", item2),
        ("textarea", ""),
    ];
    site.post("append.php", &fields)
}

/// The page that the answer leads to.
fn follow(site: &Site, answer: Answer) -> Answer {
    let answer = answer.expect(303);
    let location = answer.header("Location");
    let page = location.rsplit('/').next().unwrap_or_default();
    site.get(page).expect(200)
}

/// Two dozen loans of items like 31234000000123 to patrons like 21234000000123, by which the
/// program learns.
fn learn(site: &Site) {
    let line = |i: u32| {
        let (item, patron) = (31_234_000_000_000_u64, 21_234_000_000_000_u64);
        let more = u64::from(i) * 1_237;
        format!(
            "MILLAR,201508271000{i:02},L,{},,{},\n",
            item + more,
            patron + more
        )
    };
    site.submit(&(0..24).map(line).collect::<String>());
}

/// Item and patron of each record.
fn barcodes(site: &Site) -> Vec<String> {
    let rows = site.database.rows();
    let barcodes = rows.iter().map(|row| {
        let columns: Vec<&str> = row.split('\t').collect();
        format!("{} {}", columns[3], columns[5])
    });
    barcodes.collect()
}

#[test]
fn without_a_script_what_scanners_add_is_taken_off_and_that_is_said() {
    let site = Site::start();
    follow(&site, scan(&site, "]C0777", "*B123456*", ""))
        .shows("1 scan was recorded. What the scanner had added to the barcodes was removed.");
    follow(&site, scan(&site, "", "", "A31234000000016B"))
        .shows("What the scanner had added to a barcode was removed.");
    follow(&site, scan(&site, "A777", "B2", "")).hides("What the scanner had added");
    assert_eq!(
        barcodes(&site),
        ["B123456 777", "31234000000016 ", "B2 777"]
    );
}

#[test]
fn without_a_script_a_scan_that_looks_wrong_is_held_until_somebody_sends_it_as_it_is() {
    let site = Site::start();
    for (patron, item, item2, reason) in [
        (
            "",
            "",
            "]A0NR",
            "Item Barcode: The scanner could not read it. Removed: “]A0”.",
        ),
        (
            "777",
            "&é'",
            "",
            "different keyboards. Perhaps “124” was meant.",
        ),
        (
            "",
            "",
            "31234000000016 31234000000016",
            "Perhaps “31234000000016” was meant.",
        ),
        (
            "777",
            "777",
            "",
            "Item Barcode: This is the patron&#39;s barcode.",
        ),
        ("abc", "i1", "", "Patron Barcode: No patron barcode found."),
        (
            ";E?",
            "9780306406157",
            "",
            "could not read it. Item Barcode: This is the publisher",
        ),
    ] {
        let page = scan(&site, patron, item, item2).expect(422);
        page.shows(reason)
            .shows("1 line was not recorded.")
            .shows("What is right as it stands can be submitted as it is.")
            // Nobody goes on with a patron who was refused.
            .hides("patronBarcode");
        assert_eq!(barcodes(&site), [""; 0], "{reason}");
    }
    let line = scan(&site, "777", "777", "").expect(422).textarea();
    let sent = site.post("append.php", &[("textarea", &line)]);
    follow(&site, sent).shows("1 scan was recorded.");
    assert_eq!(barcodes(&site), ["777 777"]);
    scan(&site, "", "", "NR").expect(422).shows("0 scans");
    site.logs("recorded n=0 already=0 rejected=0 held=1 ");
}

#[test]
fn without_a_script_a_loan_and_a_return_are_held_each_by_itself() {
    let site = Site::start();
    let page = scan(&site, "777", "NR", "i2").expect(422);
    let page = page.shows("1 scan was recorded.");
    assert!(
        page.textarea().contains(",L,NR,,777,"),
        "{}",
        page.textarea()
    );
    assert_eq!(barcodes(&site), ["i2 "]);
    // A line that is wrong in itself comes back beside it.
    let fields = [
        ("library", "MILLAR"),
        ("textarea", "MILLAR,x,R,1"),
        ("itemBarcode2", "NR"),
    ];
    let page = site.post("append.php", &fields).expect(422);
    let page = page
        .shows("2 lines were not recorded.")
        .shows("What only looks wrong and is right as it stands can be");
    assert!(page.textarea().starts_with("MILLAR,x,R,1\nMILLAR,2"));
    let json = site.post_json("append.php", &fields).expect(200).json();
    assert_eq!(json["held"][0]["line"], 2);
    assert_eq!(json["rejected"][0]["line"], 1);
}

#[test]
fn without_a_script_a_scan_is_compared_with_those_before() {
    let site = Site::start();
    learn(&site);
    let (patron, item) = ("21234000099999", "31234000099999");
    scan(&site, item, "31234000088888", "")
        .expect(422)
        .shows("Patron Barcode: This looks like an item&#39;s barcode.");
    scan(&site, "", "", patron)
        .expect(422)
        .shows("Item Barcode: This looks like a patron&#39;s barcode.");
    scan(&site, "", "", "3123400")
        .expect(422)
        .shows("This does not look like the items&#39; barcodes recorded here.");
    follow(&site, scan(&site, patron, item, ""));
    // The same role question as for the lines that a script sends.
    site.submit(&today("AVS,{day}000000,L,31234000066666,,31234000055555,"));
    scan(&site, "", "", "31234000055555")
        .expect(422)
        .shows("This was scanned as a patron&#39;s barcode today.");
    assert_eq!(site.database.rows().len(), 24 + 2);
}

#[test]
fn what_the_originals_page_sends_is_recorded_and_the_odd_ones_are_counted() {
    let site = Site::start();
    learn(&site);
    let send = |lines: &str| follow(&site, site.post("append.php", &[("textarea", lines)]));
    send("MILLAR,20150827121621,L,31234000099999,,21234000099999,\r\n").hides(" wrong");
    send("MILLAR,20150827121622,R,31234000099999,,,,\r\nMILLAR,20150827121623,R,3123400,,,,")
        .shows("2 scans were recorded. 1 of them looks wrong: the supervisor sees it")
        .shows("listrecords.php");
    send("MILLAR,20150827121624,R,*31234000099999*\r\nMILLAR,20150827121625,L,NR,,1,")
        .shows("2 of them look wrong: the supervisor sees them");
    assert_eq!(site.database.rows().len(), 24 + 5);
}
