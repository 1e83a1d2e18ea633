//! append.php: a line is recorded, was recorded before, or comes back with its reason.

use chrono::{DateTime, Local, NaiveDateTime, TimeDelta};
use serde_json::json;

use crate::harness::Site;
use crate::harness::site::{FORM, encode};

const GOOD: &str = "MILLAR,20150827121621,L,321654,,999999999,";

fn row(item: &str, patron: &str) -> String {
    format!("MILLAR\t2015-08-27 12:16:21\tL\t{item}\t\t{patron}\t\t0")
}

/// The time in a row, which must be the server's, from `since` until now.
fn assert_stamped(row: &str, since: NaiveDateTime) {
    let time = row.split('\t').nth(1).unwrap();
    let time = NaiveDateTime::parse_from_str(time, "%Y-%m-%d %H:%M:%S").unwrap();
    let since = since - TimeDelta::seconds(1);
    assert!(time >= since && time <= Local::now().naive_local(), "{row}");
}

#[test]
fn the_form_of_the_original_page_is_accepted_as_a_browser_sends_it() {
    let site = Site::start();
    let fields = [
        ("library", "MILLAR"),
        // The page leaves the last patron in the field.
        ("patronBarcode", "A999999999"),
        ("itemBarcode", ""),
        ("itemBarcode2", ""),
        (
            "textarea",
            "MILLAR,20150827121621,L,321654,,999999999,\r\nMILLAR,20150827121657,R,9876543210,,,,\r\n",
        ),
    ];
    let answer = site.post("append.php", &fields).expect(303);
    let location = answer.header("Location");
    let (_, page) = location.rsplit_once('/').unwrap_or(("", location));
    assert!(page.starts_with("index.php"), "{location}");
    site.get(page).expect(200).shows(" 2 scans were recorded.");
    assert_eq!(
        site.database.rows(),
        [
            row("321654", "999999999"),
            "MILLAR\t2015-08-27 12:16:57\tR\t9876543210\t\t\t\t0".to_owned()
        ]
    );
}

#[test]
fn good_lines_are_recorded_and_each_bad_one_comes_back_with_its_reason() {
    let site = Site::start();
    let bad = [
        "MILLAR,20150230000000,L,1,,2,",
        "XYZ,20150827121621,L,1,,2,",
        "---,20150827121621,R,1,,,,",
        "MILLAR,20150827121621,X,1,,2,",
        "MILLAR,20150827121621,L,,,2,",
        "MILLAR,20150827121621,L,1,,,",
        "MILLAR,20150827121621,L,1,,2,,more",
        "MILLAR,20150827121621,L,\"1,,2,",
        "<script>alert(1)</script>",
    ];
    let lines = [&[GOOD][..], &bad, &["AVS,20150827121622,R,7"]]
        .concat()
        .join("\r\n");
    let page = site.post("append.php", &[("textarea", &lines)]).expect(422);
    for reason in [
        "There is no such date and time.",
        "This library is not set up here.",
        "No library is chosen.",
        "must be L (loan) or R (return)",
        "The item barcode is missing.",
        "A loan needs a patron barcode.",
        "This line has more than seven fields.",
        "A double quote opens here and never closes.",
    ] {
        assert!(page.text().contains(reason), "{reason}");
    }
    assert_eq!(page.textarea(), bad.join("\n"));
    let page = page
        .shows("2 scans were recorded.")
        .shows("9 lines were not recorded.");
    page.hides("<script>alert");
    let avs = "AVS\t2015-08-27 12:16:22\tR\t7\t\t\t\t0".to_owned();
    assert_eq!(site.database.rows(), [row("321654", "999999999"), avs]);
}

#[test]
fn the_json_answer_counts_lines_as_they_were_posted() {
    let site = Site::start();
    let lines =
        format!("\r\n{GOOD}\r\n\r\n  \r\nMILLAR,x,R,1\r\n{GOOD}\r\nMILLAR,20150827121621,R\r\n");
    // The answer has no milliseconds.
    let before = Local::now().fixed_offset() - TimeDelta::seconds(1);
    let answer = site
        .post_json("append.php", &[("textarea", &lines)])
        .expect(200);
    let now = Local::now().fixed_offset();
    assert_eq!(answer.header("Content-Type"), "application/json");
    let mut answer = answer.json();
    let time = answer["server_time"].take();
    let time = DateTime::parse_from_rfc3339(time.as_str().unwrap()).unwrap();
    assert!(before < time && time <= now, "{time}");
    assert_eq!(time.offset(), now.offset());
    let zones = answer["zones"].take();
    let first = &zones[""][0];
    assert!(first[0].as_i64().unwrap() < now.timestamp(), "{zones}");
    assert_eq!(
        answer,
        json!({
            "recorded": 1,
            "already_recorded": 1,
            "server_time": null,
            "zones": null,
            "held": [],
            "rejected": [
                {"line": 5, "text": "MILLAR,x,R,1", "field": "timestamp",
                 "reason": "The time must look like YYYYMMDDhhmmss."},
                {"line": 7, "text": "MILLAR,20150827121621,R", "field": "item_barcode",
                 "reason": "The item barcode is missing."},
            ],
        })
    );
}

#[test]
fn a_value_that_is_longer_than_its_column_is_rejected_and_never_cut() {
    let site = Site::start();
    let line = |item: usize, call: usize, patron: usize, name: usize| {
        let text = |n| "é".repeat(n);
        let (item, call, patron, name) = (text(item), text(call), text(patron), text(name));
        format!("MILLAR,20150827121621,L,{item},{call},{patron},{name}")
    };
    let lines = [
        line(33, 1, 1, 1),
        line(1, 49, 1, 1),
        line(1, 1, 33, 1),
        line(1, 1, 1, 65),
        line(32, 48, 32, 64),
    ];
    let answer = site
        .post_json("append.php", &[("textarea", &lines.join("\n"))])
        .expect(200)
        .json();
    let fields: Vec<_> = (0..4)
        .map(|i| answer["rejected"][i]["field"].as_str().unwrap())
        .collect();
    assert_eq!(
        fields,
        [
            "item_barcode",
            "item_callnumber",
            "patron_barcode",
            "patron_name"
        ]
    );
    assert_eq!(answer["recorded"], 1, "{answer}");
    let [row] = &site.database.rows()[..] else {
        panic!()
    };
    assert_eq!(row.chars().filter(|c| *c == 'é').count(), 32 + 48 + 32 + 64);
}

#[test]
fn values_are_kept_exactly_as_scanned() {
    let site = Site::start();
    let lines = [
        r"MILLAR,20150827121621,L,a+b%41%2B,,P+1%20,",
        r#"MILLAR,20150827121621,L,c'd"e\f,,'66',"#,
        r#"MILLAR,20150827121621,L,"5,5",,"""7""","#,
        r"MILLAR,20150827121621,L,{{ x }}&amp;<b>,,;#$?,",
        "MILLAR,20150827121621,L,Ünï—٣,,0007,",
    ];
    assert_eq!(site.submit(&lines.join("\r\n")), 5);
    let values = [
        ("a+b%41%2B", "P+1%20"),
        (r#"c'd"e\f"#, "'66'"),
        ("5,5", "\"7\""),
        ("{{ x }}&amp;<b>", ";#$?"),
        ("Ünï—٣", "0007"),
    ];
    assert_eq!(
        site.database.rows(),
        values.map(|(item, patron)| row(item, patron))
    );
    let files = site.export("MILLAR");
    let line = |(item, patron)| format!("201508271216L{item:<80}{patron}\r\n");
    assert_eq!(site.file(&files[0]), values.map(line).concat());
    // A line that comes back for correction is what was typed, too.
    let typed = r#"MILLAR,x,L,a+b%41 "q" & <i>{{ y }}</i>,,7,"#;
    let page = site.post("append.php", &[("textarea", typed)]).expect(422);
    assert_eq!(page.textarea(), typed);
}

#[test]
fn the_plain_fields_of_one_scan_are_stamped_by_the_server() {
    let site = Site::start();
    let since = Local::now().naive_local();
    let scan = |library: &str, patron: &str, item: &str, item2: &str| {
        let fields = [
            ("library", library),
            ("patronBarcode", patron),
            ("itemBarcode", item),
            ("itemBarcode2", item2),
            ("textarea", ""),
        ];
        let answer = site.post("append.php", &fields);
        let rows = site.database.rows();
        site.database.run("DELETE FROM transactions");
        for row in &rows {
            assert_stamped(row, since);
        }
        let plain = |row: &String| {
            let columns: Vec<_> = row.split('\t').collect();
            [&columns[..1], &columns[2..]].concat().join("|")
        };
        (answer.status, rows.iter().map(plain).collect::<Vec<_>>())
    };
    let loan = || "MILLAR|L|i1||777||0".to_owned();
    let back = || "MILLAR|R|i2||||0".to_owned();
    assert_eq!(scan("MILLAR", "777", " i1 ", ""), (303, vec![loan()]));
    assert_eq!(scan("MILLAR", "A777B8", "i1", ""), (303, vec![loan()]));
    assert_eq!(scan("MILLAR", "", "", "i2"), (303, vec![back()]));
    assert_eq!(
        scan("MILLAR", "777", "i1", "i2"),
        (303, vec![loan(), back()])
    );
    // A patron who waits in the other panel is not part of a return.
    assert_eq!(scan("MILLAR", "777", "", "i2"), (303, vec![back()]));
    assert_eq!(scan("MILLAR", "777", "", ""), (422, vec![]));
    assert_eq!(scan("MILLAR", "", "i1", ""), (422, vec![]));
    assert_eq!(scan("---", "777", "i1", ""), (422, vec![]));
    assert_eq!(scan("", "", "", "i2"), (422, vec![]));
    assert_eq!(scan("MILLAR", "", "", ""), (303, vec![]));
}

#[test]
fn a_scan_beside_a_full_log_is_recorded_with_it() {
    let site = Site::start();
    let fields = [
        ("library", "AVS"),
        ("itemBarcode2", "i2"),
        ("textarea", GOOD),
    ];
    let answer = site.post_json("append.php", &fields).expect(200).json();
    assert_eq!(answer["recorded"], 2);
    assert_eq!(site.database.count("item_barcode IN ('321654', 'i2')"), 2);
}

#[test]
fn a_log_of_ten_thousand_lines_is_recorded_in_order() {
    let site = Site::start();
    let line = |i: usize| {
        format!(
            "MILLAR,20150827{:02}{:02}{:02},R,{i}",
            i / 3600,
            i / 60 % 60,
            i % 60
        )
    };
    let lines: Vec<String> = (0..10_000).map(line).collect();
    let body = encode(&[("textarea", &lines.join("\r\n"))]);
    for _ in 0..2 {
        site.request("POST", "append.php", &[FORM], body.as_bytes())
            .expect(303);
    }
    let rows = site.database.rows();
    assert_eq!(rows.len(), 10_000);
    let ordered = rows
        .iter()
        .enumerate()
        .all(|(i, row)| row.contains(&format!("\tR\t{i}\t")));
    assert!(ordered);
}
