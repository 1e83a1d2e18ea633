//! append.php holds what was scanned into the wrong field: it is neither recorded nor lost.

use chrono::{Local, TimeDelta};
use serde_json::{Value, json};

use crate::harness::Site;

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
        "held": held, "server_time": null,
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
